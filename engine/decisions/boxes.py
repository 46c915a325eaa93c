"""Boxed expressions from XML to values (DMN 1.5, clauses 7.3 and 10.2)."""

from collections.abc import Callable

from engine.decisions.document import INPUT_VARIABLE, DmnElement, refused
from engine.decisions.model import (
    Aggregation,
    Binding,
    ConditionalLogic,
    ContextEntry,
    ContextLogic,
    DecisionTable,
    FilterLogic,
    FunctionLogic,
    HitPolicy,
    InvocationLogic,
    IteratorLogic,
    ListLogic,
    LiteralLogic,
    Logic,
    RelationLogic,
    Rule,
    TableInput,
    TableOutput,
    Text,
)

_EMPTY = LiteralLogic(expression=Text(text=""))
_SHORT_POLICIES = {"U": "UNIQUE", "F": "FIRST", "A": "ANY", "P": "PRIORITY", "R": "RULE ORDER"}
_SHORT_POLICIES |= {"O": "OUTPUT ORDER", "C": "COLLECT"}


def read_logic_in(element: DmnElement) -> Logic | None:
    """Read the boxed expression among the children of an element."""
    for child in element.children(*_READERS):
        return read_logic(child)
    return None


def read_logic(element: DmnElement) -> Logic:
    """Read one boxed expression."""
    return _READERS[element.tag](element)


def read_text(element: DmnElement) -> Text:
    """Read an element whose `text` child is FEEL."""
    inner = element.child("text")
    return Text(
        text=inner.text if inner else "",
        element_id=element.id,
        line=element.line,
        language=element.get("expressionLanguage"),
    )


def _optional_text(element: DmnElement | None) -> Text | None:
    if element is None:
        return None
    text = read_text(element)
    return None if text.is_empty else text


def _required(element: DmnElement, *tags: str) -> Logic:
    """Read the logic inside a child such as `if`, or the expression child itself."""
    child = element.child(*tags) if tags else element
    if child is None:
        return _EMPTY
    return read_logic_in(child) or _EMPTY


def _literal(element: DmnElement) -> Logic:
    return LiteralLogic(
        expression=read_text(element),
        type_ref=element.get("typeRef"),
    )


def _table(element: DmnElement) -> Logic:
    inputs = tuple(_table_input(child) for child in element.children("input"))
    outputs = tuple(_table_output(child) for child in element.children("output"))
    rules = tuple(
        _rule(child, number, len(inputs), len(outputs))
        for number, child in enumerate(element.children("rule"), 1)
    )
    return DecisionTable(
        hit_policy=_hit_policy(element),
        aggregation=_aggregation(element),
        inputs=inputs,
        outputs=outputs,
        rules=rules,
        type_ref=element.get("typeRef"),
        element_id=element.id,
        line=element.line,
    )


def _hit_policy(element: DmnElement) -> HitPolicy:
    name = element.get("hitPolicy") or "UNIQUE"
    try:
        return HitPolicy(_SHORT_POLICIES.get(name, name))
    except ValueError:
        message = f"'{name}' is geen hit policy."
        raise refused("dmn-hit-policy", message, line=element.line) from None


def _aggregation(element: DmnElement) -> Aggregation | None:
    name = element.get("aggregation")
    try:
        return Aggregation(name) if name else None
    except ValueError:
        message = f"'{name}' is geen aggregatie; kies SUM, COUNT, MIN of MAX."
        raise refused("dmn-aggregatie", message, line=element.line) from None


def _table_input(element: DmnElement) -> TableInput:
    inner = element.child("inputExpression")
    expression = read_text(inner) if inner else Text(text="")
    return TableInput(
        expression=expression,
        label=element.get("label") or expression.text.strip(),
        variable=element.get(INPUT_VARIABLE),
        type_ref=inner.get("typeRef") if inner else None,
        allowed=_optional_text(element.child("inputValues")),
    )


def _table_output(element: DmnElement) -> TableOutput:
    name = element.get("name")
    return TableOutput(
        name=name,
        label=element.get("label") or name or "",
        type_ref=element.get("typeRef"),
        allowed=_optional_text(element.child("outputValues")),
        default=_optional_text(element.child("defaultOutputEntry")),
    )


def _rule(element: DmnElement, number: int, inputs: int, outputs: int) -> Rule:
    tests = tuple(read_text(child) for child in element.children("inputEntry"))
    values = tuple(read_text(child) for child in element.children("outputEntry"))
    if len(tests) != inputs or len(values) != outputs:
        message = f"Regel {number} heeft niet evenveel cellen als de tabel kolommen heeft."
        raise refused("dmn-regel-cellen", message, line=element.line)
    return Rule(
        number=number,
        tests=tests,
        outputs=values,
        output_types=tuple(child.get("typeRef") for child in element.children("outputEntry")),
        annotation=_annotation(element),
        element_id=element.id,
        line=element.line,
    )


def _annotation(element: DmnElement) -> str:
    description = element.child("description")
    if description is not None:
        return description.text.strip()
    texts = (child.child("text") for child in element.children("annotationEntry"))
    return "; ".join(text.text.strip() for text in texts if text is not None)


def _context(element: DmnElement) -> Logic:
    entries = tuple(_entry(child) for child in element.children("contextEntry"))
    return ContextLogic(entries=entries, type_ref=element.get("typeRef"))


def _entry(element: DmnElement) -> ContextEntry:
    variable = element.child("variable")
    value = read_logic_in(element) or _EMPTY
    name = variable.get("name") if variable else None
    type_ref = variable.get("typeRef") if variable else None
    return ContextEntry(name=name, value=value, type_ref=type_ref)


def _invocation(element: DmnElement) -> Logic:
    bindings = tuple(_binding(child) for child in element.children("binding"))
    callee = read_logic_in(element) or _EMPTY
    return InvocationLogic(callee=callee, bindings=bindings, type_ref=element.get("typeRef"))


def _binding(element: DmnElement) -> Binding:
    parameter = element.child("parameter")
    return Binding(
        name=(parameter.get("name") if parameter else None) or "",
        value=read_logic_in(element) or _EMPTY,
        type_ref=parameter.get("typeRef") if parameter else None,
    )


def _list(element: DmnElement) -> Logic:
    items = tuple(read_logic(child) for child in element.children(*_READERS))
    return ListLogic(items=items, type_ref=element.get("typeRef"))


def _relation(element: DmnElement) -> Logic:
    return RelationLogic(
        columns=tuple(
            (child.get("name") or "", child.get("typeRef")) for child in element.children("column")
        ),
        rows=tuple(
            tuple(read_logic(cell) for cell in row.children(*_READERS))
            for row in element.children("row")
        ),
        type_ref=element.get("typeRef"),
    )


def read_function(element: DmnElement) -> FunctionLogic:
    """Read a function definition, also as the logic of a knowledge model."""
    parameters = (
        (child.get("name") or "", child.get("typeRef"))
        for child in element.children("formalParameter")
    )
    return FunctionLogic(
        parameters=tuple(parameters),
        body=read_logic_in(element),
        kind=element.get("kind") or "FEEL",
        type_ref=element.get("typeRef"),
    )


def _conditional(element: DmnElement) -> Logic:
    return ConditionalLogic(
        condition=_required(element, "if"),
        then=_required(element, "then"),
        otherwise=_required(element, "else"),
        type_ref=element.get("typeRef"),
    )


def _filter(element: DmnElement) -> Logic:
    return FilterLogic(
        source=_required(element, "in"),
        match=_required(element, "match"),
        type_ref=element.get("typeRef"),
    )


def _iterator(element: DmnElement) -> Logic:
    return IteratorLogic(
        kind=element.tag,
        variable=element.get("iteratorVariable") or "",
        source=_required(element, "in"),
        body=_required(element, "return", "satisfies"),
        type_ref=element.get("typeRef"),
    )


_READERS: dict[str, Callable[[DmnElement], Logic]] = {
    "literalExpression": _literal,
    "decisionTable": _table,
    "context": _context,
    "invocation": _invocation,
    "list": _list,
    "relation": _relation,
    "functionDefinition": read_function,
    "conditional": _conditional,
    "filter": _filter,
    "for": _iterator,
    "some": _iterator,
    "every": _iterator,
}
