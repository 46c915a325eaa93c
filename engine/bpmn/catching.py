"""Nodes where a token waits for an event: what they share.

A catcher knows what it awaits. `listen` lets a token wait there, `catch` lets it go on because
the event has come: a timer fired by id, a message or signal received, an error or escalation that
rose from inside.
"""

from collections.abc import Sequence

from engine.bpmn.elements import EventDefinition, EventKind, FlowNode
from engine.bpmn.scripting import needed_time
from engine.bpmn.specs import Node, Route
from engine.bpmn.step import EventKind as Happening
from engine.bpmn.timers import Alarm, arm
from engine.bpmn.tokens import Blueprint, Token, blaming
from engine.errors import ExecutionError
from engine.feel import Value


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


def waiting_at(token: Token) -> Catcher | None:
    """Return the catcher where a token waits, if it waits at one."""
    place = token.place
    return place if isinstance(place, Catcher) and token.is_waiting else None


def awaits(token: Token, kind: EventKind, name: str | None = None) -> bool:
    """Tell whether a token waits for an event of this kind (and name)."""
    catcher = waiting_at(token)
    awaited = catcher.awaited if catcher else None
    return awaited is not None and awaited.kind is kind and name in (None, awaited.name)


def let_happen(token: Token) -> None:
    """Let a waiting token go on: what it waited for has come."""
    catcher = waiting_at(token)
    if catcher is not None:
        catcher.catch(token)


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


def _end_race(token: Token) -> None:
    race, token.facts.race = token.facts.race, None
    if race is None:
        return
    for rival in token.scope.tokens:
        if rival.facts.race == race:
            token.scope.cancel(rival)
