"""Equal, less, more, between and in (DMN 1.5, clause 10.3.2.3, tables 53-55, and 10.3.2.3.9).

Two values of different kinds cannot be compared: null. Only null itself may be compared with
anything, and is equal to null alone.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Protocol, Self

from engine.feel.arithmetic import instant, since_midnight
from engine.feel.run import Run
from engine.feel.values import Range, Value, YearMonthDuration


def equal(left: Value, right: Value, run: Run | None = None) -> bool | None:
    """Tell whether two values are equal; None when their kinds differ.

    The run is charged for lists and contexts; without one the values must come from outside.
    """
    if left is None or right is None:
        return left is right
    kind = type(left)
    if kind is type(right):
        if kind is list:
            return _equal_lists(left, right, run)  # type: ignore[arg-type]  # both are lists here
        if kind is Decimal or kind is str or kind is bool or kind is date:
            return left == right
    return _equal_other(left, right, run)


def _equal_other(left: Value, right: Value, run: Run | None) -> bool | None:
    match left, right:
        case datetime(), datetime():
            return _equal_moments(left, right)
        case (datetime(), date()) | (date(), datetime()):
            return None
        case time(), time():
            return _equal_times(left, right)
        case Range(), Range():
            return _equal_ranges(left, right, run)
        case Mapping(), Mapping():
            return _equal_contexts(left, right, run)
        case _:
            return left == right if type(left) is type(right) else None


def _equal_moments(left: datetime, right: datetime) -> bool:
    if (left.tzinfo is None) != (right.tzinfo is None):
        return False
    return instant(left) == instant(right)


def _equal_times(left: time, right: time) -> bool:
    if (left.tzinfo is None) != (right.tzinfo is None):
        return False
    return since_midnight(left) == since_midnight(right)


def _equal_lists(left: list[Value], right: list[Value], run: Run | None) -> bool | None:
    if len(left) != len(right):
        return False
    return _all_equal(zip(left, right, strict=True), run)


def _all_equal(pairs: "zip[tuple[Value, Value]]", run: Run | None) -> bool | None:
    result: bool | None = True
    for left, right in pairs:
        if run is not None:
            run.charge(1)
        same = equal(left, right, run)
        if same is False:
            return False
        if same is None:
            result = None
    return result


def _equal_contexts(
    left: Mapping[str, Value], right: Mapping[str, Value], run: Run | None
) -> bool | None:
    if left.keys() != right.keys():
        return False
    return _all_equal(zip(left.values(), (right[key] for key in left), strict=True), run)


def _equal_ranges(left: Range, right: Range, run: Run | None) -> bool | None:
    if (left.low_closed, left.high_closed) != (right.low_closed, right.high_closed):
        return False
    return _all_equal(zip((left.low, left.high), (right.low, right.high), strict=True), run)


def compare(left: Value, right: Value) -> int | None:
    """Return negative, 0 or positive for less, equal, more; None when there is no order."""
    key = _ORDER_KEYS.get(type(left))
    if key is None or type(left) is not type(right):
        return None
    first, second = key(left), key(right)
    if _is_local(left) != _is_local(right):
        return None
    return (first > second) - (first < second)


def _is_local(value: Value) -> bool:
    return isinstance(value, datetime | time) and value.tzinfo is None


class _Ordered(Protocol):
    def __lt__(self, other: Self, /) -> bool: ...

    def __gt__(self, other: Self, /) -> bool: ...


def _itself(value: Value) -> _Ordered:
    return value  # type: ignore[return-value]  # the table gives it ordered kinds only


_ORDER_KEYS: dict[type, Callable[[Value], _Ordered]] = {
    Decimal: _itself,
    str: _itself,
    date: _itself,
    timedelta: _itself,
    YearMonthDuration: _itself,
    datetime: instant,  # type: ignore[dict-item]  # looked up by this kind
    time: since_midnight,  # type: ignore[dict-item]  # looked up by this kind
}


def less(left: Value, right: Value, *, or_equal: bool) -> bool | None:
    """Tell whether left < right (or <=); None when there is no order."""
    order = compare(left, right)
    if order is None:
        return None
    return order <= 0 if or_equal else order < 0


def includes(bounds: Range, point: Value) -> bool | None:
    """Tell whether a value lies in a range; None when there is no order."""
    if point is None:
        return None
    above = below = True
    if bounds.low is not None or bounds.low_closed:
        found = less(bounds.low, point, or_equal=bounds.low_closed)
        if found is None:
            return None
        above = found
    if bounds.high is not None or bounds.high_closed:
        found = less(point, bounds.high, or_equal=bounds.high_closed)
        if found is None:
            return None
        below = found
    return above and below


def satisfies(point: Value, test: Value, run: Run | None = None) -> bool | None:
    """Tell whether a value passes a test that is itself a value (table 55, `in`)."""
    if isinstance(test, Range):
        return includes(test, point)
    if isinstance(test, list):
        return _in_list(point, test, run)
    return equal(point, test, run)


def _in_list(point: Value, tests: list[Value], run: Run | None) -> bool | None:
    if isinstance(point, list) and equal(point, tests, run):
        return True
    return any(
        (includes(test, point) if isinstance(test, Range) else equal(point, test, run)) is True
        for test in tests
    )
