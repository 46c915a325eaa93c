"""The border between Python values and FEEL values.

Process variables, form values and JSON come in as int, float, tuple and so on; `to_feel` makes
them FEEL values. `from_feel` makes plain values for JSON: numbers as int or Decimal text stay
exact, dates and durations become ISO 8601 text.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import NoneType
from typing import TypeAlias, Union

from engine.domain.terms import Term
from engine.feel.numbers import number_text
from engine.feel.temporal import text_of
from engine.feel.values import Function, Range, Value, YearMonthDuration

Json: TypeAlias = Union[  # noqa: UP007 -- a recursive alias cannot use the | of a string
    bool, int, float, str, list["Json"], dict[str, "Json"], None
]

_READY = frozenset(
    (NoneType, bool, str, date, time, datetime, timedelta, YearMonthDuration, Range, Term)
)


def to_feel(value: object) -> Value:
    """Make a FEEL value of a Python value; what FEEL does not know becomes null."""
    if type(value) in _READY or isinstance(value, Function):
        return value  # type: ignore[return-value]  # the set of types says what mypy cannot see
    if isinstance(value, int | float | Decimal):
        return _number(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): to_feel(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return _list(value)
    return None


def _number(value: float | Decimal) -> Value:
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return number if number.is_finite() else None


def _list(value: Sequence[object]) -> Value:
    """Convert a list; one that holds simple FEEL values only is not copied."""
    is_ready = all(type(item) in _READY or type(item) is Decimal for item in value)
    if is_ready and isinstance(value, list):
        return value
    return [to_feel(item) for item in value]


def from_feel(value: Value) -> Json:
    """Make a plain value that JSON can hold. Functions have no plain value: null."""
    if isinstance(value, list):
        return [from_feel(item) for item in value]
    if isinstance(value, Mapping):
        return {key: from_feel(item) for key, item in value.items()}
    return _plain(value)


def _plain(value: Value) -> Json:
    match value:
        case None | bool() | str():
            return value
        case Decimal():
            return _plain_number(value)
        case date() | time() | timedelta():
            return text_of(value)
        case Function():
            return None
        case _:
            return str(value)


def _plain_number(value: Decimal) -> int | float | str:
    text = number_text(value)
    if "." not in text:
        return int(text)
    return float(value) if Decimal(repr(float(value))) == value else text
