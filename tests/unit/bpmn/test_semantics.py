"""The token game by itself: small boards, told move by move."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from engine.bpmn.elements import FlowNode, SequenceFlow
from engine.bpmn.model import parse_diagram
from engine.bpmn.semantics import Action, FreeChoice, Kind, Marking, TokenGame
from engine.errors import StepBudgetExceeded
from tests.drawing import (
    both,
    catch,
    diagram,
    end,
    flows,
    node,
    race,
    refers,
    rim,
    some,
    start,
    sub,
    timer,
    user,
    xor,
)

THREE_TIMES = (
    '<multiInstanceLoopCharacteristics isSequential="{}"><loopCardinality>3</loopCardinality>'
    "</multiInstanceLoopCharacteristics>"
)


class Fixed(FreeChoice):
    """Takes the flows that are named, and three rounds of everything."""

    def __init__(self, *taken: str) -> None:
        self._taken = taken

    def exclusive(
        self, _node: FlowNode, flows: Sequence[SequenceFlow]
    ) -> Iterable[tuple[SequenceFlow, ...]]:
        return [tuple(one for one in flows if one.id in self._taken)[:1]]

    def inclusive(
        self, _node: FlowNode, flows: Sequence[SequenceFlow]
    ) -> Iterable[tuple[SequenceFlow, ...]]:
        return [tuple(one for one in flows if one.id in self._taken)]

    def rounds(self, _node: FlowNode) -> Iterable[int]:
        return (3,)


def played(drawn: bytes, *moves: str, taken: Iterable[str] = ()) -> list[str]:
    """Play moves such as "complete a" or "fire t"; return what can be done then."""
    game = TokenGame(parse_diagram(drawn).executable, choices=Fixed(*taken))
    (marking,) = game.begin()
    for move in moves:
        kind, element = move.split()
        (marking,) = game.play(marking, Action(Kind(kind), element))
    return _told(game, marking)


def _told(game: TokenGame, marking: Marking) -> list[str]:
    if marking.is_over:
        return ["over"]
    actions = game.actions(marking)
    return sorted(f"{a.kind.value} {a.element}" for a, n in actions.items() for _ in range(n))


SHARED = {"elements", "semantics", "semantics_board", "semantics_choices"}
SHARED |= {"semantics_markings", "semantics_net"}


@pytest.mark.parametrize("path", sorted(Path("engine/bpmn").glob("semantics*.py")), ids=str)
def test_the_token_game_shares_no_code_with_the_runtime(path: Path) -> None:
    imported = re.findall(r"^(?:from|import) (\S+)", path.read_text(), flags=re.MULTILINE)

    assert not [name for name in imported if name.startswith("SpiffWorkflow")]
    own = {name.removeprefix("engine.bpmn.") for name in imported if "engine.bpmn" in name}
    assert own <= SHARED


BLOCK = flows("begin > f > a > j > c > einde", "f > b > j")


def test_a_parallel_join_waits_for_every_branch() -> None:
    drawn = diagram(start(), both("f"), user("a"), user("b"), both("j"), user("c"), end(), BLOCK)

    assert played(drawn, "complete a") == ["complete b"]
    assert played(drawn, "complete a", "complete b") == ["complete c"]


def test_an_inclusive_join_waits_for_the_branches_that_were_taken() -> None:
    drawn = diagram(*(start(), some("f"), user("a"), user("b"), some("j"), user("c"), end()), BLOCK)

    assert played(drawn, "complete a", taken=["f--a"]) == ["complete c"]
    assert played(drawn, "complete a", taken=["f--a", "f--b"]) == ["complete b"]


def test_of_racing_events_the_first_ends_the_others() -> None:
    drawn = diagram(
        *(start(), race("r"), catch("t", timer("P1D")), catch("n", refers("message", "m"))),
        *(user("a"), user("b"), end()),
        flows("begin > r > t > a > einde", "r > n > b > einde"),
        extra='<message id="m" name="m"/>',
    )

    assert played(drawn) == ["fire t", "receive n"]
    assert played(drawn, "receive n") == ["complete b"]


@pytest.mark.parametrize(
    ("interrupting", "left"),
    [(True, ["complete h"]), (False, ["complete a", "complete h"])],
)
def test_a_boundary_timer_ends_its_host_only_when_it_interrupts(
    interrupting: bool,  # noqa: FBT001 - a table of cases
    left: list[str],
) -> None:
    drawn = diagram(
        *(start(), user("a"), user("h"), end()),
        rim("t", "a", timer("P1D"), interrupting=interrupting),
        flows("begin > a > einde", "t > h > einde"),
    )

    assert played(drawn, "fire t") == left


def test_a_cycle_fires_as_often_as_it_says() -> None:
    drawn = diagram(
        *(start(), user("a"), user("h"), end()),
        rim("t", "a", timer("R2/P1D", "timeCycle"), interrupting=False),
        flows("begin > a > einde", "t > h > einde"),
    )

    assert played(drawn, "fire t") == ["complete a", "complete h", "fire t"]
    assert played(drawn, "fire t", "fire t") == ["complete a", "complete h", "complete h"]


@pytest.mark.parametrize(
    ("sequential", "begun", "after_one"),
    [("true", 1, 1), ("false", 3, 2)],
)
def test_rounds_run_one_by_one_or_all_at_once(sequential: str, begun: int, after_one: int) -> None:
    drawn = diagram(
        *(start(), user("a", THREE_TIMES.format(sequential)), end()), flows("begin > a > einde")
    )

    assert played(drawn) == ["complete a"] * begun
    assert played(drawn, "complete a") == ["complete a"] * after_one
    assert played(drawn, *["complete a"] * 3) == ["over"]


def test_an_error_ends_its_sub_process_and_goes_on_at_the_rim() -> None:
    drawn = diagram(
        start(),
        sub(
            *("s", start("sb"), both("f"), user("a"), user("b"), end("weg", refers("error", "e"))),
            *(end("se"), flows("sb > f > a > weg", "f > b > se")),
        ),
        *(rim("r", "s", refers("error", "e")), user("h"), end()),
        flows("begin > s > einde", "r > h > einde"),
        extra='<error id="e" errorCode="WEG"/>',
    )

    assert played(drawn, "complete a") == ["complete h"]


def test_a_terminate_end_ends_its_own_scope() -> None:
    drawn = diagram(
        start(),
        sub(
            *("s", start("sb"), both("f"), user("a"), user("b"), end("se")),
            *(end("stop", "<terminateEventDefinition/>"), flows("sb > f > a > stop", "f > b > se")),
        ),
        *(user("c"), end()),
        flows("begin > s > c > einde"),
    )

    assert played(drawn, "complete a") == ["complete c"]


def test_an_interrupting_event_sub_process_ends_everything_else() -> None:
    drawn = diagram(
        *(start(), user("a"), end(), flows("begin > a > einde")),
        sub(
            *("g", start("gs", refers("message", "m")), user("h"), end("ge")),
            *(flows("gs > h > ge"),),
            triggeredByEvent="true",
        ),
        extra='<message id="m" name="m"/>',
    )

    assert played(drawn) == ["complete a", "receive gs"]
    assert played(drawn, "receive gs") == ["complete h"]
    assert played(drawn, "complete a") == ["over"]


def test_a_process_that_never_waits_is_stopped() -> None:
    drawn = diagram(
        *(start(), xor("m"), both("f"), user("a"), end(), node("task", "x")),
        flows("begin > m > f > a > einde", "f > m", "a > x"),
    )
    game = TokenGame(parse_diagram(drawn).executable, choices=FreeChoice(), most_steps=40)

    with pytest.raises(StepBudgetExceeded):
        game.begin()
