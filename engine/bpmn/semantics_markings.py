"""Markings of the token game: where tokens are, as values that can be compared.

    Scope (a running process or sub-process)
    ├── flows   tokens on arrows into joins, waiting for company
    ├── tokens  tokens at rest, each with its armed boundary events
    │           and what goes on inside it (a scope, or rounds of a repetition)
    └── armed   event sub-processes that listen

Everything is a sorted tuple, so that equal markings are equal, whatever came first.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from engine.bpmn.semantics_net import FOREVER

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


OVER = Scope()


def once_less(armed: Armed, event: str) -> Armed:
    """Count one occurrence of an armed event; the last one disarms it."""
    return tuple(
        (name, left if left == FOREVER else left - 1) if name == event else (name, left)
        for name, left in armed
        if not (name == event and left == 1)
    )


def with_inside(token: Token, part: Scope, now: tuple[Scope, ...]) -> Token:
    """Replace one scope inside a token."""
    if token.inside:
        return token._replace(inside=now)
    rounds = token.rounds[0]
    inside = list(rounds.inside)
    inside.remove(part)
    return token._replace(rounds=(rounds._replace(inside=tuple(sorted((*inside, *now)))),))


def with_flows(scope: Scope, flows: Iterable[str]) -> Scope:
    """Put tokens on arrows."""
    return Scope(tuple(sorted((*scope.flows, *flows))), scope.tokens, scope.armed)


def without_flows(scope: Scope, flows: Iterable[str]) -> Scope:
    """Take tokens from arrows."""
    left = list(scope.flows)
    for flow in flows:
        left.remove(flow)
    return Scope(tuple(left), scope.tokens, scope.armed)


def with_token(scope: Scope, token: Token) -> Scope:
    """Put a token at rest."""
    return Scope(scope.flows, tuple(sorted((*scope.tokens, token))), scope.armed)


def without(scope: Scope, token: Token) -> Scope:
    """Take a token away."""
    tokens = list(scope.tokens)
    tokens.remove(token)
    return Scope(scope.flows, tuple(tokens), scope.armed)


def replaced(scope: Scope, old: Token, new: Token) -> Scope:
    """Put one token in the place of another."""
    return with_token(without(scope, old), new)


def inside(token: Token) -> tuple[Scope, ...]:
    """List the scopes inside a token: of its sub-process, or one for each round that runs."""
    return token.inside or (token.rounds[0].inside if token.rounds else ())


def all_scopes(scope: Scope) -> Iterator[Scope]:
    """Walk a scope and every scope inside it."""
    yield scope
    for token in scope.tokens:
        for part in inside(token):
            yield from all_scopes(part)


def size(scope: Scope) -> int:
    """Count the tokens in a scope and inside it."""
    return sum(len(part.flows) + len(part.tokens) for part in all_scopes(scope))
