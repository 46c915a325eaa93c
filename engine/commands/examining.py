"""Examining a source: what is in it, and what the gate thinks of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.bpmn import gate
from engine.bpmn.elements import EventKind, Process
from engine.bpmn.gate.expressions import set_by
from engine.bpmn.model import parse_diagram
from engine.decisions import DecisionModel, check
from engine.decisions.reading import read_definitions
from engine.domain.definition import Finding, Severity, errors
from engine.domain.kinds import DefinitionKind
from engine.errors import DefinitionRefused
from engine.forms import check_form, parse_form


@dataclass(frozen=True, kw_only=True)
class Examined:
    """A source as the gate saw it. `names` maps the keys in it to their names.

    `calls` are the keys of the processes that a diagram calls, `variables` what a diagram or
    form fills in, `file_forms` the key of a form that asks for files.
    """

    kind: DefinitionKind
    names: Mapping[str, str] = field(default_factory=dict)
    start_message: str | None = None
    calls: frozenset[str] = frozenset()
    variables: frozenset[str] = frozenset()
    file_forms: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()

    @property
    def faults(self) -> tuple[Finding, ...]:
        """The findings that keep it out."""
        return errors(self.findings)


def examine(kind: DefinitionKind, source: bytes, world: gate.World | None) -> Examined:
    """Read a source and, when the world is given, check it. Never raises for what is in it."""
    try:
        match kind:
            case DefinitionKind.PROCESS:
                return _diagram(source, world)
            case DefinitionKind.DECISION:
                return _decisions(source, world)
            case DefinitionKind.FORM:
                return _form(source, world)
    except DefinitionRefused as refusal:
        found = tuple(f for f in refusal.findings if isinstance(f, Finding))
        return Examined(kind=kind, findings=found or (_unreadable(refusal.message),))


def _diagram(source: bytes, world: gate.World | None) -> Examined:
    findings = gate.inspect(source, world) if world else ()
    try:
        process = parse_diagram(source).executable
    except DefinitionRefused:
        if not findings:
            raise
        return Examined(kind=DefinitionKind.PROCESS, findings=findings)
    except LookupError:
        unclear = _unreadable("Het bestand heeft geen of meer dan één uitvoerbaar proces.")
        return Examined(kind=DefinitionKind.PROCESS, findings=findings or (unclear,))
    return Examined(
        kind=DefinitionKind.PROCESS,
        names={process.id: process.name or process.id},
        start_message=_start_message(process),
        calls=frozenset(n.called_element for n in process.all_nodes() if n.called_element),
        variables=frozenset(set_by(process)),
        findings=findings,
    )


def _start_message(process: Process) -> str | None:
    events = [event for start in process.starts() for event in start.events]
    return next((event.name for event in events if event.kind is EventKind.MESSAGE), None)


def _decisions(source: bytes, world: gate.World | None) -> Examined:
    model = DecisionModel(read_definitions(source))
    return Examined(
        kind=DefinitionKind.DECISION,
        names={key: decision.name for key, decision in model.decisions.items()},
        findings=check(source) if world else model.faults,
    )


def _form(source: bytes, world: gate.World | None) -> Examined:
    form = parse_form(source)
    return Examined(
        kind=DefinitionKind.FORM,
        names={form.id: form.id},
        variables=frozenset(answer.key for answer in form.answers),
        file_forms=frozenset({form.id} if form.files else ()),
        findings=check_form(source) if world else (),
    )


def _unreadable(message: str) -> Finding:
    return Finding(
        rule="onleesbaar",
        severity=Severity.ERROR,
        message=message,
        advice="Open het bestand in de modeler, sla het opnieuw op en probeer het nog eens.",
    )
