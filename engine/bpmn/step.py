"""What a step of a process instance shows to the outside, as frozen values.

The runtime takes a step (a task completed, a timer fired, a message received) and then says
what now waits, what is due, what was thrown and what happened. The commands write that down:

    OpenTask        somebody must do this                     → row in user_task
    ArmedTimer      this happens by itself at `due_at`        → row in job
    PendingService  a handler must do this                    → row in job
    Subscription    a message or signal may arrive for this   → row in subscription
    Thrown          this must be delivered elsewhere          → correlated by the command
    ElementEvent    this happened                             → row in history_event
    Snapshot        the instance itself, to be restored later → row in process_instance

Times are aware UTC datetimes. `process_key` is the id of the process that holds the element:
the definition's own process, or the called process. `task_id` identifies one token at one
element, and is stable from the arrival of the token until it leaves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from engine.domain.ids import TaskId
from engine.feel import Value


class EventKind(StrEnum):
    """What happened to an element, in the words of the history table."""

    ENTERED = "entered"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    FIRED = "fired"
    DECIDED = "decided"


class SubscriptionKind(StrEnum):
    """What a waiting element can receive from outside the instance."""

    MESSAGE = "message"
    SIGNAL = "signal"


class ThrownKind(StrEnum):
    """What an instance can send out that it does not catch itself."""

    MESSAGE = "message"
    SIGNAL = "signal"
    ESCALATION = "escalation"
    ERROR = "error"


@dataclass(frozen=True, kw_only=True)
class OpenTask:
    """A user task, manual task or plain task that waits for a person.

    `local` holds the variables of one multi-instance round (the item, `loopCounter`).
    """

    id: TaskId
    element_id: str
    process_key: str
    name: str
    documentation: str = ""
    candidate_groups: tuple[str, ...] = ()
    candidate_users: tuple[str, ...] = ()
    assignee: str | None = None
    form_ref: str | None = None
    form_number: int | None = None
    due_at: datetime | None = None
    follow_up_at: datetime | None = None
    priority: int = 50
    properties: Mapping[str, str] = field(default_factory=dict)
    local: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ArmedTimer:
    """A timer event that waits. `due_at` was computed once, on arrival.

    `occurrence` counts the firings of a cycle (0 first), so that
    `(task_id, occurrence)` names one firing and no other.
    """

    task_id: TaskId
    element_id: str
    process_key: str
    name: str
    due_at: datetime
    occurrence: int = 0
    expression: str = ""
    attached_to: str | None = None
    interrupting: bool = True


@dataclass(frozen=True, kw_only=True)
class PendingService:
    """A service task that waits for a handler's result."""

    task_id: TaskId
    element_id: str
    process_key: str
    name: str
    topic: str
    inputs: Mapping[str, Value] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """An element that waits for a message or a signal of this name."""

    task_id: TaskId
    element_id: str
    process_key: str
    kind: SubscriptionKind
    name: str


@dataclass(frozen=True, kw_only=True)
class Thrown:
    """Something sent out of the instance. `variables` are the sender's inputs, evaluated.

    `caught` is true when this instance itself had an element waiting for it as well
    (a signal, an escalation): then delivery elsewhere is an addition.
    """

    kind: ThrownKind
    name: str
    element_id: str
    process_key: str
    variables: Mapping[str, Value] = field(default_factory=dict)
    caught: bool = False


@dataclass(frozen=True, kw_only=True)
class ElementEvent:
    """One thing that happened to one element during the step, in order.

    `element_type` is the BPMN element name (`userTask`, `boundaryEvent`, …).
    """

    kind: EventKind
    element_id: str
    element_type: str
    process_key: str
    name: str
    task_id: TaskId
    detail: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """A process instance at rest.

    `state` is compressed ordered JSON: its order carries meaning, store it as bytes and
    never as a JSON column. `variables` are the instance's variables; `encode_variables` and
    `decode_variables` of `engine.bpmn.serialization` turn them into storable text and back
    without losing a type.
    """

    state: bytes
    version: int
    variables: Mapping[str, Value]
