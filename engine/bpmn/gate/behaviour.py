"""Checks by playing: what `engine.bpmn.soundness` found, in words for the designer."""

from collections import Counter
from collections.abc import Iterator, Mapping

from engine.bpmn.elements import BODIES, EventKind, FlowNode, NodeKind, Process
from engine.bpmn.gate.gateways import CHOOSING
from engine.bpmn.gate.structure import successors
from engine.bpmn.gate.text import called, short
from engine.bpmn.rules import Rule, error, warning
from engine.bpmn.semantics import Action, Kind
from engine.bpmn.semantics_net import Net, times
from engine.bpmn.soundness import Explorer, Limits, Trouble, TroubleKind
from engine.bpmn.soundness_branches import beside_main_path, side_branches
from engine.domain.definition import Finding
from engine.errors import ExpressionError
from engine.feel import compile_expression

IMPASSE = error(
    "impasse",
    "Laat takken samenkomen bij dezelfde soort gateway als waar ze splitsten: exclusief bij"
    " exclusief, parallel bij parallel.",
)
POSSIBLE_IMPASSE = warning(
    "mogelijke-impasse",
    "Als de vragen op elkaar aansluiten gebeurt dit niet; voeg anders de takken eerder samen.",
)
SILENT_WAIT = error(
    "stille-wacht", "Zorg dat er altijd een taak openstaat of een timer loopt die de casus redt."
)
TWICE = error(
    "dubbel-spoor",
    "Voeg takken die samen lopen samen met een parallelle of inclusieve gateway, of laat een tak"
    " die niet onderbreekt eindigen in een eigen eindgebeurtenis.",
)
POSSIBLY_TWICE = warning(
    "mogelijk-dubbel-spoor",
    "Als de vragen op elkaar aansluiten gebeurt dit niet; voeg de takken anders samen met een"
    " inclusieve gateway.",
)
REMINDERS_PILE_UP = warning(
    "herinnering-stapelt",
    "Kies een langere periode, of laat de herinnering vanzelf eindigen.",
)
NEVER = warning("nooit-aan-de-beurt", "Haal het weg, of verbind het anders.")
ENDLESS = error("eindeloze-lus", "Zet in de lus iets dat wacht: een taak of een timer.")
LOOP_WITHOUT_WAIT = warning(
    "lus-zonder-wachten", "Zet in de lus iets dat wacht: een taak of een timer."
)
UNPROVEN = warning(
    "niet-bewezen",
    "Splits het proces met aanroepactiviteiten; dan kan elk deel helemaal worden nagelopen.",
)

_RULES = {
    TroubleKind.SILENT_WAIT: SILENT_WAIT,
    TroubleKind.NEVER: NEVER,
    TroubleKind.ENDLESS: ENDLESS,
    TroubleKind.UNPROVEN: UNPROVEN,
}
_MESSAGES = {
    TroubleKind.IMPASSE: "{what} kan voor altijd blijven wachten",
    TroubleKind.SILENT_WAIT: "{what} kan wachten terwijl niemand een taak heeft en geen timer"
    " loopt",
    TroubleKind.TWICE: "{what} kan twee keer tegelijk aan de beurt komen",
    TroubleKind.NEVER: "{what} komt nooit aan de beurt",
    TroubleKind.ENDLESS: "Het proces blijft vanzelf doorlopen zonder ooit te wachten",
    TroubleKind.UNPROVEN: "Het proces heeft te veel mogelijke wegen om ze allemaal na te lopen",
}
_STEPS = {
    Kind.COMPLETE: "'{}' is klaar",
    Kind.FIRE: "timer '{}' gaat af",
    Kind.RECEIVE: "'{}' ontvangt het bericht",
    Kind.SIGNAL: "'{}' ontvangt het signaal",
    Kind.FAIL: "'{}' vangt een fout of escalatie",
}


def check_behaviour(process: Process, limits: Limits | None = None) -> Iterator[Finding]:
    """Play a process that hangs together, and report what can go wrong."""
    yield from _check_loops(process)
    yield from _check_reminders(process)
    questions = _questions(process)
    explorer = Explorer(process, limits=limits, correlated=lambda flows: _share(flows, questions))
    nodes = {node.id: node for node in process.all_nodes()}
    again = [start for start in process.starts() if _starts_again(start)]
    beside = beside_main_path(process)
    for start in again:
        message = f"{called(start)} begint steeds opnieuw, ook als het vorige nog loopt."
        yield REMINDERS_PILE_UP.at(start, message)
    for trouble in explorer.explore().troubles:
        rule = _rule(trouble, beside)
        meant = again and trouble.kind is TroubleKind.TWICE
        if rule is not None and not meant:
            yield _finding(rule, trouble, process, nodes)


def _starts_again(start: FlowNode) -> bool:
    return start.event_kind is EventKind.TIMER and times(start) != 1


def _rule(trouble: Trouble, beside: frozenset[str]) -> Rule | None:
    if trouble.kind is TroubleKind.IMPASSE:
        return IMPASSE if trouble.is_certain else POSSIBLE_IMPASSE
    if trouble.kind is not TroubleKind.TWICE:
        return _RULES[trouble.kind]
    if trouble.element_id not in beside:
        return TWICE if trouble.is_certain else POSSIBLY_TWICE
    return None  # a branch per message is meant that way


def _finding(
    rule: Rule, trouble: Trouble, process: Process, nodes: Mapping[str, FlowNode]
) -> Finding:
    node = nodes.get(trouble.element_id or "")
    what = called(node) if node else "Het proces"
    message = _MESSAGES[trouble.kind].format(what=what)
    way = _told(trouble, process, nodes)
    text = f"{message}{f', bijvoorbeeld zo: {way}' if way else ''}."
    if node is not None:
        return rule.at(node, text)
    return rule.found(text, element_id=process.id, line=process.line)


def _told(trouble: Trouble, process: Process, nodes: Mapping[str, FlowNode]) -> str:
    """Tell the way there in words, with the answers that gateways gave."""
    flows = {flow.id: flow for flow in process.all_flows()}
    told = []
    for step in trouble.trace:
        if isinstance(step, Action):
            told.append(_STEPS[step.kind].format(short(nodes[step.element].label)))
        elif step in flows:
            gateway = nodes[flows[step].source]
            told.append(f"bij '{short(gateway.label)}' naar '{short(flows[step].name or step)}'")
    return ", dan ".join(told)


Questions = Mapping[str, tuple[str, frozenset[str]]]
"""By flow: the gateway it leaves, and the variables that the gateway asks about."""


def _questions(process: Process) -> Questions:
    found: dict[str, tuple[str, frozenset[str]]] = {}
    flows = {flow.id: flow for flow in process.all_flows()}
    for node in process.all_nodes():
        if node.kind in CHOOSING:
            names = frozenset[str]().union(
                *(_names(flows[flow].condition) for flow in node.outgoing)
            )
            found.update(dict.fromkeys(node.outgoing, (node.id, names)))
    return found


def _names(condition: str | None) -> frozenset[str]:
    try:
        return compile_expression(condition).names if condition else frozenset()
    except ExpressionError:
        return frozenset()


def _share(flows: frozenset[str], questions: Questions) -> bool:
    asked = dict(questions[flow] for flow in flows if flow in questions)
    names = Counter(name for about in asked.values() for name in about)
    return any(count > 1 for count in names.values())


def _check_reminders(process: Process) -> Iterator[Finding]:
    for branch in side_branches(process):
        for node in branch.work():
            if branch.repeats:
                message = f"{called(node)} kan er nog zijn als de timer weer afgaat."
                yield REMINDERS_PILE_UP.at(node, message)
                break


def _check_loops(process: Process) -> Iterator[Finding]:
    """Find loops in which nothing waits: only the data can end them."""
    for scope in process.scopes():
        net = Net(scope=scope, called={})
        following = {
            source: [target for target in targets if _is_automatic(net, net.node(target))]
            for source, targets in successors(scope)
        }
        for node in scope.nodes.values():
            if node.kind is NodeKind.EXCLUSIVE_GATEWAY and _comes_back(node.id, following):
                message = f"Door {short(node.label)!r} loopt een lus waarin niets wacht."
                yield LOOP_WITHOUT_WAIT.at(node, message)
                break


def _is_automatic(net: Net, node: FlowNode) -> bool:
    return not net.rests(node) and node.kind not in BODIES


def _comes_back(start: str, following: Mapping[str, list[str]]) -> bool:
    seen: set[str] = set()
    line = list(following.get(start, ()))
    while line:
        node_id = line.pop()
        if node_id == start:
            return True
        if node_id not in seen:
            seen.add(node_id)
            line += following.get(node_id, ())
    return False
