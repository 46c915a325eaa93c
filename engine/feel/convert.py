"""The border between Python values and FEEL values.

Process variables, form values and JSON come in as int, float, tuple and so on; `to_feel` makes
them FEEL values. `from_feel` makes plain values for JSON: numbers as int or Decimal text stay
exact, dates and durations become ISO 8601 text.
"""

import math
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
    None, bool, int, float, str, list["Json"], dict[str, "Json"]
]

_READY = frozenset(
    (NoneType, bool, str, date, time, datetime, timedelta, YearMonthDuration, Range, Term)
)


def to_feel(value: object) -> Value:
    """Make a FEEL value of a Python value; what FEEL does not know becomes null."""
    kind = type(value)
    if kind in _READY or isinstance(value, Function):
        return value  # type: ignore[return-value]  # the set of types says what mypy cannot see
    if isinstance(value, Decimal):
        return value if value.is_finite() else None
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(repr(value)) if math.isfinite(value) else None
    if isinstance(value, str):
        return str(value)
    if isinstance(value, list):
        return value if _is_ready(value) else [to_feel(item) for item in value]
    if isinstance(value, Mapping):
        return _context(value)
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [to_feel(item) for item in value]
    return None


def _is_ready(items: list[object]) -> bool:
    """Tell whether a list holds FEEL values only, so that it need not be copied."""
    return all(type(item) in _READY or type(item) is Decimal for item in items)


def _context(value: Mapping[object, object]) -> Value:
    return {str(key): to_feel(item) for key, item in value.items()}


def from_feel(value: Value) -> Json:
    """Make a plain value that JSON can hold. Functions have no plain value: null."""
    match value:
        case None | bool() | str():
            return value
        case Decimal():
            return _plain_number(value)
        case list():
            return [from_feel(item) for item in value]
        case Mapping():
            return {key: from_feel(item) for key, item in value.items()}
        case Function():
            return None
        case Range() | Term():
            return str(value)
        case _:
            return text_of(value)


def _plain_number(value: Decimal) -> int | float | str:
    text = number_text(value)
    if "." not in text:
        return int(text)
    return float(value) if Decimal(repr(float(value))) == value else text
