"""Checks on how a process hangs together: beginnings, ends, arrows, and what cannot be reached."""

from collections import Counter
from collections.abc import Iterable, Iterator

from engine.bpmn.elements import EventKind, FlowNode, NodeKind, Process
from engine.bpmn.gate.text import called, short
from engine.bpmn.rules import error
from engine.domain.definition import Finding

NO_START = error("geen-begin", "Teken één startgebeurtenis met een pijl naar de eerste stap.")
SEVERAL_STARTS = error(
    "meer-beginnen",
    "Laat één gewone startgebeurtenis staan; een andere ingang krijgt een eigen bericht.",
)
NO_END = error("geen-einde", "Teken een pijl naar de volgende stap of naar een eindgebeurtenis.")
ARROW_INTO_START = error(
    "pijl-naar-begin", "Laat de pijl naar de eerste stap ná de startgebeurtenis wijzen."
)
ARROW_OUT_OF_END = error(
    "pijl-uit-einde",
    "Haal de pijl weg, of maak van de eindgebeurtenis een tussengebeurtenis.",
)
ARROW_INTO_BOUNDARY = error(
    "pijl-naar-rand", "Een randgebeurtenis heeft alleen een pijl naar buiten; haal deze pijl weg."
)
DOUBLE_ARROW = error(
    "dubbele-pijl",
    "Teken één pijl; voeg voorwaarden samen met 'or', of zet er een stap tussen.",
)
UNREACHABLE = error("onbereikbaar", "Verbind het met de rest van het proces, of haal het weg.")
NO_WAY_OUT = error("geen-weg-naar-einde", "Teken vanaf hier een weg naar een eindgebeurtenis.")


def check_structure(process: Process) -> Iterator[Finding]:
    """Check one process with everything inside its sub-processes."""
    for scope in process.scopes():
        yield from _check_starts(scope, is_inner=scope is not process)
        yield from _check_arrows(scope)
        yield from _check_reachability(scope)


def _check_starts(scope: Process, *, is_inner: bool) -> Iterator[Finding]:
    starts = scope.starts()
    plain = [start for start in starts if start.event is None]
    timed = [start for start in starts if start.event_kind is EventKind.TIMER]
    where = f"Het subproces '{short(scope.id)}'" if is_inner else "Het proces"
    if not starts:
        yield NO_START.found(
            f"{where} heeft geen startgebeurtenis.", element_id=scope.id, line=scope.line
        )
    if len(plain) > 1 or (is_inner and len(starts) > 1):
        for start in starts[1:]:
            yield SEVERAL_STARTS.at(start, f"{where} heeft meer dan één startgebeurtenis.")
    elif timed and len(starts) > 1:
        for start in timed:
            message = f"{where} heeft naast de timer nog een startgebeurtenis."
            yield SEVERAL_STARTS.at(start, message)


def _check_arrows(scope: Process) -> Iterator[Finding]:
    for node in scope.nodes.values():
        if node.kind is NodeKind.START_EVENT and node.incoming:
            yield ARROW_INTO_START.at(node, f"{called(node)} heeft een inkomende pijl.")
        if node.kind is NodeKind.BOUNDARY_EVENT and node.incoming:
            yield ARROW_INTO_BOUNDARY.at(node, f"{called(node)} heeft een inkomende pijl.")
        if node.kind is NodeKind.END_EVENT and node.outgoing:
            yield ARROW_OUT_OF_END.at(node, f"{called(node)} heeft een uitgaande pijl.")
        if not node.outgoing and not _may_end(node):
            yield NO_END.at(node, f"{called(node)} loopt dood: er gaat geen pijl uit.")
    ends = Counter((flow.source, flow.target) for flow in scope.flows.values())
    for flow in scope.flows.values():
        if ends[flow.source, flow.target] > 1:
            message = "Tussen dezelfde twee elementen lopen meer pijlen."
            yield DOUBLE_ARROW.at(flow, message)


def _may_end(node: FlowNode) -> bool:
    is_link_throw = node.kind is NodeKind.THROW_EVENT and node.event_kind is EventKind.LINK
    return node.kind is NodeKind.END_EVENT or is_link_throw or node.triggered_by_event


def _check_reachability(scope: Process) -> Iterator[Finding]:
    starts = [node.id for node in scope.nodes.values() if _begins(node)]
    ends = [node.id for node in scope.nodes.values() if node.kind is NodeKind.END_EVENT]
    reached = _walk(starts, dict(successors(scope)))
    backwards: dict[str, list[str]] = {}
    for source, targets in successors(scope):
        for target in targets:
            backwards.setdefault(target, []).append(source)
    leads_out = _walk(ends, backwards)
    for node in scope.nodes.values():
        if scope.starts() and node.id not in reached:
            yield UNREACHABLE.at(node, f"{called(node)} is vanaf het begin niet te bereiken.")
        elif node.outgoing and node.id not in leads_out:
            yield NO_WAY_OUT.at(node, f"Na '{short(node.label)}' is er geen weg naar een einde.")


def _begins(node: FlowNode) -> bool:
    return node.kind is NodeKind.START_EVENT or node.triggered_by_event


def successors(scope: Process) -> Iterator[tuple[str, list[str]]]:
    """For each node of a scope, where a token can go next: arrows, rims and links."""
    for node in scope.nodes.values():
        targets = [scope.flows[flow].target for flow in node.outgoing]
        targets += [event.id for event in scope.boundary_events(node.id)]
        if node.kind is NodeKind.THROW_EVENT and node.event_kind is EventKind.LINK:
            targets += [catch.id for catch in link_targets(scope, node)]
        yield node.id, [target for target in targets if target in scope.nodes]


def link_targets(scope: Process, thrower: FlowNode) -> Iterator[FlowNode]:
    """Find the link catch events that carry the same name, in the same scope."""
    for node in scope.nodes.values():
        if (
            node.kind is NodeKind.CATCH_EVENT
            and node.event is not None
            and node.event.kind is EventKind.LINK
            and thrower.event is not None
            and node.event.name == thrower.event.name
        ):
            yield node


def _walk(starts: Iterable[str], edges: dict[str, list[str]]) -> set[str]:
    seen: set[str] = set()
    open_ends = list(starts)
    while open_ends:
        place = open_ends.pop()
        if place not in seen:
            seen.add(place)
            open_ends.extend(edges.get(place, ()))
    return seen
