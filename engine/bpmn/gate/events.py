"""Checks on events: a type that can be executed there, and something to wait for or to throw."""

from collections import Counter
from collections.abc import Iterator

from engine.bpmn.elements import EventDefinition, EventKind, FlowNode, NodeKind, Process, TimerKind
from engine.bpmn.gate.structure import link_targets
from engine.bpmn.gate.text import called, short
from engine.bpmn.rules import error, warning
from engine.domain.definition import Finding

WRONG_TYPE = error(
    "gebeurtenistype",
    "Kies een type dat hier kan: timer, bericht, signaal, fout, escalatie, koppeling (link) of"
    " beëindiging; welke waar kan, staat in de handleiding.",
)
SEVERAL_TYPES = error(
    "meer-gebeurtenistypen", "Laat één type staan, of teken voor elk type een eigen gebeurtenis."
)
NO_TYPE = error(
    "gebeurtenis-zonder-type",
    "Kies waarop gewacht wordt: een timer, een bericht of een signaal.",
)
NO_TARGET = error(
    "gebeurtenis-zonder-verwijzing",
    "Kies in het eigenschappenpaneel het bericht, het signaal, de fout of de escalatie.",
)
NO_TIME = error(
    "timer-zonder-tijd", 'Vul een duur, datum of herhaling in, bijvoorbeeld termijn("reactie").'
)
CYCLE_ONCE = warning(
    "herhaling-gebeurt-eenmaal",
    "Kies een duur of een datum: hier telt alleen de eerste keer.",
)
RIM_MISPLACED = error(
    "randgebeurtenis-op-deze-plek",
    "Zet de gebeurtenis op een activiteit die wacht (gebruikerstaak, servicetaak, ontvangsttaak,"
    " aanroepactiviteit, subproces); een fout kan alleen op een servicetaak,"
    " aanroepactiviteit of subproces, een escalatie op de laatste twee.",
)
ERROR_CONTINUES = error("fout-onderbreekt-altijd", "Maak van de randgebeurtenis een onderbrekende.")
LINK = error(
    "koppeling-past-niet",
    "Teken in hetzelfde proces precies één ontvangende koppeling met deze naam, en ten minste"
    " één werpende.",
)
LISTENER_IN_FLOW = error(
    "gebeurtenissubproces-met-pijlen",
    "Haal de pijlen en de herhaling weg: een gebeurtenissubproces begint door zijn gebeurtenis.",
)
SAME_TRIGGER = error(
    "zelfde-aanleiding", "Geef elke gebeurtenis een eigen bericht, signaal, fout of escalatie."
)
ERROR_AT_TOP = warning(
    "fout-niet-opgevangen",
    "Zet het in een subproces met een randgebeurtenis voor deze fout, of gebruik een gewone"
    " eindgebeurtenis; alleen een aanroepend proces kan deze fout nog opvangen.",
)

_REFERRING = {EventKind.MESSAGE, EventKind.SIGNAL, EventKind.ESCALATION, EventKind.ERROR}
_MAY_BE: dict[NodeKind, frozenset[EventKind]] = {
    NodeKind.START_EVENT: frozenset({EventKind.MESSAGE, EventKind.TIMER, EventKind.SIGNAL}),
    NodeKind.CATCH_EVENT: frozenset(
        {EventKind.TIMER, EventKind.MESSAGE, EventKind.SIGNAL, EventKind.LINK}
    ),
    NodeKind.THROW_EVENT: frozenset(
        {EventKind.MESSAGE, EventKind.SIGNAL, EventKind.ESCALATION, EventKind.LINK}
    ),
    NodeKind.BOUNDARY_EVENT: frozenset(
        {
            EventKind.TIMER,
            EventKind.MESSAGE,
            EventKind.SIGNAL,
            EventKind.ERROR,
            EventKind.ESCALATION,
        }
    ),
    NodeKind.END_EVENT: frozenset(
        {
            EventKind.TERMINATE,
            EventKind.ERROR,
            EventKind.ESCALATION,
            EventKind.MESSAGE,
            EventKind.SIGNAL,
        }
    ),
}
_LISTENS = _MAY_BE[NodeKind.BOUNDARY_EVENT]
_NONE: frozenset[EventKind] = frozenset()
_SCOPES = frozenset({NodeKind.CALL_ACTIVITY, NodeKind.SUB_PROCESS})
_WAITING = _SCOPES | {NodeKind.USER_TASK, NodeKind.SERVICE_TASK, NodeKind.RECEIVE_TASK}
_HOSTS: dict[EventKind, frozenset[NodeKind]] = {
    EventKind.TIMER: _WAITING,
    EventKind.MESSAGE: _WAITING,
    EventKind.SIGNAL: _WAITING,
    EventKind.ERROR: _SCOPES | {NodeKind.SERVICE_TASK},
    EventKind.ESCALATION: _SCOPES,
}


def check_events(process: Process) -> Iterator[Finding]:
    """Check every event of a process and of its sub-processes."""
    yield from _check_scope(process, _MAY_BE[NodeKind.START_EVENT])
    yield from _check_error_ends(process)


def _check_scope(scope: Process, may_start: frozenset[EventKind]) -> Iterator[Finding]:
    for node in scope.nodes.values():
        if node.kind in _MAY_BE:
            may_be = may_start if node.kind is NodeKind.START_EVENT else _MAY_BE[node.kind]
            yield from _check_event(node, may_be)
            yield from _check_host(scope, node)
        if node.body is not None:
            yield from _check_scope(node.body, _LISTENS if node.triggered_by_event else _NONE)
        if node.triggered_by_event:
            yield from _check_listener(node)
    yield from _check_links(scope)
    yield from _check_triggers(scope)


def _check_listener(node: FlowNode) -> Iterator[Finding]:
    for start in node.body.starts() if node.body else ():
        if start.event is None:
            yield NO_TYPE.at(
                start, f"{called(start)} van een gebeurtenissubproces wacht nergens op."
            )
    if node.incoming or node.outgoing or node.loop is not None:
        yield LISTENER_IN_FLOW.at(node, f"{called(node)} wacht op een gebeurtenis én heeft pijlen.")


def _check_event(node: FlowNode, may_be: frozenset[EventKind]) -> Iterator[Finding]:
    if len(node.events) > 1:
        yield SEVERAL_TYPES.at(node, f"{called(node)} heeft meer dan één type.")
    elif node.event is None:
        if node.kind in {NodeKind.CATCH_EVENT, NodeKind.BOUNDARY_EVENT}:
            yield NO_TYPE.at(node, f"{called(node)} wacht nergens op.")
    elif node.event.kind not in may_be:
        kind = _KIND_NAMES[node.event.kind]
        yield WRONG_TYPE.at(node, f"{called(node)} kan niet van het type '{kind}' zijn.")
    else:
        yield from _check_definition(node, node.event)


def _check_definition(node: FlowNode, event: EventDefinition) -> Iterator[Finding]:
    is_boundary = node.kind is NodeKind.BOUNDARY_EVENT
    catches = is_boundary or node.kind is NodeKind.START_EVENT
    catches_any = catches and event.kind in {EventKind.ERROR, EventKind.ESCALATION}
    if event.kind in _REFERRING and event.ref is None and not catches_any:
        yield NO_TARGET.at(
            node, f"{called(node)} zegt niet om welk bericht of welke fout het gaat."
        )
    if event.kind is EventKind.TIMER:
        if not event.expression:
            yield NO_TIME.at(node, f"{called(node)} heeft geen tijd.")
        once = node.kind is NodeKind.CATCH_EVENT or (is_boundary and node.cancel_activity)
        if event.timer_kind is TimerKind.CYCLE and once:
            yield CYCLE_ONCE.at(node, f"{called(node)} heeft een herhaling.")
    if is_boundary and event.kind is EventKind.ERROR and not node.cancel_activity:
        yield ERROR_CONTINUES.at(node, f"{called(node)} vangt een fout zonder te onderbreken.")


def _check_host(scope: Process, node: FlowNode) -> Iterator[Finding]:
    host = scope.nodes.get(node.attached_to or "")
    if host is None or node.event is None:
        return
    allowed = _HOSTS.get(node.event.kind, frozenset())
    if node.event.kind in _MAY_BE[NodeKind.BOUNDARY_EVENT] and host.kind not in allowed:
        yield RIM_MISPLACED.at(
            node, f"{called(node)} kan niet op '{short(host.label)}' zitten en zou nooit gebeuren."
        )


def _check_links(scope: Process) -> Iterator[Finding]:
    links = [node for node in scope.nodes.values() if node.event_kind is EventKind.LINK]
    throws = {node.event.name for node in links if node.kind is NodeKind.THROW_EVENT and node.event}
    for node in links:
        catches = len(list(link_targets(scope, node)))
        name = node.event.name if node.event else None
        if not name:
            yield LINK.at(node, f"{called(node)} is een koppeling zonder naam.")
        elif catches != 1 or name not in throws:
            yield LINK.at(node, f"De koppeling '{short(name)}' heeft geen passend tweede deel.")
        elif node.kind is NodeKind.CATCH_EVENT and node.incoming:
            yield LINK.at(
                node,
                f"{called(node)} is een ontvangende koppeling met een inkomende pijl.",
                advice="Haal de pijl weg, of zet er een werpende koppeling voor.",
            )
        elif node.kind is NodeKind.THROW_EVENT and node.outgoing:
            yield LINK.at(
                node,
                f"{called(node)} is een werpende koppeling met een uitgaande pijl.",
                advice="Haal de pijl weg: het proces gaat verder bij de ontvangende koppeling.",
            )


def _check_triggers(scope: Process) -> Iterator[Finding]:
    """Find events that wait for the same thing at the same moment: nobody knows which gets it."""
    seen = Counter(_trigger(node) for node in scope.nodes.values() if _trigger(node))
    for node in scope.nodes.values():
        if seen[_trigger(node)] > 1:
            yield SAME_TRIGGER.at(
                node, f"{called(node)} wacht op hetzelfde als een andere gebeurtenis daar."
            )


def _trigger(node: FlowNode) -> tuple[str, ...]:
    if node.event is None or node.event.kind not in _REFERRING:
        return ()
    if node.kind is NodeKind.BOUNDARY_EVENT:
        what = node.event.code or node.event.name or ""
        return (node.attached_to or "", node.event.kind.value, what)
    if node.kind is NodeKind.START_EVENT:
        return ("", node.event.kind.value, node.event.name or "")
    return ()


def _check_error_ends(process: Process) -> Iterator[Finding]:
    for node in process.nodes.values():
        if node.kind is NodeKind.END_EVENT and node.event_kind is EventKind.ERROR:
            yield ERROR_AT_TOP.at(node, f"{called(node)} werpt een fout die hier niemand opvangt.")


_KIND_NAMES = {
    EventKind.TIMER: "timer",
    EventKind.MESSAGE: "bericht",
    EventKind.SIGNAL: "signaal",
    EventKind.ERROR: "fout",
    EventKind.ESCALATION: "escalatie",
    EventKind.TERMINATE: "beëindiging",
    EventKind.LINK: "koppeling",
    EventKind.CONDITIONAL: "voorwaarde",
    EventKind.COMPENSATE: "compensatie",
    EventKind.CANCEL: "annulering",
}
