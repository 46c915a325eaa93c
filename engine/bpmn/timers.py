"""When a timer is due: computed once, when the token arrives, by us.

A timer's text is FEEL or a bare ISO 8601 literal. Its value may be a moment, a day, a duration, a
business term ("3 werkdagen") or a text that is one of these; a cycle is `R3/P1W`, `R/P1D` or
`R3/2026-06-01T09:00:00/P1D`. Everything counts on the clock on the wall in Europe/Amsterdam, so
a term over a change of the clocks keeps its hour, and a month after 31 January is the end of
February (`engine.domain.terms`).

The n-th firing of a cycle is due at anchor + n x period, so that a monthly cycle from the 31st
stays at the end of the month. Firings missed during downtime are taken together into one.

SpiffWorkflow never compares a timer with a clock: a timer fires when the caller says so, by id.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from engine.bpmn.elements import TimerKind
from engine.domain.calendar import WorkCalendar
from engine.domain.terms import Term
from engine.errors import ExpressionError, Invalid
from engine.feel import Value
from engine.feel.temporal import parse_datetime
from engine.feel.values import YearMonthDuration, kind_of

_ISO_LITERAL = re.compile(r"P[0-9YMWDTHS.]+|R\d*/.+|\d{4}-\d\d-\d\d(T.*)?", re.ASCII)
_CYCLE = re.compile(r"R(\d{0,6})/(?:(\d{4}-[^/]+)/)?(P[^/]+)", re.ASCII)
_SHORTEST_PERIOD = timedelta(seconds=1)
_LAST_SECOND = time(23, 59, 59)


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """An armed timer. `index` is the firing it waits for, counted from `first`.

    `period` is set for a cycle; `last` is the index of its last firing, None without an end.
    """

    due: datetime
    anchor: datetime
    period: Term | None = None
    first: int = 0
    index: int = 0
    last: int | None = None

    @property
    def occurrence(self) -> int:
        """The number of this firing, 0 first; missed firings leave a gap."""
        return self.index - self.first

    def following(self, now: datetime, calendar: WorkCalendar) -> "Alarm | None":
        """Find the alarm after this one fired at `now`: the first firing still ahead."""
        if self.period is None:
            return None
        index = _first_ahead(self, now, calendar)
        if self.last is not None and index > self.last:
            return None
        return replace(self, index=index, due=_nth(self.anchor, self.period, index, calendar))


@dataclass(frozen=True, kw_only=True)
class Moment:
    """Where a timer's counting starts: now, in which zone, with which working days."""

    now: datetime
    zone: ZoneInfo
    calendar: WorkCalendar


def is_literal(text: str) -> bool:
    """Tell whether a timer's text is an ISO 8601 literal instead of FEEL."""
    return _ISO_LITERAL.fullmatch(text.strip()) is not None


def arm(kind: TimerKind, value: Value, at: Moment) -> Alarm:
    """Make an alarm from the value of a timer's text.

    Raises `ExpressionError` when the value is none that this kind of timer can count with.
    """
    if kind is TimerKind.CYCLE:
        return _cycle(value, at)
    due = moment_of(value, at)
    if due is None:
        raise ExpressionError(_unusable(value, "een datum, een duur of een termijn"))
    return Alarm(due=due, anchor=at.now)


def moment_of(value: Value, at: Moment, *, day_ends: bool = False) -> datetime | None:
    """Find the aware UTC moment that a value stands for, counted from `at.now`, if it is one.

    A day stands for its start, or for its last second with `day_ends` (a deadline).
    """
    if isinstance(value, str):
        value = _read(value)
    match value:
        case datetime():
            return (value if value.tzinfo else value.replace(tzinfo=at.zone)).astimezone(UTC)
        case date():
            clock = _LAST_SECOND if day_ends else time()
            return datetime.combine(value, clock, at.zone).astimezone(UTC)
        case timedelta() | YearMonthDuration() if _is_negative(value):
            return at.now
        case Term() | timedelta() | YearMonthDuration():
            return _after(_term(value), at.now, at.calendar)
        case _:
            return None


def _cycle(value: Value, at: Moment) -> Alarm:
    if isinstance(value, Term | timedelta | YearMonthDuration):
        return _periodic(_term(value), at.now, 1, None, at.calendar)
    match = _CYCLE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None or match[1] == "0":
        raise ExpressionError(_unusable(value, "een herhaling zoals 'R3/P1W'"))
    count = int(match[1]) if match[1] else None
    start = parse_datetime(match[2]) if match[2] else None
    if match[2] and start is None:
        raise ExpressionError(_unusable(value, "een herhaling met een geldige begindatum"))
    period = _parse_term(match[3])
    if start is None:
        return _periodic(period, at.now, 1, count, at.calendar)
    anchor = (start if start.tzinfo else start.replace(tzinfo=at.zone)).astimezone(UTC)
    return _periodic(period, anchor, 0, count, at.calendar)


def _periodic(
    period: Term, anchor: datetime, first: int, count: int | None, calendar: WorkCalendar
) -> Alarm:
    if _nth(anchor, period, 1, calendar) - anchor < _SHORTEST_PERIOD:
        raise ExpressionError("Een herhaling heeft een duur van ten minste één seconde nodig.")
    return Alarm(
        due=_nth(anchor, period, first, calendar),
        anchor=anchor,
        period=period,
        first=first,
        index=first,
        last=None if count is None else first + count - 1,
    )


def _first_ahead(alarm: Alarm, now: datetime, calendar: WorkCalendar) -> int:
    """Find the smallest index after this alarm's whose moment lies ahead of now, by doubling."""
    assert alarm.period is not None  # noqa: S101 - callers checked
    low, step = alarm.index, 1
    while _nth(alarm.anchor, alarm.period, low + step, calendar) <= now:
        low, step = low + step, step * 2
    high = low + step
    while high - low > 1:
        middle = (low + high) // 2
        if _nth(alarm.anchor, alarm.period, middle, calendar) <= now:
            low = middle
        else:
            high = middle
    return high


def _nth(anchor: datetime, period: Term, index: int, calendar: WorkCalendar) -> datetime:
    if not index:
        return anchor
    return _after(_times(period, index), anchor, calendar)


def _times(period: Term, count: int) -> Term:
    try:
        return Term(
            months=period.months * count,
            days=period.days * count,
            workdays=period.workdays * count,
            seconds=period.seconds * count,
        )
    except Invalid as error:
        raise ExpressionError(error.message) from None


def _after(term: Term, start: datetime, calendar: WorkCalendar) -> datetime:
    try:
        return term.after(start, calendar)
    except Invalid as error:
        raise ExpressionError(error.message) from None


def _term(value: Term | timedelta | YearMonthDuration) -> Term:
    try:
        if isinstance(value, YearMonthDuration):
            return Term(months=value.months)
        if isinstance(value, timedelta):
            return Term(days=value.days, seconds=value.seconds)
    except Invalid as error:
        raise ExpressionError(error.message) from None
    return value


def _parse_term(text: str) -> Term:
    try:
        return Term.parse(text)
    except Invalid as error:
        raise ExpressionError(error.message) from None


def _read(text: str) -> Value:
    moment = parse_datetime(text.strip())
    if moment is not None:
        return moment.date() if "T" not in text else moment
    try:
        return Term.parse(text)
    except Invalid:
        return None


def _is_negative(value: timedelta | YearMonthDuration) -> bool:
    return value < timedelta() if isinstance(value, timedelta) else value.months < 0


def _unusable(value: Value, wanted: str) -> str:
    found = kind_of(value)
    return f"De timer heeft {wanted} nodig, maar kreeg {found}."
