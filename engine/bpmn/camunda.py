"""The Camunda 7 extension attributes and elements, read as they are written.

Source: the camunda-bpmn-moddle descriptor that the Modeler's properties panel edits. What the
engine does not act on ends up in `leftovers`, so that the gate can say so instead of ignoring it.
"""

from collections.abc import Iterator, Mapping

from lxml import etree

from engine.bpmn.elements import CamundaAttributes
from engine.bpmn.reading import BPMN, CAMUNDA

CAMUNDA_TRUE = frozenset({"true", "1"})

_C = f"{{{CAMUNDA}}}"
_EXTENSIONS = f"{{{BPMN}}}extensionElements"
_READ = {
    "assignee": "assignee",
    "formRef": "form_ref",
    "formRefBinding": "form_ref_binding",
    "formRefVersion": "form_ref_version",
    "formKey": "form_key",
    "dueDate": "due_date",
    "followUpDate": "follow_up_date",
    "priority": "priority",
    "topic": "topic",
    "type": "type",
    "decisionRef": "decision_ref",
    "decisionRefBinding": "decision_ref_binding",
    "decisionRefVersion": "decision_ref_version",
    "mapDecisionResult": "map_decision_result",
    "resultVariable": "result_variable",
    "calledElementBinding": "called_element_binding",
    "calledElementVersion": "called_element_version",
    "initiator": "initiator",
}
_SPECIAL = frozenset({"candidateGroups", "candidateUsers", "asyncBefore", "asyncAfter"})
# Hints for Camunda's own scheduler and cockpit: nothing changes when we leave them be.
_HARMLESS = frozenset(
    {"exclusive", "jobPriority", "taskPriority", "historyTimeToLive", "versionTag"}
    | {"isStartableInTasklist", "modelerTemplate", "modelerTemplateVersion", "diagramRelationId"}
)
_READ_ELEMENTS = frozenset({"properties", "inputOutput"})


def camunda_attributes(element: etree._Element) -> CamundaAttributes:
    """Everything the engine reads from one element's Camunda attributes."""
    texts = {field: _text(element, name) for name, field in _READ.items()}
    return CamundaAttributes(
        **texts,
        candidate_groups=_names(element, "candidateGroups"),
        candidate_users=_names(element, "candidateUsers"),
        async_before=element.get(f"{_C}asyncBefore") in CAMUNDA_TRUE,
        async_after=element.get(f"{_C}asyncAfter") in CAMUNDA_TRUE,
        properties=camunda_properties(element),
        inputs=dict(_parameters(element, "inputParameter")),
        outputs=dict(_parameters(element, "outputParameter")),
        leftovers=tuple(_leftovers(element)),
    )


def camunda_properties(element: etree._Element) -> Mapping[str, str]:
    """Read the name-value pairs of the panel's section "Extension properties"."""
    path = f"{_EXTENSIONS}/{_C}properties/{_C}property"
    return {
        entry.get("name", ""): entry.get("value", "")
        for entry in element.iterfind(path)
        if entry.get("name")
    }


def _text(element: etree._Element, name: str) -> str | None:
    return (element.get(f"{_C}{name}") or "").strip() or None


def _names(element: etree._Element, name: str) -> tuple[str, ...]:
    text = _text(element, name)
    if text is None:
        return ()
    if text.startswith(("=", "${")):
        return (text,)
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _parameters(element: etree._Element, tag: str) -> Iterator[tuple[str, str]]:
    for parameter in element.iterfind(f"{_EXTENSIONS}/{_C}inputOutput/{_C}{tag}"):
        yield parameter.get("name", ""), (parameter.text or "").strip()


def _leftovers(element: etree._Element) -> Iterator[str]:
    for name in element.attrib:
        qualified = etree.QName(name)
        read = {*_READ, *_SPECIAL, *_HARMLESS}
        if qualified.namespace == CAMUNDA and qualified.localname not in read:
            yield qualified.localname
    for child in element.iterfind(f"{_EXTENSIONS}/*"):
        tag = etree.QName(child)
        if tag.namespace == CAMUNDA and tag.localname not in _READ_ELEMENTS:
            yield tag.localname
    for parameter in element.iterfind(f"{_EXTENSIONS}/{_C}inputOutput/*/*"):
        yield f"{etree.QName(parameter).localname} in inputOutput"
