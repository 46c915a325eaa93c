"""Names that a form may use although no variable carries them: read from the client's own row.

A variable would be a copy that grows old, and personal data in the process.
"""

from typing import Final

HIDDEN_ADDRESS: Final = "geheime_client"
"""Whether the client's address is secret: true, false, or absent where there is no client yet."""
