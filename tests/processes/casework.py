"""Plays the procedure as people do: fill in the real forms, let the clock run, look what waits.

    case = Casework("client-bereiken", {"urgentie": "3"})
    case.do("contactgegevens-verzamelen", bronnen_geraadpleegd=["iwlz"])
    case.do("contactpoging-doen", kanaal="telefoon", resultaat="geen-gehoor")
    case.wait_for("contactpoging-doen")              timers fire in due order, the clock moves

What is not given is taken as the form fills it in beforehand; a file is named as the story calls
it. Decisions are the real tables, terms
the delivered ones, letters are really made. Nothing is stored; after each step the instance is
put away and taken out again.
"""

import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from engine.bpmn.elements import NodeKind
from engine.bpmn.library import Bundle, compile_bundle
from engine.bpmn.model import FlowNode, Process, parse_diagram
from engine.bpmn.runtime import DecisionCall, DecisionOutcome, Instance, Surroundings
from engine.bpmn.step import (
    ArmedTimer,
    ElementEvent,
    EventKind,
    OpenTask,
    Thrown,
    ThrownKind,
)
from engine.decisions import DecisionModel, parse_decisions
from engine.domain.calendar import dutch_calendar
from engine.domain.sharing import Agreed, Category, Recipient, choices
from engine.domain.terms import Term
from engine.feel import Scope, Value, from_feel, to_feel
from engine.forms import Form, Option, parse_form
from engine.forms.known import SHARING, TASK_FILES
from engine.forms.page import Field
from engine.service_tasks import (
    CaseFacts,
    HandlerSettings,
    ProducedDocument,
    ServiceTaskCall,
    load_handlers,
)

Answer = str | list[str]
Answers = dict[str, Answer]
ROOT = Path(__file__).parents[2]
OUTBOX = Path(tempfile.gettempdir()) / "loopplank-postvak"
MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
EVERYBODY_MAY_KNOW = to_feel(
    choices(
        [
            Agreed(
                recipients=frozenset(Recipient),
                categories=frozenset(Category),
                from_day=date.min,
                to_day=date.max,
            )
        ],
        date(2026, 6, 1),
        None,
    )
)
"""What forms may offer to share, in a case whose client agreed to everything."""
STAFF = {
    "medewerkers": [Option("anna", "Anna de Vries"), Option("bram", "Bram Jansen")],
    "overbruggingsplekken": [Option("plek-1", "De Brug, kamer 1")],
}
FACTS = CaseFacts(
    number="2026-0001",
    region_code="5509",
    region_name="Utrecht",
    care_office="Zorgkantoor Voorbeeld",
    client_name="J. Voorbeeld",
    salutation="Geachte heer Voorbeeld",
    address_lines=("Dorpsstraat 1", "3511 AA Utrecht"),
)


@cache
def diagram_sources() -> Mapping[str, bytes]:
    """Read every diagram, by process key."""
    return {path.stem: path.read_bytes() for path in (ROOT / "processes").glob("*.bpmn")}


@cache
def process(key: str) -> Process:
    """Read one diagram as a plain value."""
    return parse_diagram(diagram_sources()[key]).executable


@cache
def form(key: str) -> Form:
    """Read one form."""
    return parse_form((ROOT / "forms" / f"{key}.form").read_bytes())


@cache
def decision(key: str) -> DecisionModel:
    """Read one decision table."""
    return parse_decisions((ROOT / "processes" / f"{key}.dmn").read_bytes())


@cache
def terms() -> Mapping[str, Term]:
    """Read the delivered terms."""
    listed = tomllib.loads((ROOT / "processes" / "termen.toml").read_text(encoding="utf-8"))
    return {name: Term.parse(entry["waarde"]) for name, entry in listed.items()}


@cache
def _bundle(key: str) -> Bundle:
    sources = diagram_sources()
    return compile_bundle(sources[key], {k: v for k, v in sources.items() if k != key})


@dataclass
class Footprint:
    """Which sequence flows a walk took, and which events happened to it, by process."""

    flows: dict[str, set[str]] = field(default_factory=dict)
    fired: dict[str, set[str]] = field(default_factory=dict)
    _last: dict[str, dict[str, int]] = field(default_factory=dict)
    _clock: int = 0

    def follow(self, events: Iterable[ElementEvent]) -> None:
        """Credit each arrival to the flow from the source that completed last."""
        for event in events:
            self._clock += 1
            last = self._last.setdefault(event.process_key, {})
            if event.kind is EventKind.FIRED:
                self.fired.setdefault(event.process_key, set()).add(event.element_id)
            if event.kind in {EventKind.COMPLETED, EventKind.FIRED}:
                last[event.element_id] = self._clock
            elif event.kind is EventKind.ENTERED:
                self._arrive(event, last)

    def _arrive(self, event: ElementEvent, last: Mapping[str, int]) -> None:
        flows = _flows_into(event.process_key, event.element_id)
        taken = [flow for flow, source in flows.items() if source in last]
        if taken:
            newest = max(taken, key=lambda flow: last[flows[flow]])
            self.flows.setdefault(event.process_key, set()).add(newest)


@cache
def _flows_into(process_key: str, element_id: str) -> Mapping[str, str]:
    return {
        flow.id: flow.source
        for scope in scopes(process(process_key))
        for flow in scope.flows.values()
        if flow.target == element_id
    }


def scopes(of: Process) -> list[Process]:
    """List a process and the sub-processes in it."""
    inner: list[FlowNode] = [node for node in of.nodes.values() if node.body is not None]
    return [of, *(found for node in inner if node.body for found in scopes(node.body))]


class Casework:
    """One running instance, and the hands of everybody who works on it."""

    def __init__(
        self,
        key: str,
        facts: Mapping[str, object] | None = None,
        *,
        message: str | None = None,
        footprint: Footprint | None = None,
    ) -> None:
        self.now = MONDAY
        self.footprint = footprint or Footprint()
        self.thrown: list[Thrown] = []
        self.letters: list[ProducedDocument] = []
        self.engine: dict[str, Mapping[str, object]] = {
            "waakhond.controleren": {"zonder_vervolg": 0},
            "waakhond.herstellen": {"hersteld": "ja"},
            "dossier.vastleggen": {},
            "overleg.voorbereiden": {"casussen": [], "aantal_zonder_toestemming": "0"},
        }
        """What the engine itself would answer, by topic; a story may change it."""
        self._bundle = _bundle(key)
        self._instance = Instance.start(
            self._bundle, facts or {}, self._surroundings(), message=message
        )
        self._settle()

    @property
    def open(self) -> list[str]:
        """The ids of the tasks that wait for a person."""
        return sorted(task.element_id for task in self._instance.tasks())

    @property
    def ended(self) -> bool:
        """Whether nothing is left to do."""
        return self._instance.ended

    def task(self, element_id: str) -> OpenTask:
        """Give the open task of an element."""
        found = [task for task in self._instance.tasks() if task.element_id == element_id]
        assert found, f"{element_id} staat niet open; wel: {self.open} {self.waiting}"
        return found[0]

    @property
    def waiting(self) -> list[str]:
        """The ids of the timers that are armed."""
        return sorted(timer.element_id for timer in self._instance.timers())

    def value(self, name: str) -> Value:
        """Give a variable."""
        return self._instance.variables.get(name)

    def do(self, element_id: str, **answers: Answer) -> "Casework":
        """Fill in the form of a task as the page shows it, and complete it."""
        task = self.task(element_id)
        assert task.form_ref is not None
        values = self._filled_in(form(task.form_ref), answers, task)
        self._instance.complete_task(task.id, values, self._surroundings())
        self._settle()
        return self

    def fire(self, element_id: str) -> "Casework":
        """Move the clock to an armed timer and let it fire."""
        timer = next(t for t in self._instance.timers() if t.element_id == element_id)
        self._fire(timer)
        return self

    def wait_for(self, element_id: str, within: timedelta = timedelta(days=400)) -> "Casework":
        """Let timers fire in due order until a task is open."""
        latest = self.now + within
        while element_id not in self.open:
            timer = min(self._instance.timers(), key=lambda t: t.due_at, default=None)
            assert timer is not None, f"{element_id} komt niet; open: {self.open}"
            assert timer.due_at <= latest, f"{element_id} komt niet op tijd; nu {self.now}"
            self._fire(timer)
        return self

    def hear(self, message: str, **variables: object) -> "Casework":
        """Receive a message that something waits for."""
        assert self._instance.receive_message(message, variables, self._surroundings()), message
        self._settle()
        return self

    def try_to_hear(self, message: str) -> None:
        """Receive a message if something waits for it."""
        self._instance.receive_message(message, {}, self._surroundings())
        self._settle()

    def page(self, element_id: str, answers: Mapping[str, Answer]) -> tuple[Field, ...]:
        """Give the fields that the page of a task shows with these answers."""
        task = self.task(element_id)
        assert task.form_ref is not None
        wanted, posted = form(task.form_ref), _posted(answers)
        shown = wanted.page(
            posted,
            self._context(wanted, posted, task),
            STAFF,
            self._surroundings().scope,
        )
        return shown.answers()

    def problems(self, element_id: str, answers: Mapping[str, Answer]) -> frozenset[str]:
        """Name the fields in which these answers would not be accepted."""
        task = self.task(element_id)
        assert task.form_ref is not None
        wanted, posted = form(task.form_ref), _posted(answers)
        context = self._context(wanted, posted, task)
        scope = self._surroundings().scope
        return frozenset(wanted.submit(posted, context, STAFF, scope).problems)

    def _context(
        self, wanted: Form, posted: Mapping[str, Sequence[str]], task: OpenTask
    ) -> Mapping[str, Value]:
        """Give what the form knows besides its answers: a file lies ready for every file field."""
        return {
            SHARING: EVERYBODY_MAY_KNOW,
            **self._instance.variables,
            **task.local,
            TASK_FILES: to_feel(
                [
                    {"veld": key, "id": name, "naam": f"{name}.pdf", "soort": "pdf", "grootte": 900}
                    for key in wanted.files
                    for name in posted.get(key) or ["stuk"]
                ]
            ),
        }

    def _filled_in(
        self, wanted: Form, answers: Mapping[str, Answer], task: OpenTask
    ) -> Mapping[str, Value]:
        given = _posted(answers)
        context = self._context(wanted, given, task)
        scope = self._surroundings().scope
        first = wanted.page(None, context, STAFF, scope)
        shown = {field.key: list(field.chosen) for field in first.answers()}
        begun = wanted.begun({**shown, **given}, {*shown, *given}, context, scope)
        submission = wanted.submit(begun, context, STAFF, scope)
        assert submission.is_right, f"{task.element_id}: {dict(submission.problems)}"
        unasked = set(given) - set(submission.values)
        assert not unasked, f"{task.element_id} vraagt niet naar {unasked}"
        return submission.values

    def _fire(self, timer: ArmedTimer) -> None:
        self.now = max(self.now, timer.due_at)
        self._instance.fire_timer(timer.task_id, self._surroundings())
        self._settle()

    def _settle(self) -> None:
        """Note what happened, let handlers work, and put the instance away and take it out."""
        self._note()
        while services := self._instance.services():
            for service in services:
                if service.topic in self.engine:
                    answer = self.engine[service.topic]
                    self._instance.complete_service(service.task_id, answer, self._surroundings())
                    continue
                result = load_handlers()[service.topic](
                    ServiceTaskCall(
                        topic=service.topic,
                        idempotency_key=str(service.task_id),
                        now=self.now,
                        case=FACTS,
                        inputs={k: from_feel(v) for k, v in service.inputs.items()},
                        properties=service.properties,
                        settings=HandlerSettings(outbox_folder=OUTBOX),
                    )
                )
                self.letters += result.documents
                self._instance.complete_service(
                    service.task_id, dict(result.variables), self._surroundings()
                )
            self._note()
        self._instance = Instance.restore(self._bundle, self._instance.snapshot())
        assert self.ended or self.open or self.waiting, "niemand heeft een taak en niets wacht"

    def _note(self) -> None:
        """Note the events of a step, and bring what it threw to whoever waits for it here."""
        self.footprint.follow(self._instance.take_events())
        for thrown in self._instance.take_thrown():
            self.thrown.append(thrown)
            if thrown.kind is ThrownKind.MESSAGE and not self.ended:
                carried = thrown.variables or self._instance.variables
                self._instance.receive_message(thrown.name, carried, self._surroundings())
                self._note()

    def _surroundings(self) -> Surroundings:
        scope = Scope(now=self.now, terms=terms().get, calendar=dutch_calendar())

        def decide(call: DecisionCall, variables: Mapping[str, Value]) -> DecisionOutcome:
            return decision(call.decision_ref).evaluate(call.decision_ref, variables, scope)

        return Surroundings(now=self.now, scope=scope, decide=decide)


def _posted(answers: Mapping[str, Answer]) -> dict[str, list[str]]:
    return {key: [said] if isinstance(said, str) else said for key, said in answers.items()}


def covered(key: str, footprint: Footprint) -> tuple[int, Sequence[str]]:
    """Count the flows of a process that were taken, and name those that were not."""
    every = {flow for scope in scopes(process(key)) for flow in scope.flows}
    taken = footprint.flows.get(key, set())
    return len(every & taken), sorted(every - taken)


def happened(key: str, footprint: Footprint) -> tuple[int, Sequence[str]]:
    """Count the events on the rim of something that happened, and name those that did not."""
    every = {
        node.id
        for scope in scopes(process(key))
        for node in scope.nodes.values()
        if node.kind is NodeKind.BOUNDARY_EVENT
    }
    fired = footprint.fired.get(key, set())
    return len(every & fired), sorted(every - fired)
