"""The demo's clock: it can be moved forward, never back, and not at all in production."""

from dataclasses import dataclass
from datetime import datetime

from engine.commands.command import Command


@dataclass(frozen=True, kw_only=True)
class MoveClock(Command[datetime]):
    """Move the clock to a later moment. Every timer due until then fires, in order.

    The answer is the moment at which the clock now stands. Raises `NotAllowed` outside the demo.
    """

    to: datetime
