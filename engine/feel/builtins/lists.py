"""Functions that make lists of lists, and sort (DMN 1.5, clauses 10.3.4.4 and 10.3.4.7)."""

from decimal import Decimal
from functools import cmp_to_key

from engine.feel.comparison import equal
from engine.feel.functions import Invocable
from engine.feel.library import builtin
from engine.feel.numbers import whole
from engine.feel.run import Run
from engine.feel.values import Value


@builtin("list contains", "list: list, element: any")
def list_contains(run: Run, items: list[Value], element: Value) -> Value:
    """Tell whether the list has the element; null may be one."""
    run.charge(len(items))
    return any(equal(item, element, run) is True for item in items)


@builtin("sublist", "list: list, start position: number, length?: number")
def sublist(run: Run, items: list[Value], start: Decimal, length: Decimal | None = None) -> Value:
    """Cut a part out; the first element is 1, the last is -1."""
    index = _index(items, start)
    if index is None:
        return run.null("sublist: de beginpositie ligt buiten de lijst")
    size = whole(length) if length is not None else len(items) - index
    if size is None or size < 0 or index + size > len(items):
        return run.null("sublist: de lengte past niet in de lijst")
    run.charge_list(size)
    return items[index : index + size]


def _index(items: list[Value], position: Decimal) -> int | None:
    place = whole(position)
    if not place or abs(place) > len(items):
        return None
    return place - 1 if place > 0 else len(items) + place


@builtin("append", "list: list, *item: any")
def append(run: Run, items: list[Value], added: list[Value]) -> Value:
    """Add elements at the end."""
    run.charge_list(len(items) + len(added))
    return [*items, *added]


@builtin("concatenate", "*list: any")
def concatenate(run: Run, lists: list[Value]) -> Value:
    """Put lists behind each other."""
    result: list[Value] = []
    for items in lists:
        if items is None:
            return run.null("concatenate: een van de lijsten is leeg (null)")
        result += items if isinstance(items, list) else [items]
        run.charge_list(len(result))
    return result


@builtin("insert before", "list: list, position: number, newItem: any")
def insert_before(run: Run, items: list[Value], position: Decimal, item: Value) -> Value:
    """Put an element before the one at a position."""
    index = _index(items, position)
    if index is None:
        return run.null("insert before: de positie ligt buiten de lijst")
    run.charge_list(len(items) + 1)
    return [*items[:index], item, *items[index:]]


@builtin("remove", "list: list, position: number")
def remove(run: Run, items: list[Value], position: Decimal) -> Value:
    """Leave out the element at a position."""
    index = _index(items, position)
    if index is None:
        return run.null("remove: de positie ligt buiten de lijst")
    run.charge_list(len(items))
    return [*items[:index], *items[index + 1 :]]


@builtin(
    "list replace",
    "list: list, position: number, newItem: any",
    "list: list, match: function, newItem: any",
)
def list_replace(run: Run, items: list[Value], where: Decimal | Invocable, item: Value) -> Value:
    """Replace the element at a position, or all that match a function of old and new."""
    run.charge_list(len(items))
    if isinstance(where, Invocable):
        return _replaced(run, items, where, item)
    index = _index(items, where)
    if index is None:
        return run.null("list replace: de positie ligt buiten de lijst")
    return [*items[:index], item, *items[index + 1 :]]


def _replaced(run: Run, items: list[Value], match: Invocable, item: Value) -> Value:
    result: list[Value] = []
    for old in items:
        found = match.invoke(run, [old, item])
        if type(found) is not bool:
            return run.null("list replace: de functie moet waar of onwaar geven")
        result.append(item if found else old)
    return result


@builtin("reverse", "list: list")
def reverse(run: Run, items: list[Value]) -> Value:
    """Turn the order around."""
    run.charge_list(len(items))
    return items[::-1]


@builtin("index of", "list: list, match: any")
def index_of(run: Run, items: list[Value], match: Value) -> Value:
    """Return all positions of an element, counted from 1."""
    run.charge_list(len(items))
    return [Decimal(i) for i, item in enumerate(items, 1) if equal(item, match, run) is True]


@builtin("union", "*list: any")
def union(run: Run, lists: list[Value]) -> Value:
    """Put lists together and leave out what is double."""
    joined = concatenate(run, lists)
    return distinct_values(run, joined) if isinstance(joined, list) else None


@builtin("distinct values", "list: list")
def distinct_values(run: Run, items: list[Value]) -> Value:
    """Leave out what is double."""
    result: list[Value] = []
    for item in items:
        run.charge(1 + len(result) // 8)
        if not any(equal(item, other, run) is True for other in result):
            result.append(item)
    return result


@builtin("flatten", "list: list")
def flatten(run: Run, items: list[Value]) -> Value:
    """Make one list of lists in lists."""
    result: list[Value] = []
    todo: list[Value] = list(reversed(items))
    while todo:
        run.charge(1)
        item = todo.pop()
        if isinstance(item, list):
            todo.extend(reversed(item))
        else:
            result.append(item)
    run.charge_list(len(result))
    return result


@builtin("sort", "list: list, precedes: function", "list: list")
def sort(run: Run, items: list[Value], precedes: Invocable | None = None) -> Value:
    """Sort by a function that tells whether its first argument comes before its second."""
    run.charge_list(len(items))
    if precedes is None:
        return run.null("sort: verwacht een functie (precedes)")

    def order(left: Value, right: Value) -> int:
        if precedes.invoke(run, [left, right]) is True:
            return -1
        return 1 if precedes.invoke(run, [right, left]) is True else 0

    return sorted(items, key=cmp_to_key(order))
