"""Checks on every expression in a diagram: FEEL that compiles, terms and times that exist."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from enum import StrEnum

from engine.bpmn.elements import (
    EventDefinition,
    EventKind,
    FlowNode,
    MultiInstance,
    NodeKind,
    Process,
    SequenceFlow,
    StandardLoop,
    TimerKind,
)
from engine.bpmn.gate.activities import is_expression
from engine.bpmn.gate.text import called, choices, flow_called, short
from engine.bpmn.gate.world import World
from engine.bpmn.rules import error, warning
from engine.bpmn.scripting import Assignment, assignments
from engine.bpmn.timers import Moment, arm, is_literal
from engine.domain.calendar import dutch_calendar
from engine.domain.definition import Finding
from engine.errors import ExpressionError
from engine.feel import AMSTERDAM, Expression, compile_expression
from engine.feel.library import BUILTINS

SYNTAX = error(
    "uitdrukking", "Verbeter de uitdrukking; 'FEEL in tien minuten' in de handleiding helpt."
)
UNKNOWN_FUNCTION = error(
    "onbekende-functie", "Kies een functie van FEEL, of termijn(…), werkdagen(…), vandaag(), nu()."
)
UNKNOWN_TERM = error(
    "onbekende-termijn", "Kies een termijn die bestaat, of leg haar eerst vast bij Termijnen."
)
UNKNOWN_VARIABLE = warning(
    "onbekende-variabele",
    "Controleer de spelling; een naam die niemand invult is leeg (null).",
)
FIXED_TIME = warning(
    "termijn-zonder-naam",
    'Gebruik een termijn met een naam, bijvoorbeeld termijn("reactie"): dan kan de regio hem'
    " aanpassen zonder het diagram te wijzigen.",
)
TIME_TEXT = error(
    "tijd-niet-te-lezen",
    "Schrijf een duur als P3D of PT2H, een herhaling als R3/P1W, een datum als 2026-06-01T09:00:00,"
    ' of een termijn als termijn("reactie").',
)
ENDLESS_TIMER = error(
    "eindeloze-timer", "Kies een periode van ten minste één minuut en hooguit honderd jaar."
)
SCRIPT_LANGUAGE = error(
    "script-taal", "Kies 'feel' als formaat en schrijf regels 'naam = uitdrukking'."
)
SCRIPT_EMPTY = error("script-leeg", "Schrijf ten minste één regel 'naam = uitdrukking'.")
SCRIPT_LINES = error("script-regels", "Begin elke opdracht met 'naam = ' op een eigen regel.")

_SHORTEST_PERIOD_SECONDS = 60
_ALIKE = 0.75
_PROBE = datetime(2026, 1, 5, 9, tzinfo=UTC)


class Use(StrEnum):
    """What an expression is for, as a message says it."""

    CONDITION = "de voorwaarde"
    TIMER = "de tijd van de timer"
    DUE = "de termijn van de taak (due date)"
    FOLLOW_UP = "de datum waarop de taak verschijnt (follow-up date)"
    PRIORITY = "de prioriteit"
    ASSIGNEE = "de uitvoerder"
    CANDIDATE = "de rol of persoon"
    TOPIC = "het onderwerp"
    INPUT = "een invoer- of uitvoerwaarde"
    COLLECTION = "de lijst om te herhalen"
    CARDINALITY = "het aantal herhalingen"
    COMPLETION = "de voorwaarde om te stoppen met herhalen"
    LOOP = "de voorwaarde van de lus"
    SCRIPT = "een regel van het script"
    DECISION = "de naam van de beslistabel"


@dataclass(frozen=True, kw_only=True)
class Written:
    """An expression as it stands in the diagram."""

    place: FlowNode | SequenceFlow
    use: Use
    text: str

    @property
    def where(self) -> str:
        """The place, as a sentence begins."""
        if isinstance(self.place, FlowNode):
            return called(self.place)
        return flow_called(self.place)


def check_expressions(process: Process, world: World) -> Iterator[Finding]:
    """Compile every expression; report every one that is wrong, and what it refers to in vain."""
    set_here = frozenset(set_by(process))
    for node in process.all_nodes():
        yield from _check_script(node)
        if node.event_kind is EventKind.TIMER and node.event is not None:
            yield from _check_timer(node, node.event)
    for written in written_in(process):
        yield from _check_one(written, world, set_here)


def written_in(process: Process) -> Iterator[Written]:
    """List every FEEL text of a process, and of its sub-processes."""
    for flow in process.all_flows():
        if flow.condition:
            yield Written(place=flow, use=Use.CONDITION, text=flow.condition)
    for node in process.all_nodes():
        for use, text in _of_node(node):
            yield Written(place=node, use=use, text=text)


def set_by(process: Process) -> Iterator[str]:
    """List the names of the variables that the diagram itself sets."""
    for node in process.all_nodes():
        own = node.camunda
        yield from (name for name in (own.result_variable, own.initiator) if name)
        for event in node.events:
            yield from (name for name in (event.code_variable, event.message_variable) if name)
        if isinstance(node.loop, MultiInstance):
            yield node.loop.element_variable or "loopCounter"
            yield "loopCounter"
        yield from (*own.inputs, *own.outputs)
        yield from (line.name for line in _script_lines(node))


def _of_node(node: FlowNode) -> Iterator[tuple[Use, str]]:
    own = node.camunda
    always = (
        (Use.DUE, own.due_date),
        (Use.FOLLOW_UP, own.follow_up_date),
        (Use.PRIORITY, own.priority),
    )
    for use, text in always:
        if text and not is_literal(text):
            yield use, text
    marked = [
        (Use.ASSIGNEE, own.assignee),
        (Use.TOPIC, own.topic),
        (Use.DECISION, own.decision_ref),
    ]
    marked += [(Use.CANDIDATE, text) for text in (*own.candidate_groups, *own.candidate_users)]
    marked += [(Use.INPUT, text) for text in (*own.inputs.values(), *own.outputs.values())]
    yield from ((use, text) for use, text in marked if text and is_expression(text))
    if isinstance(node.loop, MultiInstance):
        loop = node.loop
        looped = (
            (Use.COLLECTION, loop.collection),
            (Use.CARDINALITY, loop.cardinality),
            (Use.COMPLETION, loop.completion_condition),
        )
        yield from ((use, text) for use, text in looped if text)
    if isinstance(node.loop, StandardLoop) and node.loop.condition:
        yield Use.LOOP, node.loop.condition
    for event in node.events:
        is_timer = event.kind is EventKind.TIMER
        if is_timer and event.expression and not is_literal(event.expression):
            yield Use.TIMER, event.expression
    for line in _script_lines(node):
        yield Use.SCRIPT, line.expression


def _check_one(written: Written, world: World, set_here: frozenset[str]) -> Iterator[Finding]:
    try:
        expression = compile_expression(written.text, names=world.variables or ())
    except ExpressionError as problem:
        yield SYNTAX.at(
            written.place,
            f"{written.where}: {written.use.value} is geen goede FEEL ({problem.message})."
            f" Er staat: {short(written.text)}",
        )
        return
    yield from _check_functions(written, expression)
    yield from _check_terms(written, expression, world)
    yield from _check_variables(written, expression, world, set_here)


def _check_functions(written: Written, expression: Expression) -> Iterator[Finding]:
    for name in sorted(expression.functions - BUILTINS.keys()):
        defined_here = re.search(rf"{re.escape(name)}\s*:", written.text)
        if not defined_here:
            yield UNKNOWN_FUNCTION.at(
                written.place, f"{written.where}: de functie '{short(name)}' bestaat niet."
            )


def _check_terms(written: Written, expression: Expression, world: World) -> Iterator[Finding]:
    if world.terms is not None:
        for name in sorted(expression.term_names - set(world.terms)):
            yield UNKNOWN_TERM.at(
                written.place,
                f"{written.where}: de termijn '{short(name)}' bestaat niet. {choices(world.terms)}",
            )
    if written.use is Use.TIMER and "termijn" not in expression.functions and not expression.names:
        yield FIXED_TIME.at(written.place, f"{written.where} heeft een vaste tijd.")


def _check_variables(
    written: Written, expression: Expression, world: World, set_here: frozenset[str]
) -> Iterator[Finding]:
    if world.variables is None:
        return
    known = set_here | set(world.variables)
    for name in sorted(expression.names - known - BUILTINS.keys() - expression.functions):
        yield UNKNOWN_VARIABLE.at(
            written.place,
            f"{written.where}: niets vult '{short(name)}' in ({written.use.value})."
            f"{_meant(name, known)}",
        )


def _meant(name: str, known: Collection[str]) -> str:
    close = get_close_matches(name, known, n=1, cutoff=_ALIKE)
    return f" Bedoeld is misschien '{close[0]}'." if close else ""


def _check_timer(node: FlowNode, event: EventDefinition) -> Iterator[Finding]:
    text = (event.expression or "").strip()
    if not text or event.timer_kind is None:
        return
    literal = _literal(text)
    if literal is None:
        return
    if is_literal(text) and event.timer_kind is not TimerKind.DATE:
        yield FIXED_TIME.at(node, f"{called(node)} heeft een vaste tijd.")
    yield from _check_literal(node, event.timer_kind, literal)


def _literal(text: str) -> str | None:
    """Return the time that is written out in full, bare or as a FEEL text; None for the rest."""
    if is_literal(text):
        return text
    inner = text.removeprefix("=").strip()
    if len(inner) > 1 and inner[0] == inner[-1] == '"' and '"' not in inner[1:-1]:
        return inner[1:-1]
    return None


def _check_literal(node: FlowNode, kind: TimerKind, text: str) -> Iterator[Finding]:
    at = Moment(now=_PROBE, zone=AMSTERDAM, calendar=dutch_calendar())
    try:
        alarm = arm(kind, text, at)
    except ExpressionError as problem:
        yield TIME_TEXT.at(node, f"{called(node)}: '{short(text)}' is zo geen tijd. {problem}")
        return
    except (OverflowError, ValueError):
        yield ENDLESS_TIMER.at(node, f"{called(node)}: '{short(text)}' ligt te ver weg.")
        return
    if kind is TimerKind.DATE and text.upper().startswith(("P", "R")):
        yield TIME_TEXT.at(node, f"{called(node)}: '{short(text)}' is een duur en geen datum.")
    elif kind is TimerKind.DURATION and not text.upper().startswith("P"):
        yield TIME_TEXT.at(node, f"{called(node)}: '{short(text)}' is geen duur.")
    elif alarm.period is not None:
        following = alarm.following(alarm.due, at.calendar)
        gap = (following.due - alarm.due).total_seconds() if following else None
        if gap is not None and gap < _SHORTEST_PERIOD_SECONDS:
            yield ENDLESS_TIMER.at(node, f"{called(node)}: '{short(text)}' herhaalt te snel.")


def _script_lines(node: FlowNode) -> list[Assignment]:
    if node.kind is not NodeKind.SCRIPT_TASK or not node.script:
        return []
    try:
        return list(assignments(node.script))
    except ExpressionError:
        return []


def _check_script(node: FlowNode) -> Iterator[Finding]:
    if node.kind is not NodeKind.SCRIPT_TASK:
        return
    if (node.script_format or "").lower() != "feel":
        yield SCRIPT_LANGUAGE.at(
            node, f"{called(node)} is in '{short(node.script_format or 'geen taal')}' geschreven."
        )
    elif not (node.script or "").strip():
        yield SCRIPT_EMPTY.at(node, f"{called(node)} heeft geen script.")
    else:
        try:
            list(assignments(node.script or ""))
        except ExpressionError as problem:
            yield SCRIPT_LINES.at(node, f"{called(node)}: {problem.message}")
