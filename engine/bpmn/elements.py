"""A diagram as plain values: processes, flow nodes, sequence flows, events.

What the modeler drew, without XML and without the library that runs it. Ids are the ids of the
elements in the file. `engine.bpmn.model` reads files into these values.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.domain.definition import Finding


class NodeKind(StrEnum):
    """Every kind of flow node of BPMN 2.0, by its XML name."""

    START_EVENT = "startEvent"
    END_EVENT = "endEvent"
    CATCH_EVENT = "intermediateCatchEvent"
    THROW_EVENT = "intermediateThrowEvent"
    BOUNDARY_EVENT = "boundaryEvent"
    TASK = "task"
    MANUAL_TASK = "manualTask"
    USER_TASK = "userTask"
    SERVICE_TASK = "serviceTask"
    SCRIPT_TASK = "scriptTask"
    SEND_TASK = "sendTask"
    RECEIVE_TASK = "receiveTask"
    BUSINESS_RULE_TASK = "businessRuleTask"
    CALL_ACTIVITY = "callActivity"
    SUB_PROCESS = "subProcess"
    TRANSACTION = "transaction"
    AD_HOC_SUB_PROCESS = "adHocSubProcess"
    EXCLUSIVE_GATEWAY = "exclusiveGateway"
    INCLUSIVE_GATEWAY = "inclusiveGateway"
    PARALLEL_GATEWAY = "parallelGateway"
    EVENT_BASED_GATEWAY = "eventBasedGateway"
    COMPLEX_GATEWAY = "complexGateway"


EVENTS = frozenset(
    {
        NodeKind.START_EVENT,
        NodeKind.END_EVENT,
        NodeKind.CATCH_EVENT,
        NodeKind.THROW_EVENT,
        NodeKind.BOUNDARY_EVENT,
    }
)
GATEWAYS = frozenset(
    {
        NodeKind.EXCLUSIVE_GATEWAY,
        NodeKind.INCLUSIVE_GATEWAY,
        NodeKind.PARALLEL_GATEWAY,
        NodeKind.EVENT_BASED_GATEWAY,
        NodeKind.COMPLEX_GATEWAY,
    }
)
BODIES = frozenset({NodeKind.SUB_PROCESS, NodeKind.TRANSACTION, NodeKind.AD_HOC_SUB_PROCESS})
ACTIVITIES = frozenset(NodeKind) - EVENTS - GATEWAYS


class EventKind(StrEnum):
    """The event definitions of BPMN 2.0."""

    TIMER = "timer"
    MESSAGE = "message"
    SIGNAL = "signal"
    ERROR = "error"
    ESCALATION = "escalation"
    TERMINATE = "terminate"
    LINK = "link"
    CONDITIONAL = "conditional"
    COMPENSATE = "compensate"
    CANCEL = "cancel"


class TimerKind(StrEnum):
    """The three ways to write a timer."""

    DATE = "date"
    DURATION = "duration"
    CYCLE = "cycle"


@dataclass(frozen=True, kw_only=True)
class EventDefinition:
    """What an event waits for or throws.

    `ref` is the id of the message, signal, error or escalation; `name` and `code` are what that
    id stands for (for a link, `name` is the link's own). `expression` is the timer text (FEEL or
    a bare ISO 8601 literal) or the condition of a conditional event.
    """

    kind: EventKind
    ref: str | None = None
    name: str | None = None
    code: str | None = None
    timer_kind: TimerKind | None = None
    expression: str | None = None
    code_variable: str | None = None
    message_variable: str | None = None


@dataclass(frozen=True, kw_only=True)
class MultiInstance:
    """An activity that runs once per item (`collection`, `element_variable`) or n times.

    `leftovers` names BPMN data references that are not read.
    """

    sequential: bool
    cardinality: str | None = None
    collection: str | None = None
    element_variable: str | None = None
    completion_condition: str | None = None
    leftovers: tuple[str, ...] = ()
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class StandardLoop:
    """An activity that repeats while a condition holds."""

    condition: str | None = None
    test_before: bool = False
    maximum: str | None = None


_LONGEST_VERSION = 7
VERSION = "version"
"""The binding that names a number."""


@dataclass(frozen=True, kw_only=True)
class CamundaAttributes:
    """The Camunda 7 extension attributes and elements of one flow node.

    Texts are as written. `candidate_groups` and `candidate_users` are split at commas, unless
    the text is an expression (it starts with `=` or `${`): then it is one item. `leftovers`
    names what stands there and is not read, for the gate to report.
    """

    assignee: str | None = None
    candidate_groups: tuple[str, ...] = ()
    candidate_users: tuple[str, ...] = ()
    form_ref: str | None = None
    form_ref_binding: str | None = None
    form_ref_version: str | None = None
    form_key: str | None = None
    due_date: str | None = None
    follow_up_date: str | None = None
    priority: str | None = None
    topic: str | None = None
    type: str | None = None
    decision_ref: str | None = None
    decision_ref_binding: str | None = None
    decision_ref_version: str | None = None
    map_decision_result: str | None = None
    result_variable: str | None = None
    called_element_binding: str | None = None
    called_element_version: str | None = None
    initiator: str | None = None
    async_before: bool = False
    async_after: bool = False
    properties: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)
    leftovers: tuple[str, ...] = ()

    @property
    def decision_version(self) -> int | None:
        """The number of the decision's version, if one is named."""
        return _number(self.decision_ref_version)

    @property
    def form_version(self) -> int | None:
        """The number of the form's version, if one is named."""
        return _number(self.form_ref_version)

    @property
    def called_version(self) -> int | None:
        """The number of the called process's version, if one is named."""
        return _number(self.called_element_version)


def _number(text: str | None) -> int | None:
    is_number = text is not None and text.isdecimal() and len(text) < _LONGEST_VERSION
    return int(text) if text is not None and is_number else None


def numbered(key: str, number: int) -> str:
    """Name one version of a definition: `urgentie@3`."""
    return f"{key}@{number}"


NO_ATTRIBUTES = CamundaAttributes()


@dataclass(frozen=True, kw_only=True)
class SequenceFlow:
    """An arrow. `condition` is FEEL text as written; None means that there is none."""

    id: str
    source: str
    target: str
    condition: str | None = None
    condition_language: str | None = None
    name: str | None = None
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class FlowNode:
    """A flow node. `incoming` and `outgoing` are ids of sequence flows, in file order.

    `body` is what is inside a sub-process; `events` holds every event definition found
    (`event` is the only one a right diagram has).
    """

    id: str
    kind: NodeKind
    name: str | None = None
    documentation: str = ""
    incoming: tuple[str, ...] = ()
    outgoing: tuple[str, ...] = ()
    default_flow: str | None = None
    attached_to: str | None = None
    cancel_activity: bool = True
    is_interrupting: bool = True
    triggered_by_event: bool = False
    events: tuple[EventDefinition, ...] = ()
    loop: MultiInstance | StandardLoop | None = None
    called_element: str | None = None
    body: "Process | None" = None
    camunda: CamundaAttributes = NO_ATTRIBUTES
    lane: str | None = None
    script: str | None = None
    script_format: str | None = None
    message_ref: str | None = None
    message_name: str | None = None
    data_associations: tuple[str, ...] = ()
    line: int | None = None

    @property
    def event(self) -> EventDefinition | None:
        """The event definition, or None for an event without one and for other nodes."""
        return self.events[0] if self.events else None

    @property
    def event_kind(self) -> EventKind | None:
        """The kind of the event definition, if there is one."""
        return self.events[0].kind if self.events else None

    @property
    def is_activity(self) -> bool:
        """Whether this is a task, a call activity or a sub-process."""
        return self.kind in ACTIVITIES

    @property
    def is_gateway(self) -> bool:
        """Whether this is a gateway."""
        return self.kind in GATEWAYS

    @property
    def result_variable(self) -> str | None:
        """Where the outcome of a script or a decision goes (`camunda:resultVariable`)."""
        return self.camunda.result_variable

    @property
    def called_binding(self) -> str | None:
        """The binding of a call activity: latest, deployment or version."""
        return self.camunda.called_element_binding

    @property
    def calls(self) -> str | None:
        """The process that a call activity calls, with its number if that is named."""
        number = self.camunda.called_version if self.called_binding == VERSION else None
        key = self.called_element
        return key if key is None or number is None else numbered(key, number)

    @property
    def form_number(self) -> int | None:
        """The version of its form that a user task names, if it does."""
        own = self.camunda
        return own.form_version if own.form_ref_binding == VERSION else None

    @property
    def label(self) -> str:
        """What a person calls this element: its name, else its id."""
        return self.name or self.id


REMEMBER = "onthouden"
"""The property of an interrupting boundary event that names a list of what it stopped."""


def reported_with(node: FlowNode) -> str:
    """Give the form with which people report this event (property `melden`), if they do."""
    return node.camunda.properties.get("melden", "") if node.kind in EVENTS else ""


@dataclass(frozen=True, kw_only=True)
class Process:
    """A process, or the inside of a sub-process (then the id is the sub-process's)."""

    id: str
    name: str | None = None
    documentation: str = ""
    executable: bool | None = None
    version_tag: str | None = None
    nodes: Mapping[str, FlowNode]
    flows: Mapping[str, SequenceFlow]
    data_elements: tuple[str, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    leftovers: tuple[str, ...] = ()
    line: int | None = None

    def all_nodes(self) -> Iterator[FlowNode]:
        """Walk every node, also inside sub-processes, in file order."""
        for node in self.nodes.values():
            yield node
            if node.body is not None:
                yield from node.body.all_nodes()

    def all_flows(self) -> Iterator[SequenceFlow]:
        """Walk every sequence flow, also inside sub-processes."""
        for scope in self.scopes():
            yield from scope.flows.values()

    def scopes(self) -> Iterator["Process"]:
        """Walk this process and every sub-process in it, outermost first."""
        yield self
        for node in self.nodes.values():
            if node.body is not None:
                yield from node.body.scopes()

    def boundary_events(self, node_id: str) -> tuple[FlowNode, ...]:
        """Return the boundary events attached to a node of this scope, in file order."""
        return tuple(node for node in self.nodes.values() if node.attached_to == node_id)

    def starts(self) -> tuple[FlowNode, ...]:
        """Return the start events of this scope."""
        return tuple(n for n in self.nodes.values() if n.kind is NodeKind.START_EVENT)


@dataclass(frozen=True, kw_only=True)
class Referable:
    """A message, signal, error or escalation that events refer to by id."""

    id: str
    name: str | None = None
    code: str | None = None
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class Diagram:
    """A BPMN file. `faults` are what could not be read as BPMN; the gate passes them on."""

    processes: tuple[Process, ...]
    messages: Mapping[str, Referable]
    signals: Mapping[str, Referable]
    errors: Mapping[str, Referable]
    escalations: Mapping[str, Referable]
    target_namespace: str
    participants: Mapping[str, str | None] = field(default_factory=dict)
    message_flows: tuple[str, ...] = ()
    shapes: frozenset[str] = frozenset()
    faults: tuple[Finding, ...] = ()

    @property
    def executable(self) -> Process:
        """The process that this file is about: the one marked executable.

        A file with one process that says nothing about it counts too (the gate warns).
        Raises LookupError when the gate would refuse the choice.
        """
        marked = [process for process in self.processes if process.executable]
        unsaid = [process for process in self.processes if process.executable is None]
        chosen = marked or (unsaid if len(self.processes) == 1 else [])
        if len(chosen) != 1:
            raise LookupError(f"{len(chosen)} executable processes in one file")
        return chosen[0]
