"""Gateways that wait for several tokens: the parallel and the inclusive join.

A token waits at the join and remembers the sequence flow it came by. A parallel join is complete
when every incoming flow has a token; it takes one of each, and the rest wait for the next round
(BPMN 2.0 §13.4.1). That holds in loops as well, because nothing is inferred from the past.

An inclusive join is complete when it has a token, and no token elsewhere in the scope can still
reach one of its empty incoming flows — unless that token can reach a filled one too (§13.4.3).
That can only be told when every other token has come to rest.
"""

from collections.abc import Iterable, Mapping

from engine.bpmn.elements import FlowNode
from engine.bpmn.specs import Node, Route
from engine.bpmn.step import EventKind
from engine.bpmn.tokens import Blueprint, Scope, Token

Reach = Mapping[str, frozenset[str]]
"""By element id: the incoming flows of a join that a token resting there can still reach."""


class ParallelGateway(Node):
    """Waits for a token on every incoming flow, then sends one along every outgoing flow."""

    def arrive(self, token: Token) -> None:
        """Let the token wait, unless it is the last one needed."""
        if len(self.element.incoming) <= 1:
            super().arrive(token)
            return
        token.instance.note(EventKind.ENTERED, token)
        token.wait()
        first = _first_of_each_flow(_waiting_at(self, token.scope))
        if first.keys() >= set(self.element.incoming):
            _merge(first.values(), into=token)


class InclusiveGateway(Node):
    """Waits for every token that can still arrive; leaves by every flow whose condition holds."""

    def __init__(self, blueprint: Blueprint, element: FlowNode, routes: Iterable[Route]) -> None:
        super().__init__(blueprint, element, tuple(routes))
        self.reach: Reach = {}

    def arrive(self, token: Token) -> None:
        """Let the token wait until the rest of the scope has come to rest."""
        if len(self.element.incoming) <= 1:
            super().arrive(token)
            return
        token.instance.note(EventKind.ENTERED, token)
        token.wait()

    def open(self, scope: Scope) -> bool:
        """Let one token go on when no other can still arrive; tell whether it did."""
        first = _first_of_each_flow(_waiting_at(self, scope))
        if not first or self._is_awaited(scope, first.keys()):
            return False
        _merge(first.values(), into=next(iter(first.values())))
        return True

    def _is_awaited(self, scope: Scope, filled: Iterable[str]) -> bool:
        """Whether a token elsewhere can reach an empty incoming flow and no filled one."""
        filled = frozenset(filled)
        empty = frozenset(self.element.incoming) - filled
        others = {token.place.name for token in scope.tokens if _counts(token, self)}
        reached = (self.reach.get(name, frozenset()) for name in others)
        return any(flows & empty and not flows & filled for flows in reached)


def reach_of(
    join: FlowNode, flow_sources: Mapping[str, str], steps_back: Mapping[str, Iterable[str]]
) -> Reach:
    """Work out which incoming flows of a join can be reached from where, without passing it.

    `flow_sources` maps a sequence flow to the node it leaves, `steps_back` a node to the nodes
    before it (sequence flows, links, and the activity under a boundary event).
    """
    found: dict[str, set[str]] = {}
    for flow in join.incoming:
        todo = [flow_sources[flow]]
        seen = {join.id}
        while todo:
            node = todo.pop()
            if node in seen:
                continue
            seen.add(node)
            found.setdefault(node, set()).add(flow)
            todo.extend(steps_back.get(node, ()))
    return {node: frozenset(flows) for node, flows in found.items()}


def _counts(token: Token, join: InclusiveGateway) -> bool:
    """Whether a token may still move towards the join; armed events move with their host."""
    facts = token.facts
    return token.place is not join and facts.host is None and not facts.background


def _waiting_at(join: Node, scope: Scope) -> list[Token]:
    return [token for token in scope.tokens if token.place is join and token.is_waiting]


def _first_of_each_flow(tokens: Iterable[Token]) -> dict[str, Token]:
    first: dict[str, Token] = {}
    for token in tokens:
        first.setdefault(token.facts.via or "", token)
    return first


def _merge(tokens: Iterable[Token], *, into: Token) -> None:
    for token in tokens:
        if token is not into:
            token.scope.remove(token)
    into.ready()
