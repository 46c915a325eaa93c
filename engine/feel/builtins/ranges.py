"""Range functions: before, meets, overlaps, during and so on (DMN 1.5, clause 10.3.4.9, table 78).

Each takes ranges, and most take points as well: a point is treated as the closed range that holds
just itself. The letters a and b are the first and the second argument.
"""

from collections.abc import Callable

from engine.feel.comparison import compare, equal
from engine.feel.library import builtin
from engine.feel.run import Run
from engine.feel.values import Range, Value

_Relation = Callable[[Range, Range], bool | None]


class _NoOrder(Exception):  # noqa: N818 -- a signal between functions of this module, not an error
    """Two endpoints cannot be compared."""


def _order(left: Value, right: Value) -> int:
    order = compare(left, right)
    if order is None:
        raise _NoOrder
    return order


def _same(left: Value, right: Value) -> bool:
    same = equal(left, right)
    if same is None:
        raise _NoOrder
    return same


def _declare(name: str, relation: _Relation, *, first: str, second: str) -> None:
    """Declare a function; `first` and `second` tell which of range and point are allowed."""

    def function(run: Run, left: Value, right: Value) -> Value:
        if not (_allowed(left, first) and _allowed(right, second)):
            return run.null(f"{name}: verwacht {first} en {second}")
        if not (isinstance(left, Range) or isinstance(right, Range) or name in _POINTS):
            return run.null(f"{name}: verwacht een bereik")
        try:
            return relation(_as_range(left), _as_range(right))
        except _NoOrder:
            return run.null(f"{name}: de grenzen zijn niet te vergelijken")

    builtin(name, "range1: any, range2: any", *_variants(first, second))(function)


_BOTH = "een bereik of een punt"
_RANGE = "een bereik"
_POINTS = frozenset({"before", "after", "coincides"})


def _variants(first: str, second: str) -> list[str]:
    """List the named-parameter forms of the standard."""
    firsts = ["range", "point"] if first == _BOTH else ["range"]
    seconds = ["range", "point"] if second == _BOTH else ["range"]
    forms = [f"{a}: any, {b}: any" for a in firsts for b in seconds if a != b]
    if first == second == _BOTH:
        forms.append("point1: any, point2: any")
    return forms


def _allowed(value: Value, wanted: str) -> bool:
    return value is not None and (isinstance(value, Range) or wanted == _BOTH)


def _as_range(value: Value) -> Range:
    return value if isinstance(value, Range) else Range(value, value)


def _before(a: Range, b: Range) -> bool:
    order = _order(a.high, b.low)
    return order < 0 or (order == 0 and not (a.high_closed and b.low_closed))


def _after(a: Range, b: Range) -> bool:
    return _before(b, a)


def _meets(a: Range, b: Range) -> bool:
    return a.high_closed and b.low_closed and _same(a.high, b.low)


def _met_by(a: Range, b: Range) -> bool:
    return _meets(b, a)


def _overlaps(a: Range, b: Range) -> bool:
    return not _before(a, b) and not _before(b, a)


def _starts_earlier(a: Range, b: Range) -> bool:
    order = _order(a.low, b.low)
    return order < 0 or (order == 0 and a.low_closed and not b.low_closed)


def _ends_later(a: Range, b: Range) -> bool:
    order = _order(a.high, b.high)
    return order > 0 or (order == 0 and a.high_closed and not b.high_closed)


def _overlaps_before(a: Range, b: Range) -> bool:
    return _starts_earlier(a, b) and not _before(a, b) and not _ends_later(a, b)


def _overlaps_after(a: Range, b: Range) -> bool:
    return _ends_later(a, b) and not _before(b, a) and not _starts_earlier(a, b)


def _same_end(a: Range, b: Range) -> bool:
    return a.high_closed == b.high_closed and _same(a.high, b.high)


def _same_start(a: Range, b: Range) -> bool:
    return a.low_closed == b.low_closed and _same(a.low, b.low)


def _includes(a: Range, b: Range) -> bool:
    return not _starts_earlier(b, a) and not _ends_later(b, a)


def _during(a: Range, b: Range) -> bool:
    return _includes(b, a)


def _finishes(a: Range, b: Range) -> bool:
    return _same_end(a, b) and not _starts_earlier(a, b)


def _finished_by(a: Range, b: Range) -> bool:
    return _finishes(b, a)


def _starts(a: Range, b: Range) -> bool:
    return _same_start(a, b) and not _ends_later(a, b)


def _started_by(a: Range, b: Range) -> bool:
    return _starts(b, a)


def _coincides(a: Range, b: Range) -> bool:
    return _same_start(a, b) and _same_end(a, b)


_declare("before", _before, first=_BOTH, second=_BOTH)
_declare("after", _after, first=_BOTH, second=_BOTH)
_declare("meets", _meets, first=_RANGE, second=_RANGE)
_declare("met by", _met_by, first=_RANGE, second=_RANGE)
_declare("overlaps", _overlaps, first=_RANGE, second=_RANGE)
_declare("overlaps before", _overlaps_before, first=_RANGE, second=_RANGE)
_declare("overlaps after", _overlaps_after, first=_RANGE, second=_RANGE)
_declare("finishes", _finishes, first=_BOTH, second=_RANGE)
_declare("finished by", _finished_by, first=_RANGE, second=_BOTH)
_declare("includes", _includes, first=_RANGE, second=_BOTH)
_declare("during", _during, first=_BOTH, second=_RANGE)
_declare("starts", _starts, first=_BOTH, second=_RANGE)
_declare("started by", _started_by, first=_RANGE, second=_BOTH)
_declare("coincides", _coincides, first=_BOTH, second=_BOTH)
