"""Activities with a scope inside: sub-processes, called processes and event sub-processes.

All scopes of an instance share one set of variables; the inputs of a sub-process or call
activity are local to the scope inside. The scope ends when its last token does, and with it the
activity; interrupting the activity ends everything inside.
"""

from collections.abc import Sequence

from engine.bpmn.catching import Catcher, note_fired
from engine.bpmn.elements import EventKind, FlowNode
from engine.bpmn.specs import Node, Route
from engine.bpmn.step import EventKind as Happening
from engine.bpmn.tasks import Activity
from engine.bpmn.tokens import Blueprint, Facts, Scope, Token
from engine.errors import ExecutionError


class SubProcess(Activity):
    """An embedded sub-process, or a called process: `inside` names the blueprint of its scope."""

    inside: str

    def work(self, token: Token) -> None:
        """Open the scope inside and begin at its start event."""
        token.facts.local.update(token.facts.inputs)
        begin_scope(token.instance.open(token, self.inside))


class EventSubProcess(Catcher):
    """Waits in the background of its scope, and runs the scope inside when its event comes.

    Interrupting, it ends everything else in its scope first; otherwise it can run many times
    beside it (BPMN 2.0 §13.5.4). Like any token, what runs inside keeps the scope alive.
    """

    inside: str

    def __init__(
        self, blueprint: Blueprint, element: FlowNode, routes: Sequence[Route], start: FlowNode
    ) -> None:
        super().__init__(blueprint, element, routes)
        self.trigger = start
        self.awaited = start.event
        is_error = start.event_kind is EventKind.ERROR
        self.interrupting = start.is_interrupting or is_error

    def catch(self, token: Token) -> None:
        """Begin the scope inside."""
        note_fired(token)
        if not self.interrupting:
            self._run_inside(token.scope.put(self, Facts()))
            self._rearm(token)
            return
        token.facts.background = False
        token.facts.alarm = None
        for other in token.scope.tokens:
            if other is not token:
                token.scope.cancel(other)
        self._run_inside(token)

    def _run_inside(self, token: Token) -> None:
        token.instance.note(Happening.ENTERED, token)
        begin_scope(token.instance.open(token, self.inside), fired=True)


def begin_scope(scope: Scope, *, fired: bool = False) -> None:
    """Arm the event sub-processes of a scope and put a token at its start event.

    `fired` says that the start event's own event has come already.
    """
    arm_event_sub_processes(scope)
    start = plain_start(scope, fired=fired)
    if start is None:
        raise ExecutionError(
            f"'{scope.spec.name}' heeft geen startgebeurtenis om mee te beginnen.",
            element_id=scope.owner.place.name if scope.owner else None,
        )
    scope.send(start, Facts())


def arm_event_sub_processes(scope: Scope) -> None:
    """Put a waiting token at every event sub-process of a scope."""
    for place in scope.spec.event_sub_processes:
        if isinstance(place, EventSubProcess):
            place.listen(scope.put(place, Facts(background=True)))


def plain_start(scope: Scope, *, fired: bool = False) -> Node | None:
    """Return the start event without an event definition (or, when `fired`, the only one)."""
    for place in scope.spec.starts:
        if isinstance(place, Node) and (fired or not place.element.events):
            return place
    return None
