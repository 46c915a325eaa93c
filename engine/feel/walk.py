"""Questions about a syntax tree: its size, the names it needs, the functions it calls."""

from collections.abc import Iterator as Walk
from dataclasses import fields, replace
from typing import TypeVar

from engine.feel.syntax import (
    Call,
    ContextOf,
    Filter,
    For,
    FunctionOf,
    Iterator,
    Literal,
    Name,
    Node,
    Quantified,
    Unreadable,
)

_BOUND = frozenset({"item", "partial"})


def children(node: Node) -> Walk[Node]:
    """Yield the direct parts of a node."""
    for field in fields(node):
        yield from _nodes_in(getattr(node, field.name))


def _nodes_in(part: object) -> Walk[Node]:
    if isinstance(part, Node):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from _nodes_in(item)


def descend(node: Node) -> Walk[Node]:
    """Yield the node and everything in it."""
    todo = [node]
    while todo:
        current = todo.pop()
        yield current
        todo.extend(children(current))


def size(node: Node) -> int:
    """Count the nodes: the steps that one evaluation without repetition costs."""
    return sum(1 for _ in descend(node))


def called_functions(node: Node) -> frozenset[str]:
    """Return the names of the functions that the expression calls by name."""
    return frozenset(
        found.function.name
        for found in descend(node)
        if isinstance(found, Call) and isinstance(found.function, Name)
    )


def literal_arguments(node: Node, function: str) -> frozenset[str]:
    """Return the text literals given to a function, such as the x of `termijn("x")`."""
    calls = (found for found in descend(node) if isinstance(found, Call))
    return frozenset(
        argument.value
        for call in calls
        if isinstance(call.function, Name) and call.function.name == function
        for argument in call.arguments
        if isinstance(argument, Literal) and isinstance(argument.value, str)
    )


_Tree = TypeVar("_Tree", bound=Node)


def renamed(node: _Tree, old: str, new: str) -> _Tree:
    """Return the tree with one name for another."""
    if isinstance(node, Name):
        return replace(node, name=new) if node.name == old else node
    changed = {
        field.name: _renamed_in(getattr(node, field.name), old, new) for field in fields(node)
    }
    return replace(node, **changed)


def _renamed_in(part: object, old: str, new: str) -> object:
    if isinstance(part, Node):
        return renamed(part, old, new)
    return tuple(_renamed_in(item, old, new) for item in part) if isinstance(part, tuple) else part


def unreadable(node: Node) -> Unreadable | None:
    """Return the first at-literal that is no date, time or duration."""
    return next((found for found in descend(node) if isinstance(found, Unreadable)), None)


def free_names(node: Node) -> frozenset[str]:
    """Return the variables that the expression needs from outside.

    A name in a filter may be a part of the list's elements, so filters report no names
    other than those of the list itself.
    """
    return frozenset(_free(node, frozenset()))


def _free(node: Node, bound: frozenset[str]) -> Walk[str]:
    match node:
        case Name(name):
            yield from {name} - bound
        case For(iterators, body) | Quantified(_, iterators, body):
            yield from _free_in_loop(iterators, body, bound | _BOUND)
        case ContextOf(entries):
            yield from _free_in_context(entries, bound)
        case FunctionOf(parameters, body):
            yield from _free(body, bound | {name for name, _ in parameters})
        case _:
            for part in _open_parts(node):
                yield from _free(part, bound)


def _open_parts(node: Node) -> Walk[Node]:
    """Yield the parts whose names are looked up where the node stands."""
    match node:
        case Call(Name(), arguments):
            yield from arguments
        case Filter(source):
            yield source
        case _:
            yield from children(node)


def _free_in_loop(iterators: tuple[Iterator, ...], body: Node, bound: frozenset[str]) -> Walk[str]:
    for iterator in iterators:
        yield from _free(iterator.source, bound)
        if iterator.high is not None:
            yield from _free(iterator.high, bound)
        bound |= {iterator.name}
    yield from _free(body, bound)


def _free_in_context(entries: tuple[tuple[str, Node], ...], bound: frozenset[str]) -> Walk[str]:
    for name, entry in entries:
        yield from _free(entry, bound)
        bound |= {name}
