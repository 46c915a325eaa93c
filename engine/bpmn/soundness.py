"""Soundness: every way a case can go, played out on the board before any case does.

The explorer walks all markings of the token game with free choices at gateways, and looks for

    impasse         a marking from which no end can be reached any more
    silent wait     nobody has a task, no timer is armed: only a message could move the case
    twice at once   a merge or task is reached again while a first token is still on its way
    never           an element that no way of playing reaches

each with the shortest way there (fewest answers of gateways, then fewest steps). It stops at its
limits, and then says that nothing is proven. Choices are free: two gateways that ask the same
question may answer differently here, so an impasse that needs that is only possible, not certain.
"""

import heapq
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.bpmn.elements import Process
from engine.bpmn.semantics import Action, FreeChoice, Kind, LeftOut, Marking, Scope, TokenGame
from engine.bpmn.semantics_markings import all_scopes
from engine.bpmn.soundness_branches import Branch, side_branches
from engine.errors import StepBudgetExceeded

Taken = tuple[Action | str, ...]
"""Actions from outside, and the flows that gateways chose."""

_MOST_ALIKE = 2
_DOMAIN = {Kind.COMPLETE, Kind.FIRE}


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How long the explorer may look."""

    markings: int = 50_000
    seconds: float = 1.5


class TroubleKind(StrEnum):
    """What can be wrong with the way a process behaves."""

    IMPASSE = "impasse"
    SILENT_WAIT = "silent_wait"
    TWICE = "twice"
    NEVER = "never"
    ENDLESS = "endless"
    UNPROVEN = "unproven"


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """Something wrong, at an element, with the way there.

    `trace` holds actions and the flows that gateways chose. `is_certain` is False when it may
    come from gateways that answer the same question differently.
    """

    kind: TroubleKind
    element_id: str | None = None
    trace: Taken = ()
    is_certain: bool = True


@dataclass(frozen=True, kw_only=True)
class Explored:
    """What the explorer found, and how many markings it saw."""

    troubles: tuple[Trouble, ...]
    markings: int
    is_complete: bool


@dataclass
class _Found:
    """The markings so far: how each was reached, and what comes after it."""

    came_from: dict[Marking, tuple[Marking | None, Taken]] = field(default_factory=dict)
    after: dict[Marking, list[Marking]] = field(default_factory=dict)

    def trace(self, marking: Marking) -> Taken:
        """Return the way from the beginning to a marking."""
        steps: list[Taken] = []
        current: Marking | None = marking
        while current is not None:
            current, taken = self.came_from[current]
            steps.append(taken)
        return tuple(step for taken in reversed(steps) for step in taken)


Together = Callable[[frozenset[str]], bool]
"""Tells whether the questions behind these flows could depend on each other."""


Openings = Iterator[tuple[Marking, tuple[str, ...]]]


class Explorer:
    """Walks the markings of one process."""

    def __init__(
        self,
        process: Process,
        *,
        limits: Limits | None = None,
        correlated: Together = lambda _: False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._process = process
        self._limits = limits or Limits()
        self._correlated = correlated
        self._clock = clock
        self._branches = tuple(side_branches(process))
        self._game = _game_without(process, self._branches)
        self._found = _Found()
        self._twice: dict[str, Taken] = {}

    def explore(self) -> Explored:
        """Look at every marking, up to the limits."""
        stops_at = self._clock() + self._limits.seconds
        visited: set[str] = set()
        troubles: list[Trouble] = []
        markings, is_complete = 0, True
        for name, begin in self._games():
            self._found, self._twice = _Found(), {}
            played_out = self._played_out(begin, name, stops_at)
            troubles += self._troubles(is_main=name is None, is_complete=played_out)
            is_complete = is_complete and played_out
            markings += len(self._found.after)
            visited |= self._game.visited
        stuck = any(trouble.kind is TroubleKind.IMPASSE for trouble in troubles)
        if is_complete and not stuck:  # what lies behind an impasse is not news
            troubles += self._never(visited)
        elif not is_complete:
            troubles.append(Trouble(kind=TroubleKind.UNPROVEN))
        return Explored(troubles=tuple(troubles), markings=markings, is_complete=is_complete)

    def _games(self) -> Iterator[tuple[Action | None, Openings]]:
        """Begin the main game, and then that of each branch that stands by itself."""
        yield None, self._game.openings()
        for branch in self._branches:
            self._game = _game_without(self._process, self._branches)
            action = Action(Kind.FIRE, branch.event.id)
            yield action, self._game.branch(branch.net, branch.event)

    def _troubles(self, *, is_main: bool, is_complete: bool) -> Iterator[Trouble]:
        if self._game.overflowed:
            yield Trouble(kind=TroubleKind.ENDLESS)
        yield from self._twice_troubles()
        if is_main:  # beside the main path, silence is no loss: the host goes on
            yield from self._silent_waits()
        yield from self._impasses(all_seen=is_complete)

    def _played_out(self, begin: Openings, name: Action | None, stops_at: float) -> bool:
        """Walk the markings; tell whether all of them were seen."""
        try:
            return self._walk(begin, name, stops_at) and not self._game.overflowed
        except StepBudgetExceeded:  # so many ways at once, or ever more tokens
            return False

    def _walk(self, begin: Openings, name: Action | None, stops_at: float) -> bool:
        line: list[tuple[int, int, int, Marking]] = []
        for marking, decided in begin:
            self._reach(line, None, marking, (name, *decided) if name else decided, (0, 0))
        while line:
            answers, steps, _, marking = heapq.heappop(line)
            if marking in self._found.after:
                continue
            if len(self._found.after) >= self._limits.markings or self._clock() > stops_at:
                return False
            self._found.after[marking] = []
            for action in sorted(self._game.actions(marking)):
                for after, decided in self._game.outcomes(marking, action):
                    if _is_crowd(after):
                        continue
                    taken: Taken = (action, *decided)
                    self._reach(line, marking, after, taken, (answers, steps))
                    self._note_twice(marking, taken)
        return True

    def _reach(
        self,
        line: list[tuple[int, int, int, Marking]],
        before: Marking | None,
        after: Marking,
        taken: Taken,
        cost: tuple[int, int],
    ) -> None:
        if before is not None:
            self._found.after[before].append(after)
        if after in self._found.came_from:
            return
        self._found.came_from[after] = (before, taken)
        answers = cost[0] + sum(isinstance(step, str) for step in taken)
        heapq.heappush(line, (answers, cost[1] + 1, len(self._found.came_from), after))

    def _note_twice(self, before: Marking, taken: Taken) -> None:
        for element in self._game.twice - self._twice.keys():
            self._twice[element] = (*self._found.trace(before), *taken)

    def _twice_troubles(self) -> Iterator[Trouble]:
        for element, trace in self._twice.items():
            yield self._trouble(TroubleKind.TWICE, element, trace)

    def _silent_waits(self) -> Iterator[Trouble]:
        for marking in self._found.after:
            actions = self._game.actions(marking)
            if actions and not any(action.kind in _DOMAIN for action in actions):
                element = min(actions).element
                yield self._trouble(TroubleKind.SILENT_WAIT, element, self._found.trace(marking))
                return

    def _impasses(self, *, all_seen: bool) -> Iterator[Trouble]:
        """Report, once per element, where a case stays: with nothing to do, or going round."""
        stopped = [marking for marking in self._found.after if self._is_stopped(marking)]
        ends = [m for m in self._found.after if m.is_over]
        alive = _leading_back(self._found.after, ends)
        stopping = _leading_back(self._found.after, stopped)
        circling = [m for m in self._found.after if m not in alive and m not in stopping]
        reported: set[str | None] = set()
        for marking in (*stopped, *(circling if all_seen else ())):
            element = self._waiting_join(marking)
            if element not in reported:
                reported.add(element)
                yield self._trouble(TroubleKind.IMPASSE, element, self._found.trace(marking))

    def _is_stopped(self, marking: Marking) -> bool:
        return not marking.is_over and not self._game.actions(marking)

    def _waiting_join(self, marking: Scope) -> str | None:
        """Find the join where a token waits for company, else just where a token is."""
        flows = {flow.id: flow for flow in self._process.all_flows()}
        for scope in all_scopes(marking):
            for flow in scope.flows:
                return flows[flow].target
        return marking.tokens[0].node if marking.tokens else None

    def _never(self, visited: set[str]) -> Iterator[Trouble]:
        for node in self._process.all_nodes():
            if node.id not in visited:
                yield Trouble(kind=TroubleKind.NEVER, element_id=node.id)

    def _trouble(self, kind: TroubleKind, element: str | None, trace: Taken) -> Trouble:
        answers = frozenset(step for step in trace if isinstance(step, str))
        return Trouble(
            kind=kind,
            element_id=element,
            trace=trace,
            is_certain=not self._correlated(answers),
        )


def _game_without(process: Process, branches: Iterable[Branch]) -> TokenGame:
    """Make a game in which the branches that stand by themselves are not played."""
    return TokenGame(
        process,
        choices=FreeChoice(),
        most_steps=5_000,
        left_out=LeftOut(
            unarmed=frozenset(branch.event.id for branch in branches if branch.host_is_awake),
            without_branch=frozenset(branch.event.id for branch in branches),
        ),
    )


def _leading_back(after: Mapping[Marking, list[Marking]], ends: Iterable[Marking]) -> set[Marking]:
    """Collect the markings from which one of these can be reached."""
    before: dict[Marking, list[Marking]] = {}
    for marking, followers in after.items():
        for follower in followers:
            before.setdefault(follower, []).append(marking)
    found = set(ends)
    line = list(found)
    while line:
        for marking in before.get(line.pop(), ()):
            if marking not in found:
                found.add(marking)
                line.append(marking)
    return found


def _is_crowd(marking: Marking) -> bool:
    """Whether more tokens of a kind pile up than tell anything new."""
    for scope in all_scopes(marking):
        alike = Counter((*scope.flows, *(token.node for token in scope.tokens)))
        if alike and max(alike.values()) > _MOST_ALIKE:
            return True
    return False
