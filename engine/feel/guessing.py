"""The type of an expression as far as its text shows it, for `instance of` on functions.

`function(a) "x"` gives a string, whatever a is; of `function(a) a + 1` nothing is known.
"""

from decimal import Decimal

from engine.feel.syntax import ContextOf, ListOf, Literal, Node, TypeRef

_ANY = TypeRef("Any")
_KINDS = {bool: "boolean", Decimal: "number", str: "string"}


def kind_of_node(node: Node) -> TypeRef | None:
    """Return the type of a literal, context or list; None when it depends on values."""
    match node:
        case Literal(value) if type(value) in _KINDS:
            return TypeRef(_KINDS[type(value)])
        case ContextOf(entries):
            kinds = ((name, kind_of_node(entry) or _ANY) for name, entry in entries)
            return TypeRef("context", fields=tuple(kinds))
        case ListOf(items):
            found = {kind_of_node(item) or _ANY for item in items}
            return TypeRef("list", (found.pop() if len(found) == 1 else _ANY,))
        case _:
            return None
