"""The pages: Flask and Jinja, whole without JavaScript, in Dutch.

    request → session → CSRF → view (parses, one command or query, renders) → security headers
                                  └─ any EngineError → failures.py → a page with the right status

A page is for people who logged in, unless its endpoint is in `PUBLIC`.
"""

from engine.web.application import PUBLIC, create_app
from engine.web.context import WebContext

__all__ = ["PUBLIC", "WebContext", "create_app"]
