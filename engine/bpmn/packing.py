"""Values as JSON that keeps their type.

1.50 comes back as that number, a day as a day, a term as a term. A value that JSON lacks is
written as `{"$": kind, "v": …}`; a context with a key `$` of its own is written as kind `context`,
so that no name is reserved.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeAlias, Union
from zoneinfo import ZoneInfo

from engine.domain.terms import Term
from engine.errors import ExecutionError
from engine.feel import Value
from engine.feel.values import Range, YearMonthDuration

Json: TypeAlias = Union[  # noqa: UP007 - a recursive alias cannot use the | of a string
    bool, int, float, str, list["Json"], dict[str, "Json"], None
]

_KIND, _VALUE = "$", "v"
_MOST_PARTS = 100_000
_TEXT_PER_PART = 64
_DEEPEST = 100


def pack(value: Value) -> Json:
    """Make JSON of a value, with its type.

    Raises `ExecutionError` when it is nested too deep or too large: a list that holds another
    many times is small in memory and endless on paper.
    """
    return _Packing().pack(value, 0)


@dataclass
class _Packing:
    """Packs one value and counts what it costs."""

    left: int = _MOST_PARTS

    def pack(self, value: Value, depth: int) -> Json:
        self.left -= 1 + (len(value) // _TEXT_PER_PART if isinstance(value, str) else 0)
        if self.left < 0 or depth > _DEEPEST:
            raise ExecutionError("Een variabele is te groot of te diep om te bewaren.")
        match value:
            case None | bool() | str() | int():
                return value
            case list() | tuple():
                return [self.pack(item, depth + 1) for item in value]
            case Mapping():
                packed = {key: self.pack(item, depth + 1) for key, item in value.items()}
                return {_KIND: "context", _VALUE: packed} if _KIND in packed else packed
            case _:
                kind, plain = _typed(value)
                return {_KIND: kind, _VALUE: plain}


def unpack(packed: Json) -> Value:
    """Make a value of the JSON that `pack` made."""
    if isinstance(packed, list):
        return [unpack(item) for item in packed]
    if isinstance(packed, dict):
        if _KIND in packed:
            return _untyped(str(packed[_KIND]), packed[_VALUE])
        return {key: unpack(item) for key, item in packed.items()}
    if isinstance(packed, int) and not isinstance(packed, bool):
        return Decimal(packed)
    return packed  # type: ignore[return-value]  # floats are never written


def _typed(value: Value) -> tuple[str, Json]:  # noqa: PLR0911 - one line per type reads best
    match value:
        case Decimal():
            return "number", str(value)
        case datetime():
            return "moment", _moment_text(value)
        case date():
            return "day", value.isoformat()
        case time():
            zone = value.tzinfo
            key = zone.key if isinstance(zone, ZoneInfo) else None
            return "time", [value.replace(tzinfo=None if key else zone).isoformat(), key]
        case timedelta():
            return "duration", value // timedelta(microseconds=1)
        case YearMonthDuration():
            return "months", value.months
        case Term():
            return "term", [value.months, value.days, value.workdays, value.seconds]
        case Range():
            ends = [pack(value.low), pack(value.high)]
            return "range", [*ends, value.low_closed, value.high_closed]
        case _:
            raise ExecutionError("Een functie kan niet in een variabele worden bewaard.")


def _untyped(kind: str, plain: Json) -> Value:  # noqa: PLR0911 - one line per type reads best
    match kind, plain:
        case "number", str():
            return Decimal(plain)
        case "moment", [str() as text, zone]:
            moment = datetime.fromisoformat(text)
            return moment.astimezone(ZoneInfo(str(zone))) if zone else moment
        case "day", str():
            return date.fromisoformat(plain)
        case "time", [str() as text, zone]:
            clock = time.fromisoformat(text)
            return clock.replace(tzinfo=ZoneInfo(str(zone))) if zone else clock
        case "duration", int():
            return timedelta(microseconds=plain)
        case "months", int():
            return YearMonthDuration(plain)
        case "term", [int() as months, int() as days, int() as workdays, int() as seconds]:
            return Term(months=months, days=days, workdays=workdays, seconds=seconds)
        case "range", [low, high, bool() as low_closed, bool() as high_closed]:
            return Range(unpack(low), unpack(high), low_closed, high_closed)
        case "context", dict():
            return {key: unpack(item) for key, item in plain.items()}
        case _:
            raise ValueError(kind)


def _moment_text(value: datetime) -> Json:
    zone = value.tzinfo
    if isinstance(zone, ZoneInfo):
        return [value.astimezone(UTC).isoformat(), zone.key]
    return [value.isoformat(), None]
