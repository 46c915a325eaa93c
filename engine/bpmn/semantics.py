"""An independent token game: how a diagram behaves, by the book (BPMN 2.0 chapter 13).

Pure, and without SpiffWorkflow. A marking says where tokens are; an action is what the outside
can do (somebody completes a task, a timer fires); `play` gives the markings that may follow.

    semantics_net       the board of a process, worked out once
    semantics_markings  where tokens are
    semantics_board     how one token moves
    semantics           how an instance comes to rest, and what the outside can do then

Two uses: the oracle that the runtime is held against, and the board of `soundness`. Tokens have no
names here, so an action may hit several; then `play` gives every outcome.
"""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from engine.bpmn.elements import EventKind, FlowNode, NodeKind, Process
from engine.bpmn.semantics_board import PLAY_ALL, Board, LeftOut, Move, Thrown, trigger_of
from engine.bpmn.semantics_choices import Choices, FreeChoice
from engine.bpmn.semantics_markings import (
    OVER,
    Scope,
    Token,
    inside,
    replaced,
    size,
    with_inside,
    without,
    without_flows,
)
from engine.bpmn.semantics_net import Net, comes_from_inside
from engine.errors import StepBudgetExceeded

__all__ = [
    "Action",
    "Choices",
    "FreeChoice",
    "Kind",
    "LeftOut",
    "Marking",
    "Scope",
    "TokenGame",
]

Marking = Scope
_MOST_TOKENS = 64
_TOKENS_PER_NODE = 2


class Kind(StrEnum):
    """What can come from outside."""

    COMPLETE = "complete"
    FIRE = "fire"
    RECEIVE = "receive"
    SIGNAL = "signal"
    FAIL = "fail"


_BY_EVENT = {
    EventKind.TIMER: Kind.FIRE,
    EventKind.MESSAGE: Kind.RECEIVE,
    EventKind.SIGNAL: Kind.SIGNAL,
    EventKind.ERROR: Kind.FAIL,
    EventKind.ESCALATION: Kind.FAIL,
}


class Action(NamedTuple):
    """Something from outside, at an element: the task, or the event that catches it."""

    kind: Kind
    element: str


class TokenGame(Board):
    """The game of one process.

    `overflowed` tells that markings with more tokens than are ever meant were left out.
    """

    def __init__(
        self,
        process: Process,
        *,
        choices: Choices,
        called: dict[str, Process] | None = None,
        most_steps: int = 20_000,
        left_out: LeftOut = PLAY_ALL,
    ) -> None:
        super().__init__(process, choices, called, left_out)
        self.overflowed = False
        self._most_steps = most_steps
        nodes = [n for part in (process, *self.net.called.values()) for n in part.all_nodes()]
        self._most_tokens = _MOST_TOKENS + _TOKENS_PER_NODE * len(nodes)
        self._order_counts = any(_throws_signal(node) for node in nodes)

    def begin(self, message: str | None = None) -> frozenset[Marking]:
        """Start an instance; the markings where it may come to rest."""
        return frozenset(self._begun(self.net.entrance(message)))

    def openings(self) -> Iterator[tuple[Marking, tuple[str, ...]]]:
        """Start at every start event in turn: the markings of rest, with the answers given."""
        for entrance in self.net.scope.starts():
            yield from self.settle(self._open(self.net, entrance))

    def branch(self, net: Net, event: FlowNode) -> Iterator[tuple[Marking, tuple[str, ...]]]:
        """Start the branch behind an event, by itself."""
        self.net = net
        self.visited.add(event.id)
        yield from self.settle(self._leave(net, Scope(), event))

    def _begun(self, entrance: FlowNode) -> Iterator[Marking]:
        return (marking for marking, _ in self.settle(self._open(self.net, entrance)))

    def actions(self, marking: Marking) -> Counter[Action]:
        """List what the outside can do, and how many tokens wait for it."""
        return Counter(self._actions(self.net, marking))

    def play(self, marking: Marking, action: Action) -> frozenset[Marking]:
        """Return the markings where the instance may rest after an action; none if impossible."""
        return frozenset(after for after, _ in self.outcomes(marking, action))

    def outcomes(
        self, marking: Marking, action: Action
    ) -> Iterator[tuple[Marking, tuple[str, ...]]]:
        """Like `play`, with the answers of gateways on the way."""
        for move in self._apply(self.net, marking, action):
            yield from self.settle(self._broadcast(move))

    def settle(self, marking: Marking) -> Iterator[tuple[Marking, tuple[str, ...]]]:
        """Move until everything waits. Yields every place of rest, with the answers given.

        Raises `StepBudgetExceeded` when there is no end to it.
        """
        seen = {marking}
        open_ends: list[tuple[Marking, tuple[str, ...]]] = [(marking, ())]
        for _ in range(self._most_steps):
            if not open_ends:
                return
            current, decided = open_ends.pop()
            moves = self._moves(self.net, current)
            if moves is None:
                moves = self._open_joins(self.net, current)
            if moves is None:
                yield (OVER if current.is_over else current), decided
                continue
            for move in moves:
                after = self._broadcast(move)
                if size(after) > self._most_tokens:
                    self.overflowed = True
                elif after not in seen:
                    seen.add(after)
                    open_ends.append((after, decided + move.decided))
        if open_ends:
            raise StepBudgetExceeded("Het proces blijft vanzelf doorlopen zonder ooit te wachten.")

    def _moves(self, net: Net, scope: Scope) -> list[Move] | None:
        """Find the next move in a scope, in every way it can go; None when everything waits.

        Tokens that run at the same time may take their moves in any order. It makes no
        difference where they end, unless a signal is thrown among them: then all orders count.
        """
        found: list[Move] = []
        for moves in self._movable(net, scope):
            found += moves
            if not self._order_counts:
                return found
        return found or None

    def _movable(self, net: Net, scope: Scope) -> Iterator[list[Move]]:
        """Give, token by token, the moves of every token that need not wait."""
        for flow in dict.fromkeys(scope.flows):
            target = net.node(net.flow(flow).target)
            if target.id not in net.joins:
                yield self._enter(net, without_flows(scope, (flow,)), target)
        for join in sorted({net.flow(flow).target for flow in scope.flows}):
            node = net.node(join)
            is_parallel = node.kind is NodeKind.PARALLEL_GATEWAY
            if is_parallel and set(node.incoming) <= set(scope.flows):
                yield self._enter(net, without_flows(scope, node.incoming), node)
        for token in dict.fromkeys(scope.tokens):
            yield from self._movable_inside(net, scope, token)

    def _movable_inside(self, net: Net, scope: Scope, token: Token) -> Iterator[list[Move]]:
        if token.node not in net.insides:
            return
        for part in dict.fromkeys(inside(token)):
            if part.is_over:
                yield self._finish(net, scope, token, part)
                continue
            moves = self._moves(net.insides[token.node], part)
            if moves is not None:
                yield [self._carry(net, scope, token, part, move) for move in moves]

    def _open_joins(self, net: Net, scope: Scope) -> list[Move] | None:
        """Let inclusive joins go on whose other tokens cannot come any more."""
        moves: list[Move] = []
        for join in sorted({net.flow(flow).target for flow in scope.flows}):
            if net.node(join).kind is NodeKind.INCLUSIVE_GATEWAY and not _awaits_more(
                net, scope, join
            ):
                filled = [flow for flow in net.node(join).incoming if flow in scope.flows]
                moves += self._enter(net, without_flows(scope, filled), net.node(join))
        for token in dict.fromkeys(scope.tokens):
            for part in dict.fromkeys(inside(token)) if token.node in net.insides else ():
                opened = self._open_joins(net.insides[token.node], part) or []
                moves += [self._carry(net, scope, token, part, move) for move in opened]
        return moves or None

    def _carry(self, net: Net, scope: Scope, token: Token, part: Scope, move: Move) -> Move:
        """Bring a move inside a token up to the scope that holds the token."""
        changed = with_inside(token, part, (move.scope,))
        current = replaced(scope, token, changed)
        rising: list[Thrown] = []
        for thrown in move.thrown:
            caught = None
            if thrown.kind is not EventKind.SIGNAL:
                caught = self._catch(net, current, changed, thrown)
            if caught is None:
                rising.append(thrown)
            else:
                current = caught.scope
                rising.extend(caught.thrown)
        if any(thrown.kind is EventKind.ERROR for thrown in rising):
            current = OVER
        return Move(current, tuple(rising), move.decided)

    def _broadcast(self, move: Move) -> Marking:
        """Give signals that were thrown to everything in the instance that waits for them."""
        marking = move.scope
        for thrown in move.thrown:
            if thrown.kind is EventKind.SIGNAL:
                marking = self._signalled(self.net, marking, thrown.code)
        return marking

    def _signalled(self, net: Net, scope: Scope, name: str | None) -> Scope:
        waiting = Counter(
            action.element
            for action in self._actions(net, scope)
            if action.kind is Kind.SIGNAL and _signal_name(net, action.element) == name
        )
        for element, count in waiting.items():
            for _ in range(count):
                moves = list(self._apply(net, scope, Action(Kind.SIGNAL, element)))
                scope = moves[0].scope if moves else scope
        return scope

    def _actions(self, net: Net, scope: Scope) -> Iterator[Action]:
        for listener, _ in scope.armed:
            trigger = trigger_of(net, net.node(listener))
            if not comes_from_inside(trigger):
                yield Action(_kind(trigger), trigger.id)
        for token in scope.tokens:
            node = net.node(token.node)
            yield from (Action(_kind(net.node(rim)), rim) for rim, _ in token.armed)
            yield from self._own_actions(net, node, token)
            if node.id in net.insides:
                for part in inside(token):
                    yield from self._actions(net.insides[node.id], part)

    def _own_actions(self, net: Net, node: FlowNode, token: Token) -> Iterator[Action]:
        if node.kind is NodeKind.EVENT_BASED_GATEWAY:
            yield from (Action(_kind(event), event.id) for event in net.targets(node))
        elif node.id not in net.insides and node.kind is not NodeKind.START_EVENT:
            running = len(token.rounds[0].inside) if token.rounds else 1
            yield from (Action(_kind(node), node.id) for _ in range(running))

    def _apply(self, net: Net, scope: Scope, action: Action) -> Iterator[Move]:
        for listener, _ in scope.armed:
            if trigger_of(net, net.node(listener)).id == action.element:
                yield self._start_listener(net, scope, net.node(listener))
        for token in dict.fromkeys(scope.tokens):
            yield from self._apply_to(net, scope, token, action)

    def _apply_to(self, net: Net, scope: Scope, token: Token, action: Action) -> Iterator[Move]:
        node = net.node(token.node)
        if any(rim == action.element for rim, _ in token.armed):
            yield self._occur(net, scope, token, net.node(action.element))
        elif node.kind is NodeKind.EVENT_BASED_GATEWAY:
            for event in net.targets(node):
                if event.id == action.element:
                    self.visited.add(event.id)
                    yield Move(self._leave(net, without(scope, token), event))
        elif node.id == action.element and node.id not in net.insides:
            yield from self._finish(net, scope, token, None)
        elif node.id in net.insides:
            for part in dict.fromkeys(inside(token)):
                for move in self._apply(net.insides[node.id], part, action):
                    yield self._carry(net, scope, token, part, move)


def _throws_signal(node: FlowNode) -> bool:
    throws = node.kind in {NodeKind.THROW_EVENT, NodeKind.END_EVENT}
    return throws and node.event_kind is EventKind.SIGNAL


def _kind(node: FlowNode) -> Kind:
    if node.kind is NodeKind.RECEIVE_TASK:
        return Kind.RECEIVE
    return Kind.COMPLETE if node.event_kind is None else _BY_EVENT[node.event_kind]


def _signal_name(net: Net, element: str) -> str | None:
    """Find what a signal event waits for, wherever inside it is."""
    for scope in (net, *net.insides.values()):
        node = scope.scope.nodes.get(element)
        if node is not None and node.event is not None:
            return node.event.name
    for inner in net.insides.values():
        found = _signal_name(inner, element)
        if found is not None:
            return found
    return None


def _awaits_more(net: Net, scope: Scope, join: str) -> bool:
    """Whether a token elsewhere in the scope can still fill an empty flow of an inclusive join."""
    upstream = net.upstream[join]
    filled = [flow for flow in upstream if flow in scope.flows]
    empty = [flow for flow in upstream if flow not in scope.flows]
    places = {token.node for token in scope.tokens}
    places |= {net.flow(flow).target for flow in scope.flows} - {join}
    return any(
        any(place in upstream[flow] for flow in empty)
        and not any(place in upstream[flow] for flow in filled)
        for place in places
    )
