"""Events: what a token waits for, and what it throws.

    caught from outside   timer, message, signal        by id or by name, at any moment
    caught from inside    error, escalation, signal     thrown by a token of the same instance

An error or escalation rises from its scope outward. On each level it is offered first to the
event sub-processes of the scope, then to the boundary events of the activity that owns the scope;
one that names the code goes before one that takes any code. An error that nobody catches stops
the step (an incident), because a case would otherwise go on as if nothing happened. An escalation
that nobody catches is reported and the token goes on (BPMN 2.0 §10.5.1).
"""

from collections.abc import Iterable, Iterator, Sequence

from engine.bpmn.elements import EventDefinition, EventKind, FlowNode, TimerKind
from engine.bpmn.scripting import needed_time, text_or_value
from engine.bpmn.specs import Node, Route
from engine.bpmn.step import EventKind as Happening
from engine.bpmn.step import Thrown, ThrownKind
from engine.bpmn.timers import Alarm, arm
from engine.bpmn.tokens import Blueprint, Facts, Scope, Token, blaming
from engine.errors import ExecutionError
from engine.feel import Value

RECEIVED = frozenset({EventKind.TIMER, EventKind.MESSAGE, EventKind.SIGNAL})
"""What can come from outside the instance."""


class Catcher(Node):
    """A node where a token waits for `awaited`; `trigger` is the element that draws it."""

    awaited: EventDefinition | None
    trigger: FlowNode
    interrupting = True

    def __init__(self, blueprint: Blueprint, element: FlowNode, routes: Sequence[Route]) -> None:
        super().__init__(blueprint, element, routes)
        self.trigger = element
        self.awaited = element.event

    def listen(self, token: Token) -> None:
        """Let the token wait. A timer is armed now, and not looked at again until it fires."""
        token.wait()
        if self.awaited is not None and self.awaited.kind is EventKind.TIMER:
            token.facts.alarm = self._alarm(self.awaited, token)

    def catch(self, token: Token) -> None:
        """Let the token that waited go on: what it waited for has come."""
        note_fired(token)
        token.facts.alarm = None
        _end_race(token)
        token.proceed()

    def _alarm(self, awaited: EventDefinition, token: Token) -> Alarm:
        text = (awaited.expression or "").strip()
        if not text or awaited.timer_kind is None:
            raise ExecutionError("De timer heeft geen tijd.", element_id=self.trigger.id)
        moment = token.instance.surroundings.moment
        with blaming(self.trigger.id):
            return arm(awaited.timer_kind, needed_time(text, token), moment)

    def _rearm(self, token: Token) -> None:
        """Wait for the next firing of a cycle, or end the waiting of a timer that is through."""
        if self.awaited is None or self.awaited.kind is not EventKind.TIMER:
            return
        surroundings = token.instance.surroundings
        alarm = token.facts.alarm
        token.facts.alarm = alarm and alarm.following(surroundings.now, surroundings.scope.calendar)
        if token.facts.alarm is None:
            token.scope.remove(token)


class IntermediateCatchEvent(Catcher):
    """Waits in the flow. Without an event definition the token goes on at once."""

    def arrive(self, token: Token) -> None:
        """Wait for the event."""
        token.instance.note(Happening.ENTERED, token)
        if self.awaited is None or self.awaited.kind is EventKind.LINK:
            token.ready()
        else:
            self.listen(token)


class StartEvent(Catcher):
    """Where a scope begins. One with a timer can wait; a cycle begins again at every firing."""

    def catch(self, token: Token) -> None:
        """Begin; with a cycle, keep waiting as well."""
        cycle = self.awaited is not None and self.awaited.timer_kind is TimerKind.CYCLE
        if not cycle:
            super().catch(token)
            return
        note_fired(token)
        token.scope.send(self, Facts())
        self._rearm(token)


class BoundaryEvent(Catcher):
    """Waits as long as the activity under it is busy."""

    def __init__(self, blueprint: Blueprint, element: FlowNode, routes: Sequence[Route]) -> None:
        super().__init__(blueprint, element, routes)
        self.interrupting = element.cancel_activity

    def catch(self, token: Token) -> None:
        """End the activity and go on; or, not interrupting, send a new token and keep waiting."""
        note_fired(token)
        if not self.interrupting:
            branch = token.scope.put(self, Facts())
            branch.ready()
            self._rearm(token)
            return
        host = token.scope.tasks[token.facts.host] if token.facts.host else None
        token.facts.host = None
        token.facts.alarm = None
        if host is not None:
            token.scope.cancel(host)
        token.proceed()


class EventBasedGateway(Node):
    """Puts a token at every event behind it; the first to fire ends the others."""

    def leave(self, token: Token) -> None:
        """Let all events behind the gateway race."""
        scope = token.scope
        token.instance.note(Happening.COMPLETED, token)
        scope.remove(token)
        for route in self.routes:
            scope.send(self.blueprint.place(route.target), Facts(via=route.flow, race=token.id))


class ThrowEvent(Node):
    """Throws its event, then goes on: intermediate throw events and end events."""

    def execute(self, token: Token) -> bool:
        """Throw. The token may be gone afterwards: what it threw can interrupt it."""
        event = self.element.event
        match event.kind if event else None:
            case EventKind.MESSAGE:
                throw_message(token, (event and event.name) or "")
            case EventKind.SIGNAL:
                throw_signal(token, (event and event.name) or "")
            case EventKind.ESCALATION:
                throw_escalation(token, code_of(event))
            case EventKind.ERROR:
                throw_error(token, code_of(event), "")
            case _:
                pass
        return True


class EndEvent(ThrowEvent):
    """The end of one path; a terminate event ends every path of its scope."""

    def leave(self, token: Token) -> None:
        """Let the token end."""
        if self.element.event_kind is not EventKind.TERMINATE:
            super().leave(token)
            return
        scope = token.scope
        token.instance.note(Happening.COMPLETED, token)
        scope.remove(token)
        scope.clear()
        scope.settle()


def arm_boundary_events(host: Token, boundary_events: Iterable[BoundaryEvent]) -> None:
    """Put a waiting token at every boundary event of an activity that begins."""
    for event in boundary_events:
        event.listen(host.scope.put(event, Facts(host=host.id)))


def code_of(event: EventDefinition | None) -> str | None:
    """Return the code of an error or escalation, else its name or id; None stands for any."""
    if event is None:
        return None
    return event.code or event.name or event.ref


def note_fired(token: Token) -> None:
    """Write down that what a token waited for has come."""
    alarm = token.facts.alarm
    detail: dict[str, Value] = {} if alarm is None else {"vervaldatum": alarm.due}
    token.instance.note(Happening.FIRED, token, **detail)


def throw_message(token: Token, name: str) -> None:
    """Send a message with the inputs of the element as its variables."""
    _throw(token, ThrownKind.MESSAGE, name, caught=False)


def throw_signal(token: Token, name: str) -> None:
    """Broadcast a signal: to everything that waits in this instance, and to the outside."""
    caught = receive_signal(tuple(token.instance.all_tokens()), name)
    _throw(token, ThrownKind.SIGNAL, name, caught=caught)


def receive_signal(tokens: Iterable[Token], name: str) -> bool:
    """Let every token go on that waits for this signal; tell whether there was one."""
    waiting = [token for token in tokens if awaits(token, EventKind.SIGNAL, name)]
    for token in waiting:
        if token.is_alive and isinstance(token.place, Catcher):
            token.place.catch(token)
    return bool(waiting)


def throw_escalation(token: Token, code: str | None) -> None:
    """Let an escalation rise; report it outside when nobody catches it."""
    catcher = _catcher(token.scope, EventKind.ESCALATION, code)
    _throw(token, ThrownKind.ESCALATION, code or "", caught=catcher is not None)
    if catcher is not None and isinstance(catcher.place, Catcher):
        catcher.place.catch(catcher)


def throw_error(token: Token, code: str | None, message: str) -> None:
    """Let an error rise from a token. Raises `ExecutionError` when nobody catches it."""
    catcher = _among(boundary_tokens(token), EventKind.ERROR, code)
    catcher = catcher or _catcher(token.scope, EventKind.ERROR, code)
    if catcher is None:
        raise ExecutionError(
            f"De fout '{code or 'zonder code'}' wordt nergens opgevangen."
            + (f" {message}" if message else ""),
            element_id=token.place.name,
        )
    assert isinstance(catcher.place, Catcher)  # noqa: S101 - only catchers are found
    awaited = catcher.place.awaited
    if awaited is not None and awaited.code_variable:
        catcher.write(awaited.code_variable, code)
    if awaited is not None and awaited.message_variable:
        catcher.write(awaited.message_variable, message)
    catcher.place.catch(catcher)


def awaits(token: Token, kind: EventKind, name: str | None = None) -> bool:
    """Whether a token waits for an event of this kind (and name)."""
    if not token.is_waiting or not isinstance(token.place, Catcher):
        return False
    awaited = token.place.awaited
    return awaited is not None and awaited.kind is kind and name in (None, awaited.name)


def boundary_tokens(token: Token) -> Iterator[Token]:
    """Find the armed boundary events of the activity that a token is at, or is a round of."""
    host = token.facts.container or token.id
    return (other for other in token.scope.tokens if other.facts.host == host)


def _catcher(scope: Scope, kind: EventKind, code: str | None) -> Token | None:
    inside: Scope | None = scope
    while inside is not None:
        waiting = [token for token in inside.tokens if token.facts.background]
        if inside.owner is not None:
            found = _among(waiting, kind, code) or _among(boundary_tokens(inside.owner), kind, code)
        else:
            found = _among(waiting, kind, code)
        if found is not None:
            return found
        inside = inside.owner.scope if inside.owner is not None else None
    return None


def _among(tokens: Iterable[Token], kind: EventKind, code: str | None) -> Token | None:
    fitting = [token for token in tokens if awaits(token, kind)]
    by_code = {_awaited_code(token): token for token in reversed(fitting)}
    return by_code.get(code) or by_code.get(None)


def _awaited_code(token: Token) -> str | None:
    assert isinstance(token.place, Catcher)  # noqa: S101 - `awaits` checked
    return code_of(token.place.awaited)


def _throw(token: Token, kind: ThrownKind, name: str, *, caught: bool) -> None:
    inputs = token.place.element.camunda.inputs
    token.instance.thrown.append(
        Thrown(
            kind=kind,
            name=name,
            element_id=token.place.name,
            process_key=token.place.process_key,
            variables={name: text_or_value(text, token) for name, text in inputs.items()},
            caught=caught,
        )
    )


def _end_race(token: Token) -> None:
    race, token.facts.race = token.facts.race, None
    if race is None:
        return
    for rival in token.scope.tokens:
        if rival.facts.race == race:
            token.scope.cancel(rival)
