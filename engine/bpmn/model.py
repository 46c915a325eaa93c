"""From BPMN XML to values: the one place where BPMN and Camunda 7 attributes are read.

`parse_diagram` is for definitions that passed the gate: it raises when the file has structural
faults. `read_diagram` keeps going and lists the faults, for the gate.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from engine.bpmn.camunda import CAMUNDA_TRUE, camunda_attributes, camunda_properties
from engine.bpmn.elements import (
    ACTIVITIES,
    BODIES,
    EVENTS,
    GATEWAYS,
    CamundaAttributes,
    Diagram,
    EventDefinition,
    EventKind,
    FlowNode,
    MultiInstance,
    NodeKind,
    Process,
    Referable,
    SequenceFlow,
    StandardLoop,
    TimerKind,
)
from engine.bpmn.reading import (
    BPMN,
    CAMUNDA,
    DEFAULT_READING_LIMITS,
    DIAGRAM_INTERCHANGE,
    FLOW_NODE_TAGS,
    ReadingLimits,
    read_xml,
)
from engine.bpmn.rules import Rule, error
from engine.domain.definition import Finding
from engine.errors import DefinitionRefused

__all__ = [
    "ACTIVITIES",
    "BODIES",
    "EVENTS",
    "GATEWAYS",
    "CamundaAttributes",
    "Diagram",
    "EventDefinition",
    "EventKind",
    "FlowNode",
    "MultiInstance",
    "NodeKind",
    "Process",
    "Referable",
    "SequenceFlow",
    "StandardLoop",
    "TimerKind",
    "parse_diagram",
    "read_diagram",
]

LOOSE_FLOW = error(
    "losse-stroom",
    "Verbind de pijl met twee elementen binnen hetzelfde proces of subproces, of haal hem weg.",
)
LOOSE_BOUNDARY_EVENT = error(
    "losse-randgebeurtenis", "Sleep de gebeurtenis op de rand van een taak of subproces."
)
LOOSE_EVENT_TYPE = error(
    "los-gebeurtenistype",
    "Kies het type van de gebeurtenis in de modeler, bij het element zelf.",
)
UNKNOWN_REFERENCE = error(
    "onbekende-verwijzing",
    "Kies in het eigenschappenpaneel opnieuw het bericht, het signaal, de fout of de escalatie.",
)
UNKNOWN_ELEMENT = error(
    "onbekend-element",
    "Teken het met een taak, gebeurtenis of gateway die het palet aanbiedt.",
)
DOUBLE_TIMER = error("dubbele-timer", "Laat één van datum, duur of herhaling staan.")
WITHOUT_ID = error(
    "zonder-id", "Open het diagram in de modeler en sla het opnieuw op, of vul een id in."
)
DOUBLE_ID = error("dubbele-id", "Geef elk element een eigen id.")

_B = f"{{{BPMN}}}"
_C = f"{{{CAMUNDA}}}"
_REF_ATTRIBUTES = {
    EventKind.MESSAGE: "messageRef",
    EventKind.SIGNAL: "signalRef",
    EventKind.ERROR: "errorRef",
    EventKind.ESCALATION: "escalationRef",
}
_EVENT_DEFINITIONS = {f"{_B}{kind}EventDefinition": kind for kind in EventKind}
_TIMERS = {
    f"{_B}timeDate": TimerKind.DATE,
    f"{_B}timeDuration": TimerKind.DURATION,
    f"{_B}timeCycle": TimerKind.CYCLE,
}
_DATA_TAGS = frozenset(
    f"{_B}{name}" for name in ("dataObject", "dataObjectReference", "dataStoreReference")
)
_ASSOCIATION_TAGS = frozenset(
    f"{_B}{name}"
    for name in ("dataInputAssociation", "dataOutputAssociation", "ioSpecification", "property")
)
_IGNORED_TAGS = frozenset(
    f"{_B}{name}"
    for name in (
        "documentation",
        "extensionElements",
        "laneSet",
        "textAnnotation",
        "association",
        "group",
        "auditing",
        "monitoring",
        "sequenceFlow",
        "ioSpecification",
        "property",
        "incoming",
        "outgoing",
        "multiInstanceLoopCharacteristics",
        "standardLoopCharacteristics",
        "dataInputAssociation",
        "dataOutputAssociation",
        "completionCondition",
    )
)

_LOOP_ELEMENTS = frozenset({"loopCardinality", "completionCondition", "extensionElements"})


def parse_diagram(source: bytes, limits: ReadingLimits = DEFAULT_READING_LIMITS) -> Diagram:
    """Read a diagram file. Raises `DefinitionRefused` with every structural fault."""
    diagram = read_diagram(read_xml(source, limits))
    if diagram.faults:
        raise DefinitionRefused("Het diagram is niet goed opgebouwd.", diagram.faults)
    return diagram


def read_diagram(root: etree._Element) -> Diagram:
    """Read the diagram under a `definitions` element, with its structural faults listed."""
    reader = _Reader(root)
    processes = tuple(reader.process(element) for element in root.iterfind(f"{_B}process"))
    reader.check_ids()
    return Diagram(
        processes=processes,
        messages=reader.messages,
        signals=reader.signals,
        errors=reader.errors,
        escalations=reader.escalations,
        target_namespace=root.get("targetNamespace", ""),
        participants={
            participant.get("id", ""): participant.get("processRef")
            for participant in root.iterfind(f"{_B}collaboration/{_B}participant")
        },
        message_flows=tuple(
            flow.get("id", "") for flow in root.iterfind(f"{_B}collaboration/{_B}messageFlow")
        ),
        shapes=frozenset(
            shape.get("bpmnElement", "") for shape in root.iter(f"{{{DIAGRAM_INTERCHANGE}}}*")
        ),
        faults=tuple(reader.faults),
    )


@dataclass
class _Links:
    """Which sequence flows enter and leave each node of one scope."""

    incoming: dict[str, list[str]] = field(default_factory=dict)
    outgoing: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, flows: Iterable[SequenceFlow]) -> "_Links":
        links = cls()
        for flow in flows:
            links.outgoing.setdefault(flow.source, []).append(flow.id)
            links.incoming.setdefault(flow.target, []).append(flow.id)
        return links


class _Reader:
    """Walks one file and gathers faults on the way."""

    def __init__(self, root: etree._Element) -> None:
        self.faults: list[Finding] = []
        self._ids = Counter[str]()
        self._lines: dict[str, int | None] = {}
        self.messages = self._referables(root, "message", "name")
        self.signals = self._referables(root, "signal", "name")
        self.errors = self._referables(root, "error", "errorCode")
        self.escalations = self._referables(root, "escalation", "escalationCode")
        self._referred = {
            EventKind.MESSAGE: self.messages,
            EventKind.SIGNAL: self.signals,
            EventKind.ERROR: self.errors,
            EventKind.ESCALATION: self.escalations,
        }

    def _referables(self, root: etree._Element, tag: str, code: str) -> Mapping[str, Referable]:
        found = {}
        for element in root.iterfind(f"{_B}{tag}"):
            referable = Referable(
                id=self._id(element),
                name=element.get("name"),
                code=element.get(code),
                line=element.sourceline,
            )
            found[referable.id] = referable
        return found

    def process(self, element: etree._Element) -> Process:
        """Read a process or the inside of a sub-process."""
        flows = {
            flow.id: flow
            for child in element.iterfind(f"{_B}sequenceFlow")
            if (flow := self._flow(child)) is not None
        }
        links = _Links.of(flows.values())
        lanes = dict(_lanes(element))
        nodes = {
            node.id: node
            for child in element.iterchildren(*FLOW_NODE_TAGS)
            for node in (self._node(child, links, lanes),)
        }
        self._check_flow_ends(flows.values(), nodes)
        self._check_attachments(nodes)
        self._check_children(element)
        return Process(
            id=element.get("id", ""),
            name=element.get("name"),
            documentation=_documentation(element),
            executable=_boolean(element.get("isExecutable")),
            version_tag=element.get(f"{_C}versionTag"),
            nodes=nodes,
            flows=flows,
            data_elements=tuple(child.get("id", "") for child in element.iterchildren(*_DATA_TAGS)),
            properties=camunda_properties(element),
            leftovers=camunda_attributes(element).leftovers,
            line=element.sourceline,
        )

    def _flow(self, element: etree._Element) -> SequenceFlow | None:
        source, target = element.get("sourceRef"), element.get("targetRef")
        flow_id = self._id(element)
        if not source or not target:
            self._fault(LOOSE_FLOW, element, "De pijl heeft geen begin of geen eind.")
            return None
        condition = element.find(f"{_B}conditionExpression")
        return SequenceFlow(
            id=flow_id,
            source=source,
            target=target,
            condition=None if condition is None else (condition.text or "").strip(),
            condition_language=None if condition is None else condition.get("language"),
            name=element.get("name"),
            line=element.sourceline,
        )

    def _node(self, element: etree._Element, links: _Links, lanes: Mapping[str, str]) -> FlowNode:
        node_id = self._id(element)
        kind = NodeKind(etree.QName(element).localname)
        message = element.get("messageRef")
        return FlowNode(
            id=node_id,
            kind=kind,
            name=element.get("name"),
            documentation=_documentation(element),
            incoming=tuple(links.incoming.get(node_id, ())),
            outgoing=tuple(links.outgoing.get(node_id, ())),
            default_flow=element.get("default"),
            attached_to=element.get("attachedToRef"),
            cancel_activity=element.get("cancelActivity", "true") in CAMUNDA_TRUE,
            is_interrupting=element.get("isInterrupting", "true") in CAMUNDA_TRUE,
            triggered_by_event=element.get("triggeredByEvent", "false") in CAMUNDA_TRUE,
            events=tuple(self._events(element)),
            loop=_loop(element),
            called_element=element.get("calledElement"),
            body=self.process(element) if kind in BODIES else None,
            camunda=camunda_attributes(element),
            lane=lanes.get(node_id),
            script=_script(element),
            script_format=element.get("scriptFormat"),
            message_ref=message,
            message_name=self._message_name(element, message),
            data_associations=tuple(
                etree.QName(child).localname for child in element.iterchildren(*_ASSOCIATION_TAGS)
            ),
            line=element.sourceline,
        )

    def _message_name(self, element: etree._Element, ref: str | None) -> str | None:
        if ref is None:
            return None
        return self._referred_to(element, EventKind.MESSAGE, ref).name

    def _events(self, element: etree._Element) -> Iterator[EventDefinition]:
        if element.find(f"{_B}eventDefinitionRef") is not None:
            message = "Het gebeurtenistype staat buiten de gebeurtenis (eventDefinitionRef)."
            self._fault(LOOSE_EVENT_TYPE, element, message)
        for child in element.iterchildren(*_EVENT_DEFINITIONS):
            yield self._event(element, child, _EVENT_DEFINITIONS[str(child.tag)])

    def _event(
        self, element: etree._Element, definition: etree._Element, kind: EventKind
    ) -> EventDefinition:
        ref = definition.get(_REF_ATTRIBUTES.get(kind, "-")) or None
        referred = self._referred_to(element, kind, ref)
        timer_kind, expression = self._timer(element, definition)
        condition = definition.find(f"{_B}condition")
        if condition is not None:
            expression = (condition.text or "").strip()
        return EventDefinition(
            kind=kind,
            ref=ref,
            name=definition.get("name") if kind is EventKind.LINK else referred.name,
            code=referred.code,
            timer_kind=timer_kind,
            expression=expression,
            code_variable=definition.get(f"{_C}{kind}CodeVariable"),
            message_variable=definition.get(f"{_C}{kind}MessageVariable"),
        )

    def _timer(
        self, element: etree._Element, definition: etree._Element
    ) -> tuple[TimerKind | None, str | None]:
        timers = list(definition.iterchildren(*_TIMERS))
        if len(timers) > 1:
            self._fault(DOUBLE_TIMER, element, "De timer heeft meer dan één tijd.")
        for timer in timers[:1]:
            return _TIMERS[str(timer.tag)], (timer.text or "").strip()
        return None, None

    def _referred_to(self, element: etree._Element, kind: EventKind, ref: str | None) -> Referable:
        known = self._referred.get(kind, {})
        if ref is None or ref in known:
            return known.get(ref or "", Referable(id=""))
        message = f"Het element verwijst naar '{ref[:60]}', en dat staat niet in het bestand."
        self._fault(UNKNOWN_REFERENCE, element, message)
        return Referable(id=ref)

    def _id(self, element: etree._Element) -> str:
        """Return the element's id; without one, a fault and a name that no file can hold."""
        found = element.get("id", "")
        if found:
            self._ids[found] += 1
            self._lines.setdefault(found, element.sourceline)
            return found
        tag = etree.QName(element).localname
        message = f"Een element ({tag}) heeft geen id en zou bij het uitvoeren wegvallen."
        self._fault(WITHOUT_ID, element, message)
        return f"?{tag}:{element.sourceline}:{len(self.faults)}"

    def check_ids(self) -> None:
        """Report every id that stands on more than one element."""
        self.faults.extend(
            DOUBLE_ID.found(
                f"{count} elementen hebben dezelfde id.", element_id=name, line=self._lines[name]
            )
            for name, count in self._ids.items()
            if count > 1
        )

    def _check_flow_ends(
        self, flows: Iterable[SequenceFlow], nodes: Mapping[str, FlowNode]
    ) -> None:
        self.faults.extend(
            LOOSE_FLOW.at(
                flow,
                f"De pijl hangt aan '{end[:60]}', en dat staat niet in dit proces of subproces.",
            )
            for flow in flows
            for end in (flow.source, flow.target)
            if end not in nodes
        )

    def _check_attachments(self, nodes: Mapping[str, FlowNode]) -> None:
        for node in nodes.values():
            host = nodes.get(node.attached_to or "")
            if node.kind is NodeKind.BOUNDARY_EVENT and (host is None or not host.is_activity):
                message = "De randgebeurtenis zit niet vast aan een activiteit."
                self.faults.append(LOOSE_BOUNDARY_EVENT.at(node, message))

    def _check_children(self, element: etree._Element) -> None:
        known = FLOW_NODE_TAGS | _DATA_TAGS | _IGNORED_TAGS
        for child in element.iterchildren():
            tag = etree.QName(child)
            if tag.namespace == BPMN and child.tag not in known:
                message = f"Het element '{tag.localname}' kan niet worden uitgevoerd."
                self._fault(UNKNOWN_ELEMENT, child, message)

    def _fault(self, rule: Rule, element: etree._Element, message: str) -> None:
        self.faults.append(
            rule.found(message, element_id=element.get("id"), line=element.sourceline)
        )


def _boolean(text: str | None) -> bool | None:
    return None if text is None else text.strip() in CAMUNDA_TRUE


def _documentation(element: etree._Element) -> str:
    texts = (child.xpath("string()") for child in element.iterfind(f"{_B}documentation"))
    return "\n".join(str(text).strip() for text in texts).strip()


def _script(element: etree._Element) -> str | None:
    script = element.find(f"{_B}script")
    return None if script is None else (script.text or "")


def _lanes(element: etree._Element) -> Iterator[tuple[str, str]]:
    for lane in element.iterfind(f"{_B}laneSet//{_B}lane"):
        for reference in lane.iterfind(f"{_B}flowNodeRef"):
            yield (reference.text or "").strip(), lane.get("name") or lane.get("id") or ""


def _loop(element: etree._Element) -> MultiInstance | StandardLoop | None:
    multi = element.find(f"{_B}multiInstanceLoopCharacteristics")
    if multi is not None:
        return MultiInstance(
            sequential=multi.get("isSequential", "false") in CAMUNDA_TRUE,
            cardinality=_child_text(multi, "loopCardinality"),
            collection=multi.get(f"{_C}collection"),
            element_variable=multi.get(f"{_C}elementVariable"),
            completion_condition=_child_text(multi, "completionCondition"),
            leftovers=tuple(
                name
                for child in multi.iterchildren(f"{_B}*")
                if (name := etree.QName(child).localname) not in _LOOP_ELEMENTS
            ),
            line=multi.sourceline,
        )
    standard = element.find(f"{_B}standardLoopCharacteristics")
    if standard is not None:
        return StandardLoop(
            condition=_child_text(standard, "loopCondition"),
            test_before=standard.get("testBefore", "false") in CAMUNDA_TRUE,
            maximum=standard.get("loopMaximum"),
        )
    return None


def _child_text(element: etree._Element, name: str) -> str | None:
    child = element.find(f"{_B}{name}")
    return None if child is None else (child.text or "").strip() or None
