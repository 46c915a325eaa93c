"""Branches beside the main path that can be played by themselves.

A reminder, say: a timer that does not interrupt, a task for the team leader, an end. What happens
there never changes what can happen on the main path, so playing them together only multiplies the
markings (seven places per reminded task instead of three). Such a branch is played on its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.bpmn.elements import EventKind, FlowNode, NodeKind, Process
from engine.bpmn.semantics_net import FOREVER, Net, times

_HEARD_ELSEWHERE = frozenset(
    {EventKind.ERROR, EventKind.ESCALATION, EventKind.SIGNAL, EventKind.TERMINATE}
)
_THROWING = frozenset({NodeKind.THROW_EVENT, NodeKind.END_EVENT})
_AWAKE = frozenset({NodeKind.USER_TASK, NodeKind.SERVICE_TASK, NodeKind.CALL_ACTIVITY})


@dataclass(frozen=True, kw_only=True)
class Branch:
    """The branch behind a boundary event that does not interrupt.

    `host_is_awake` tells that somebody or something is at work as long as the event is armed.
    """

    net: Net
    event: FlowNode
    elements: frozenset[str]
    host_is_awake: bool

    @property
    def repeats(self) -> bool:
        """Whether a timer starts it again while it still runs."""
        is_timer = self.event.event_kind is EventKind.TIMER
        often = times(self.event) == FOREVER or times(self.event) > 1
        return is_timer and often

    def work(self) -> Iterator[FlowNode]:
        """List what takes time in this branch."""
        for node_id in sorted(self.elements):
            node = self.net.node(node_id)
            if self.net.rests(node) or node.body is not None:
                yield node


def side_branches(process: Process) -> Iterator[Branch]:
    """List the branches of a process, and of its sub-processes, that stand by themselves."""
    for scope in process.scopes():
        net = Net(scope=scope, called={})
        main = main_path(scope)
        for event in scope.nodes.values():
            if event.kind is NodeKind.BOUNDARY_EVENT and not event.cancel_activity:
                elements = frozenset(_walk(scope, [event.id])) - {event.id}
                host = scope.nodes[event.attached_to or ""]
                shared = elements & main
                ends_only = all(_is_plain_end(scope.nodes[name]) for name in shared)
                if ends_only and _stands_alone(scope, elements):
                    yield Branch(
                        net=net,
                        event=event,
                        elements=elements,
                        host_is_awake=host.kind in _AWAKE,
                    )


def main_path(scope: Process) -> frozenset[str]:
    """List what a token can reach without an event that does not interrupt."""
    starts = [node.id for node in scope.starts()]
    return frozenset(_walk(scope, starts, only_interrupting=True))


def beside_main_path(process: Process) -> frozenset[str]:
    """List the elements that only run beside the main path of their scope."""
    main = frozenset[str]().union(*(main_path(scope) for scope in process.scopes()))
    return frozenset(node.id for node in process.all_nodes() if node.id not in main)


def _stands_alone(scope: Process, elements: frozenset[str]) -> bool:
    """Whether nothing of a branch is heard or joined outside it."""
    for node_id in elements:
        node = scope.nodes[node_id]
        if _is_heard(node) or any(_is_heard(inner) for inner in _inside(node)):
            return False
        is_join = node.kind in {NodeKind.PARALLEL_GATEWAY, NodeKind.INCLUSIVE_GATEWAY}
        sources = {scope.flows[flow].source for flow in node.incoming}
        if is_join and len(sources) > 1 and not sources <= elements:
            return False
    return True


def _is_plain_end(node: FlowNode) -> bool:
    return node.kind is NodeKind.END_EVENT and node.event is None


def _is_heard(node: FlowNode) -> bool:
    return node.kind in _THROWING and node.event_kind in _HEARD_ELSEWHERE


def _inside(node: FlowNode) -> Iterator[FlowNode]:
    if node.body is not None:
        yield from node.body.all_nodes()


def _walk(scope: Process, starts: list[str], *, only_interrupting: bool = False) -> set[str]:
    seen: set[str] = set()
    line = list(starts)
    links = Net(scope=scope, called={}).links
    while line:
        node_id = line.pop()
        if node_id in seen:
            continue
        seen.add(node_id)
        node = scope.nodes[node_id]
        line += [scope.flows[flow].target for flow in node.outgoing]
        line += [
            rim.id
            for rim in scope.boundary_events(node_id)
            if rim.cancel_activity or not only_interrupting
        ]
        if node.kind is NodeKind.THROW_EVENT and node.event_kind is EventKind.LINK:
            line += [links[name] for name in [(node.event and node.event.name) or ""]]
    return seen
