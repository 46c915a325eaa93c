"""Cells of a decision table as sets, so that gaps and overlaps can be computed.

The values of a column are cut into pieces at every value that its cells mention: for `< 18` and
`[18..65]` these are below 18, 18, between 18 and 65, 65, above 65. Within a piece all cells of
the column say the same, so trying one sample of each piece tells the whole truth. A cell is then
a bit mask of pieces; a cell with variables or functions is opaque: nothing is known about it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cmp_to_key

from engine.feel.builtins.conversion import written
from engine.feel.calls import constant_of
from engine.feel.comparison import compare, equal
from engine.feel.run import Frame, Run
from engine.feel.syntax import (
    Between,
    Call,
    Comparison,
    In,
    ListOf,
    Literal,
    Logic,
    Name,
    Negation,
    Node,
    RangeOf,
    Test,
    Tests,
)
from engine.feel.testers import INPUT, tests_tester
from engine.feel.values import Value, YearMonthDuration
from engine.feel.walk import descend

_TRANSPARENT = (Tests, Test, Literal, RangeOf, ListOf, Comparison, Logic, Between, In)
_DAY = date(2000, 1, 1)
_ORDERED = (Decimal, date, time, timedelta, YearMonthDuration)


@dataclass(frozen=True)
class Piece:
    """A part of a column's values: what to call it and one value in it."""

    label: str
    sample: Value


@dataclass(frozen=True)
class Axis:
    """A column: its pieces, and per rule the mask of its cell; None when opaque."""

    label: str
    pieces: tuple[Piece, ...]
    masks: tuple[int | None, ...]
    expects_null: bool

    @property
    def expected(self) -> int:
        """The mask of the values to be covered: null only when a cell mentions it."""
        return self.everything if self.expects_null else self.everything >> 1

    @property
    def everything(self) -> int:
        """The mask of all pieces; the last is null, which dashes let through."""
        return (1 << len(self.pieces)) - 1

    def describe(self, mask: int) -> str:
        """Say which values a mask stands for."""
        names = [piece.label for place, piece in enumerate(self.pieces) if mask >> place & 1]
        return f"{self.label}: {' of '.join(names)}"


def axis_of(
    run: Run, label: str, cells: Sequence[Tests], allowed: Tests | None, type_name: str | None
) -> Axis:
    """Cut a column into pieces and turn its cells into masks."""
    sources = [*cells, *([allowed] if allowed else [])]
    values = _mentioned(sources)
    pieces = _pieces(run, values, type_name, uses_order=any(map(_uses_order, sources)))
    if allowed is not None and is_transparent(allowed):
        pieces = [piece for piece in pieces if _holds(run, allowed, piece)]
    pieces.append(Piece("leeg (null)", None))
    masks = tuple(_mask(run, cell, pieces) for cell in cells)
    return Axis(label, tuple(pieces), masks, expects_null=None in values)


def is_transparent(node: Node) -> bool:
    """Tell whether a cell depends on nothing but its input, in a way that pieces can show."""
    return all(_is_plain(part) for part in descend(node))


def _is_plain(node: Node) -> bool:
    if isinstance(node, Name):
        return node.name in {INPUT, "date", "time", "date and time", "duration"}
    if isinstance(node, Call):
        return constant_of(node) is not None
    if isinstance(node, Negation):
        return isinstance(node.operand, Literal)
    return isinstance(node, _TRANSPARENT)


def _mentioned(cells: Iterable[Tests]) -> list[Value]:
    """Collect the different constants of the cells."""
    found: list[Value] = []
    for cell in cells:
        for constant in _constants(cell):
            if not any(equal(constant, other) is True for other in found):
                found.append(constant)
    return found


def _constants(cell: Tests) -> Iterable[Value]:
    inside_calls: set[int] = set()
    for part in descend(cell):
        if isinstance(part, Call):
            inside_calls |= {id(argument) for argument in part.arguments}
            yield constant_of(part)
        elif isinstance(part, Negation) and isinstance(part.operand, Literal):
            inside_calls.add(id(part.operand))
            if isinstance(part.operand.value, Decimal):
                yield -part.operand.value
        elif isinstance(part, Literal) and id(part) not in inside_calls:
            yield part.value


def _uses_order(cell: Tests) -> bool:
    """Tell whether a cell asks for less or more, and not just for equal."""
    return any(
        isinstance(part, RangeOf | Between)
        or (isinstance(part, Test | Comparison) and part.operator not in {"=", "!="})
        for part in descend(cell)
    )


def _pieces(
    run: Run, values: list[Value], type_name: str | None, *, uses_order: bool
) -> list[Piece]:
    known: list[Value] = [value for value in values if value is not None]
    if type_name == "boolean" or any(isinstance(value, bool) for value in known):
        return [Piece("true", sample=True), Piece("false", sample=False)]
    kinds = {type(value) for value in known}
    has_order = uses_order and isinstance(next(iter(known), None), str)
    if len(kinds) == 1 and (has_order or isinstance(known[0], _ORDERED)):
        return list(_ordered_pieces(run, known, whole=type_name in {"integer", "long"}))
    listed = [Piece(written(run, value), value) for value in known]
    return [*listed, Piece("een andere waarde", _other_text(known))]


def _other_text(values: list[Value]) -> Value:
    """Make a text that no cell mentions."""
    return "".join(str(value) for value in values) + "*"


def _ordered_pieces(run: Run, values: list[Value], *, whole: bool) -> Iterable[Piece]:
    ordered = sorted(values, key=cmp_to_key(_order))
    names = [written(run, value) for value in ordered]
    yield Piece(f"onder {names[0]}", _moved(ordered[0], -1))
    for place, value in enumerate(ordered):
        yield Piece(names[place], value)
        if place + 1 < len(ordered):
            middle = _between(value, ordered[place + 1], whole=whole)
            if middle is not None:
                yield Piece(f"tussen {names[place]} en {names[place + 1]}", middle)
    yield Piece(f"boven {names[-1]}", _moved(ordered[-1], 1))


def _order(left: Value, right: Value) -> int:
    return compare(left, right) or 0


def _moved(value: Value, sign: int) -> Value:
    """Return a value just below or above another."""
    match value:
        case Decimal():
            return value + sign
        case timedelta() | date():
            return value + sign * timedelta(days=1)
        case YearMonthDuration():
            return YearMonthDuration(value.months + sign)
        case time():
            return time.min if sign < 0 else time.max
        case str():
            return "" if sign < 0 else value + "*"
        case _:
            return None


def _between(low: Value, high: Value, *, whole: bool) -> Value:
    """Find a value between two others of one kind; None when there is none."""
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        return (low + high) / 2 if not whole else _if_below(low + 1, high)
    if isinstance(low, time) and isinstance(high, time):
        return _halfway(datetime.combine(_DAY, low), datetime.combine(_DAY, high)).timetz()
    if isinstance(low, datetime) and isinstance(high, datetime):
        return _halfway(low, high)
    if isinstance(low, timedelta) and isinstance(high, timedelta):
        return low + (high - low) / 2
    following = low + "\x01" if isinstance(low, str) else _moved(low, 1)
    return _if_below(following, high)


def _halfway(low: datetime, high: datetime) -> datetime:
    return low + (high - low) / 2


def _if_below(value: Value, limit: Value) -> Value:
    order = compare(value, limit)
    return value if order is not None and order < 0 else None


def _mask(run: Run, cell: Tests, pieces: Sequence[Piece]) -> int | None:
    if not is_transparent(cell):
        return None
    return sum(1 << place for place, piece in enumerate(pieces) if _holds(run, cell, piece))


def _holds(run: Run, cell: Tests, piece: Piece) -> bool:
    return tests_tester(cell)(Frame({}, None, run), piece.sample) is True
