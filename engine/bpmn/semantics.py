"""An independent token game: how a diagram behaves, by the book (BPMN 2.0 chapter 13).

Pure, and without SpiffWorkflow. A marking says where tokens are; an action is what the outside
can do (somebody completes a task, a timer fires); `play` gives the markings that may follow.

    Marking (a scope)
    ├── flows   tokens on arrows into joins, waiting for company
    ├── tokens  tokens at rest, each with its armed boundary events
    │           and what goes on inside it (a scope, or rounds of a repetition)
    └── armed   event sub-processes that listen

Two uses: the oracle that the runtime is held against, and the board of `soundness`. Tokens have no
names here, so an action may hit several; then `play` gives every outcome.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, combinations
from typing import NamedTuple, Protocol

from engine.bpmn.elements import EventKind, FlowNode, MultiInstance, NodeKind, Process, SequenceFlow
from engine.bpmn.semantics_net import (
    FOREVER,
    Net,
    awaited_code,
    comes_from_inside,
    times,
)
from engine.errors import StepBudgetExceeded

Armed = tuple[tuple[str, int], ...]
"""Events that wait, with how often they can still occur."""


class Scope(NamedTuple):
    """A running process or sub-process. Sorted, so that equal markings are equal."""

    flows: tuple[str, ...] = ()
    tokens: "tuple[Token, ...]" = ()
    armed: Armed = ()

    @property
    def is_over(self) -> bool:
        """Whether no token is left; event sub-processes that only listen do not count."""
        return not self.flows and not self.tokens


class Rounds(NamedTuple):
    """A repeated activity: rounds still to begin, and what goes on in each that runs.

    `inside` has one scope per running round; an empty one for a task.
    """

    left: int
    inside: tuple[Scope, ...]
    at_once: bool


class Token(NamedTuple):
    """A token at rest at a node."""

    node: str
    armed: Armed = ()
    inside: tuple[Scope, ...] = ()
    rounds: tuple[Rounds, ...] = ()


Marking = Scope
_MOST_TOKENS = 64
OVER = Scope()


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


class Thrown(NamedTuple):
    """Something that rises out of a scope."""

    kind: EventKind
    code: str | None


class Move(NamedTuple):
    """One step: the scope after it, and what was thrown. `path` is what was decided."""

    scope: Scope
    thrown: tuple[Thrown, ...] = ()
    decided: tuple[str, ...] = ()


class Choices(Protocol):
    """Answers to what the diagram leaves to the case's data. Each gives one answer or several."""

    def exclusive(
        self, node: FlowNode, flows: Sequence[SequenceFlow]
    ) -> Iterable[tuple[SequenceFlow, ...]]:
        """Which flow an exclusive gateway takes."""

    def inclusive(
        self, node: FlowNode, flows: Sequence[SequenceFlow]
    ) -> Iterable[tuple[SequenceFlow, ...]]:
        """Which flows an inclusive gateway takes."""

    def rounds(self, node: FlowNode) -> Iterable[int]:
        """How many rounds a repeated activity has."""

    def stops(self, node: FlowNode) -> Iterable[bool]:
        """Whether a repetition ends after this round."""


class FreeChoice:
    """Anything may happen: the choices of the explorer."""

    def exclusive(
        self,
        node: FlowNode,  # noqa: ARG002 - the protocol
        flows: Sequence[SequenceFlow],
    ) -> Iterable[tuple[SequenceFlow, ...]]:
        """Each flow in turn."""
        return [(flow,) for flow in flows]

    def inclusive(
        self, node: FlowNode, flows: Sequence[SequenceFlow]
    ) -> Iterable[tuple[SequenceFlow, ...]]:
        """Each combination of conditional flows, and the default flow alone."""
        ordinary = [flow for flow in flows if flow.id != node.default_flow]
        default = [(flow,) for flow in flows if flow.id == node.default_flow]
        sizes = range(1, len(ordinary) + 1)
        return [*chain.from_iterable(combinations(ordinary, n) for n in sizes), *default]

    def rounds(self, node: FlowNode) -> Iterable[int]:  # noqa: ARG002 - the protocol
        """One round stands for any number."""
        return (1,)

    def stops(self, node: FlowNode) -> Iterable[bool]:  # noqa: ARG002 - the protocol
        """Let a repetition go on."""
        return (False,)


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """Events that do not interrupt, and are kept out of a game to make it smaller.

    Those in `unarmed` never happen. Those in `without_branch` happen without what is behind
    them: that branch can be a game of its own (`TokenGame.branch`).
    """

    unarmed: frozenset[str] = frozenset()
    without_branch: frozenset[str] = frozenset()


PLAY_ALL = LeftOut()


class TokenGame:
    """The game of one process.

    `visited` gathers the nodes that a token has been at, `twice` the nodes that a token came to
    while another was there or could still come; `overflowed` tells that markings with more
    tokens than are ever meant were left out.
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
        self.net = Net(scope=process, called=called or {})
        self.choices = choices
        self.visited: set[str] = set()
        self.twice: set[str] = set()
        self.overflowed = False
        self._left_out = left_out
        self._most_steps = most_steps

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

    # --- moves that the instance makes by itself ---------------------------------------

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
                if self._size(after) > _MOST_TOKENS:
                    self.overflowed = True
                elif after not in seen:
                    seen.add(after)
                    open_ends.append((after, decided + move.decided))
        if open_ends:
            raise StepBudgetExceeded("Het proces blijft vanzelf doorlopen zonder ooit te wachten.")

    def _moves(self, net: Net, scope: Scope) -> list[Move] | None:
        """Find the next move in a scope, in every way it can go; None when everything waits."""
        for flow in dict.fromkeys(scope.flows):
            target = net.node(net.flow(flow).target)
            if target.id not in net.joins:
                return self._enter(net, _without_flows(scope, (flow,)), target)
        for join in sorted({net.flow(flow).target for flow in scope.flows}):
            node = net.node(join)
            is_parallel = node.kind is NodeKind.PARALLEL_GATEWAY
            if is_parallel and set(node.incoming) <= set(scope.flows):
                return self._enter(net, _without_flows(scope, node.incoming), node)
        for token in dict.fromkeys(scope.tokens):
            moves = self._moves_inside(net, scope, token, joins=False)
            if moves is not None:
                return moves
        return None

    def _open_joins(self, net: Net, scope: Scope) -> list[Move] | None:
        """Let inclusive joins go on whose other tokens cannot come any more."""
        moves: list[Move] = []
        for join in sorted({net.flow(flow).target for flow in scope.flows}):
            if net.node(join).kind is NodeKind.INCLUSIVE_GATEWAY and not _awaits_more(
                net, scope, join
            ):
                filled = [flow for flow in net.node(join).incoming if flow in scope.flows]
                moves += self._enter(net, _without_flows(scope, filled), net.node(join))
        for token in dict.fromkeys(scope.tokens):
            moves += self._moves_inside(net, scope, token, joins=True) or []
        return moves or None

    def _moves_inside(
        self, net: Net, scope: Scope, token: Token, *, joins: bool
    ) -> list[Move] | None:
        inside = token.inside or (token.rounds[0].inside if token.rounds else ())
        if token.node not in net.insides:
            return None
        inner = net.insides[token.node]
        for part in dict.fromkeys(inside):
            if part.is_over:
                return self._finish(net, scope, token, part)
            moves = (self._open_joins if joins else self._moves)(inner, part)
            if moves is not None:
                return [self._carry(net, scope, token, part, move) for move in moves]
        return None

    def _carry(self, net: Net, scope: Scope, token: Token, part: Scope, move: Move) -> Move:
        """Bring a move inside a token up to the scope that holds the token."""
        changed = _with_inside(token, part, (move.scope,))
        current = _replaced(scope, token, changed)
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
            and _trigger(net, node).event_kind is thrown.kind
            and awaited_code(_trigger(net, node)) in (thrown.code, None)
        ]
        fitting.sort(key=lambda node: awaited_code(_trigger(net, node)) is None)
        return self._start_listener(net, scope, fitting[0]) if fitting else None

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

    # --- tokens that come and go ---------------------------------------------------------

    def _enter(self, net: Net, scope: Scope, node: FlowNode) -> list[Move]:
        """Let a token in at a node: it rests there or goes on."""
        self.visited.add(node.id)
        self._look_for_others(net, scope, node)
        waits = net.rests(node) or node.id in net.insides
        if node.loop is not None and waits:
            return [self._begin_rounds(net, scope, node, n) for n in self.choices.rounds(node)]
        if node.kind is NodeKind.SUB_PROCESS or node.id in net.insides:
            inside = self._open(net.insides[node.id])
            return [Move(_with_token(scope, self._token(net, node, inside=(inside,))))]
        if net.rests(node):
            return [Move(_with_token(scope, self._token(net, node)))]
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
                _with_flows(scope, [flow.id for flow in answer]),
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
        return _with_flows(scope, node.outgoing)

    def _open(self, net: Net, entrance: FlowNode | None = None) -> Scope:
        """Begin a scope: arm its event sub-processes and let a token out of its start event."""
        node = entrance or net.entrance()
        armed = tuple(
            sorted((listener.id, times(_trigger(net, listener))) for listener in net.listeners)
        )
        scope = Scope(armed=armed)
        if net.rests(node):
            self.visited.add(node.id)
            return _with_token(scope, self._token(net, node))
        return self._leave(net, scope, node)

    def _finish(self, net: Net, scope: Scope, token: Token, part: Scope | None) -> list[Move]:
        """End an activity, or one round of it."""
        node = net.node(token.node)
        if not token.rounds:
            return [Move(self._leave(net, _without(scope, token), node))]
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
        return Move(_with_token(scope, self._token(net, node, rounds=(rounds,))))

    def _end_round(self, net: Net, scope: Scope, token: Token, part: Scope, *, stops: bool) -> Move:
        rounds = token.rounds[0]
        inside = list(rounds.inside)
        inside.remove(part)
        if stops or (not inside and not rounds.left):
            return Move(self._leave(net, _without(scope, token), net.node(token.node)))
        left = rounds.left
        if not rounds.at_once:
            inner = net.insides.get(token.node)
            inside.append(self._open(inner) if inner else OVER)
            left -= 1
        after = Rounds(left, tuple(sorted(inside)), rounds.at_once)
        return Move(_replaced(scope, token, token._replace(rounds=(after,))))

    # --- what comes from outside ---------------------------------------------------------

    def _actions(self, net: Net, scope: Scope) -> Iterator[Action]:
        for listener, _ in scope.armed:
            trigger = _trigger(net, net.node(listener))
            if not comes_from_inside(trigger):
                yield Action(_kind(trigger), trigger.id)
        for token in scope.tokens:
            node = net.node(token.node)
            yield from (Action(_kind(net.node(rim)), rim) for rim, _ in token.armed)
            yield from self._own_actions(net, node, token)
            inside = token.inside or (token.rounds[0].inside if token.rounds else ())
            if node.id in net.insides:
                for part in inside:
                    yield from self._actions(net.insides[node.id], part)

    def _own_actions(self, net: Net, node: FlowNode, token: Token) -> Iterator[Action]:
        if node.kind is NodeKind.EVENT_BASED_GATEWAY:
            yield from (Action(_kind(event), event.id) for event in net.targets(node))
        elif node.id not in net.insides and node.kind is not NodeKind.START_EVENT:
            running = len(token.rounds[0].inside) if token.rounds else 1
            yield from (Action(_kind(node), node.id) for _ in range(running))

    def _apply(self, net: Net, scope: Scope, action: Action) -> Iterator[Move]:
        for listener, _ in scope.armed:
            if _trigger(net, net.node(listener)).id == action.element:
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
                    yield Move(self._leave(net, _without(scope, token), event))
        elif node.id == action.element and node.id not in net.insides:
            yield from self._finish(net, scope, token, None)
        elif node.id in net.insides:
            inside = token.inside or (token.rounds[0].inside if token.rounds else ())
            for part in dict.fromkeys(inside):
                for move in self._apply(net.insides[node.id], part, action):
                    yield self._carry(net, scope, token, part, move)

    def _occur(self, net: Net, scope: Scope, token: Token, event: FlowNode) -> Move:
        """Let a boundary event happen to a token, or a repeating start event once more."""
        repeats = event.kind is NodeKind.START_EVENT and len(_once_less(token.armed, event.id)) > 0
        if event.cancel_activity and not repeats:
            return Move(self._leave(net, _without(scope, token), event))
        kept = token._replace(armed=_once_less(token.armed, event.id))
        if event.id in self._left_out.without_branch:
            return Move(_replaced(scope, token, kept))
        return Move(self._leave(net, _replaced(scope, token, kept), event))

    def _start_listener(self, net: Net, scope: Scope, node: FlowNode) -> Move:
        """Begin an event sub-process; an interrupting one ends everything else first."""
        trigger = _trigger(net, node)
        self.visited |= {node.id, trigger.id}
        if trigger.is_interrupting or trigger.event_kind is EventKind.ERROR:
            scope = OVER
        else:
            scope = scope._replace(armed=_once_less(scope.armed, node.id))
        inner = net.insides[node.id]
        begun = self._leave(inner, Scope(), trigger)
        return Move(_with_token(scope, Token(node.id, inside=(begun,))))

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

    def _size(self, scope: Scope) -> int:
        inside = (
            self._size(part)
            for token in scope.tokens
            for part in (token.inside or (token.rounds[0].inside if token.rounds else ()))
        )
        return len(scope.flows) + len(scope.tokens) + sum(inside)


def _kind(node: FlowNode) -> Kind:
    if node.kind is NodeKind.RECEIVE_TASK:
        return Kind.RECEIVE
    return Kind.COMPLETE if node.event_kind is None else _BY_EVENT[node.event_kind]


def _trigger(net: Net, listener: FlowNode) -> FlowNode:
    return net.insides[listener.id].entrance()


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


def _once_less(armed: Armed, event: str) -> Armed:
    return tuple(
        (name, left if left == FOREVER else left - 1) if name == event else (name, left)
        for name, left in armed
        if not (name == event and left == 1)
    )


def _with_inside(token: Token, part: Scope, now: tuple[Scope, ...]) -> Token:
    if token.inside:
        return token._replace(inside=now)
    rounds = token.rounds[0]
    inside = list(rounds.inside)
    inside.remove(part)
    return token._replace(rounds=(rounds._replace(inside=tuple(sorted((*inside, *now)))),))


def _with_flows(scope: Scope, flows: Iterable[str]) -> Scope:
    return Scope(tuple(sorted((*scope.flows, *flows))), scope.tokens, scope.armed)


def _without_flows(scope: Scope, flows: Iterable[str]) -> Scope:
    left = list(scope.flows)
    for flow in flows:
        left.remove(flow)
    return Scope(tuple(left), scope.tokens, scope.armed)


def _with_token(scope: Scope, token: Token) -> Scope:
    return Scope(scope.flows, tuple(sorted((*scope.tokens, token))), scope.armed)


def _without(scope: Scope, token: Token) -> Scope:
    tokens = list(scope.tokens)
    tokens.remove(token)
    return Scope(scope.flows, tuple(tokens), scope.armed)


def _replaced(scope: Scope, old: Token, new: Token) -> Scope:
    return _with_token(_without(scope, old), new)
