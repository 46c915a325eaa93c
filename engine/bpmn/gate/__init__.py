"""The deploy gate: what a diagram must be before a case may run on it.

`inspect` reads a file and returns every finding in one go, each with the element's id, what is
wrong and what to draw instead, in Dutch. A diagram with an error is not deployed. What the gate
lets through runs as BPMN says; the manual (docs/manual/procesontwerper/poort.md) has a heading
for every rule.

    file → structure → gateways, events, activities, extensions, expressions, promise → soundness

Soundness is only played when the diagram hangs together: a token game on a broken drawing says
nothing new.
"""

from collections.abc import Iterator

from engine.bpmn.elements import Diagram, Process
from engine.bpmn.gate.activities import (
    FILE_IN_REPORT,
    NOBODY,
    UNKNOWN_DECISION,
    UNKNOWN_FORM,
    UNKNOWN_PROCESS,
    UNKNOWN_RECORDER,
    UNKNOWN_ROLE,
    UNKNOWN_TOPIC,
    check_activities,
)
from engine.bpmn.gate.behaviour import check_behaviour
from engine.bpmn.gate.events import check_events
from engine.bpmn.gate.expressions import SYNTAX, UNKNOWN_TERM, check_expressions
from engine.bpmn.gate.extensions import check_extensions
from engine.bpmn.gate.file import check_drawing, check_file, check_ids
from engine.bpmn.gate.gateways import check_gateways
from engine.bpmn.gate.promise import WAITS_WITHOUT_TIMER, check_promise
from engine.bpmn.gate.standing import check_standing
from engine.bpmn.gate.structure import check_structure
from engine.bpmn.gate.world import ANYTHING, World
from engine.bpmn.model import read_diagram
from engine.bpmn.reading import read_xml
from engine.bpmn.soundness import Limits
from engine.domain.definition import Finding, errors
from engine.errors import DefinitionRefused

__all__ = ["ANYTHING", "Limits", "World", "inspect", "inspect_diagram"]


_PLAYABLE_WITH = frozenset(
    {UNKNOWN_TERM.name, UNKNOWN_FORM.name, UNKNOWN_PROCESS.name, UNKNOWN_TOPIC.name}
    | {UNKNOWN_ROLE.name, UNKNOWN_DECISION.name, UNKNOWN_RECORDER.name, NOBODY.name, SYNTAX.name}
    | {WAITS_WITHOUT_TIMER.name, FILE_IN_REPORT.name}
)
"""Errors that leave the way tokens go as it is."""


def inspect(
    source: bytes, world: World = ANYTHING, limits: Limits | None = None
) -> tuple[Finding, ...]:
    """Check a diagram file against what exists in the world. Errors come first, in file order.

    `limits` say how long to play it out.
    """
    try:
        root = read_xml(source)
    except DefinitionRefused as refusal:
        return tuple(finding for finding in refusal.findings if isinstance(finding, Finding))
    return inspect_diagram(read_diagram(root), world, limits)


def inspect_diagram(
    diagram: Diagram, world: World = ANYTHING, limits: Limits | None = None
) -> tuple[Finding, ...]:
    """Check a diagram that was read already."""
    findings = [*diagram.faults, *check_file(diagram)]
    for process in diagram.processes:
        findings.extend(_check_process(diagram, process, world))
    if all(finding.rule in _PLAYABLE_WITH for finding in errors(findings)):
        for process in diagram.processes:
            findings.extend(check_behaviour(process, limits))
    return tuple(sorted(findings, key=lambda finding: (not finding.is_error, finding.line or 0)))


def _check_process(diagram: Diagram, process: Process, world: World) -> Iterator[Finding]:
    yield from check_ids(process)
    yield from check_structure(process)
    yield from check_gateways(process)
    yield from check_events(process)
    yield from check_activities(process, world)
    yield from check_extensions(process)
    yield from check_standing(process)
    yield from check_expressions(process, world)
    yield from check_promise(process)
    yield from check_drawing(diagram, process)
