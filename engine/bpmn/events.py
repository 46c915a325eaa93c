"""Event nodes: where scopes begin and end, what interrupts them, what is waited for and thrown."""

from collections.abc import Iterable, Sequence

from engine.bpmn.catching import Catcher, code_of, note_fired
from engine.bpmn.elements import REMEMBER, EventKind, FlowNode, TimerKind
from engine.bpmn.specs import Node, Route
from engine.bpmn.step import EventKind as Happening
from engine.bpmn.throwing import throw_error, throw_escalation, throw_message, throw_signal
from engine.bpmn.tokens import Blueprint, Facts, Token


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
            self._remember(token, host)
            token.scope.cancel(host)
        token.proceed()

    def _remember(self, token: Token, host: Token) -> None:
        """Add what is busy inside the activity to the list that the drawing names, if it does."""
        name = self.element.camunda.properties.get(REMEMBER)
        inside = token.instance.subprocesses.get(host.id)
        if not name or inside is None:
            return
        known = token.instance.variables.get(name)
        busy = [other.place.name for other in inside.tokens if other.place.element.is_activity]
        token.write(name, [*(known if isinstance(known, list) else []), *busy])


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
        if event is None:
            return True
        if event.kind is EventKind.MESSAGE:
            throw_message(token, event.name)
        elif event.kind is EventKind.SIGNAL:
            throw_signal(token, event.name)
        elif event.kind is EventKind.ESCALATION:
            throw_escalation(token, code_of(event))
        elif event.kind is EventKind.ERROR:
            throw_error(token, code_of(event), "")
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
