"""Closures of for, some, every and filters (DMN 1.5, clause 10.3.2.5-6 and table 56).

Every turn is charged with the size of its body, so the number of steps is the amount of work.
"""

from collections.abc import Callable, Iterable, Mapping
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


@closes(For)
def _for(node: For) -> Closure:
    body, cost = close(node.body), size(node.body)
    turns = _turns(node.iterators, cost)
    if any(isinstance(part, Name) and part.name == "partial" for part in descend(node.body)):
        return _for_partial(turns, body)

    def loop(frame: Frame) -> Value:
        frames = turns(frame)
        if frames is None:
            return None
        result: list[Value] = []
        for inner in frames:
            result.append(body(inner))
        return result

    return loop


def _for_partial(turns: Callable[[Frame], Walk[Frame] | None], body: Closure) -> Closure:
    def loop(frame: Frame) -> Value:
        frames = turns(frame)
        if frames is None:
            return None
        result: list[Value] = []
        for inner in frames:
            frame.run.charge(len(result))
            so_far = Frame({"partial": list(result)}, inner, inner.run)
            result.append(body(so_far))
        return result

    return loop


@closes(Quantified)
def _quantified(node: Quantified) -> Closure:
    condition, decisive = close(node.condition), not node.every
    turns = _turns(node.iterators, size(node.condition))

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


def _turns(iterators: tuple[Iterator, ...], cost: int) -> Callable[[Frame], Walk[Frame] | None]:
    """Return what yields one frame per turn; the last iterator turns fastest."""
    name, source = iterators[0].name, _source(iterators[0])
    rest = _turns(iterators[1:], cost) if len(iterators) > 1 else None

    def turns(frame: Frame) -> Walk[Frame] | None:
        items = source(frame)
        return None if items is None else _each(frame, items)

    def _each(frame: Frame, items: Iterable[Value]) -> Walk[Frame]:
        run = frame.run
        for count, item in enumerate(items):
            run.charge(cost + 1)
            if count > run.scope.limits.list_size:
                run.charge_list(count)
            inner = Frame({name: item}, frame, run)
            if rest is None:
                yield inner
            else:
                yield from rest(inner) or ()

    return turns


def _source(iterator: Iterator) -> _Source:
    first = close(iterator.source)
    if iterator.high is None:
        return lambda frame: _elements(frame.run, first(frame))
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
    condition, cost = close(node.condition), size(node.condition) + 1

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
