"""The one hard term of the sources: a bridging place lasts three months at most (S2, T12).

The end has the same day number three months later, else the last day of that month; it is an
agreement and no law, so that no holiday extends it (domain.md §6c). A region may agree on less.
"""

from datetime import date

from engine.domain.calendar import WorkCalendar
from engine.domain.terms import Term

LONGEST = Term(months=3)


def latest_end(start: date, agreed: Term, calendar: WorkCalendar) -> date:
    """Give the last day of a bridging place: by the region's term, never beyond three months."""
    return min(agreed.after_date(start, calendar), LONGEST.after_date(start, calendar))
