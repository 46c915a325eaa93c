"""Removing what nobody sent: files that were chosen in forms and forgotten there."""

import logging

from engine.commands.door import Door
from engine.commands.files import RemoveForgottenFiles
from engine.domain.access import SYSTEM

logger = logging.getLogger(__name__)


def tidy(door: Door) -> None:
    """Remove forgotten files. Raises `Unavailable` when the database is; then later again."""
    removed = door.execute(SYSTEM, RemoveForgottenFiles())
    if removed:
        logger.info("Removed %d files that were chosen and never sent.", removed)
