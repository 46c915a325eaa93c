"""What the pages need from the application; `engine.app` composes it.

The pages know nothing of workers or handlers: the door lets time pass when the demo's clock moves.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from engine.commands.door import Door
from engine.domain.clock import Clock
from engine.feel import Scope
from engine.persistence.database import Database
from engine.queries import Connection
from engine.settings import Settings


def _wall_clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class WebContext:
    """Everything a view may reach for."""

    settings: Settings
    database: Database
    door: Door
    clock: Clock
    """The clock of cases and timers; in the demo it can be ahead."""
    scope: Callable[[str, datetime], Scope]
    """FEEL's surroundings for a region at a moment: its terms and calendar."""
    wall_clock: Callable[[], datetime] = _wall_clock
    """The real time: sessions end by this one, also when the demo's clock jumps."""

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection for queries."""
        with self.database.reading() as connection:
            yield connection

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """Give a connection for one prepared statement."""
        with self.database.glance() as unit:
            yield unit.connection
