"""The syntax tree of FEEL: what the parser makes and everything else reads.

Each class is one production of DMN 1.5, clause 10.3.1.2; the comment behind it is FEEL.
"""

from collections.abc import Callable
from dataclasses import dataclass

from engine.feel.run import Run
from engine.feel.values import Value


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of an expression."""


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """`12`, `"tekst"`, `true`, `null`, `@"2026-06-01"`."""

    value: Value


@dataclass(frozen=True, slots=True)
class Unreadable(Node):
    """`@"geen datum"`: null in a model (clause 10.3.2.3.4), and refused where we check texts."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Name(Node):
    """`urgentie`."""

    name: str


@dataclass(frozen=True, slots=True)
class Negation(Node):
    """`-x`."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """`a + b`; the operator is one of + - * / **."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """`a < b`; the operator is one of = != < <= > >=."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """`a and b and c`, or the same with or."""

    operator: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Between(Node):
    """`x between a and b`."""

    operand: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class Test(Node):
    """`< 5` as a unary test: compares the input with the operand."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Tests(Node):
    """The right side of `x in (< 5, 7)`, and all of a decision table's cell."""

    tests: tuple[Node, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class In(Node):
    """`x in tests`."""

    operand: Node
    tests: Tests


@dataclass(frozen=True, slots=True)
class If(Node):
    """`if a then b else c`."""

    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Iterator(Node):
    """`x in list`, or `x in low..high` when `high` is given."""

    name: str
    source: Node
    high: Node | None = None


@dataclass(frozen=True, slots=True)
class For(Node):
    """`for x in list return body`."""

    iterators: tuple[Iterator, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """`some x in list satisfies condition`, or every."""

    every: bool
    iterators: tuple[Iterator, ...]
    condition: Node


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """`list[condition]`."""

    source: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class Path(Node):
    """`source.name`."""

    source: Node
    name: str


@dataclass(frozen=True, slots=True)
class Call(Node):
    """`f(a, b)`, or `f(p: a)` when `names` are given (as many as arguments)."""

    function: Node
    arguments: tuple[Node, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    """`[a, b]`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ContextOf(Node):
    """`{a: 1, b: a + 1}`."""

    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class RangeOf(Node):
    """`[a..b)`; a missing endpoint is unbounded, as in `(< 5)`."""

    low: Node | None
    high: Node | None
    low_closed: bool
    high_closed: bool


@dataclass(frozen=True, slots=True)
class TypeRef:
    """`number`, `list<string>`, `context<a: number>`, `function<number> -> string`.

    Item definitions of DMN become these too; `constraint` then checks their allowed values.
    """

    name: str
    arguments: tuple["TypeRef", ...] = ()
    fields: tuple[tuple[str, "TypeRef"], ...] = ()
    constraint: Callable[[Run, Value], bool] | None = None


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    """`x instance of type`."""

    operand: Node
    type: TypeRef


@dataclass(frozen=True, slots=True)
class FunctionOf(Node):
    """`function(a, b: number) body`; `external` ones have a body that is not evaluated."""

    parameters: tuple[tuple[str, TypeRef | None], ...]
    body: Node
    external: bool = False
