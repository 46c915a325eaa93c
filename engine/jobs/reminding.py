"""Letting a reminder happen: one command, and later again when that fails."""

import logging

from engine.commands.door import Door
from engine.commands.reminders import PostponeReminder, RemindTask
from engine.domain.access import SYSTEM
from engine.domain.reminder import Reminder
from engine.errors import EngineError, Unavailable

logger = logging.getLogger(__name__)


def remind(door: Door, reminder: Reminder) -> None:
    """Remind of one task. Raises `Unavailable` when the database is gone: all of them wait."""
    try:
        door.execute(SYSTEM, RemindTask(reminder=reminder))
    except Unavailable:
        raise
    except EngineError as error:
        logger.warning("Task %s was not reminded of: %s", reminder.task_id, error.message)
        door.execute(SYSTEM, PostponeReminder(reminder=reminder))
