"""One module per page, each with its blueprint. A view parses, does one thing, and renders."""
