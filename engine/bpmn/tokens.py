"""Tokens and scopes: what is alive in a process instance, and nothing else.

A token rests at one place of the diagram. A scope is a running process, called process or
sub-process and holds its tokens; a token at a sub-process or call activity owns the scope inside.

    InstanceScope (the process)
    ├── token at a user task                    READY: somebody's task
    ├── token at a boundary event (its host)    WAITING: armed
    ├── token at an event sub-process           WAITING in the background
    └── token at a call activity                STARTED ──owns──> InnerScope
                                                                  └── token at a service task

Both are SpiffWorkflow's (`Task`, `BpmnWorkflow`, `BpmnSubWorkflow`): its states, its life cycle
run → complete → the next tasks. Two of its habits are switched off, because cases live for years
(ADR 0002): a finished token is removed at once instead of kept in a tree of everything that ever
happened, and nothing is predicted, so a token exists only where something really is.
"""

import logging
import secrets
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from SpiffWorkflow.bpmn.specs import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.control import BpmnStartTask
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.specs import WorkflowSpec
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.elements import FlowNode
from engine.bpmn.nopython import NO_PYTHON
from engine.bpmn.step import ElementEvent, EventKind, Thrown
from engine.bpmn.surroundings import Surroundings
from engine.bpmn.timers import Alarm
from engine.domain.ids import RANDOM_BITS, TaskId, uuid7
from engine.errors import ExecutionError, StepBudgetExceeded
from engine.feel import Value

for _name in ("spiff.task", "spiff.workflow"):  # below this they log task data: personal
    logging.getLogger(_name).setLevel(logging.WARNING)


class Place(Protocol):
    """A node of the diagram, as far as a token needs to know it (`engine.bpmn.specs.Node`)."""

    name: str
    element: FlowNode
    process_key: str
    manual: bool
    has_rim: bool

    def arrive(self, token: "Token") -> None:
        """Receive a token: make it ready, or let it wait."""


class LatePlace(Place, Protocol):
    """A node that can only tell whether it is complete when all else has come to rest."""

    def open(self, scope: "Scope") -> bool:
        """Make one token ready when nothing else can still arrive; tell whether it did."""


@dataclass(kw_only=True)
class Rounds:
    """How far a repeated activity is. `items` are the elements of the collection, if any."""

    total: int | None
    items: list[Value] | None = None
    begun: int = 0
    done: int = 0


@dataclass(kw_only=True)
class Facts:
    """What a token remembers, besides where it is.

    `via` is the sequence flow it came by. `host` is the activity a boundary event is attached
    to, `container` the repeated activity this is a round of, `race` is shared by the events
    behind one event-based gateway. `local` are variables of its own (the item of a round),
    `inputs` what was evaluated for its task on arrival.
    """

    via: str | None = None
    host: TaskId | None = None
    container: TaskId | None = None
    race: TaskId | None = None
    background: bool = False
    alarm: Alarm | None = None
    rounds: Rounds | None = None
    local: dict[str, Value] = field(default_factory=dict)
    inputs: dict[str, Value] = field(default_factory=dict)
    noted: dict[str, Value] = field(default_factory=dict)


class Token(Task):  # type: ignore[misc]  # SpiffWorkflow has no types
    """A task of SpiffWorkflow that stands by itself: it has no parent and no children."""

    id: TaskId
    task_spec: Place
    workflow: "Scope"

    def __init__(
        self, scope: "Scope", place: Place, facts: Facts, token_id: TaskId, state: int
    ) -> None:
        super().__init__(scope, place, None, state, token_id)
        self.facts = facts

    @property
    def place(self) -> Place:
        """The node where it rests."""
        return self.task_spec

    @property
    def scope(self) -> "Scope":
        """The running process or sub-process that holds it."""
        return self.workflow

    @property
    def instance(self) -> "InstanceScope":
        """The outermost scope."""
        return self.workflow.top_workflow

    @property
    def is_alive(self) -> bool:
        """Whether it has not left and was not cancelled."""
        return self.id in self.workflow.tasks

    @property
    def status(self) -> int:
        """SpiffWorkflow's task state."""
        state: int = self._state
        return state

    def _set_state(self, value: int) -> None:
        """Change state without SpiffWorkflow's log line, which holds the task's data."""
        self._state = value

    def wait(self) -> None:
        """Rest here until something arrives from outside, or a join is complete."""
        self._set_state(TaskState.WAITING)

    @property
    def is_waiting(self) -> bool:
        """Whether it rests until something arrives from outside, or a join is complete."""
        return bool(self.status == TaskState.WAITING)

    @property
    def is_ready(self) -> bool:
        """Whether it is a person's task, or about to move by itself."""
        return bool(self.status == TaskState.READY)

    @property
    def is_begun(self) -> bool:
        """Whether its work is being done elsewhere."""
        return bool(self.status == TaskState.STARTED)

    def begin(self) -> None:
        """Rest here while the work is done: by a handler, a scope inside, or rounds."""
        self._set_state(TaskState.STARTED)

    def ready(self) -> None:
        """Become ready: a person's task, or a move that the engine makes by itself."""
        self._set_state(TaskState.READY)
        if not self.place.manual:
            self.instance.agenda.append(self)

    def proceed(self) -> None:
        """Become ready to move by itself, whatever the node is."""
        self._set_state(TaskState.READY)
        self.instance.agenda.append(self)

    def run(self) -> None:
        """Let the node do its work; leave it when the work is done."""
        if self.task_spec._run(self) and self.is_alive:  # type: ignore[attr-defined]  # noqa: SLF001 - the life cycle of Task
            self.complete()

    def layers(self) -> Iterator[dict[str, Value]]:
        """Walk the local variables that this token sees, innermost first."""
        token: Token | None = self
        while token is not None:
            if token.facts.local:
                yield token.facts.local
            token = token.scope.owner

    def write(self, name: str, value: Value) -> None:
        """Set a variable: a local one where it is known as local, else the instance's."""
        for layer in self.layers():
            if name in layer:
                layer[name] = value
                return
        self.instance.variables[name] = value


@contextmanager
def blaming(element_id: str) -> Iterator[None]:
    """Name the element in an error that does not name one yet."""
    try:
        yield
    except ExecutionError as error:
        error.element_id = error.element_id or element_id
        raise


class Blueprint(BpmnProcessSpec):  # type: ignore[misc]  # SpiffWorkflow has no types
    """The nodes of one process or sub-process, by element id. Shared by instances: read only.

    `name` is unique in a bundle: the key of a process, or that and the ids on the way in.
    """

    def __init__(self, name: str, process_key: str) -> None:
        # BpmnProcessSpec adds nodes named Start and End, which are fine ids for an element.
        WorkflowSpec.__init__(self, name)
        self.process_key = process_key
        self.start = BpmnStartTask(self, "#begin")
        self.data_objects: dict[str, object] = {}
        self.starts: list[Place] = []
        self.event_sub_processes: list[Place] = []
        self.inclusive_joins: list[LatePlace] = []

    def place(self, element_id: str) -> Place:
        """Return the node with this element id."""
        found: Place = self.task_specs[element_id]
        return found

    @cached_property
    def messages(self) -> frozenset[str]:
        """The messages that something in this scope waits for."""
        awaited = (getattr(spec, "awaited", None) for spec in self.task_specs.values())
        return frozenset(
            event.name for event in awaited if event is not None and event.kind == "message"
        )


class Scope:
    """What the scopes of SpiffWorkflow do differently here."""

    tasks: dict[TaskId, Token]
    spec: Blueprint
    task_tree: Task
    owner: Token | None
    top_workflow: "InstanceScope"

    def plant(self) -> None:
        """Make the root that SpiffWorkflow wants to see; no token hangs under it."""
        self.task_tree = Task(self, self.spec.start, state=TaskState.COMPLETED)
        del self.tasks[self.task_tree.id]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of this scope, oldest first, without those in the scopes inside."""
        return tuple(self.tasks.values())

    @property
    def is_live(self) -> bool:
        """Whether anything but event sub-processes in waiting is left."""
        return any(not token.facts.background for token in self.tasks.values())

    def put(self, place: Place, facts: Facts, state: int = TaskState.FUTURE) -> Token:
        """Put a new token at a place, without telling the place."""
        return Token(self, place, facts, self.top_workflow.new_id(), state)

    def send(self, place: Place, facts: Facts) -> Token:
        """Put a new token at a place and let the place receive it."""
        token = self.put(place, facts)
        with blaming(place.name):
            place.arrive(token)
        return token

    def remove(self, token: Token) -> None:
        """Take a token out of the tree, with everything that hangs on it."""
        del self.tasks[token.id]
        if token.place.has_rim or token.facts.rounds is not None:
            for dependent in self.tokens:
                if token.id in (dependent.facts.host, dependent.facts.container):
                    self.cancel(dependent)
        inner = self.top_workflow.subprocesses.pop(token.id, None)
        if inner is not None:
            inner.clear()

    def cancel(self, token: Token) -> None:
        """End a token that did not finish, and everything inside and attached to it."""
        if not token.is_alive:
            return
        is_armed_only = token.facts.background or token.facts.host is not None
        if not is_armed_only:
            self.top_workflow.note(EventKind.CANCELLED, token)
        token._set_state(TaskState.CANCELLED)  # noqa: SLF001 - the life cycle of Task
        self.remove(token)

    def clear(self) -> None:
        """End every token of this scope."""
        for token in self.tokens:
            self.cancel(token)

    def settle(self) -> None:
        """When nothing is left here, end the scope: its owner is done."""
        if self.is_live:
            return
        self.clear()
        if self.owner is not None and self.owner.is_alive:
            self.top_workflow.subprocesses.pop(self.owner.id, None)
            self.owner.complete()


class InnerScope(Scope, BpmnSubWorkflow):  # type: ignore[misc]  # SpiffWorkflow has no types
    """A sub-process or called process that runs. `owner` is the token it belongs to."""

    def __init__(self, blueprint: Blueprint, owner: Token) -> None:
        super().__init__(blueprint, owner.id, owner.instance, deserializing=True)
        self.owner = owner
        self.plant()


class InstanceScope(Scope, BpmnWorkflow):  # type: ignore[misc]  # SpiffWorkflow has no types
    """The outermost scope: the process instance, its variables, and the step it is taking."""

    subprocesses: dict[TaskId, InnerScope]
    subprocess_specs: Mapping[str, Blueprint]

    def __init__(
        self, key: str, blueprints: Mapping[str, Blueprint], variables: Mapping[str, Value]
    ) -> None:
        super().__init__(blueprints[key], blueprints, NO_PYTHON, deserializing=True)
        self.owner = None
        self.variables = dict(variables)
        self.agenda: deque[Token] = deque()
        self.happened: list[ElementEvent] = []
        self.thrown: list[Thrown] = []
        self._surroundings: Surroundings | None = None
        self._random_bits = 0
        self.plant()

    @property
    def surroundings(self) -> Surroundings:
        """The surroundings of the step that is being taken."""
        if self._surroundings is None:
            raise ExecutionError("Buiten een stap gebeurt er niets in een proces.")
        return self._surroundings

    @surroundings.setter
    def surroundings(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings
        self._random_bits = secrets.randbits(RANDOM_BITS)

    def new_id(self) -> TaskId:
        """Make an id for a token: ids of one step follow each other (RFC 9562 §6.2)."""
        self._random_bits += 1
        return TaskId(uuid7(self.surroundings.now, self._random_bits))

    def all_tokens(self) -> Iterator[Token]:
        """Walk every token of the instance, scope by scope, outermost first."""
        yield from self.tokens
        for inner in tuple(self.subprocesses.values()):
            yield from inner.tokens

    def token(self, token_id: TaskId) -> Token | None:
        """Find the token with this id, wherever it is."""
        for scope in (self, *self.subprocesses.values()):
            found = scope.tasks.get(token_id)
            if found is not None:
                return found
        return None

    def open(self, owner: Token, blueprint_name: str) -> InnerScope:
        """Open the scope inside a sub-process or call activity."""
        blueprint = self.subprocess_specs.get(blueprint_name)
        if blueprint is None:
            raise ExecutionError(
                f"Het aangeroepen proces '{blueprint_name}' is niet gevonden.",
                element_id=owner.place.name,
            )
        inner = InnerScope(blueprint, owner)
        if inner.depth > self.surroundings.limits.depth:
            raise ExecutionError(
                "Er zitten te veel processen in elkaar: roept een proces zichzelf aan?",
                element_id=owner.place.name,
            )
        self.subprocesses[owner.id] = inner
        owner.begin()
        return inner

    def note(self, kind: EventKind, token: Token, **detail: Value) -> None:
        """Write down what happened, for the history."""
        element = token.place.element
        self.happened.append(
            ElementEvent(
                kind=kind,
                element_id=element.id,
                element_type=element.kind.value,
                process_key=token.place.process_key,
                name=element.name or "",
                task_id=token.id,
                detail=detail,
            )
        )

    def advance(self) -> None:
        """Move every token that can move by itself, until all of them wait.

        Raises `StepBudgetExceeded` when that takes too long, and `ExecutionError` with the
        element where it went wrong.
        """
        budget = self.surroundings.limits.steps
        while self.agenda or self._open_joins():
            token = self.agenda.popleft()
            if token.status != TaskState.READY or not token.is_alive:
                continue
            budget -= 1
            if budget < 0:
                raise StepBudgetExceeded(
                    "Het proces blijft vanzelf doorlopen zonder ooit te wachten.",
                    element_id=token.place.name,
                )
            with blaming(token.place.name):
                token.run()

    def _open_joins(self) -> bool:
        """Let joins that had to wait for the whole scope go on; tell whether one did."""
        for scope in (self, *self.subprocesses.values()):
            for join in scope.spec.inclusive_joins:
                if join.open(scope):
                    return True
        return False
