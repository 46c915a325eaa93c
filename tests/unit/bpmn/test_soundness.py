"""The explorer: what it finds, the shortest way there, and where it stops."""

from engine.bpmn.model import parse_diagram
from engine.bpmn.semantics import Action, Kind
from engine.bpmn.soundness import Explored, Explorer, Limits, Trouble, TroubleKind
from tests.drawing import (
    both,
    catch,
    diagram,
    end,
    flow,
    flows,
    node,
    refers,
    rim,
    start,
    sub,
    timer,
    user,
    xor,
)


def explored(drawn: bytes, limits: Limits | None = None) -> Explored:
    return Explorer(parse_diagram(drawn).executable, limits=limits).explore()


def only(found: Explored) -> Trouble:
    (trouble,) = found.troubles
    return trouble


def abreast(width: int) -> bytes:
    """A parallel block of so many tasks, each with a reminder beside it."""
    parts = [start(), both("f"), both("j"), end(), end("los"), flows("begin > f", "j > einde")]
    for n in range(width):
        parts += [
            user(f"a{n}"),
            rim(f"t{n}", f"a{n}", timer("P1D"), interrupting=False),
            user(f"h{n}"),
            flows(f"f > a{n} > j", f"t{n} > h{n} > los"),
        ]
    return diagram(*parts)


def test_a_choice_that_ends_in_a_parallel_join_is_an_impasse_with_the_shortest_way() -> None:
    drawn = diagram(
        *(start(), user("eerst"), xor("g", default="g--b"), user("a"), user("b"), both("j")),
        *(end(), flow("g", "a", "x = 1")),
        flows("begin > eerst > g > b > j > einde", "a > j"),
    )

    trouble = only(explored(drawn))

    assert (trouble.kind, trouble.element_id) == (TroubleKind.IMPASSE, "j")
    first, answer, last = trouble.trace
    assert first == Action(Kind.COMPLETE, "eerst")
    assert (answer, last) in {
        ("g--a", Action(Kind.COMPLETE, "a")),
        ("g--b", Action(Kind.COMPLETE, "b")),
    }


def test_a_wait_for_a_message_alone_is_a_silent_wait() -> None:
    drawn = diagram(
        *(start(), node("receiveTask", "a", messageRef="m"), end(), flows("begin > a > einde")),
        extra='<message id="m" name="nieuws"/>',
    )

    assert only(explored(drawn)).kind is TroubleKind.SILENT_WAIT


def test_a_wait_beside_somebodys_task_is_not_silent() -> None:
    drawn = diagram(
        *(start(), both("f"), node("receiveTask", "a", messageRef="m"), user("b"), both("j")),
        *(rim("t", "a", timer("P3D")), xor("k"), end()),
        flows("begin > f > a > k > j > einde", "f > b > j", "t > k"),
        extra='<message id="m" name="nieuws"/>',
    )

    assert explored(drawn).troubles == ()


def test_two_tracks_that_meet_without_a_join_are_seen() -> None:
    drawn = diagram(
        *(start(), both("f"), user("a"), user("b"), xor("m"), user("c"), end()),
        flows("begin > f > a > m > c > einde", "f > b > m"),
    )

    found = {(trouble.kind, trouble.element_id) for trouble in explored(drawn).troubles}

    assert found == {(TroubleKind.TWICE, "m"), (TroubleKind.TWICE, "c")}


def test_a_loop_with_a_parallel_block_is_sound() -> None:
    drawn = diagram(
        *(start(), xor("m"), both("f"), user("a"), user("b"), both("j")),
        *(xor("g", default="g--einde"), end(), flow("g", "m", "nog")),
        flows("begin > m > f > a > j > g > einde", "f > b > j"),
    )

    assert explored(drawn).troubles == ()


def test_an_error_that_nobody_throws_makes_its_branch_dead() -> None:
    drawn = diagram(
        *(start(), sub("s", start("b"), user("u"), end("e"), flows("b > u > e"))),
        *(rim("r", "s", refers("error", "fout")), user("h"), end()),
        flows("begin > s > einde", "r > h > einde"),
        extra='<error id="fout" errorCode="F"/>',
    )

    dead = {trouble.element_id for trouble in explored(drawn).troubles}

    assert dead == {"r", "h"}


def test_reminders_do_not_multiply_the_markings() -> None:
    found = explored(abreast(4))

    assert found.troubles == ()
    assert found.markings <= 2**4 + 8


def test_an_impasse_in_a_branch_beside_the_main_path_is_found() -> None:
    drawn = diagram(
        *(start(), user("a"), end(), flows("begin > a > einde")),
        rim("t", "a", timer("P1D"), interrupting=False),
        *(xor("g", default="g--c"), user("b"), user("c"), both("j"), end("los")),
        flow("g", "b", "x = 1"),
        flows("t > g > c > j > los", "b > j"),
    )

    trouble = only(explored(drawn))

    assert (trouble.kind, trouble.element_id) == (TroubleKind.IMPASSE, "j")
    assert trouble.trace[0] == Action(Kind.FIRE, "t")


def test_a_fork_that_feeds_itself_is_endless() -> None:
    drawn = diagram(
        *(start(), xor("m"), both("f"), user("a"), end()),
        flows("begin > m > f > a > einde", "f > m"),
    )

    kinds = {trouble.kind for trouble in explored(drawn).troubles}

    assert TroubleKind.ENDLESS in kinds


def test_beyond_its_limits_nothing_is_proven() -> None:
    found = explored(abreast(8), Limits(markings=50))

    assert not found.is_complete
    assert only(found).kind is TroubleKind.UNPROVEN


def test_a_timer_in_the_flow_is_no_silent_wait() -> None:
    drawn = diagram(start(), catch("w", timer("P1D")), end(), flows("begin > w > einde"))

    assert explored(drawn).troubles == ()
