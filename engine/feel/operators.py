"""Closures of literals, names, arithmetic, comparison, logic, if, lists, contexts and ranges.

The common cases (two numbers, two strings) are decided here in a few byte codes; the rest is
left to `arithmetic` and `comparison`.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from engine.feel.arithmetic import calculate, negated
from engine.feel.closures import Closure, close, closes
from engine.feel.comparison import equal, includes, less
from engine.feel.library import BUILTINS
from engine.feel.numbers import CONTEXT, COSTLY, ArithmeticFault
from engine.feel.properties import part_of
from engine.feel.run import Frame, Root, Run
from engine.feel.syntax import (
    Arithmetic,
    Between,
    Comparison,
    ContextOf,
    If,
    InstanceOf,
    ListOf,
    Literal,
    Logic,
    Name,
    Negation,
    Path,
    RangeOf,
    Unreadable,
)
from engine.feel.types import instance_of
from engine.feel.values import Range, Value, kind_of

_MISSING = object()
_PLAIN = frozenset({Decimal, str, bool, type(None)})


@closes(Literal)
def _literal(node: Literal) -> Closure:
    value = node.value
    return lambda _frame: value


@closes(Unreadable)
def _unreadable(node: Unreadable) -> Closure:
    reason = f'@"{node.text}" is geen datum, tijd of duur'
    return lambda frame: frame.run.null(reason)


@closes(Name)
def _name(node: Name) -> Closure:
    name = node.name
    builtin = BUILTINS.get(name)

    def look_up(frame: Frame) -> Value:
        level: Frame | None = frame
        while level is not None:
            value: object = level.names.get(name, _MISSING)
            if value is not _MISSING:
                if type(value) in _PLAIN or not isinstance(level, Root):
                    return value  # type: ignore[return-value]  # plain, or made by FEEL itself
                return level.adopt(name, value)
            level = level.outer
        if builtin is None:
            frame.run.null(f"'{name}' is hier niet bekend")
        return builtin

    return look_up


@closes(Negation)
def _negation(node: Negation) -> Closure:
    operand = close(node.operand)
    return lambda frame: negated(frame.run, operand(frame))


_DECIMAL: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": CONTEXT.add,
    "-": CONTEXT.subtract,
    "*": CONTEXT.multiply,
    "/": CONTEXT.divide,
}


@closes(Arithmetic)
def _arithmetic(node: Arithmetic) -> Closure:
    left, right, sign = close(node.left), close(node.right), node.operator
    if sign == "**":
        return lambda frame: _power(frame.run, left(frame), right(frame))
    apply = _DECIMAL[sign]

    def arithmetic(frame: Frame) -> Value:
        a, b = left(frame), right(frame)
        if type(a) is Decimal and type(b) is Decimal:
            try:
                return apply(a, b)
            except ArithmeticFault:
                pass
        return calculate(frame.run, sign, a, b)

    return arithmetic


def _power(run: Run, base: Value, exponent: Value) -> Value:
    run.charge(COSTLY)
    return calculate(run, "**", base, exponent)


NUMBER_TESTS: dict[str, Callable[[Value, Value], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,  # type: ignore[dict-item]  # only called with two values of one kind
    "<=": operator.le,  # type: ignore[dict-item]  # idem
    ">": operator.gt,  # type: ignore[dict-item]  # idem
    ">=": operator.ge,  # type: ignore[dict-item]  # idem
}


@closes(Comparison)
def _comparison(node: Comparison) -> Closure:
    if node.operator in {"=", "!="}:
        return _equality(node)
    left, right, sign = close(node.left), close(node.right), node.operator
    fast, slow = NUMBER_TESTS[sign], order_of(sign)

    def compare(frame: Frame) -> Value:
        a, b = left(frame), right(frame)
        kind = type(a)
        if kind is type(b) and (kind is Decimal or kind is str):
            return fast(a, b)
        return slow(frame.run, a, b)

    return compare


def _equality(node: Comparison) -> Closure:
    left, wanted = close(node.left), node.operator == "="
    if isinstance(node.right, Literal) and type(node.right.value) in {Decimal, str}:
        return _equal_to(left, node.right.value, wanted=wanted)
    right = close(node.right)

    def compare(frame: Frame) -> Value:
        a, b = left(frame), right(frame)
        kind = type(a)
        if kind is type(b) and (kind is Decimal or kind is str):
            return (a == b) is wanted
        return equality(frame.run, a, b, wanted=wanted)

    return compare


def _equal_to(left: Closure, constant: Value, *, wanted: bool) -> Closure:
    """Make `x = 1` and `x = "a"`, which most conditions consist of."""
    kind = type(constant)

    def compare(frame: Frame) -> Value:
        value = left(frame)
        if type(value) is kind:
            return (value == constant) is wanted
        return equality(frame.run, value, constant, wanted=wanted)

    return compare


def equality(run: Run, left: Value, right: Value, *, wanted: bool) -> bool | None:
    """Compare for = (wanted) or != (not wanted), with a reason when there is no answer."""
    same = equal(left, right, run)
    if same is None:
        return run.null(f"{kind_of(left)} is niet te vergelijken met {kind_of(right)}")
    return same is wanted


Comparer = Callable[[Run, Value, Value], bool | None]


def equality_of(*, wanted: bool) -> Comparer:
    """Return the comparison = (wanted) or !=."""
    return lambda run, left, right: equality(run, left, right, wanted=wanted)


def order_of(sign: str) -> Comparer:
    """Return the comparison < <= > or >=, which gives a reason when there is no answer."""
    is_less, or_equal = sign.startswith("<"), sign.endswith("=")

    def ordered(run: Run, left: Value, right: Value) -> bool | None:
        low, high = (left, right) if is_less else (right, left)
        found = less(low, high, or_equal=or_equal)
        if found is None:
            run.null(f"{kind_of(left)} {sign} {kind_of(right)} is niet te vergelijken")
        return found

    return ordered


@closes(Between)
def _between(node: Between) -> Closure:
    operand, low, high = close(node.operand), close(node.low), close(node.high)

    def between(frame: Frame) -> Value:
        point = operand(frame)
        bounds = Range(low(frame), high(frame))
        found = includes(bounds, point)
        if found is None:
            frame.run.null(f"between bestaat niet voor {kind_of(point)} en deze grenzen")
        return found

    return between


@closes(Logic)
def _logic(node: Logic) -> Closure:
    """Three-valued logic: the decisive value wins, else null if anything was not a boolean."""
    operands = tuple(close(operand) for operand in node.operands)
    decisive = node.operator == "or"
    if len(operands) == 2:  # noqa: PLR2004 -- the common case, without a loop
        return _logic_of_two(operands[0], operands[1], node.operator)
    other = not decisive

    def logic(frame: Frame) -> Value:
        values = []
        for operand in operands:
            value = operand(frame)
            if value is decisive:
                return decisive
            values.append(value)
        if all(value is other for value in values):
            return other
        return _undecided(frame.run, node.operator, values)

    return logic


def _logic_of_two(left: Closure, right: Closure, operator: str) -> Closure:
    decisive = operator == "or"
    other = not decisive

    def logic(frame: Frame) -> Value:
        first = left(frame)
        if first is decisive:
            return decisive
        second = right(frame)
        if second is decisive:
            return decisive
        if first is other and second is other:
            return other
        return _undecided(frame.run, operator, (first, second))

    return logic


def _undecided(run: Run, operator: str, values: Sequence[Value]) -> Value:
    """Give null, and say why when it is no null that was passed on."""
    for value in values:
        if value is not None and type(value) is not bool:
            return run.null(f"'{operator}' werkt met waar en onwaar, niet met {kind_of(value)}")
    return None


@closes(If)
def _if(node: If) -> Closure:
    condition, then, otherwise = close(node.condition), close(node.then), close(node.otherwise)
    return lambda frame: then(frame) if condition(frame) is True else otherwise(frame)


@closes(ListOf)
def _list(node: ListOf) -> Closure:
    items = tuple(close(item) for item in node.items)

    def build(frame: Frame) -> Value:
        return [item(frame) for item in items]

    return build


@closes(ContextOf)
def _context(node: ContextOf) -> Closure:
    entries = tuple((name, close(entry)) for name, entry in node.entries)

    def build(frame: Frame) -> Value:
        context: dict[str, Value] = {}
        inner = Frame(context, frame, frame.run)
        for name, entry in entries:
            context[name] = entry(inner)
        return context

    return build


@closes(RangeOf)
def _range(node: RangeOf) -> Closure:
    low = close(node.low) if node.low is not None else None
    high = close(node.high) if node.high is not None else None
    low_closed, high_closed = node.low_closed, node.high_closed

    def build(frame: Frame) -> Value:
        first = low(frame) if low else None
        last = high(frame) if high else None
        return Range(first, last, low_closed, high_closed)

    return build


@closes(Path)
def _path(node: Path) -> Closure:
    source, name = close(node.source), node.name

    def path(frame: Frame) -> Value:
        value = source(frame)
        if isinstance(value, Mapping):
            part = value.get(name, _MISSING)
            if part is not _MISSING:
                return part  # type: ignore[return-value]  # whatever is not the marker is a Value
        return part_of(frame.run, value, name)

    return path


@closes(InstanceOf)
def _instance_of(node: InstanceOf) -> Closure:
    operand, wanted = close(node.operand), node.type
    return lambda frame: instance_of(frame.run, operand(frame), wanted)
