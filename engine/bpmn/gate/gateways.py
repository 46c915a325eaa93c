"""Checks on gateways and on the arrows that leave things."""

from collections.abc import Iterator

from engine.bpmn.elements import EventKind, FlowNode, NodeKind, Process, SequenceFlow
from engine.bpmn.gate.text import called, flow_called, short
from engine.bpmn.rules import error, warning
from engine.domain.definition import Finding

COMPLEX = error("complexe-gateway", "Teken een exclusieve, inclusieve of parallelle gateway.")
IMPLICIT_FORK = error(
    "splitsing-zonder-gateway",
    "Zet er een gateway achter: parallel als alles gebeurt, exclusief bij een keuze.",
)
NO_CONDITION = error(
    "voorwaarde-ontbreekt",
    "Schrijf een voorwaarde in FEEL, of maak er de standaardpijl (default flow) van.",
)
MISPLACED_CONDITION = error(
    "voorwaarde-zonder-keuze",
    "Haal de voorwaarde weg, of laat de pijl uit een exclusieve of inclusieve gateway komen.",
)
BAD_DEFAULT = error(
    "standaardpijl",
    "Kies één uitgaande pijl zonder voorwaarde als standaardpijl (default flow).",
)
NO_DEFAULT = warning(
    "geen-standaardpijl",
    "Maak van één pijl de standaardpijl; dan loopt de casus ook door als geen voorwaarde waar is.",
)
OTHER_LANGUAGE = error("andere-taal", "Schrijf de voorwaarde in FEEL en haal de taal weg.")
EVENT_TARGET = error(
    "doel-van-gebeurtenisgateway",
    "Laat de gateway wijzen naar tussengebeurtenissen (timer, bericht, signaal) of"
    " ontvangsttaken die geen andere ingang en geen randgebeurtenis hebben.",
)
TOO_FEW_EVENTS = error(
    "gebeurtenisgateway-zonder-keuze",
    "Geef de gateway ten minste twee gebeurtenissen, of zet de ene gebeurtenis direct in de weg.",
)
NO_QUESTION = warning(
    "gateway-zonder-vraag", "Zet de vraag op de gateway, bijvoorbeeld 'Cliënt bereikt?'."
)
NO_ANSWER = warning("antwoord-zonder-naam", "Zet het antwoord op de pijl, bijvoorbeeld 'ja'.")
FOR_NOTHING = warning(
    "gateway-zonder-werk", "Haal de gateway weg en trek de pijl door, of voeg een tak toe."
)

CHOOSING = frozenset({NodeKind.EXCLUSIVE_GATEWAY, NodeKind.INCLUSIVE_GATEWAY})
_FEEL = frozenset({"feel", "https://www.omg.org/spec/DMN/20191111/FEEL/"})


def check_gateways(process: Process) -> Iterator[Finding]:
    """Check the gateways and arrows of a process and of its sub-processes."""
    for scope in process.scopes():
        for node in scope.nodes.values():
            flows = [scope.flows[flow] for flow in node.outgoing]
            yield from _check_conditions(node, flows)
            yield from _check_default(node, flows)
            yield from _check_names(node, flows)
            if node.kind is NodeKind.EVENT_BASED_GATEWAY:
                yield from _check_event_gateway(scope, node)


def _check_conditions(node: FlowNode, flows: list[SequenceFlow]) -> Iterator[Finding]:
    if node.kind is NodeKind.COMPLEX_GATEWAY:
        yield COMPLEX.at(node, f"{called(node)} kan niet worden uitgevoerd.")
        return
    if not node.is_gateway and len(flows) > 1:
        yield IMPLICIT_FORK.at(node, f"Uit '{short(node.label)}' komt meer dan één pijl.")
    decides = node.kind in CHOOSING and len(flows) > 1
    for flow in flows:
        if flow.condition is not None and flow.condition and not decides:
            yield MISPLACED_CONDITION.at(
                flow, f"{flow_called(flow)} heeft een voorwaarde, maar er valt niets te kiezen."
            )
        if decides and not flow.condition and flow.id != node.default_flow:
            yield NO_CONDITION.at(flow, f"{flow_called(flow)} heeft geen voorwaarde.")
        if (flow.condition_language or "feel").lower() not in {name.lower() for name in _FEEL}:
            yield OTHER_LANGUAGE.at(
                flow, f"De voorwaarde is in '{short(flow.condition_language or '')}' geschreven."
            )


def _check_default(node: FlowNode, flows: list[SequenceFlow]) -> Iterator[Finding]:
    if node.default_flow is None:
        if node.kind in CHOOSING and len(flows) > 1:
            yield NO_DEFAULT.at(node, f"{called(node)} heeft geen standaardpijl.")
        return
    chosen = [flow for flow in flows if flow.id == node.default_flow]
    if not chosen or node.kind not in CHOOSING:
        yield BAD_DEFAULT.at(node, f"{called(node)} heeft een standaardpijl die er niet uitgaat.")
    elif chosen[0].condition and len(flows) > 1:
        yield BAD_DEFAULT.at(
            chosen[0], f"{flow_called(chosen[0])} is standaardpijl en heeft toch een voorwaarde."
        )


def _check_names(node: FlowNode, flows: list[SequenceFlow]) -> Iterator[Finding]:
    if node.is_gateway and len(node.incoming) < 2 and len(flows) < 2:  # noqa: PLR2004 - in or out
        yield FOR_NOTHING.at(node, f"{called(node)} splitst niets en voegt niets samen.")
    if node.kind not in CHOOSING or len(flows) < 2:  # noqa: PLR2004 - a choice has two
        return
    if not (node.name or "").strip():
        yield NO_QUESTION.at(node, "Op deze gateway staat geen vraag.")
    for flow in flows:
        if not (flow.name or "").strip():
            yield NO_ANSWER.at(flow, f"Op een pijl uit '{short(node.label)}' staat geen antwoord.")


def _check_event_gateway(scope: Process, gateway: FlowNode) -> Iterator[Finding]:
    if len(gateway.outgoing) < 2:  # noqa: PLR2004 - a choice has two
        yield TOO_FEW_EVENTS.at(gateway, f"{called(gateway)} heeft geen twee gebeurtenissen.")
    for target in event_targets(scope, gateway):
        if not _can_race(scope, target):
            yield EVENT_TARGET.at(
                target, f"{called(target)} kan niet achter een gebeurtenisgateway staan."
            )


def event_targets(scope: Process, gateway: FlowNode) -> Iterator[FlowNode]:
    """List the nodes that an event-based gateway waits for."""
    for flow in gateway.outgoing:
        target = scope.nodes.get(scope.flows[flow].target)
        if target is not None:
            yield target


def _can_race(scope: Process, target: FlowNode) -> bool:
    alone = len(target.incoming) == 1 and not scope.boundary_events(target.id)
    if target.kind is NodeKind.RECEIVE_TASK:
        return alone and target.loop is None
    waits = {EventKind.TIMER, EventKind.MESSAGE, EventKind.SIGNAL}
    return alone and target.kind is NodeKind.CATCH_EVENT and target.event_kind in waits
