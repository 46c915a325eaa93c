"""The promise, as far as a drawing can keep it: whatever waits for others has a timer near it.

Nobody falls between wal and schip: a case that waits for a message must go on by itself when
the message never comes. A timer that only reminds once and does not interrupt is not enough:
after it there is nothing left that moves the case.
"""

from collections.abc import Iterator

from engine.bpmn.elements import EventKind, FlowNode, NodeKind, Process, TimerKind
from engine.bpmn.gate.gateways import event_targets
from engine.bpmn.gate.text import called
from engine.bpmn.rules import error
from engine.domain.definition import Finding

WAITS_WITHOUT_TIMER = error(
    "wacht-zonder-timer",
    "Zet een onderbrekende timer op de rand, of gebruik een gebeurtenisgateway met een timer"
    " ernaast.",
)

_FROM_OUTSIDE = frozenset({EventKind.MESSAGE, EventKind.SIGNAL})


def check_promise(process: Process) -> Iterator[Finding]:
    """Check every place where a token waits for somebody outside the case."""
    yield from _check_scope(process, is_guarded=False)


def _check_scope(scope: Process, *, is_guarded: bool) -> Iterator[Finding]:
    raced = {
        target.id
        for gateway in scope.nodes.values()
        if gateway.kind is NodeKind.EVENT_BASED_GATEWAY
        for target in event_targets(scope, gateway)
    }
    for node in scope.nodes.values():
        guarded = is_guarded or _has_rescuing_timer(scope, node)
        if node.body is not None:
            yield from _check_scope(node.body, is_guarded=guarded)
        elif not guarded and node.id not in raced and _waits_for_others(scope, node):
            yield WAITS_WITHOUT_TIMER.at(
                node, f"{called(node)} kan eeuwig wachten: er loopt geen timer die de casus redt."
            )


def _waits_for_others(scope: Process, node: FlowNode) -> bool:
    if node.kind is NodeKind.EVENT_BASED_GATEWAY:
        kinds = {target.event_kind for target in event_targets(scope, node)}
        return EventKind.TIMER not in kinds
    if node.kind is NodeKind.RECEIVE_TASK:
        return True
    return node.kind is NodeKind.CATCH_EVENT and node.event_kind in _FROM_OUTSIDE


def _has_rescuing_timer(scope: Process, node: FlowNode) -> bool:
    return any(_rescues(event) for event in scope.boundary_events(node.id))


def _rescues(event: FlowNode) -> bool:
    if event.event is None or event.event.kind is not EventKind.TIMER:
        return False
    if event.cancel_activity:
        return True
    repeats = event.event.timer_kind is TimerKind.CYCLE
    return repeats and (event.event.expression or "").strip().lstrip('="').startswith("R/")
