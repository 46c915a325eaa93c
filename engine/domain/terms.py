"""A term is a length of time as people agree on it: "3 werkdagen", "2 weken", "P3M".

Terms count on the clock on the wall in Europe/Amsterdam: one day after 9:00 is 9:00, also when
the clocks change that night; one month after 31 January is the last day of February. Only hours
and smaller count real time. A due moment that the clocks skip moves up by the hour that is skipped.

    months → days → working days → seconds          (the order in which the parts are added)
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from engine.domain.calendar import AMSTERDAM, WorkCalendar
from engine.errors import Invalid

_MOST_MONTHS = 1_200
_MOST_DAYS = 36_600
_MOST_WORKDAYS = 2_600
_MOST_SECONDS = _MOST_DAYS * 86_400
_MONTHS_PER_YEAR = 12
_DECEMBER = 12

_DUTCH = re.compile(r"(\d{1,6})\s*([a-z]+)")
_ISO = re.compile(
    r"P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?"
    r"(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?"
)
_UNITS: dict[str, tuple[str, int]] = {
    "werkdag": ("workdays", 1),
    "werkdagen": ("workdays", 1),
    "dag": ("days", 1),
    "dagen": ("days", 1),
    "week": ("days", 7),
    "weken": ("days", 7),
    "maand": ("months", 1),
    "maanden": ("months", 1),
    "jaar": ("months", 12),
    "jaren": ("months", 12),
    "uur": ("seconds", 3_600),
    "uren": ("seconds", 3_600),
    "minuut": ("seconds", 60),
    "minuten": ("seconds", 60),
}
_EXAMPLES = "Schrijf bijvoorbeeld '3 werkdagen', '2 weken', '3 maanden' of 'P3M'."


@dataclass(frozen=True, kw_only=True)
class Term:
    """A length of time, ready to be counted from a start. Never negative."""

    months: int = 0
    days: int = 0
    workdays: int = 0
    seconds: int = 0

    def __post_init__(self) -> None:
        if not (
            0 <= self.months <= _MOST_MONTHS
            and 0 <= self.days <= _MOST_DAYS
            and 0 <= self.workdays <= _MOST_WORKDAYS
            and 0 <= self.seconds <= _MOST_SECONDS
        ):
            raise Invalid("Deze termijn is negatief of te lang (ten hoogste 100 jaar).")

    @classmethod
    def parse(cls, text: str) -> "Term":
        """Read a term as people or ISO 8601 write it.

        Raises `Invalid` with examples when it is neither.
        """
        return _parsed(text.strip())

    def after(self, start: datetime, calendar: WorkCalendar) -> datetime:
        """Count this term forward from an aware moment; the result is in UTC."""
        return self._counted(start, calendar, 1)

    def before(self, end: datetime, calendar: WorkCalendar) -> datetime:
        """Count this term backward from an aware moment; the result is in UTC."""
        return self._counted(end, calendar, -1)

    def after_date(self, start: date, calendar: WorkCalendar) -> date:
        """Count this term forward from a day; parts smaller than a day do not move it."""
        return self._moved(start, calendar, 1)

    def before_date(self, end: date, calendar: WorkCalendar) -> date:
        """Count this term backward from a day."""
        return self._moved(end, calendar, -1)

    def _counted(self, start: datetime, calendar: WorkCalendar, sign: int) -> datetime:
        local = start.astimezone(AMSTERDAM)
        day = self._moved(local.date(), calendar, sign)
        if day != local.date():
            local = datetime.combine(day, local.time().replace(fold=0), AMSTERDAM)
        return local.astimezone(UTC) + timedelta(seconds=sign * self.seconds)

    def _moved(self, day: date, calendar: WorkCalendar, sign: int) -> date:
        try:
            moved = _add_months(day, sign * self.months) + timedelta(days=sign * self.days)
            return calendar.add_workdays(moved, sign * self.workdays)
        except (OverflowError, ValueError):
            raise Invalid("Deze termijn komt buiten de kalender uit.") from None

    def __str__(self) -> str:
        """Say it in Dutch: "3 werkdagen", "2 weken", "1 jaar en 3 dagen"."""
        parts = [*_calendar_parts(self.months, self.days), *_work_parts(self.workdays)]
        parts += _clock_parts(self.seconds)
        return " en ".join(parts) or "0 dagen"


@lru_cache(maxsize=1_024)
def _parsed(text: str) -> Term:
    term = _from_iso(text.upper()) or _from_dutch(text.lower())
    if term is None:
        raise Invalid(f"'{_shortened(text)}' is geen termijn. {_EXAMPLES}")
    return term


def _from_dutch(text: str) -> Term | None:
    match = _DUTCH.fullmatch(text)
    if match is None or match[2] not in _UNITS:
        return None
    part, size = _UNITS[match[2]]
    return Term(**{part: int(match[1]) * size})


def _from_iso(text: str) -> Term | None:
    match = _ISO.fullmatch(text)
    if match is None or len(text) > 30:  # noqa: PLR2004 - longer ones hold absurd numbers
        return None
    years, months, weeks, days, hours, minutes, seconds = (
        int(part or 0) for part in match.groups()
    )
    return Term(
        months=years * _MONTHS_PER_YEAR + months,
        days=weeks * 7 + days,
        seconds=hours * 3_600 + minutes * 60 + seconds,
    )


def _add_months(day: date, months: int) -> date:
    if not months:
        return day
    count = day.year * _MONTHS_PER_YEAR + day.month - 1 + months
    year, month = count // _MONTHS_PER_YEAR, count % _MONTHS_PER_YEAR + 1
    return date(year, month, min(day.day, _last_day(year, month)))


def _last_day(year: int, month: int) -> int:
    if month == _DECEMBER:
        return 31
    return (date(year, month + 1, 1) - timedelta(days=1)).day


def _calendar_parts(months: int, days: int) -> list[str]:
    if months % _MONTHS_PER_YEAR or not months:
        parts = [_counted_noun(months, "maand", "maanden")] if months else []
    else:
        parts = [f"{months // _MONTHS_PER_YEAR} jaar"]
    if days % 7 or not days:
        return parts + ([_counted_noun(days, "dag", "dagen")] if days else [])
    return [*parts, _counted_noun(days // 7, "week", "weken")]


def _work_parts(workdays: int) -> list[str]:
    return [_counted_noun(workdays, "werkdag", "werkdagen")] if workdays else []


def _clock_parts(seconds: int) -> list[str]:
    hours, rest = divmod(seconds, 3_600)
    minutes, rest = divmod(rest, 60)
    parts = [f"{hours} uur"] if hours else []
    parts += [_counted_noun(minutes, "minuut", "minuten")] if minutes else []
    return parts + ([_counted_noun(rest, "seconde", "seconden")] if rest else [])


def _counted_noun(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004 - enough to recognise it
