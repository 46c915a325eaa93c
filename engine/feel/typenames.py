"""Reading the name of a type (DMN 1.5, grammar rules 52-54 of clause 10.3.1.2)."""

from engine.feel.stream import TokenStream
from engine.feel.syntax import TypeRef
from engine.feel.tokens import TokenKind


def read_type(stream: TokenStream) -> TypeRef:
    """Read `number`, `list<string>`, `context<a: number>` or `function<a> -> b`."""
    stream.deeper()
    if stream.sees("function"):
        found = _function(stream)
    elif stream.sees("null"):
        stream.advance()
        found = TypeRef("Null")
    else:
        found = _named(stream)
    stream.shallower()
    return found


def _named(stream: TokenStream) -> TypeRef:
    name = stream.read_name("de naam van een type")
    if name == "context" and stream.accept("<"):
        return TypeRef(name, fields=_fields(stream))
    if name in {"list", "range"} and stream.accept("<"):
        argument = read_type(stream)
        stream.expect(">")
        return TypeRef(name, (argument,))
    while stream.sees(".") and stream.peek().kind is TokenKind.NAME:
        stream.advance()
        name = f"{name}.{stream.read_name('de naam van een type')}"
    return stream.types.get(name) or TypeRef(name)


def _fields(stream: TokenStream) -> tuple[tuple[str, TypeRef], ...]:
    fields: list[tuple[str, TypeRef]] = []
    while not stream.sees(">"):
        name = stream.read_entry_name((":",), "de naam van een onderdeel")
        stream.expect(":")
        fields.append((name, read_type(stream)))
        if not stream.accept(","):
            break
    stream.expect(">")
    return tuple(fields)


def _function(stream: TokenStream) -> TypeRef:
    stream.advance()
    arguments: list[TypeRef] = []
    if stream.accept("<"):
        while not stream.sees(">"):
            arguments.append(read_type(stream))
            if not stream.accept(","):
                break
        stream.expect(">")
    result = TypeRef("Any")
    if stream.accept("->"):
        result = read_type(stream)
    return TypeRef("function", (*arguments, result))
