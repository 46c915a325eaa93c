"""Checks on tasks, call activities and sub-processes: what they are, who or what does the work."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from engine.bpmn.elements import (
    VERSION,
    EventKind,
    FlowNode,
    MultiInstance,
    NodeKind,
    Process,
    StandardLoop,
    reported_with,
)
from engine.bpmn.gate.text import called, choices, short
from engine.bpmn.gate.world import World
from engine.bpmn.rules import error, warning
from engine.domain.definition import Finding

TASK_KIND = error(
    "taak-zonder-soort",
    "Kies een soort: gebruikerstaak voor mensenwerk, servicetaak voor werk van het systeem.",
)
NOBODY = error(
    "gebruikerstaak-zonder-uitvoerder",
    "Vul bij 'Candidate groups' de rol in die dit doet, bijvoorbeeld zk-klantadviseur.",
)
NO_FORM = warning("taak-zonder-formulier", "Kies een formulier (formRef) bij de taak.")
NO_DEADLINE = warning(
    "taak-zonder-termijn",
    "Vul een 'Due date' in of zet een timer op de rand, zodat de taak niet stil blijft liggen.",
)
NO_TOPIC = error(
    "servicetaak-zonder-onderwerp", "Kies 'External' en vul bij 'Topic' in welk onderdeel dit doet."
)
NO_MESSAGE = error("bericht-ontbreekt", "Kies in het eigenschappenpaneel het bericht.")
NO_DECISION = error("beslistaak-zonder-tabel", "Vul bij 'Decision reference' de beslistabel in.")
NO_RESULT = warning(
    "uitkomst-zonder-variabele",
    "Vul bij 'Result variable' de naam in waaronder de uitkomst verdergaat.",
)
MAPPING = error(
    "uitkomst-van-tabel",
    "Kies singleEntry, singleResult, collectEntries of resultList bij 'Map decision result'.",
)
NO_CALLED = error("aanroep-zonder-proces", "Vul bij 'Called element' de id van het proces in.")
CALLS_ITSELF = error(
    "roept-zichzelf-aan", "Teken een lus met een gateway, of splits het herhaalde deel af."
)
BINDING = error(
    "versiebinding",
    "Laat de binding leeg of kies 'latest' of 'deployment'. Wil je een vaste versie, kies dan"
    " 'version' en vul een nummer in dat bestaat.",
)
SUB_PROCESS_KIND = error(
    "soort-subproces",
    "Teken een gewoon subproces; een onderbreking van buiten wordt een randgebeurtenis erop.",
)
LOOP = error(
    "lus-zonder-voorwaarde",
    "Vul de voorwaarde of het hoogste aantal in, of teken de lus met een exclusieve gateway.",
)
REPEATED_KIND = error(
    "herhaling-van-deze-taak",
    "Zet de stap in een subproces en herhaal dat subproces.",
)
REPEATED_COUNT = error(
    "herhaling-zonder-aantal",
    "Vul een lijst (Collection) met een naam per onderdeel (Element variable) in,"
    " óf een aantal (Loop cardinality).",
)
REPEATED_TOO_OFTEN = error("herhaling-te-groot", "Kies een aantal van 1 tot en met 1000.")
DATA_LOOP = error(
    "herhaling-over-gegevensobject", "Vul de lijst in bij 'Collection' en haal dit weg."
)
UNKNOWN_TOPIC = error("onbekend-onderwerp", "Kies een onderwerp dat een onderdeel aanbiedt.")
UNKNOWN_FORM = error("onbekend-formulier", "Kies een formulier dat er is, of voeg het eerst toe.")
FILE_IN_REPORT = error(
    "bestand-in-melding", "Vraag het bestand in de taak die op de melding volgt."
)
UNKNOWN_DECISION = error(
    "onbekende-beslistabel", "Kies een beslistabel die er is, of voeg haar eerst toe."
)
UNKNOWN_PROCESS = error(
    "onbekend-proces", "Kies een proces dat er is, of voeg het eerst toe (ook in dezelfde upload)."
)
UNKNOWN_ROLE = error("onbekende-rol", "Kies een rol die in de toepassing bestaat.")
UNKNOWN_RECORDER = error(
    "onbekende-vastlegging", "Kies bij de eigenschap 'vastleggen' iets dat de toepassing kent."
)
UNKNOWN_FIRST_EYES = warning(
    "onbekende-vierogen",
    "Zet bij de eigenschap 'vierogen' de id van de taak die een ander moet hebben gedaan.",
)
UNKNOWN_LETTER = error(
    "onbekende-brief",
    "Zet bij de eigenschap 'brief' de id van de servicetaak in dit diagram die de brief maakt.",
)

_MOST_ROUNDS = 1_000
_MAPPINGS = {"singleEntry", "singleResult", "collectEntries", "resultList"}
_REPEATABLE = frozenset(
    {
        NodeKind.USER_TASK,
        NodeKind.SERVICE_TASK,
        NodeKind.SCRIPT_TASK,
        NodeKind.SEND_TASK,
        NodeKind.BUSINESS_RULE_TASK,
        NodeKind.CALL_ACTIVITY,
        NodeKind.SUB_PROCESS,
    }
)


def check_activities(process: Process, world: World) -> Iterator[Finding]:
    """Check every activity of a process and of its sub-processes."""
    for node in process.all_nodes():
        if node.is_activity:
            yield from _check_kind(node)
            yield from _check_loop(node)
        if node.kind in _CHECKS:
            yield from _CHECKS[node.kind](node, world)
        yield from _check_reported(node, world)
        yield from _check_four_eyes(process, node)
        yield from _check_letter(process, node)
    for scope in process.scopes():
        yield from _check_deadlines(scope)
    yield from _check_calls(process, world)


def is_expression(text: str | None) -> bool:
    """Whether a text that is usually a literal is marked as FEEL."""
    return text is not None and text.startswith(("=", "${"))


def _check_kind(node: FlowNode) -> Iterator[Finding]:
    if node.kind in {NodeKind.TASK, NodeKind.MANUAL_TASK}:
        yield TASK_KIND.at(node, f"{called(node)} zegt niet wie of wat het werk doet.")
    if node.kind in {NodeKind.TRANSACTION, NodeKind.AD_HOC_SUB_PROCESS}:
        yield SUB_PROCESS_KIND.at(node, f"{called(node)} kan niet worden uitgevoerd.")


def _check_loop(node: FlowNode) -> Iterator[Finding]:
    loop = node.loop
    if isinstance(loop, StandardLoop) and not (loop.condition or loop.maximum):
        yield LOOP.at(node, f"{called(node)} heeft een lus die nooit ophoudt.")
    if not isinstance(loop, MultiInstance):
        return
    if node.kind not in _REPEATABLE:
        yield REPEATED_KIND.at(node, f"{called(node)} kan niet per onderdeel worden herhaald.")
    if loop.leftovers:
        yield DATA_LOOP.at(node, f"{called(node)} herhaalt over een gegevensobject.")
    if (loop.collection is None) == (loop.cardinality is None):
        yield REPEATED_COUNT.at(node, f"{called(node)} zegt niet hoe vaak er herhaald wordt.")
    if loop.collection is not None and loop.element_variable is None:
        yield REPEATED_COUNT.at(node, f"{called(node)} geeft het onderdeel van de lijst geen naam.")
    if (loop.cardinality or "").strip().lstrip("-").isdecimal():
        rounds = int((loop.cardinality or "").strip()[:20])
        if not 1 <= rounds <= _MOST_ROUNDS:
            yield REPEATED_TOO_OFTEN.at(node, f"{called(node)} wordt {rounds} keer herhaald.")


def _check_user_task(node: FlowNode, world: World) -> Iterator[Finding]:
    own = node.camunda
    if not (own.assignee or own.candidate_groups or own.candidate_users):
        yield NOBODY.at(node, f"{called(node)} komt bij niemand in de werklijst.")
    for role in own.candidate_groups:
        if world.roles is not None and not is_expression(role) and role not in world.roles:
            yield UNKNOWN_ROLE.at(
                node, f"{called(node)}: de rol '{short(role)}' bestaat niet. {choices(world.roles)}"
            )
    form = own.form_ref or own.form_key
    if not form:
        yield NO_FORM.at(node, f"{called(node)} heeft geen formulier.")
    elif world.forms is not None and form not in world.forms:
        yield UNKNOWN_FORM.at(node, f"{called(node)}: het formulier '{short(form)}' bestaat niet.")
    yield from _check_version(
        node,
        _Bound(
            "het formulier", own.form_ref_binding, own.form_version, form or "", world.form_versions
        ),
    )
    recorder = own.properties.get("vastleggen")
    if recorder and world.recorders is not None and recorder not in world.recorders:
        yield UNKNOWN_RECORDER.at(
            node,
            f"{called(node)}: '{short(recorder)}' kan niet worden vastgelegd."
            f" {choices(world.recorders)}",
        )


def _check_reported(node: FlowNode, world: World) -> Iterator[Finding]:
    """Check the form with which people report an event."""
    form = reported_with(node)
    if form and world.forms is not None and form not in world.forms:
        yield UNKNOWN_FORM.at(node, f"{called(node)}: het formulier '{short(form)}' bestaat niet.")
    if form in world.file_forms:
        yield FILE_IN_REPORT.at(
            node, f"{called(node)}: het formulier '{short(form)}' vraagt een bestand."
        )


def _check_service_task(node: FlowNode, world: World) -> Iterator[Finding]:
    topic = node.camunda.topic
    if not topic or node.camunda.type not in {None, "external"}:
        yield NO_TOPIC.at(node, f"{called(node)} zegt niet welk onderdeel het werk doet.")
    elif world.topics is not None and not is_expression(topic) and topic not in world.topics:
        yield UNKNOWN_TOPIC.at(
            node,
            f"{called(node)}: geen onderdeel doet '{short(topic)}'. {choices(world.topics)}",
        )


def _check_message_task(node: FlowNode, world: World) -> Iterator[Finding]:
    if node.kind is NodeKind.SEND_TASK and node.camunda.topic:
        yield from _check_service_task(node, world)
    elif node.message_ref is None:
        yield NO_MESSAGE.at(node, f"{called(node)} heeft geen bericht en zou meteen doorlopen.")


def _check_decision(node: FlowNode, world: World) -> Iterator[Finding]:
    own = node.camunda
    if own.topic:
        yield from _check_service_task(node, world)
        return
    if not own.decision_ref:
        yield NO_DECISION.at(node, f"{called(node)} heeft geen beslistabel.")
    elif (
        world.decisions is not None
        and not is_expression(own.decision_ref)
        and own.decision_ref not in world.decisions
    ):
        yield UNKNOWN_DECISION.at(
            node, f"{called(node)}: de tabel '{short(own.decision_ref)}' bestaat niet."
        )
    wanted = own.decision_ref or ""
    yield from _check_version(
        node,
        _Bound(
            "de tabel",
            own.decision_ref_binding,
            own.decision_version,
            wanted,
            world.decision_versions,
        ),
    )
    if own.map_decision_result not in {None, *_MAPPINGS}:
        yield MAPPING.at(node, f"{called(node)} heeft een onbekende vorm voor de uitkomst.")
    if not own.result_variable:
        yield NO_RESULT.at(node, f"{called(node)} bewaart de uitkomst nergens.")


@dataclass(frozen=True)
class _Bound:
    """What an element refers to, and how it is bound to a version of it."""

    what: str
    binding: str | None
    number: int | None
    key: str
    versions: Mapping[str, Collection[int]] | None


def _check_version(node: FlowNode, bound: _Bound) -> Iterator[Finding]:
    """Check the binding; a version that is named must exist."""
    if bound.binding not in {None, "latest", "deployment", VERSION}:
        yield BINDING.at(node, f"{called(node)} bindt op een onbekende manier aan {bound.what}.")
    if bound.binding != VERSION:
        return
    if bound.number is None:
        yield BINDING.at(node, f"{called(node)} noemt geen versie van {bound.what}.")
        return
    existing = (bound.versions or {}).get(bound.key)
    if existing is not None and bound.number not in existing:
        yield BINDING.at(
            node,
            f"{called(node)}: {bound.what} '{short(bound.key)}' heeft geen versie"
            f" {bound.number}, wel {', '.join(map(str, sorted(existing)))}.",
        )


def _check_call(node: FlowNode, world: World) -> Iterator[Finding]:
    key = node.called_element
    if not key or is_expression(key):
        yield NO_CALLED.at(node, f"{called(node)} noemt geen vast proces.")
    elif world.called_processes is not None and key not in world.called_processes:
        yield UNKNOWN_PROCESS.at(node, f"{called(node)}: het proces '{short(key)}' bestaat niet.")
    own = node.camunda
    yield from _check_version(
        node,
        _Bound(
            "het proces",
            own.called_element_binding,
            own.called_version,
            key or "",
            world.process_versions,
        ),
    )


def _check_deadlines(scope: Process) -> Iterator[Finding]:
    for node in scope.nodes.values():
        rims = scope.boundary_events(node.id)
        is_timed = any(rim.event_kind is EventKind.TIMER for rim in rims)
        if node.kind is NodeKind.USER_TASK and not node.camunda.due_date and not is_timed:
            yield NO_DEADLINE.at(node, f"{called(node)} mag eeuwig blijven liggen.")


def _check_calls(process: Process, world: World) -> Iterator[Finding]:
    calls = {**(world.calls or {})}
    direct = {n.called_element or "" for n in process.all_nodes() if n.called_element}
    calls[process.id] = direct
    for node in process.all_nodes():
        if node.called_element and process.id in _reached(node.called_element, calls):
            yield CALLS_ITSELF.at(
                node, f"{called(node)} roept (via andere processen) het eigen proces aan."
            )


def _reached(key: str, calls: Mapping[str, Collection[str]]) -> set[str]:
    seen: set[str] = set()
    line = [key]
    while line:
        current = line.pop()
        if current not in seen:
            seen.add(current)
            line.extend(calls.get(current, ()))
    return seen


def _check_four_eyes(process: Process, node: FlowNode) -> Iterator[Finding]:
    first = node.camunda.properties.get("vierogen")
    if first and all(other.id != first for other in process.all_nodes()):
        yield UNKNOWN_FIRST_EYES.at(node, f"{called(node)}: taak '{short(first)}' staat hier niet.")


def _check_letter(process: Process, node: FlowNode) -> Iterator[Finding]:
    wanted = node.camunda.properties.get("brief")
    steps = {other.id for other in process.all_nodes() if other.kind is NodeKind.SERVICE_TASK}
    if wanted and wanted not in steps:
        message = f"{called(node)}: een servicetaak '{short(wanted)}' staat hier niet."
        yield UNKNOWN_LETTER.at(node, message)


_CHECKS: dict[NodeKind, Callable[[FlowNode, World], Iterator[Finding]]] = {
    NodeKind.USER_TASK: _check_user_task,
    NodeKind.SERVICE_TASK: _check_service_task,
    NodeKind.SEND_TASK: _check_message_task,
    NodeKind.RECEIVE_TASK: _check_message_task,
    NodeKind.BUSINESS_RULE_TASK: _check_decision,
    NodeKind.CALL_ACTIVITY: _check_call,
}
