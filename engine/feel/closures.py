"""From syntax tree to Python closures: the heart of the evaluator.

Each kind of node has one function that returns a closure `Frame -> Value`. They register
themselves here, so that the modules about operators, loops and calls need not know each other.
"""

from collections.abc import Callable
from typing import TypeVar

from engine.feel.run import Frame
from engine.feel.syntax import Node
from engine.feel.values import Value

Closure = Callable[[Frame], Value]
_Kind = TypeVar("_Kind", bound=Node)
_MAKERS: dict[type[Node], Callable[[Node], Closure]] = {}


def closes(kind: type[_Kind]) -> Callable[[Callable[[_Kind], Closure]], Callable[[_Kind], Closure]]:
    """Register the function that makes closures of one kind of node."""

    def register(make: Callable[[_Kind], Closure]) -> Callable[[_Kind], Closure]:
        _MAKERS[kind] = make  # type: ignore[assignment]  # `close` looks up by exactly this kind
        return make

    return register


def close(node: Node) -> Closure:
    """Make the closure of a node."""
    return _MAKERS[type(node)](node)
