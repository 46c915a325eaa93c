"""What commands need besides the database: calendar, compiled definitions, terms, ids.

One environment serves all threads of a process. Nothing in it must be shared between processes:
definitions never change, and a region's terms are remembered under the number of times that they
were set, which every instance's row brings along.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from engine.commands.catalogue import Catalogue
from engine.commands.remembered import Remembered
from engine.domain.calendar import AMSTERDAM, WorkCalendar, dutch_calendar
from engine.domain.ids import new_uuid7
from engine.domain.terms import Term
from engine.feel import Scope
from engine.persistence.regions import Regions
from engine.settings import Settings


def _no_terms() -> Remembered[tuple[str, int, date], Mapping[str, Term]]:
    return Remembered(500)


@dataclass(frozen=True, kw_only=True)
class Environment:
    """Everything around a transaction. `new_id` makes ids; tests may make them predictable."""

    settings: Settings
    topics: Collection[str] = ()
    calendar: WorkCalendar = field(default_factory=dutch_calendar)
    catalogue: Catalogue = field(default_factory=Catalogue)
    new_id: Callable[[datetime], UUID] = new_uuid7
    terms: Remembered[tuple[str, int, date], Mapping[str, Term]] = field(default_factory=_no_terms)

    def scope(self, regions: Regions, region: str, revision: int, now: datetime) -> Scope:
        """Give FEEL's surroundings in a region; its terms are read when first asked for."""
        day = now.astimezone(AMSTERDAM).date()

        def read() -> Mapping[str, Term]:
            return {name: Term.parse(value) for name, value in regions.terms(region, day).items()}

        def term(name: str) -> Term | None:
            return self.terms.get((region, revision, day), read).get(name)

        return Scope(now=now, terms=term, calendar=self.calendar)
