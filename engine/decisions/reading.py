"""From DMN XML to `engine.decisions.model` (DMN 1.5, annex XSD): DMN 1.1 to 1.5."""

from engine.decisions.boxes import read_function, read_logic_in
from engine.decisions.document import DmnElement, read_document, refused
from engine.decisions.model import (
    Decision,
    DecisionService,
    Definitions,
    Import,
    InputNode,
    ItemDefinition,
    KnowledgeModel,
    Needs,
    Text,
)


def read_definitions(source: bytes) -> Definitions:
    """Read a DMN file. Raises DefinitionRefused."""
    root = read_document(source)
    return Definitions(
        name=root.get("name") or "",
        namespace=root.get("namespace") or "",
        items=tuple(_item(element) for element in root.children("itemDefinition")),
        inputs=tuple(_input(element) for element in root.children("inputData")),
        decisions=tuple(_decision(element) for element in root.children("decision")),
        knowledge=tuple(_knowledge(e) for e in root.children("businessKnowledgeModel")),
        services=tuple(_service(element) for element in root.children("decisionService")),
        imports=tuple(_import(element) for element in root.children("import")),
    )


def text_in(element: DmnElement, tag: str) -> Text | None:
    """Read the `text` of a child such as `allowedValues`."""
    child = element.child(tag)
    if child is None:
        return None
    inner = child.child("text")
    return Text(text=inner.text if inner else "", element_id=child.id, line=child.line)


def _item(element: DmnElement) -> ItemDefinition:
    inner = element.child("typeRef")
    return ItemDefinition(
        name=element.get("name") or "",
        type_ref=inner.text.strip() if inner else None,
        allowed=text_in(element, "allowedValues"),
        constraint=text_in(element, "typeConstraint"),
        is_collection=element.get("isCollection") == "true",
        components=tuple(_item(child) for child in element.children("itemComponent")),
        function=_function_item(element.child("functionItem")),
    )


def _function_item(
    element: DmnElement | None,
) -> tuple[tuple[str | None, ...], str | None] | None:
    if element is None:
        return None
    parameters = tuple(child.get("typeRef") for child in element.children("parameters"))
    return parameters, element.get("outputTypeRef")


def _identity(element: DmnElement) -> tuple[str, str]:
    name = element.get("name") or ""
    identifier = element.id or name
    if not identifier:
        message = f"Een {element.tag} heeft geen id en geen naam."
        raise refused("dmn-zonder-id", message, line=element.line)
    return identifier, name or identifier


def _variable(element: DmnElement, name: str) -> tuple[str, str | None]:
    """Return the name and type under which others see the value of an element."""
    variable = element.child("variable")
    if variable is None:
        return name, None
    return variable.get("name") or name, variable.get("typeRef")


def _input(element: DmnElement) -> InputNode:
    identifier, name = _identity(element)
    seen, type_ref = _variable(element, name)
    return InputNode(id=identifier, name=seen, type_ref=type_ref, line=element.line)


def _decision(element: DmnElement) -> Decision:
    identifier, label = _identity(element)
    name, type_ref = _variable(element, label)
    return Decision(
        id=identifier,
        name=name,
        type_ref=type_ref,
        line=element.line,
        logic=read_logic_in(element),
        needs=_needs(element),
        label=label,
    )


def _knowledge(element: DmnElement) -> KnowledgeModel:
    identifier, label = _identity(element)
    name, type_ref = _variable(element, label)
    inner = element.child("encapsulatedLogic")
    return KnowledgeModel(
        id=identifier,
        name=name,
        type_ref=type_ref,
        line=element.line,
        function=read_function(inner) if inner else None,
        needs=_needs(element),
    )


def _service(element: DmnElement) -> DecisionService:
    identifier, label = _identity(element)
    name, type_ref = _variable(element, label)
    return DecisionService(
        id=identifier,
        name=name,
        type_ref=type_ref,
        line=element.line,
        outputs=_hrefs(element, "outputDecision"),
        encapsulated=_hrefs(element, "encapsulatedDecision"),
        input_decisions=_hrefs(element, "inputDecision"),
        input_data=_hrefs(element, "inputData"),
    )


def _import(element: DmnElement) -> Import:
    return Import(name=element.get("name") or "", namespace=element.get("namespace") or "")


def _hrefs(element: DmnElement, *tags: str) -> tuple[str, ...]:
    return tuple(_href(child) for child in element.children(*tags))


def _href(element: DmnElement) -> str:
    return (element.get("href") or "").removeprefix("#")


def _needs(element: DmnElement) -> Needs:
    information = list(element.children("informationRequirement"))
    knowledge = element.children("knowledgeRequirement")
    return Needs(
        inputs=tuple(ref for need in information for ref in _hrefs(need, "requiredInput")),
        decisions=tuple(ref for need in information for ref in _hrefs(need, "requiredDecision")),
        knowledge=tuple(ref for need in knowledge for ref in _hrefs(need, "requiredKnowledge")),
    )
