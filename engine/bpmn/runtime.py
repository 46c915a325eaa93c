"""A process instance: one step at a time.

    instance = Instance.restore(bundle, snapshot)
    instance.complete_task(task_id, variables, surroundings)
    instance.tasks(), instance.timers(), instance.services()      what waits now
    instance.take_events(), instance.take_thrown()                what happened
    snapshot = instance.snapshot()

A step runs until everything waits: for a person, a handler, a moment, a message. An exception
leaves the instance half-way: throw it away, nothing was saved.
"""

from collections.abc import Iterator, Mapping
from typing import Self

from engine.bpmn.catching import Catcher, awaits, let_happen
from engine.bpmn.elements import EventKind
from engine.bpmn.events import StartEvent
from engine.bpmn.library import Bundle
from engine.bpmn.listing import (
    is_open_task,
    is_pending_service,
    service_of,
    subscriptions_of,
    task_of,
    timers_of,
)
from engine.bpmn.scripting import write_all
from engine.bpmn.serialization import load, save
from engine.bpmn.step import (
    ArmedTimer,
    ElementEvent,
    OpenTask,
    PendingService,
    Snapshot,
    Subscription,
    Thrown,
)
from engine.bpmn.surroundings import (
    Decide,
    DecisionCall,
    DecisionOutcome,
    RunLimits,
    Surroundings,
)
from engine.bpmn.tasks_scopes import arm_event_sub_processes, plain_start
from engine.bpmn.throwing import receive_signal, throw_error
from engine.bpmn.tokens import Facts, InstanceScope, Token, blaming
from engine.domain.ids import TaskId
from engine.errors import ExecutionError, TaskNotOpen
from engine.feel import Value, to_feel

__all__ = [
    "Decide",
    "DecisionCall",
    "DecisionOutcome",
    "Instance",
    "RunLimits",
    "Surroundings",
]


class Instance:
    """A running process instance."""

    def __init__(self, scope: InstanceScope) -> None:
        self._scope = scope

    @classmethod
    def start(
        cls,
        bundle: Bundle,
        variables: Mapping[str, object],
        surroundings: Surroundings,
        *,
        message: str | None = None,
        signal: str | None = None,
    ) -> Self:
        """Start a process at its plain start event, or at that of a message or signal.

        A process that can only begin with a timer starts waiting for it. Raises
        `ExecutionError` when there is no such start event.
        """
        known = {name: to_feel(value) for name, value in variables.items()}
        instance = cls(InstanceScope(bundle.main, bundle.blueprints, known))
        with_kind = (EventKind.MESSAGE, message) if message else (EventKind.SIGNAL, signal)
        instance._begin(surroundings, *with_kind)
        return instance

    @classmethod
    def restore(cls, bundle: Bundle, snapshot: Snapshot) -> Self:
        """Make an instance again from what `snapshot` gave, on the same bundle."""
        return cls(load(bundle, snapshot))

    def snapshot(self) -> Snapshot:
        """Return the instance at rest, to be stored."""
        return save(self._scope)

    @property
    def ended(self) -> bool:
        """Whether every path has come to its end."""
        return not self._scope.tasks

    @property
    def variables(self) -> Mapping[str, Value]:
        """The variables of the instance."""
        return self._scope.variables

    def complete_task(
        self, task_id: TaskId, variables: Mapping[str, object], surroundings: Surroundings
    ) -> None:
        """Complete a person's task with what was filled in. Raises `TaskNotOpen`."""
        token = self._open(task_id, surroundings)
        if not is_open_task(token):
            raise _not_open(task_id)
        self._finish(token, variables)

    def fire_timer(self, task_id: TaskId, surroundings: Surroundings) -> None:
        """Let a timer fire, whatever the clock says. Raises `TaskNotOpen`."""
        token = self._open(task_id, surroundings)
        if not isinstance(token.place, Catcher) or token.facts.alarm is None:
            raise _not_open(task_id)
        token.place.catch(token)
        self._scope.advance()

    def complete_service(
        self, task_id: TaskId, variables: Mapping[str, object], surroundings: Surroundings
    ) -> None:
        """Complete a service task with its handler's result. Raises `TaskNotOpen`."""
        token = self._open(task_id, surroundings)
        if not is_pending_service(token):
            raise _not_open(task_id)
        self._finish(token, variables)

    def fail_service(
        self, task_id: TaskId, code: str, message: str, surroundings: Surroundings
    ) -> None:
        """Let a service task end in a BPMN error.

        Raises `TaskNotOpen`, and `ExecutionError` when nothing in the diagram catches the error.
        """
        token = self._open(task_id, surroundings)
        if not is_pending_service(token):
            raise _not_open(task_id)
        throw_error(token, code, message)
        self._scope.advance()

    def receive_message(
        self,
        name: str,
        variables: Mapping[str, object],
        surroundings: Surroundings,
        *,
        task_id: TaskId | None = None,
    ) -> bool:
        """Deliver a message to the first token that waits for it (or to one token by id).

        Tell whether anybody did; if not, nothing changed.
        """
        self._scope.surroundings = surroundings
        for token in self._scope.all_tokens():
            is_meant = task_id is None or token.id == task_id
            if is_meant and awaits(token, EventKind.MESSAGE, name):
                write_all(token, variables)
                let_happen(token)
                self._scope.advance()
                return True
        return False

    def receive_signal(
        self, name: str, variables: Mapping[str, object], surroundings: Surroundings
    ) -> bool:
        """Deliver a signal to everybody who waits for it; tell whether anybody did."""
        self._scope.surroundings = surroundings
        tokens = tuple(self._scope.all_tokens())
        if not any(awaits(token, EventKind.SIGNAL, name) for token in tokens):
            return False
        for variable, value in variables.items():
            self._scope.variables[variable] = to_feel(value)
        receive_signal(tokens, name)
        self._scope.advance()
        return True

    def tasks(self) -> tuple[OpenTask, ...]:
        """List what waits for a person."""
        return tuple(task_of(token) for token in self._scope.all_tokens() if is_open_task(token))

    def services(self) -> tuple[PendingService, ...]:
        """List what waits for a handler."""
        tokens = self._scope.all_tokens()
        return tuple(service_of(token) for token in tokens if is_pending_service(token))

    def timers(self) -> tuple[ArmedTimer, ...]:
        """List what waits for a moment."""
        return tuple(timers_of(self._scope.all_tokens()))

    def subscriptions(self) -> tuple[Subscription, ...]:
        """List what waits for a message or a signal."""
        return tuple(subscriptions_of(self._scope.all_tokens()))

    def ever_catches(self, message: str) -> bool:
        """Whether something in these diagrams waits for this message, now or at another time."""
        return any(message in drawn.messages for drawn in self._scope.subprocess_specs.values())

    def active_elements(self) -> tuple[tuple[str, str], ...]:
        """Where the tokens are, as process key and element id; armed events are left out."""
        return tuple(
            (token.place.process_key, token.place.name)
            for token in self._scope.all_tokens()
            if token.facts.host is None
            and not token.facts.background
            and token.facts.container is None
        )

    def take_events(self) -> tuple[ElementEvent, ...]:
        """Return what happened since this was last asked, in order."""
        happened, self._scope.happened = tuple(self._scope.happened), []
        return happened

    def take_thrown(self) -> tuple[Thrown, ...]:
        """Return what was thrown since this was last asked, in order."""
        thrown, self._scope.thrown = tuple(self._scope.thrown), []
        return thrown

    def _begin(self, surroundings: Surroundings, kind: EventKind, name: str | None) -> None:
        scope = self._scope
        scope.surroundings = surroundings
        arm_event_sub_processes(scope)
        if name is None:
            start = plain_start(scope)
            waiting = [] if start else list(_timer_starts(scope))
        else:
            start, waiting = _start_by(scope, kind, name), []
        if start is None and not waiting:
            raise ExecutionError(
                f"Het proces '{scope.spec.process_key}' kan zo niet beginnen:"
                " het heeft geen passende startgebeurtenis."
            )
        for event in waiting:
            event.listen(scope.put(event, Facts()))
        if start is not None:
            scope.send(start, Facts())
        scope.advance()

    def _finish(self, token: Token, variables: Mapping[str, object]) -> None:
        write_all(token, variables)
        with blaming(token.place.name):
            token.complete()
        self._scope.advance()

    def _open(self, task_id: TaskId, surroundings: Surroundings) -> Token:
        self._scope.surroundings = surroundings
        token = self._scope.token(task_id)
        if token is None:
            raise _not_open(task_id)
        return token


def _timer_starts(scope: InstanceScope) -> Iterator[StartEvent]:
    for place in scope.spec.starts:
        if isinstance(place, StartEvent) and place.element.event_kind is EventKind.TIMER:
            yield place


def _start_by(scope: InstanceScope, kind: EventKind, name: str) -> StartEvent | None:
    for place in scope.spec.starts:
        event = place.element.event
        if event is not None and event.kind is kind and event.name == name:
            return place if isinstance(place, StartEvent) else None
    return None


def _not_open(task_id: TaskId) -> TaskNotOpen:
    return TaskNotOpen(f"Taak {task_id} staat niet (meer) open.")
