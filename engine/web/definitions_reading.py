"""Definitions as text: for the editor, for a screen reader, for a page without JavaScript."""

from dataclasses import dataclass

from lxml import etree

from engine.bpmn.elements import FlowNode, NodeKind, Process, SequenceFlow
from engine.bpmn.model import read_diagram
from engine.bpmn.reading import read_xml
from engine.errors import DefinitionRefused

_BOM_AND_UTF8 = "utf-8-sig"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One element of a diagram: what it is, what it is called, and what comes next."""

    element_id: str
    kind: str
    name: str
    onward: tuple[str, ...]


def as_text(source: bytes) -> str:
    """Decode a definition; a diagram in UTF-16 becomes readable text too."""
    try:
        return source.decode(_BOM_AND_UTF8)
    except UnicodeDecodeError:
        return _decoded_by_its_declaration(source)


def _decoded_by_its_declaration(source: bytes) -> str:
    try:
        return str(etree.tostring(read_xml(source), encoding="unicode"))
    except DefinitionRefused:
        return source.decode("utf-8", errors="replace")


def steps_of(source: bytes) -> tuple[Step, ...]:
    """List the elements of a diagram in the order of the file; none when it cannot be read."""
    try:
        diagram = read_diagram(read_xml(source))
    except DefinitionRefused:
        return ()
    scopes = [scope for process in diagram.processes for scope in process.scopes()]
    return tuple(_step(scope, node) for scope in scopes for node in scope.nodes.values())


def _step(scope: Process, node: FlowNode) -> Step:
    flows = [scope.flows[flow_id] for flow_id in node.outgoing if flow_id in scope.flows]
    return Step(
        element_id=node.id,
        kind=_KINDS[node.kind],
        name=_name(node),
        onward=tuple(_onward(scope, flow) for flow in flows),
    )


def _onward(scope: Process, flow: SequenceFlow) -> str:
    target = scope.nodes.get(flow.target)
    name = _name(target) if target else flow.target
    return f"{flow.name}: {name}" if flow.name else name


def _name(node: FlowNode) -> str:
    return " ".join((node.name or "").split()) or node.id


_KINDS = {
    NodeKind.START_EVENT: "Begin",
    NodeKind.END_EVENT: "Einde",
    NodeKind.CATCH_EVENT: "Wachten",
    NodeKind.THROW_EVENT: "Tussengebeurtenis",
    NodeKind.BOUNDARY_EVENT: "Randgebeurtenis",
    NodeKind.TASK: "Taak",
    NodeKind.MANUAL_TASK: "Handmatige taak",
    NodeKind.USER_TASK: "Gebruikerstaak",
    NodeKind.SERVICE_TASK: "Automatische stap",
    NodeKind.SCRIPT_TASK: "Scripttaak",
    NodeKind.SEND_TASK: "Verzendtaak",
    NodeKind.RECEIVE_TASK: "Ontvangsttaak",
    NodeKind.BUSINESS_RULE_TASK: "Beslistaak",
    NodeKind.CALL_ACTIVITY: "Aanroep van een ander proces",
    NodeKind.SUB_PROCESS: "Subproces",
    NodeKind.TRANSACTION: "Transactie",
    NodeKind.AD_HOC_SUB_PROCESS: "Ad-hoc-subproces",
    NodeKind.EXCLUSIVE_GATEWAY: "Keuze (één pad)",
    NodeKind.INCLUSIVE_GATEWAY: "Keuze (één of meer paden)",
    NodeKind.PARALLEL_GATEWAY: "Alle paden tegelijk",
    NodeKind.EVENT_BASED_GATEWAY: "Wat het eerst komt",
    NodeKind.COMPLEX_GATEWAY: "Complexe gateway",
}
