"""What waits in an instance, described for the outside (`engine.bpmn.step`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from engine.bpmn.catching import Catcher, waiting_at
from engine.bpmn.elements import EventKind
from engine.bpmn.step import ArmedTimer, OpenTask, PendingService, Subscription, SubscriptionKind
from engine.bpmn.tasks import (
    ASSIGNEE,
    DUE,
    FOLLOW_UP,
    GROUPS,
    MEDIUM_PRIORITY,
    PRIORITY,
    USERS,
    HumanTask,
    ServiceTask,
)
from engine.bpmn.tokens import Token
from engine.feel import Value

_FROM_OUTSIDE = frozenset({EventKind.MESSAGE, EventKind.SIGNAL})


@dataclass(frozen=True, kw_only=True)
class _Noted:
    """What a human task noted on arrival, with its types."""

    values: Mapping[str, Value]

    def moment(self, name: str) -> datetime | None:
        value = self.values.get(name)
        return value if isinstance(value, datetime) else None

    def text(self, name: str) -> str | None:
        value = self.values.get(name)
        return None if value is None else str(value)

    def names(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name)
        return tuple(str(item) for item in value) if isinstance(value, list) else ()

    def number(self, name: str, otherwise: int) -> int:
        value = self.values.get(name)
        return int(value) if isinstance(value, Decimal) else otherwise


def is_open_task(token: Token) -> bool:
    """Tell whether a person can complete the task where a token is."""
    is_container = token.facts.rounds is not None
    return isinstance(token.place, HumanTask) and token.is_ready and not is_container


def is_pending_service(token: Token) -> bool:
    """Tell whether a handler is to do the task where a token is."""
    is_container = token.facts.rounds is not None
    return isinstance(token.place, ServiceTask) and token.is_begun and not is_container


def task_of(token: Token) -> OpenTask:
    """Describe a task that waits for a person."""
    element = token.place.element
    noted = _Noted(values=token.facts.noted)
    local: dict[str, Value] = {}
    for layer in reversed(list(token.layers())):
        local.update(layer)
    return OpenTask(
        id=token.id,
        element_id=element.id,
        process_key=token.place.process_key,
        name=element.label,
        documentation=element.documentation,
        candidate_groups=noted.names(GROUPS),
        candidate_users=noted.names(USERS),
        assignee=noted.text(ASSIGNEE),
        form_ref=element.camunda.form_ref or element.camunda.form_key,
        form_number=element.form_number,
        due_at=noted.moment(DUE),
        follow_up_at=noted.moment(FOLLOW_UP),
        priority=noted.number(PRIORITY, MEDIUM_PRIORITY),
        properties=element.camunda.properties,
        local={**local, **token.facts.inputs},
    )


def service_of(token: Token) -> PendingService:
    """Describe a task that waits for a handler."""
    element = token.place.element
    return PendingService(
        task_id=token.id,
        element_id=element.id,
        process_key=token.place.process_key,
        name=element.label,
        topic=element.camunda.topic or "",
        inputs=token.facts.inputs,
        properties=element.camunda.properties,
    )


def timers_of(tokens: Iterator[Token]) -> Iterator[ArmedTimer]:
    """Describe the timers that are armed."""
    for token in tokens:
        alarm, place = token.facts.alarm, token.place
        if alarm is None or not isinstance(place, Catcher):
            continue
        awaited = place.awaited
        yield ArmedTimer(
            task_id=token.id,
            element_id=place.trigger.id,
            process_key=place.process_key,
            name=place.trigger.label,
            due_at=alarm.due,
            occurrence=alarm.occurrence,
            expression=(awaited and awaited.expression) or "",
            attached_to=place.element.attached_to,
            interrupting=place.interrupting,
        )


def subscriptions_of(tokens: Iterator[Token]) -> Iterator[Subscription]:
    """Describe what waits for a message or a signal."""
    for token in tokens:
        place = waiting_at(token)
        if place is None or place.awaited is None:
            continue
        if place.awaited.kind in _FROM_OUTSIDE:
            yield Subscription(
                task_id=token.id,
                element_id=place.trigger.id,
                process_key=place.process_key,
                kind=SubscriptionKind(place.awaited.kind.value),
                name=place.awaited.name or "",
            )
