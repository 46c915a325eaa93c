"""Terms that no region may make longer, because a source says so.

Only one duration in the sources binds a case: a bridging place lasts three months at most (S2,
T12). Every other value is a default of ours. "Not longer" means: from no day on does it end later.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from engine.domain.bridging import LONGEST
from engine.domain.calendar import WorkCalendar, dutch_calendar
from engine.domain.terms import Term
from engine.errors import Invalid

_FIRST = date(2024, 1, 1)
_DAYS = 4 * 366  # every day of every month, leap years too


@dataclass(frozen=True, kw_only=True)
class Limit:
    """The most that a term may be, and who says so."""

    most: Term
    source: str


LIMITS: Mapping[str, Limit] = {
    "overbruggingsplek": Limit(most=LONGEST, source="de voortgangsbrief van 17 maart 2026"),
}


def check_limit(name: str, term: Term, calendar: WorkCalendar | None = None) -> None:
    """Raise `Invalid` when a term could end later than its source allows."""
    limit = LIMITS.get(name)
    if limit is not None and _can_be_longer(term, limit.most, calendar or dutch_calendar()):
        said = f"'{name}' duurt ten hoogste {limit.most}; dat staat in {limit.source}"
        problem = f"{said} en is niet langer te maken."
        raise Invalid(problem, {"value": [problem]})


def _can_be_longer(term: Term, most: Term, calendar: WorkCalendar) -> bool:
    if term == most:
        return False
    if term.seconds:  # parts of a day come on top of the same day
        return _can_be_longer(
            Term(months=term.months, days=term.days + 1, workdays=term.workdays), most, calendar
        )
    starts = (_FIRST + timedelta(days=n) for n in range(_DAYS))
    return any(term.after_date(s, calendar) > most.after_date(s, calendar) for s in starts)
