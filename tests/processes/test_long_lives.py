"""A case may go round for years: the thousandth contact costs what the first did.

SpiffWorkflow by itself stops without a word at 500 rounds of the simplest loop, joins early in a
loop from the second round on, and makes 32,765 tasks of the wide diagram below.
"""

from time import perf_counter

import pytest

from engine.bpmn.library import Bundle, compile_bundle
from engine.bpmn.runtime import Instance
from tests.drawing import (
    both,
    call,
    catch,
    diagram,
    end,
    flow,
    flows,
    rim,
    some,
    start,
    timer,
    user,
    xor,
)
from tests.processes.casework import Casework
from tests.processes.constructs import CALLED
from tests.processes.plays import at, open_task, waiting

ROUNDS = 2_000

PLAIN = compile_bundle(
    diagram(
        start(),
        xor("m"),
        user("bellen"),
        rim("herinnering", "bellen", timer("R/P1D", "timeCycle"), interrupting=False),
        user("navragen"),
        xor("g", default="g--einde"),
        end(),
        end("einde-navragen"),
        flow("g", "m", "nog"),
        flows("begin > m > bellen > g > einde", "herinnering > navragen > einde-navragen"),
    ),
    {},
)
PARALLEL = compile_bundle(
    diagram(
        start(),
        xor("m"),
        both("f"),
        user("bellen"),
        user("schrijven"),
        both("j"),
        some("of", default="of--samen"),
        user("extra"),
        some("samen"),
        xor("g", default="g--einde"),
        end(),
        flow("of", "extra", "nog"),
        flow("of", "samen"),
        flow("g", "m", "nog"),
        flows("begin > m > f > bellen > j > of", "f > schrijven > j"),
        flows("extra > samen > g > einde"),
    ),
    {},
)
CALLING = compile_bundle(
    diagram(
        start(),
        xor("m"),
        call("r", "deel"),
        catch("wachten", timer("P1W")),
        xor("g", default="g--einde"),
        end(),
        flow("g", "m", "nog"),
        flows("begin > m > r > wachten > g > einde"),
    ),
    {"deel": CALLED},
)


def one_round(bundle: Bundle, instance: Instance, *, late_first: bool) -> Instance:
    """Do everything that waits, until the round is over; rest after every step."""
    todo = [*instance.tasks()]
    if late_first:
        todo.reverse()
    for task in todo:
        instance.complete_task(task.id, {"nog": True}, at())
        instance = Instance.restore(bundle, instance.snapshot())
    for armed in instance.timers():
        if armed.attached_to is None:
            instance.fire_timer(armed.task_id, at())
            instance = Instance.restore(bundle, instance.snapshot())
    if "extra" in waiting(instance):
        instance.complete_task(open_task(instance, "extra"), {}, at())
        instance = Instance.restore(bundle, instance.snapshot())
    return instance


@pytest.mark.parametrize(
    "bundle",
    [PLAIN, PARALLEL, CALLING],
    ids=["user task with reminder", "and and or blocks", "call activity and timer"],
)
def test_the_two_thousandth_round_waits_and_costs_like_the_first(
    bundle: Bundle, request: pytest.FixtureRequest
) -> None:
    instance = Instance.start(bundle, {"nog": True}, at())
    first, first_size, marks = waiting(instance), len(instance.snapshot().state), [perf_counter()]
    for turn in range(1, ROUNDS + 1):
        instance = one_round(bundle, instance, late_first=turn % 3 == 0)
        assert waiting(instance) == first, f"round {turn}"
        assert len(instance.snapshot().state) <= first_size + 64, f"round {turn}"
        if turn in (100, ROUNDS - 100, ROUNDS):
            marks.append(perf_counter())
    print(
        f"\n{request.node.callspec.id}: {ROUNDS} rounds; ms per round, first and last hundred:"
        f" {10 * (marks[1] - marks[0]):.2f} {10 * (marks[3] - marks[2]):.2f};"
        f" state {first_size} bytes at first, {len(instance.snapshot().state)} at last"
    )


def test_a_diagram_of_many_parallel_blocks_holds_only_the_tokens_that_are_there() -> None:
    blocks = [
        part
        for n in range(12)
        for part in (both(f"f{n}"), user(f"a{n}"), user(f"b{n}"), both(f"j{n}"))
    ]
    chain = " > ".join(f"f{n} > a{n} > j{n}" for n in range(12))
    ways = [f"f{n} > b{n} > j{n}" for n in range(12)]
    drawn = diagram(start(), *blocks, end(), flows(f"begin > {chain} > einde", *ways))
    instance = Instance.start(compile_bundle(drawn, {}), {}, at())
    assert instance.active_elements() == (("proces", "a0"), ("proces", "b0"))


def test_a_chain_of_automatic_steps_may_be_long() -> None:
    chain = [f"g{n}" for n in range(390)]
    drawn = diagram(
        start(),
        *(xor(name) for name in chain),
        user("a"),
        end(),
        flows(" > ".join(["begin", *chain, "a", "einde"])),
    )
    instance = Instance.start(compile_bundle(drawn, {}), {}, at())
    assert waiting(instance) == ["a"]


def test_what_a_case_remembers_of_its_attempts_does_not_grow_with_them() -> None:
    case = Casework("client-bereiken", {"urgentie": "3"})
    case.do("contactgegevens-verzamelen", bronnen_geraadpleegd=["iwlz"])
    for _ in range(12):
        case.do("contactpoging-doen", kanaal="telefoon", resultaat="geen-gehoor")
        case.wait_for("contactpoging-doen")
    assert case.value("pogingen") == 12
    assert case.value("kanalen") == ["telefoon"]
