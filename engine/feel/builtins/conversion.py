"""Conversion functions: text to number, date, duration and back (DMN 1.5, clause 10.3.4.1)."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal

from engine.feel.errors import FeelSyntaxError
from engine.feel.library import builtin
from engine.feel.numbers import COSTLY, number_text, parse_number, whole
from engine.feel.parser import parse_expression
from engine.feel.run import Run
from engine.feel.syntax import Call, Literal, Name, Negation, Node, RangeOf
from engine.feel.temporal import (
    parse_date,
    parse_datetime,
    parse_duration,
    parse_time,
    text_of,
    zone_named,
)
from engine.feel.values import Function, Range, Value, YearMonthDuration

_LONGEST_RANGE = 1_000
_ENDPOINT_NAMES = ("date and time",)
_WITHOUT_START = re.compile(r"\s*[(\]]\s*\.\.(.*)([\])\[])\s*", re.DOTALL)
_WITHOUT_END = re.compile(r"\s*([\[(\]])(.*)\.\.\s*[)\[]\s*", re.DOTALL)
_READERS: dict[Node, Callable[[str], Value]] = {
    Name("date"): parse_date,
    Name("time"): parse_time,
    Name("date and time"): parse_datetime,
    Name("duration"): parse_duration,
}
_SEPARATORS = frozenset({" ", ",", "."})


@builtin("number", "from: any, grouping separator?: any, decimal separator?: any")
def number(run: Run, text: Value, grouping: Value = None, point: Value = None) -> Value:
    """Read a number; the separators say how thousands and decimals are written."""
    if isinstance(text, Decimal) and grouping is None and point is None:
        return text
    if not isinstance(text, str):
        return run.null("number: verwacht een tekst")
    if grouping is not None and grouping not in _SEPARATORS:
        return run.null("number: het scheidingsteken moet een spatie, komma of punt zijn")
    if point is not None and (point not in {",", "."} or point == grouping):
        return run.null("number: het decimaalteken moet een komma of punt zijn")
    plain = text.replace(str(grouping), "") if grouping is not None else text
    plain = plain.replace(str(point), ".") if point is not None else plain
    found = parse_number(plain) if _looks_numeric(plain) else None
    return found if found is not None else run.null("number: deze tekst is geen getal")


def _looks_numeric(text: str) -> bool:
    bare = text.lstrip("-") if text.count("-") == 1 and text.startswith("-") else text
    return bare[:1].isdecimal() or ((bare[:1] == "." and bare[1:2].isdecimal()) and bare.isascii())


@builtin("string", "from: any")
def string(run: Run, value: Value) -> Value:
    """Write any value as text; null stays null."""
    if value is None or isinstance(value, str):
        return value
    text = written(run, value)
    run.charge_text(len(text))
    return text


def written(run: Run, value: Value) -> str:
    """Write a value as it would stand in FEEL."""
    run.charge(1)
    if isinstance(value, Mapping):
        entries = (f"{_key(key)}: {written(run, item)}" for key, item in value.items())
        return "{" + ", ".join(entries) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(written(run, item) for item in value) + "]"
    if isinstance(value, Range):
        return _written_range(run, value)
    if isinstance(value, str):
        run.charge_text(len(value))
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return _written_atom(value)


def _written_atom(value: Value) -> str:
    if isinstance(value, Function):
        return f"function({', '.join(value.parameters)})"
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, date | time | timedelta):
        return text_of(value)
    return _CONSTANTS.get(value, "") if isinstance(value, bool | None) else str(value)


_CONSTANTS = {None: "null", True: "true", False: "false"}


def _key(name: str) -> str:
    return name if name.replace(" ", "_").isidentifier() else f'"{name}"'


def _written_range(run: Run, value: Range) -> str:
    left, right = "[" if value.low_closed else "(", "]" if value.high_closed else ")"
    if value.low is None and not value.low_closed:
        return f"({'<=' if value.high_closed else '<'} {written(run, value.high)})"
    if value.high is None and not value.high_closed:
        return f"({'>=' if value.low_closed else '>'} {written(run, value.low)})"
    return f"{left}{written(run, value.low)}..{written(run, value.high)}{right}"


@builtin("date", "from: any", "year: number, month: number, day: number")
def make_date(run: Run, *given: Value) -> Value:
    """Make a date of a text, a date and time, or year, month and day."""
    if len(given) > 1:
        parts = [whole(part) if isinstance(part, Decimal) else None for part in given]
        found = _built_date(parts)
    else:
        found = _date_of(given[0])
    return found or run.null("date: dit is geen bestaande datum")


def _built_date(parts: list[int | None]) -> date | None:
    year, month, day = parts
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _date_of(value: Value) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return parse_date(value) if isinstance(value, str) else None


@builtin("time", "from: any", "hour: number, minute: number, second: number, offset?: any")
def make_time(run: Run, *given: Value) -> Value:
    """Make a time of a text, a date and time, or hour, minute, second and offset."""
    found = _time_of(given[0]) if len(given) == 1 else _built_time(given)
    return found if found is not None else run.null("time: dit is geen bestaande tijd")


def _time_of(value: Value) -> time | None:
    if isinstance(value, datetime):
        return value.timetz()
    if isinstance(value, date):
        return time(tzinfo=UTC)
    if isinstance(value, time):
        return value
    return parse_time(value) if isinstance(value, str) else None


def _built_time(given: tuple[Value, ...]) -> time | None:
    hour, minute, second, offset = (*given, None)[:4]
    if not (
        isinstance(hour, Decimal) and isinstance(minute, Decimal) and isinstance(second, Decimal)
    ):
        return None
    hours, minutes = whole(hour), whole(minute)
    if hours is None or minutes is None or not 0 <= second < 60:  # noqa: PLR2004 -- of a minute
        return None
    try:
        micros = int(second % 1 * 1_000_000)
        return time(hours, minutes, int(second), micros, tzinfo=_zone(offset))
    except (ValueError, OverflowError):
        return None


def _zone(offset: Value) -> tzinfo | None:
    """Make a zone of a duration or a name. Raises ValueError."""
    if offset is None:
        return None
    if isinstance(offset, timedelta):
        return timezone(offset)
    if isinstance(offset, str):
        return zone_named(offset)
    raise ValueError


@builtin(
    "date and time",
    "from: any",
    "date: date, time: time",
    "date: any, time: any",
    "year: number, month: number, day: number, hour: number, minute: number, second: number, "
    "offset?: any",
)
def date_and_time(run: Run, *given: Value) -> Value:
    """Make a date and time of a text, of a date and a time, or of its parts."""
    if len(given) == 1:
        found = _moment_of(given[0])
    elif len(given) == 2:  # noqa: PLR2004 -- date and time
        found = _combined(*given)
    else:
        parts = [whole(part) if isinstance(part, Decimal) else None for part in given[:3]]
        found = _combined(_built_date(parts), _built_time(given[3:]))
    return found or run.null("date and time: dit is geen bestaande datum met tijd")


def _moment_of(value: Value) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    return parse_datetime(value) if isinstance(value, str) else None


def _combined(day: Value, moment: Value) -> datetime | None:
    if isinstance(moment, time) and isinstance(day, date):
        return datetime.combine(_day_only(day), moment)
    if isinstance(moment, str) and isinstance(day, datetime) and day.tzinfo:
        try:
            return day.astimezone(zone_named(moment))
        except ValueError:
            return None
    return None


def _day_only(day: date) -> date:
    return day.date() if isinstance(day, datetime) else day


@builtin("duration", "from: any")
def duration(run: Run, text: Value) -> Value:
    """Read a duration of either kind."""
    if isinstance(text, timedelta | YearMonthDuration):
        return text
    found = parse_duration(text) if isinstance(text, str) else None
    return found if found is not None else run.null("duration: deze tekst is geen duur")


@builtin("range", "from: string")
def make_range(run: Run, text: str) -> Value:
    """Read a range such as "[1..3)"; its endpoints must be literals (clause 10.3.4.1)."""
    if len(text) > _LONGEST_RANGE:
        return run.null(f"range: de tekst heeft meer dan {_LONGEST_RANGE} tekens")
    run.charge(COSTLY + len(text))
    try:
        node = parse_expression(_with_operator(text), _ENDPOINT_NAMES)
    except FeelSyntaxError:
        node = Literal(None)
    if not isinstance(node, RangeOf):
        return run.null("range: deze tekst is geen bereik")
    low, high = _endpoint(node.low), _endpoint(node.high)
    if (low is None and node.low is not None) or (high is None and node.high is not None):
        return run.null("range: de grenzen moeten waarden zijn")
    return Range(low, high, node.low_closed, node.high_closed)


def _with_operator(text: str) -> str:
    """Write a range without one of its ends, such as `[2..)`, as an operator: `(>= 2)`."""
    if match := _WITHOUT_START.fullmatch(text):
        return f"({'<=' if match[2] == ']' else '<'} {match[1]})"
    if match := _WITHOUT_END.fullmatch(text):
        return f"({'>=' if match[1] == '[' else '>'} {match[2]})"
    return text


def _endpoint(node: Node | None) -> Value:
    match node:
        case Literal(value):
            return value
        case Negation(Literal(Decimal() as value)):
            return -value
        case Call(function, (Literal(str() as text),)):
            read = _READERS.get(function)
            return read(text) if read else None
        case _:
            return None
