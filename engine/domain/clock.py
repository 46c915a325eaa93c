"""What time it is, as an argument: aware moments in UTC.

The demo runs on a clock that can be moved forward, so that a term of three months passes in a
click. Production runs on the system clock and has no other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Says what time it is."""

    def now(self) -> datetime:
        """Give the present moment, aware and in UTC."""
        ...


@dataclass(frozen=True)
class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Give the present moment."""
        return datetime.now(UTC)


@dataclass(frozen=True)
class ShiftedClock:
    """Another clock, moved by an offset that is asked for every time (the demo's clock)."""

    offset: Callable[[], timedelta]
    base: Clock = SystemClock()

    def now(self) -> datetime:
        """Give the moved moment."""
        return self.base.now() + self.offset()


@dataclass(frozen=True)
class FixedClock:
    """A clock that stands still."""

    at: datetime

    def now(self) -> datetime:
        """Give the moment at which it stands."""
        return self.at
