"""What commands need besides the database: calendar, compiled definitions, terms, ids.

One environment serves all threads of a process. Nothing in it must be shared between processes:
definitions never change, and a region's terms are remembered under the number of times that they
were set, which every instance's row brings along.
"""

import secrets
import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from engine.commands.catalogue import Catalogue
from engine.commands.remembered import Remembered
from engine.domain.calendar import AMSTERDAM, WorkCalendar, dutch_calendar
from engine.domain.ids import RANDOM_BITS, uuid7
from engine.domain.terms import Term
from engine.feel import Scope
from engine.persistence.regions import Regions
from engine.settings import Settings


class RisingIds:
    """Makes version 7 UUIDs that rise within a moment too (RFC 9562 §6.2, method 2).

    What happened in one step has one time; its order in the timeline is that of its ids.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._moment: datetime | None = None
        self._random = 0

    def __call__(self, at: datetime) -> UUID:
        """Make the next id of this moment."""
        with self._lock:
            is_same = at == self._moment
            self._random = self._random + 1 if is_same else secrets.randbits(RANDOM_BITS - 1)
            self._moment = at
            return uuid7(at, self._random)


def _no_terms() -> Remembered[tuple[str, int, date], Mapping[str, Term]]:
    return Remembered(500)


@dataclass(frozen=True, kw_only=True)
class Environment:
    """Everything around a transaction. `new_id` makes ids; tests may make them predictable."""

    settings: Settings
    topics: Collection[str] = ()
    calendar: WorkCalendar = field(default_factory=dutch_calendar)
    catalogue: Catalogue = field(default_factory=Catalogue)
    new_id: Callable[[datetime], UUID] = field(default_factory=RisingIds)
    terms: Remembered[tuple[str, int, date], Mapping[str, Term]] = field(default_factory=_no_terms)

    def scope(self, regions: Regions, region: str, revision: int, now: datetime) -> Scope:
        """Give FEEL's surroundings in a region; its terms are read when first asked for."""
        day = now.astimezone(AMSTERDAM).date()

        def read() -> Mapping[str, Term]:
            return {name: Term.parse(value) for name, value in regions.terms(region, day).items()}

        def term(name: str) -> Term | None:
            return self.terms.get((region, revision, day), read).get(name)

        return Scope(now=now, terms=term, calendar=self.calendar)
