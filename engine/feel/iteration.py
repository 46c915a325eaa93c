"""Closures of for, some, every and filters (DMN 1.5, clause 10.3.2.5-6 and table 56).

Every turn is charged with the size of its body, so the number of steps is the amount of work.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Iterator as Walk
from datetime import date, timedelta
from decimal import Decimal

from engine.feel.closures import Closure, close, closes
from engine.feel.numbers import whole
from engine.feel.run import Frame, Run
from engine.feel.syntax import Filter, For, Iterator, Literal, Name, Negation, Node, Quantified
from engine.feel.values import Range, Value, kind_of
from engine.feel.walk import descend, size

_Source = Callable[[Frame], Iterable[Value] | None]
_Turns = Callable[[Frame], Walk[Frame] | None]


@closes(For)
def _for(node: For) -> Closure:
    parts = descend(node.body)
    uses_partial = any(isinstance(part, Name) and part.name == "partial" for part in parts)
    turns = _turns(_sources(node.iterators), size(node.body))
    return _loop(turns, close(node.body), uses_partial=uses_partial)


def for_closure(variable: str, source: Closure, body: Closure, *, cost: int) -> Closure:
    """Make the closure of a boxed `for` (clause 10.2.2.7)."""
    return _loop(_turns([(variable, _listed(source))], cost), body, uses_partial=True)


def _loop(turns: _Turns, body: Closure, *, uses_partial: bool) -> Closure:
    def loop(frame: Frame) -> Value:
        frames = turns(frame)
        return None if frames is None else [body(inner) for inner in frames]

    def loop_with_partial(frame: Frame) -> Value:
        frames = turns(frame)
        if frames is None:
            return None
        result: list[Value] = []
        for inner in frames:
            frame.run.charge(len(result) >> 4)
            result.append(body(Frame({"partial": list(result)}, inner, inner.run)))
        return result

    return loop_with_partial if uses_partial else loop


@closes(Quantified)
def _quantified(node: Quantified) -> Closure:
    turns = _turns(_sources(node.iterators), size(node.condition))
    return _quantifier(turns, close(node.condition), decisive=not node.every)


def quantified_closure(
    variable: str, source: Closure, condition: Closure, *, every: bool, cost: int
) -> Closure:
    """Make the closure of a boxed `some` or `every` (clause 10.2.2.8-9)."""
    turns = _turns([(variable, _listed(source))], cost)
    return _quantifier(turns, condition, decisive=not every)


def _quantifier(turns: _Turns, condition: Closure, *, decisive: bool) -> Closure:
    def test(frame: Frame) -> Value:
        frames = turns(frame)
        if frames is None:
            return None
        certain = True
        for inner in frames:
            value = condition(inner)
            if value is decisive:
                return decisive
            if type(value) is not bool:
                certain = False
        return (not decisive) if certain else None

    return test


def _turns(sources: Sequence[tuple[str, _Source]], cost: int) -> _Turns:
    """Return what yields one frame per turn; the last variable turns fastest."""
    name, source = sources[0]
    rest = _turns(sources[1:], cost) if len(sources) > 1 else None

    def turns(frame: Frame) -> Walk[Frame] | None:
        items = source(frame)
        return None if items is None else each(frame, items)

    def each(frame: Frame, items: Iterable[Value]) -> Walk[Frame]:
        run = frame.run
        for item in items:
            run.charge(cost + 1)
            inner = Frame({name: item}, frame, run)
            if rest is None:
                yield inner
            else:
                yield from rest(inner) or ()

    return turns


def _sources(iterators: Sequence[Iterator]) -> list[tuple[str, _Source]]:
    return [(iterator.name, _source(iterator)) for iterator in iterators]


def _listed(closure: Closure) -> _Source:
    return lambda frame: _elements(frame.run, closure(frame))


def _source(iterator: Iterator) -> _Source:
    first = close(iterator.source)
    if iterator.high is None:
        return _listed(first)
    last = close(iterator.high)
    return lambda frame: _counted(frame.run, first(frame), last(frame))


def _elements(run: Run, value: Value) -> Iterable[Value] | None:
    if isinstance(value, list):
        return value
    if isinstance(value, Range):
        return _in_range(run, value)
    if value is None:
        return run.null("for, some of every over een lege waarde (null)")
    return [value]


def _in_range(run: Run, bounds: Range) -> Iterable[Value] | None:
    items = _counted(run, bounds.low, bounds.high)
    if items is None:
        return None
    listed = list(items)
    start = 0 if bounds.low_closed else 1
    return listed[start:] if bounds.high_closed else listed[start:-1]


def _counted(run: Run, first: Value, last: Value) -> Iterable[Value] | None:
    """Count from one whole number or day to another, up or down."""
    if isinstance(first, Decimal) and isinstance(last, Decimal):
        low, high = whole(first), whole(last)
        if low is not None and high is not None:
            run.charge_list(abs(high - low) + 1)
            step = 1 if high >= low else -1
            return map(Decimal, range(low, high + step, step))
    if type(first) is date and type(last) is date:
        return _days(run, first, last)
    return run.null(f"tellen van {kind_of(first)} tot {kind_of(last)} kan niet")


def _days(run: Run, first: date, last: date) -> Iterable[Value]:
    distance = (last - first).days
    run.charge_list(abs(distance) + 1)
    step = 1 if distance >= 0 else -1
    return [first + timedelta(days=number) for number in range(0, distance + step, step)]


@closes(Filter)
def _filter(node: Filter) -> Closure:
    source = close(node.source)
    index = _fixed_index(node.condition)
    if index is not None:
        return lambda frame: element(frame.run, source(frame), index)
    return filter_closure(source, close(node.condition), cost=size(node.condition) + 1)


def filter_closure(source: Closure, condition: Closure, *, cost: int) -> Closure:
    """Make the closure of a filter, also of a boxed one (clause 10.2.2.6)."""

    def select(frame: Frame) -> Value:
        value = source(frame)
        items: list[Value] = value if isinstance(value, list) else [value]
        if not items or value is None:
            return _of_nothing(frame, value, condition)
        result: list[Value] = []
        for item in items:
            frame.run.charge(cost)
            found = condition(_item_frame(frame, item))
            if type(found) is Decimal:
                return element(frame.run, items, found)
            if found is True:
                result.append(item)
        return result

    return select


def _of_nothing(frame: Frame, value: Value, condition: Closure) -> Value:
    if value is None:
        return frame.run.null("filter op een lege waarde (null)")
    return None if type(condition(frame)) is Decimal else []


def _item_frame(frame: Frame, item: Value) -> Frame:
    inner = Frame({"item": item}, frame, frame.run)
    return Frame(item, inner, frame.run) if isinstance(item, Mapping) else inner


def _fixed_index(node: Node) -> Decimal | None:
    if isinstance(node, Literal) and isinstance(node.value, Decimal):
        return node.value
    if isinstance(node, Negation):
        inner = _fixed_index(node.operand)
        return None if inner is None else -inner
    return None


def element(run: Run, value: Value, position: Decimal) -> Value:
    """Take one element: 1 is the first, -1 the last."""
    if value is None:
        return run.null("element van een lege waarde (null)")
    items = value if isinstance(value, list) else [value]
    index = whole(position)
    if index is None or index == 0 or abs(index) > len(items):
        return run.null(f"de lijst heeft geen element {position}")
    return items[index - 1 if index > 0 else index]
