"""The runtime against the token game: the same tasks and timers after every step.

Hypothesis draws a diagram and a walk through it. Both engines take the walk; the runtime is
stored and restored after every step. A failure shrinks to a small diagram and prints itself.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from engine.bpmn.elements import FlowNode, Process, SequenceFlow
from engine.bpmn.joins import ParallelGateway
from engine.bpmn.library import Bundle, compile_bundle
from engine.bpmn.model import parse_diagram
from engine.bpmn.runtime import Instance, Surroundings
from engine.bpmn.semantics import Action, Kind, Marking, TokenGame
from engine.bpmn.specs import Node
from engine.bpmn.step import Snapshot, SubscriptionKind
from engine.domain.calendar import dutch_calendar
from engine.domain.ids import TaskId
from engine.feel import Scope
from tests.random_diagrams import NUMBERS, Block, Drawn, Truth, blocks, crooked_blocks, drawn

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
EXAMPLES = int(os.environ.get("LOOPPLANK_RANDOM_DIAGRAMS", "1000"))
STEPS_PER_DIAGRAM = 10


def _decide(*_: object) -> object:
    raise AssertionError("these diagrams hold no decision tables")


SURROUNDINGS = Surroundings(
    now=NOW,
    scope=Scope(now=NOW, terms=lambda _: None, calendar=dutch_calendar()),
    decide=_decide,  # type: ignore[arg-type]  # never called
)


@dataclass
class Figures:
    """What a run of the property saw, for the report."""

    diagrams: int = 0
    walks: int = 0
    steps: int = 0
    ended: int = 0
    crowds: int = 0
    kinds: Counter[str] = field(default_factory=Counter)


FIGURES = Figures()


@pytest.fixture(scope="module", autouse=True)
def _report() -> Iterable[None]:
    yield
    seen = FIGURES
    print(
        f"\nrandom diagrams: {seen.diagrams} diagrams, {seen.walks} walks ({seen.ended} to the"
        f" end), {seen.steps} steps compared, at most {seen.crowds} markings at once;"
        f" blocks {dict(seen.kinds.most_common())}"
    )


class Answers:
    """The oracle's answers: conditions are sets of numbers, `k` is the number at this moment."""

    def __init__(self, drawing: Drawn) -> None:
        self._drawing = drawing
        self.k = 0

    def exclusive(
        self, node: FlowNode, flows: Sequence[SequenceFlow]
    ) -> list[tuple[SequenceFlow, ...]]:
        true = [flow for flow in flows if self._holds(flow)]
        return [(true[0],)] if true else [_default(node, flows)]

    def inclusive(
        self, node: FlowNode, flows: Sequence[SequenceFlow]
    ) -> list[tuple[SequenceFlow, ...]]:
        true = tuple(flow for flow in flows if self._holds(flow))
        return [true or _default(node, flows)]

    def rounds(self, node: FlowNode) -> tuple[int]:
        return (self._drawing.rounds[node.id],)

    def stops(self, node: FlowNode) -> tuple[bool]:  # noqa: ARG002 - the protocol
        return (False,)

    def _holds(self, flow: SequenceFlow) -> bool:
        truth: Truth = self._drawing.truths.get(flow.id, frozenset())
        return self.k in truth


def _default(node: FlowNode, flows: Sequence[SequenceFlow]) -> tuple[SequenceFlow, ...]:
    return tuple(flow for flow in flows if flow.id == node.default_flow)


class Run:
    """The runtime on a diagram: what waits, and one step at a time."""

    def __init__(self, drawing: Drawn) -> None:
        self.bundle: Bundle = compile_bundle(drawing.main, drawing.called)
        self.instance = Instance.start(self.bundle, {"k": 0}, SURROUNDINGS)
        self._store()

    def waiting(self) -> list[tuple[Action, TaskId]]:
        """Everything that the outside can do now, in a fixed order."""
        found = [(Action(Kind.COMPLETE, t.element_id), t.id) for t in self.instance.tasks()]
        found += [(Action(Kind.FIRE, t.element_id), t.task_id) for t in self.instance.timers()]
        for job in self.instance.services():
            found.append((Action(Kind.COMPLETE, job.element_id), job.task_id))
        for awaited in self.instance.subscriptions():
            if awaited.kind is SubscriptionKind.MESSAGE:
                found.append((Action(Kind.RECEIVE, awaited.element_id), awaited.task_id))
        return sorted(found, key=lambda one: one[0])

    def signals(self) -> Counter[Action]:
        return Counter(
            Action(Kind.SIGNAL, awaited.element_id)
            for awaited in self.instance.subscriptions()
            if awaited.kind is SubscriptionKind.SIGNAL
        )

    def seen(self) -> Counter[Action]:
        return self.looking_like(self.waiting())

    def looking_like(self, waiting: Iterable[tuple[Action, TaskId]]) -> Counter[Action]:
        return Counter(action for action, _ in waiting) + self.signals()

    def take(self, action: Action, task_id: TaskId, k: int) -> bool:
        """Take a step; tell whether `k` was set by it."""
        match action.kind:
            case Kind.FIRE:
                self.instance.fire_timer(task_id, SURROUNDINGS)
            case Kind.RECEIVE:
                name = next(s.name for s in self.instance.subscriptions() if s.task_id == task_id)
                self.instance.receive_message(name, {"k": k}, SURROUNDINGS, task_id=task_id)
            case Kind.FAIL:
                self.instance.fail_service(task_id, "fout", "mislukt", SURROUNDINGS)
            case _ if any(job.task_id == task_id for job in self.instance.services()):
                self.instance.complete_service(task_id, {"k": k}, SURROUNDINGS)
            case _:
                self.instance.complete_task(task_id, {"k": k}, SURROUNDINGS)
        self._store()
        return action.kind in {Kind.COMPLETE, Kind.RECEIVE}

    def _store(self) -> None:
        self.put_back(self.instance.snapshot())

    def put_back(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.instance = Instance.restore(self.bundle, snapshot)


@lru_cache(maxsize=8)
def _process(source: bytes) -> Process:
    return parse_diagram(source).executable


class Oracle:
    """The token game on the same diagram. It keeps every marking that fits what was seen."""

    def __init__(self, drawing: Drawn) -> None:
        self.answers = Answers(drawing)
        called = {key: _process(xml) for key, xml in drawing.called.items()}
        process = _process(drawing.main)
        self._game = TokenGame(process, choices=self.answers, called=called)
        self.markings: frozenset[Marking] = self._game.begin()

    def play(self, action: Action, k: int | None) -> None:
        self.answers.k = self.answers.k if k is None else k
        self.markings = frozenset(
            after for before in self.markings for after in self._game.play(before, action)
        )

    def keep(self, seen: Counter[Action], *, ended: bool) -> None:
        """Keep the markings that look like what was seen; there must be one."""
        possible = [(self.visible(marking), marking.is_over) for marking in self.markings]
        fitting = frozenset(m for m in self.markings if self._fits(m, seen, ended=ended))
        assert fitting, f"the runtime shows {_listed(seen)}, ended: {ended}; the token game: " + (
            " or ".join(f"{_listed(actions)}, ended: {over}" for actions, over in possible)
        )
        self.markings = fitting

    def visible(self, marking: Marking) -> Counter[Action]:
        actions = self._game.actions(marking)
        return Counter({a: n for a, n in actions.items() if a.kind is not Kind.FAIL})

    def failures(self) -> list[Action]:
        actions = {a for marking in self.markings for a in self._game.actions(marking)}
        return sorted(action for action in actions if action.kind is Kind.FAIL)

    def _fits(self, marking: Marking, seen: Counter[Action], *, ended: bool) -> bool:
        return marking.is_over == ended and self.visible(marking) == seen


def _listed(actions: Counter[Action]) -> str:
    return ", ".join(f"{a.kind.value} {a.element} x{n}" for a, n in sorted(actions.items())) or "-"


def _next(run: Run, pick: int, *, fail: bool) -> tuple[Action, TaskId]:
    """Choose what the outside does; sometimes a service task fails instead of succeeding."""
    choices = run.waiting()
    action, task_id = choices[pick % len(choices)]
    if fail and action.element.startswith("dienst"):
        return Action(Kind.FAIL, action.element), task_id
    return action, task_id


Tell = Callable[[str], None]


def walk(drawing: Drawn, steps: Sequence[tuple[int, int, bool]], tell: Tell) -> None:
    """Take a walk with both and compare after every step; at the end, begin another."""
    run, oracle = _begun(drawing)
    for pick, k, fail in steps:
        if not run.waiting():
            run, oracle = _begun(drawing)
        if not run.waiting():
            return
        action, task_id = _next(run, pick, fail=fail)
        tell(f"{action.kind.value} {action.element}, k = {k}")
        answered = run.take(action, task_id, k)
        if action.kind is Kind.FAIL:  # on the board, that is the event on its rim
            action = Action(Kind.FAIL, drawing.rescues[action.element])
        oracle.play(action, k if answered else None)
        FIGURES.steps += 1
        FIGURES.crowds = max(FIGURES.crowds, len(oracle.markings))
        oracle.keep(run.seen(), ended=run.instance.ended)
        FIGURES.ended += run.instance.ended


def _begun(drawing: Drawn) -> tuple["Run", "Oracle"]:
    run, oracle = Run(drawing), Oracle(drawing)
    FIGURES.walks += 1
    oracle.keep(run.seen(), ended=run.instance.ended)
    return run, oracle


STEPS = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from(NUMBERS), st.booleans()),
    min_size=STEPS_PER_DIAGRAM,
    max_size=STEPS_PER_DIAGRAM,
)


@pytest.mark.long
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    print_blob=True,
)
@given(block=blocks(), steps=STEPS)
def test_runtime_and_token_game_offer_the_same_after_every_step(
    block: Block, steps: list[tuple[int, int, bool]]
) -> None:
    drawing = drawn(block)
    note(drawing.main.decode())
    for xml in drawing.called.values():
        note(xml.decode())
    FIGURES.diagrams += 1
    FIGURES.kinds.update(_kinds(block))
    walk(drawing, steps, note)


@pytest.mark.long
@settings(
    max_examples=EXAMPLES // 5,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    print_blob=True,
)
@given(block=crooked_blocks(), steps=STEPS)
def test_also_where_splits_and_joins_do_not_match(
    block: Block, steps: list[tuple[int, int, bool]]
) -> None:
    drawing = drawn(block)
    note(drawing.main.decode())
    FIGURES.diagrams += 1
    FIGURES.kinds.update(_kinds(block))
    walk(drawing, steps, note)


ROUND = (
    Block("and", (Block("user"), Block("user"))),
    Block("script"),
)
EVER_ON = Block("loop", ROUND, (frozenset(NUMBERS),))
LATE_AND_EARLY = [(pick, 0, False) for pick in (0, 0, 0, 0, 1, 0, 0, 0, 0, 1)]


def _untold(_: str) -> None:
    """Take a walk without telling."""


def test_a_join_that_fires_too_early_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ParallelGateway, "arrive", Node.arrive)

    with pytest.raises(AssertionError, match="the token game"):
        walk(drawn(EVER_ON), LATE_AND_EARLY, _untold)


def test_the_same_walk_is_right_when_the_join_waits() -> None:
    walk(drawn(EVER_ON), LATE_AND_EARLY, _untold)


def _kinds(block: Block) -> Iterable[str]:
    yield block.kind
    for inner in block.inner:
        yield from _kinds(inner)
