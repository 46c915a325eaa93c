"""Plus, minus, times, divided by, to the power (DMN 1.5, clause 10.3.2.3, tables 55-57).

What the tables do not list is null with a reason. Ours: a date or date-time plus or minus a Term
counts on the work calendar of the scope.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from engine.domain.terms import Term
from engine.errors import Invalid
from engine.feel.numbers import CONTEXT, ArithmeticFault
from engine.feel.run import Run
from engine.feel.temporal import offset_of
from engine.feel.values import Value, YearMonthDuration, kind_of

_DAY = timedelta(days=1)
_MICRO = timedelta(microseconds=1)
_MONTHS = 12


def calculate(run: Run, operator: str, left: Value, right: Value) -> Value:
    """Apply one of + - * / ** to any two values."""
    if left is None or right is None:
        return run.null(f"rekenen ({operator}) met een lege waarde (null)")
    try:
        result = _OPERATIONS[operator](run, left, right)
    except (ArithmeticFault, ZeroDivisionError):
        return run.null(_fault(operator, right))
    except (OverflowError, ValueError, Invalid):
        return run.null(f"de uitkomst van {operator} valt buiten de kalender")
    if result is _NOT_DEFINED:
        return run.null(f"{operator} bestaat niet voor {kind_of(left)} en {kind_of(right)}")
    return result


def negated(run: Run, value: Value) -> Value:
    """Apply unary minus."""
    if isinstance(value, Decimal):
        return CONTEXT.minus(value)
    if isinstance(value, timedelta):
        return -value
    if isinstance(value, YearMonthDuration):
        return YearMonthDuration(-value.months)
    return run.null(f"- bestaat niet voor {kind_of(value)}")


def _fault(operator: str, right: Value) -> str:
    if operator == "/" and not right:
        return "delen door nul"
    return f"de uitkomst van {operator} is geen getal dat FEEL kan weergeven"


_NOT_DEFINED = Term()
"""A value that no operation returns: marks a combination that the tables do not list."""


def _add(run: Run, left: Value, right: Value) -> Value:
    if isinstance(left, str) and isinstance(right, str):
        run.charge_text(len(left) + len(right))
        return left + right
    if isinstance(left, date | time):
        return _moved(run, left, right, 1)
    if isinstance(right, date | time):
        return _moved(run, right, left, 1)
    return _added(left, right)


def _added(left: Value, right: Value) -> Value:
    match left, right:
        case Decimal(), Decimal():
            return CONTEXT.add(left, right)
        case timedelta(), timedelta():
            return left + right
        case YearMonthDuration(), YearMonthDuration():
            return YearMonthDuration(left.months + right.months)
        case _:
            return _NOT_DEFINED


def _subtract(run: Run, left: Value, right: Value) -> Value:
    match left, right:
        case date(), date():
            return _between(left, right)
        case time(), time():
            return _time_between(left, right)
        case ((date() | time()), _):
            return _moved(run, left, right, -1)
        case ((Decimal() | timedelta() | YearMonthDuration()), _):
            return _added(left, negated(run, right))
        case _:
            return _NOT_DEFINED


def _multiply(_run: Run, left: Value, right: Value) -> Value:
    match left, right:
        case Decimal(), Decimal():
            return CONTEXT.multiply(left, right)
        case timedelta(), Decimal():
            return _scaled(left, right)
        case Decimal(), timedelta():
            return _scaled(right, left)
        case YearMonthDuration(), Decimal():
            return YearMonthDuration(_truncated(CONTEXT.multiply(Decimal(left.months), right)))
        case Decimal(), YearMonthDuration():
            return YearMonthDuration(_truncated(CONTEXT.multiply(Decimal(right.months), left)))
        case _:
            return _NOT_DEFINED


def _divide(_run: Run, left: Value, right: Value) -> Value:
    match left, right:
        case Decimal(), Decimal():
            return CONTEXT.divide(left, right)
        case timedelta(), Decimal():
            return timedelta(microseconds=_truncated(CONTEXT.divide(_micros(left), right)))
        case YearMonthDuration(), Decimal():
            return YearMonthDuration(_truncated(CONTEXT.divide(Decimal(left.months), right)))
        case timedelta(), timedelta():
            return CONTEXT.divide(_micros(left), _micros(right))
        case YearMonthDuration(), YearMonthDuration():
            return CONTEXT.divide(Decimal(left.months), Decimal(right.months))
        case _:
            return _NOT_DEFINED


def _power(_run: Run, left: Value, right: Value) -> Value:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return CONTEXT.power(left, right)
    return _NOT_DEFINED


_OPERATIONS: dict[str, Callable[[Run, Value, Value], Value]] = {
    "+": _add,
    "-": _subtract,
    "*": _multiply,
    "/": _divide,
    "**": _power,
}


def _micros(value: timedelta) -> Decimal:
    return Decimal(value // _MICRO)


def _scaled(value: timedelta, factor: Decimal) -> timedelta:
    return timedelta(microseconds=_truncated(CONTEXT.multiply(_micros(value), factor)))


def _truncated(value: Decimal) -> int:
    if value.adjusted() > 30:  # noqa: PLR2004 -- far outside any calendar, and int() would be slow
        raise OverflowError
    return int(value)


def _moved(run: Run, start: date | time, length: Value, sign: int) -> Value:
    if isinstance(start, time):
        return _moved_time(start, sign * length) if isinstance(length, timedelta) else _NOT_DEFINED
    if isinstance(length, Term):
        return _counted(run, start, length, sign)
    if isinstance(length, YearMonthDuration):
        return add_months(start, sign * length.months)
    if isinstance(length, timedelta):
        return add_duration(start, sign * length)
    return _NOT_DEFINED


def _counted(run: Run, start: date, term: Term, sign: int) -> date:
    calendar = run.scope.calendar
    if not isinstance(start, datetime):
        return term.after_date(start, calendar) if sign > 0 else term.before_date(start, calendar)
    aware = start if start.tzinfo else start.replace(tzinfo=run.scope.zone)
    moved = term.after(aware, calendar) if sign > 0 else term.before(aware, calendar)
    local = moved.astimezone(aware.tzinfo)
    return local if start.tzinfo else local.replace(tzinfo=None)


def add_duration(start: date, length: timedelta) -> date:
    """Add real time; a date moves as its midnight in UTC would. Raises OverflowError."""
    if not isinstance(start, datetime):
        midnight = datetime(start.year, start.month, start.day)  # noqa: DTZ001 -- local by meaning
        return (midnight + length).date()
    if isinstance(start.tzinfo, ZoneInfo):
        return (start.astimezone(UTC) + length).astimezone(start.tzinfo)
    return start + length


def add_months(start: date, months: int) -> date:
    """Add calendar months; the day becomes the month's last when it must. Raises ValueError."""
    total = start.year * _MONTHS + start.month - 1 + months
    year, month = total // _MONTHS, total % _MONTHS + 1
    return start.replace(year=year, month=month, day=min(start.day, days_in_month(year, month)))


def days_in_month(year: int, month: int) -> int:
    """Return 28 to 31. Raises ValueError outside the calendar."""
    following = date(year + month // _MONTHS, month % _MONTHS + 1, 1)
    return (following - date(year, month, 1)).days


def _moved_time(start: time, length: timedelta) -> time:
    local = datetime.combine(date(2000, 1, 1), start.replace(tzinfo=None))
    return (local + length % _DAY).time().replace(tzinfo=start.tzinfo)


def _between(left: date, right: date) -> Value:
    """Subtract two moments; beside a date-time, a date is its midnight in UTC (table 56)."""
    if not isinstance(left, datetime) and not isinstance(right, datetime):
        return left - right
    first, second = _moment(left), _moment(right)
    if (first.tzinfo is None) != (second.tzinfo is None):
        return _NOT_DEFINED
    return instant(first) - instant(second)


def _moment(value: date) -> datetime:
    if isinstance(value, datetime):
        return value
    return datetime(value.year, value.month, value.day, tzinfo=UTC)


def instant(value: datetime) -> datetime:
    """Return a zoned moment in UTC, because Python compares two of one zone by the wall clock."""
    return value.astimezone(UTC) if isinstance(value.tzinfo, ZoneInfo) else value


def _time_between(left: time, right: time) -> Value:
    if (left.tzinfo is None) != (right.tzinfo is None):
        return _NOT_DEFINED
    return since_midnight(left) - since_midnight(right)


def since_midnight(moment: time) -> timedelta:
    """Return the time of day as a duration, in UTC when the offset is known."""
    local = timedelta(
        hours=moment.hour,
        minutes=moment.minute,
        seconds=moment.second,
        microseconds=moment.microsecond,
    )
    return local - (offset_of(moment) or timedelta())
