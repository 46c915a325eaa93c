"""The working days of a care office: Monday to Friday, without public holidays and closing days.

Koningsdag, Hemelvaartsdag and the other days of the Algemene termijnenwet art. 3 come from the
`holidays` library. Liberation day counts in the years that most offices close (every fifth), Good
Friday is an ordinary working day; a region that closes anyway lists its own days (domain.md §6).
All days are days in Europe/Amsterdam.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked. `closed` are the office's own closing days, beside public holidays."""

    closed: frozenset[date] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Tell whether the office works on this day."""
        return (
            day.weekday() < _SATURDAY and day not in public_holidays(day.year)
        ) and day not in self.closed

    def add_workdays(self, day: date, count: int) -> date:
        """Count working days after (or, when negative, before) a day, which itself may be free."""
        step = _ONE_DAY if count >= 0 else -_ONE_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_workday(day):
                day += step
        return day

    def workdays_between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and including `end` (negative backwards)."""
        if end < start:
            return -self.workdays_between(end, start)
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(map(self.is_workday, days))


def dutch_calendar(extra_closing_days: Iterable[date] = ()) -> WorkCalendar:
    """Give the calendar of a Dutch office with its own extra closing days."""
    return WorkCalendar(frozenset(extra_closing_days))


@lru_cache(maxsize=512)
def public_holidays(year: int) -> frozenset[date]:
    """Give the days of one year on which Dutch offices are closed by law or custom."""
    return frozenset(
        day
        for day, name in holidays.country_holidays("NL", years=year, language="en_US").items()
        if "Good Friday" not in name
    )
