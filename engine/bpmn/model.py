"""From BPMN XML to values: the one place where BPMN and Camunda 7 attributes are read.

`parse_diagram` is for definitions that passed the gate: it raises when the file has structural
faults. `read_diagram` keeps going and lists the faults, for the gate.
"""

from collections.abc import Iterable, Mapping
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
from engine.bpmn.model_events import EventReader
from engine.bpmn.model_pieces import boolean, documentation_of, lanes_of, loop_of, script_of
from engine.bpmn.reading import (
    BPMN,
    CAMUNDA,
    DEFAULT_READING_LIMITS,
    DIAGRAM_INTERCHANGE,
    FLOW_NODE_TAGS,
    ReadingLimits,
    read_xml,
)
from engine.bpmn.rules import error
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
UNKNOWN_ELEMENT = error(
    "onbekend-element",
    "Teken het met een taak, gebeurtenis of gateway die het palet aanbiedt.",
)

_B = f"{{{BPMN}}}"
_C = f"{{{CAMUNDA}}}"
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


class _Reader(EventReader):
    """Walks the processes of one file and gathers faults on the way."""

    def process(self, element: etree._Element) -> Process:
        """Read a process or the inside of a sub-process."""
        flows = {
            flow.id: flow
            for child in element.iterfind(f"{_B}sequenceFlow")
            if (flow := self._flow(child)) is not None
        }
        links = _Links.of(flows.values())
        lanes = dict(lanes_of(element))
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
            documentation=documentation_of(element),
            executable=boolean(element.get("isExecutable")),
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
            documentation=documentation_of(element),
            incoming=tuple(links.incoming.get(node_id, ())),
            outgoing=tuple(links.outgoing.get(node_id, ())),
            default_flow=element.get("default"),
            attached_to=element.get("attachedToRef"),
            cancel_activity=element.get("cancelActivity", "true") in CAMUNDA_TRUE,
            is_interrupting=element.get("isInterrupting", "true") in CAMUNDA_TRUE,
            triggered_by_event=element.get("triggeredByEvent", "false") in CAMUNDA_TRUE,
            events=tuple(self._events(element)),
            loop=loop_of(element),
            called_element=element.get("calledElement"),
            body=self.process(element) if kind in BODIES else None,
            camunda=camunda_attributes(element),
            lane=lanes.get(node_id),
            script=script_of(element),
            script_format=element.get("scriptFormat"),
            message_ref=message,
            message_name=self._message_name(element, message),
            data_associations=tuple(
                etree.QName(child).localname for child in element.iterchildren(*_ASSOCIATION_TAGS)
            ),
            line=element.sourceline,
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
