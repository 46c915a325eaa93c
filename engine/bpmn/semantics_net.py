"""The board of the token game: a process, worked out once into what a move needs to know.

Written from BPMN 2.0 chapter 13 and the values of `engine.bpmn.elements` alone. It shares no code
with the runtime, so that the two can be held against each other.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.bpmn.elements import EventKind, FlowNode, NodeKind, Process, SequenceFlow, TimerKind

FOREVER = -1
_ROUNDS = re.compile(r"\W*R(\d*)/")

_JOINS = frozenset({NodeKind.PARALLEL_GATEWAY, NodeKind.INCLUSIVE_GATEWAY})
_FROM_INSIDE = frozenset({EventKind.ERROR, EventKind.ESCALATION})
_HANDLED = frozenset({NodeKind.SEND_TASK, NodeKind.BUSINESS_RULE_TASK})
RESTING = frozenset(
    {
        NodeKind.USER_TASK,
        NodeKind.SERVICE_TASK,
        NodeKind.RECEIVE_TASK,
        NodeKind.CALL_ACTIVITY,
        NodeKind.EVENT_BASED_GATEWAY,
        NodeKind.TASK,
        NodeKind.MANUAL_TASK,
    }
)


@dataclass(frozen=True, kw_only=True)
class Net:
    """One scope: a process, or the inside of a sub-process.

    `called` holds the processes that call activities open; a call to any other process is a
    closed box that can end at any moment.
    """

    scope: Process
    called: Mapping[str, Process]

    def node(self, node_id: str) -> FlowNode:
        """Find a node of this scope."""
        return self.scope.nodes[node_id]

    def flow(self, flow_id: str) -> SequenceFlow:
        """Find a sequence flow of this scope."""
        return self.scope.flows[flow_id]

    @cached_property
    def insides(self) -> Mapping[str, "Net"]:
        """The scopes inside sub-processes, event sub-processes and known called processes."""
        found = {}
        for node in self.scope.nodes.values():
            inside = node.body
            if node.kind is NodeKind.CALL_ACTIVITY:
                inside = self.called.get(node.called_element or "")
            if inside is not None:
                found[node.id] = Net(scope=inside, called=self.called)
        return found

    @cached_property
    def rims(self) -> Mapping[str, tuple[FlowNode, ...]]:
        """The boundary events by the activity that they are attached to."""
        found: dict[str, tuple[FlowNode, ...]] = {}
        for node in self.scope.nodes.values():
            if node.attached_to is not None:
                found[node.attached_to] = (*found.get(node.attached_to, ()), node)
        return found

    @cached_property
    def listeners(self) -> tuple[FlowNode, ...]:
        """The event sub-processes of this scope."""
        return tuple(node for node in self.scope.nodes.values() if node.triggered_by_event)

    @cached_property
    def joins(self) -> frozenset[str]:
        """The gateways where tokens wait for each other."""
        return frozenset(
            node.id
            for node in self.scope.nodes.values()
            if node.kind in _JOINS and len(node.incoming) > 1
        )

    @cached_property
    def links(self) -> Mapping[str, str]:
        """The link catch events by name."""
        return {
            node.event.name or "": node.id
            for node in self.scope.nodes.values()
            if node.kind is NodeKind.CATCH_EVENT
            and node.event is not None
            and node.event.kind is EventKind.LINK
        }

    @cached_property
    def upstream(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """By inclusive join and incoming flow: the nodes from which that flow can be reached.

        Paths through the join itself do not count (BPMN 2.0 §13.4.3).
        """
        return {
            join: {flow: self._nodes_before(flow, join) for flow in self.node(join).incoming}
            for join in self.joins
            if self.node(join).kind is NodeKind.INCLUSIVE_GATEWAY
        }

    def straight_before(self, node_id: str) -> frozenset[str]:
        """Find the nodes from which a token comes here, past no join and past no choice."""
        if node_id not in self._straight:
            seen: set[str] = set()
            open_ends = list(self._one_back(self.node(node_id)))
            while open_ends:
                place = open_ends.pop()
                if place not in seen and place not in self.joins and not self._chooses(place):
                    seen.add(place)
                    open_ends.extend(self._one_back(self.node(place)))
            self._straight[node_id] = frozenset(seen)
        return self._straight[node_id]

    def _chooses(self, node_id: str) -> bool:
        node = self.node(node_id)
        choosing = {NodeKind.EXCLUSIVE_GATEWAY, NodeKind.INCLUSIVE_GATEWAY}
        return node.kind in choosing and len(node.outgoing) > 1

    @cached_property
    def _straight(self) -> dict[str, frozenset[str]]:
        return {}

    def _nodes_before(self, flow_id: str, join: str) -> frozenset[str]:
        seen: set[str] = set()
        open_ends = [self.flow(flow_id).source]
        while open_ends:
            node_id = open_ends.pop()
            if node_id not in seen and node_id != join:
                seen.add(node_id)
                open_ends.extend(self._one_back(self.node(node_id)))
        return frozenset(seen)

    def _one_back(self, node: FlowNode) -> Iterator[str]:
        yield from (self.flow(flow).source for flow in node.incoming)
        if node.attached_to is not None:
            yield node.attached_to
        if node.kind is NodeKind.CATCH_EVENT and node.event_kind is EventKind.LINK:
            for other in self.scope.nodes.values():
                throws = other.kind is NodeKind.THROW_EVENT and other.event is not None
                if throws and other.event and node.event and other.event.name == node.event.name:
                    yield other.id

    def entrance(self, message: str | None = None) -> FlowNode:
        """Find the start event where a token begins: the plain one, or the one for a message."""
        starts = self.scope.starts()
        if message is not None:
            return next(start for start in starts if start.event and start.event.name == message)
        order = {None: 0, EventKind.TIMER: 1}
        return min(starts, key=lambda start: order.get(start.event_kind, 2))

    def targets(self, gateway: FlowNode) -> Iterator[FlowNode]:
        """List the events behind an event-based gateway."""
        return (self.node(self.flow(flow).target) for flow in gateway.outgoing)

    def rests(self, node: FlowNode) -> bool:
        """Whether a token stays at this node until something comes from outside."""
        if node.kind is NodeKind.CATCH_EVENT:
            return node.event is not None and node.event.kind is not EventKind.LINK
        if node.kind is NodeKind.START_EVENT:
            return node.event_kind is EventKind.TIMER
        return node.kind in RESTING or (node.kind in _HANDLED and bool(node.camunda.topic))


def times(event: FlowNode) -> int:
    """How often a waiting event can occur before it stops waiting; `FOREVER` without an end."""
    definition = event.event
    if definition is None or definition.kind is not EventKind.TIMER:
        return FOREVER
    if definition.timer_kind is not TimerKind.CYCLE:
        return 1
    match = _ROUNDS.match(definition.expression or "")
    return int(match[1]) if match and match[1] else FOREVER


def comes_from_inside(event: FlowNode) -> bool:
    """Whether an event is thrown by the case itself: an error or an escalation."""
    return event.event_kind in _FROM_INSIDE


def awaited_code(event: FlowNode) -> str | None:
    """Return the code that an error or escalation event names; None takes any."""
    definition = event.event
    if definition is None:
        return None
    return definition.code or definition.name or definition.ref
