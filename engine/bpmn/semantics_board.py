"""How tokens come to a node, rest there, and leave it: the moves of the token game.

A move is a pure function of the scope that holds the token: it gives the scope afterwards, what
was thrown out of it, and which answers gateways gave. Where the data of the case decides, a move
gives one outcome per answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from engine.bpmn.elements import EventKind, FlowNode, MultiInstance, NodeKind, Process, SequenceFlow
from engine.bpmn.semantics_choices import Choices
from engine.bpmn.semantics_markings import (
    OVER,
    Rounds,
    Scope,
    Token,
    once_less,
    replaced,
    with_flows,
    with_token,
    without,
)
from engine.bpmn.semantics_net import Net, awaited_code, comes_from_inside, times


class Thrown(NamedTuple):
    """Something that rises out of a scope."""

    kind: EventKind
    code: str | None


class Move(NamedTuple):
    """One step: the scope after it, and what was thrown. `path` is what was decided."""

    scope: Scope
    thrown: tuple[Thrown, ...] = ()
    decided: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """Events that do not interrupt, and are kept out of a game to make it smaller.

    Those in `unarmed` never happen. Those in `without_branch` happen without what is behind
    them: that branch can be a game of its own (`engine.bpmn.semantics.TokenGame.branch`).
    """

    unarmed: frozenset[str] = frozenset()
    without_branch: frozenset[str] = frozenset()


PLAY_ALL = LeftOut()


class Board:
    """The board of one process, and the moves of single tokens on it.

    `visited` gathers the nodes that a token has been at, `twice` the nodes that a token came to
    while another was there or could still come.
    """

    def __init__(
        self,
        process: Process,
        choices: Choices,
        called: dict[str, Process] | None,
        left_out: LeftOut,
    ) -> None:
        self.net = Net(scope=process, called=called or {})
        self.choices = choices
        self.visited: set[str] = set()
        self.twice: set[str] = set()
        self._left_out = left_out

    def _enter(self, net: Net, scope: Scope, node: FlowNode) -> list[Move]:
        """Let a token in at a node: it rests there or goes on."""
        self.visited.add(node.id)
        self._look_for_others(net, scope, node)
        waits = net.rests(node) or node.id in net.insides
        if node.loop is not None and waits:
            return [self._begin_rounds(net, scope, node, n) for n in self.choices.rounds(node)]
        if node.kind is NodeKind.SUB_PROCESS or node.id in net.insides:
            inside = self._open(net.insides[node.id])
            return [Move(with_token(scope, self._token(net, node, inside=(inside,))))]
        if net.rests(node):
            return [Move(with_token(scope, self._token(net, node)))]
        return self._pass(net, scope, node)

    def _look_for_others(self, net: Net, scope: Scope, node: FlowNode) -> None:
        """Notice that a second token is here, or on its way here without a join to stop it."""
        if node.id in net.joins or (node.kind is NodeKind.END_EVENT and node.event is None):
            return
        others = {token.node for token in scope.tokens}
        on_their_way = others | {net.flow(flow).target for flow in scope.flows}
        is_merge = len(node.incoming) > 1
        if node.id in others or (is_merge and on_their_way & net.straight_before(node.id)):
            self.twice.add(node.id)

    def _pass(self, net: Net, scope: Scope, node: FlowNode) -> list[Move]:
        """Let a token through a node that does not wait."""
        flows = [net.flow(flow) for flow in node.outgoing]
        if node.kind is NodeKind.EXCLUSIVE_GATEWAY and len(flows) > 1:
            return self._decide(scope, self.choices.exclusive(node, flows))
        if node.kind is NodeKind.INCLUSIVE_GATEWAY and len(flows) > 1:
            return self._decide(scope, self.choices.inclusive(node, flows))
        if node.kind in {NodeKind.THROW_EVENT, NodeKind.END_EVENT} and node.event is not None:
            return [self._throw(net, scope, node)]
        return [Move(self._leave(net, scope, node))]

    def _decide(self, scope: Scope, answers: Iterable[tuple[SequenceFlow, ...]]) -> list[Move]:
        return [
            Move(
                with_flows(scope, [flow.id for flow in answer]),
                decided=tuple(flow.id for flow in answer),
            )
            for answer in answers
        ]

    def _throw(self, net: Net, scope: Scope, node: FlowNode) -> Move:
        event = node.event
        assert event is not None  # noqa: S101 - the caller looked
        if event.kind is EventKind.TERMINATE:
            return Move(OVER)
        if event.kind is EventKind.LINK:
            target = net.node(net.links[event.name or ""])
            self.visited.add(target.id)
            return Move(self._leave(net, scope, target))
        after = self._leave(net, scope, node)
        if event.kind is EventKind.SIGNAL:
            return Move(after, (Thrown(EventKind.SIGNAL, event.name),))
        if event.kind in {EventKind.ERROR, EventKind.ESCALATION}:
            thrown = Thrown(event.kind, awaited_code(node))
            caught = self._catch_in_scope(net, after, thrown)
            is_error = event.kind is EventKind.ERROR
            return caught or Move(OVER if is_error else after, (thrown,))
        return Move(after)

    def _leave(self, net: Net, scope: Scope, node: FlowNode) -> Scope:
        """Let a token leave along every outgoing flow."""
        self.visited.add(node.id)
        for flow in node.outgoing:
            target = net.flow(flow).target
            if target in net.joins and flow in scope.flows:
                self.twice.add(target)
        return with_flows(scope, node.outgoing)

    def _open(self, net: Net, entrance: FlowNode | None = None) -> Scope:
        """Begin a scope: arm its event sub-processes and let a token out of its start event."""
        node = entrance or net.entrance()
        armed = tuple(
            sorted((listener.id, times(trigger_of(net, listener))) for listener in net.listeners)
        )
        scope = Scope(armed=armed)
        if net.rests(node):
            self.visited.add(node.id)
            return with_token(scope, self._token(net, node))
        return self._leave(net, scope, node)

    def _finish(self, net: Net, scope: Scope, token: Token, part: Scope | None) -> list[Move]:
        """End an activity, or one round of it."""
        node = net.node(token.node)
        if not token.rounds:
            return [Move(self._leave(net, without(scope, token), node))]
        return [
            self._end_round(net, scope, token, part or OVER, stops=stops)
            for stops in self.choices.stops(node)
        ]

    def _begin_rounds(self, net: Net, scope: Scope, node: FlowNode, count: int) -> Move:
        if count == 0:
            return Move(self._leave(net, scope, node))
        is_parallel = isinstance(node.loop, MultiInstance) and not node.loop.sequential
        at_once = count if is_parallel else 1
        inner = net.insides.get(node.id)
        begun = tuple(self._open(inner) if inner else OVER for _ in range(at_once))
        rounds = Rounds(count - at_once, tuple(sorted(begun)), is_parallel)
        return Move(with_token(scope, self._token(net, node, rounds=(rounds,))))

    def _end_round(self, net: Net, scope: Scope, token: Token, part: Scope, *, stops: bool) -> Move:
        rounds = token.rounds[0]
        inside = list(rounds.inside)
        inside.remove(part)
        if stops or (not inside and not rounds.left):
            return Move(self._leave(net, without(scope, token), net.node(token.node)))
        left = rounds.left
        if not rounds.at_once:
            inner = net.insides.get(token.node)
            inside.append(self._open(inner) if inner else OVER)
            left -= 1
        after = Rounds(left, tuple(sorted(inside)), rounds.at_once)
        return Move(replaced(scope, token, token._replace(rounds=(after,))))

    def _catch(self, net: Net, scope: Scope, token: Token, thrown: Thrown) -> Move | None:
        """Offer what was thrown to the boundary events of the activity, then to the scope."""
        fitting = [
            event
            for event in net.rims.get(token.node, ())
            if event.event_kind is thrown.kind and awaited_code(event) in (thrown.code, None)
        ]
        fitting.sort(key=lambda event: awaited_code(event) is None)
        if fitting:
            return self._occur(net, scope, token, fitting[0])
        return self._catch_in_scope(net, scope, thrown)

    def _catch_in_scope(self, net: Net, scope: Scope, thrown: Thrown) -> Move | None:
        """Offer what was thrown to the event sub-processes of the scope."""
        armed = dict(scope.armed)
        fitting = [
            node
            for node in net.listeners
            if node.id in armed
            and trigger_of(net, node).event_kind is thrown.kind
            and awaited_code(trigger_of(net, node)) in (thrown.code, None)
        ]
        fitting.sort(key=lambda node: awaited_code(trigger_of(net, node)) is None)
        return self._start_listener(net, scope, fitting[0]) if fitting else None

    def _occur(self, net: Net, scope: Scope, token: Token, event: FlowNode) -> Move:
        """Let a boundary event happen to a token, or a repeating start event once more."""
        repeats = event.kind is NodeKind.START_EVENT and len(once_less(token.armed, event.id)) > 0
        if event.cancel_activity and not repeats:
            return Move(self._leave(net, without(scope, token), event))
        kept = token._replace(armed=once_less(token.armed, event.id))
        if event.id in self._left_out.without_branch:
            return Move(replaced(scope, token, kept))
        return Move(self._leave(net, replaced(scope, token, kept), event))

    def _start_listener(self, net: Net, scope: Scope, node: FlowNode) -> Move:
        """Begin an event sub-process; an interrupting one ends everything else first."""
        trigger = trigger_of(net, node)
        self.visited |= {node.id, trigger.id}
        if trigger.is_interrupting or trigger.event_kind is EventKind.ERROR:
            scope = OVER
        else:
            scope = scope._replace(armed=once_less(scope.armed, node.id))
        inner = net.insides[node.id]
        begun = self._leave(inner, Scope(), trigger)
        return Move(with_token(scope, Token(node.id, inside=(begun,))))

    def _token(
        self,
        net: Net,
        node: FlowNode,
        *,
        inside: tuple[Scope, ...] = (),
        rounds: tuple[Rounds, ...] = (),
    ) -> Token:
        is_open = node.id in net.insides
        waiting = (node,) if node.kind is NodeKind.START_EVENT else net.rims.get(node.id, ())
        armed = [
            (event.id, times(event))
            for event in waiting
            if not (is_open and comes_from_inside(event)) and event.id not in self._left_out.unarmed
        ]
        return Token(node.id, tuple(sorted(armed)), inside, rounds)


def trigger_of(net: Net, listener: FlowNode) -> FlowNode:
    """Find the start event of an event sub-process."""
    return net.insides[listener.id].entrance()
