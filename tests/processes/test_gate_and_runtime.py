"""The gate beside the runtime: it lets through what runs right, and sees through mutilation."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings

from engine.bpmn import soundness
from engine.bpmn.gate import Limits, inspect
from engine.bpmn.gate.behaviour import check_behaviour
from engine.bpmn.model import parse_diagram
from engine.bpmn.soundness import Explorer
from engine.domain.definition import errors
from tests.drawing import both, diagram, end, flow, flows, script, some, start, user, xor
from tests.gate_examples import EXAMPLES
from tests.processes.constructs import CONSTRUCTS
from tests.processes.plays import Construct
from tests.processes.test_random_walks import STEPS, Run
from tests.random_diagrams import Block, blocks, crooked_blocks, drawn

SHIPPED = sorted(Path("processes").glob("*.bpmn"))
REFUSED = {
    "send task throws its message, receive task waits for one": "wacht-zonder-timer",
    "intermediate message and signal catch events": "wacht-zonder-timer",
    "a signal reaches everything that waits for it in the instance": "wacht-zonder-timer",
    "a second token on the same flow waits for the next round of the join": "impasse",
}
"""What the runtime runs as BPMN says, and the promise or a reader's expectation forbids."""

WALKED = Counter[str]()
MUTILATIONS = 400
LONGEST_ANSWER = 2.0


@pytest.fixture(scope="module", autouse=True)
def _report() -> Iterator[None]:
    yield
    print(f"\ncrooked diagrams walked: {dict(WALKED)}")


@pytest.mark.parametrize("construct", CONSTRUCTS, ids=lambda construct: construct.name)
def test_the_gate_lets_through_what_runs_right(construct: Construct) -> None:
    found = {finding.rule for finding in errors(inspect(construct.drawn))}

    if construct.name in REFUSED:
        assert REFUSED[construct.name] in found
    else:
        assert found == set()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_diagrams_are_proven_sound_without_errors(path: Path) -> None:
    source = path.read_bytes()

    patient = soundness.Limits(seconds=30)  # a machine that is busy proves as much
    explored = Explorer(parse_diagram(source).executable, limits=patient).explore()

    assert errors(inspect(source)) == ()
    assert explored.is_complete
    print(f"\n{path.stem}: {explored.markings} markings")


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(block=blocks())
def test_diagrams_that_are_sound_by_construction_raise_no_false_alarm(block: Block) -> None:
    process = parse_diagram(drawn(block).main).executable

    assert errors(check_behaviour(process, Limits(markings=2_000))) == ()


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(block=crooked_blocks(), steps=STEPS)
def test_whatever_strands_a_case_was_noticed_beforehand(
    block: Block, steps: list[tuple[int, int, bool]]
) -> None:
    drawing = drawn(block)
    run = Run(drawing)
    for pick, k, _ in steps:
        if run.waiting():
            action, task_id = run.waiting()[pick % len(run.waiting())]
            run.take(action, task_id, k)

    is_stranded = not run.waiting() and not run.instance.ended
    WALKED["stranded, and foreseen" if is_stranded else "not stranded"] += 1
    if is_stranded:
        processes = [parse_diagram(xml) for xml in (drawing.main, *drawing.called.values())]
        found = [
            finding.rule
            for process in processes
            for finding in check_behaviour(process.executable, Limits(markings=2_000))
        ]
        assert {"impasse", "mogelijke-impasse", "niet-bewezen"} & set(found)


@cache
def _sources() -> tuple[bytes, ...]:
    examples = [example.drawn for example in EXAMPLES if len(example.drawn) < 20_000]
    return (*(path.read_bytes() for path in SHIPPED), *examples)


def _mutilated(source: bytes, chance: random.Random) -> bytes:
    """Drop, double or swap pieces, as a bad tool or a bad person would."""
    text = source.decode("utf-8", "replace")
    for _ in range(chance.randint(1, 4)):
        pieces = re.split(r"(<[^>]*>|\"[^\"]*\")", text)
        place = chance.randrange(len(pieces))
        other = pieces[chance.randrange(len(pieces))]
        replacement = chance.choice(["", other, pieces[place] * 2, '"\u202e\U0001f600"', '"-1"'])
        text = "".join([*pieces[:place], replacement, *pieces[place + 1 :]])
    return text.encode()


def test_whatever_is_uploaded_gets_findings_in_time_and_never_a_traceback() -> None:
    slowest, refused = 0.0, 0
    for seed in range(MUTILATIONS):
        chance = random.Random(seed)  # noqa: S311 - not for secrets
        source = _mutilated(chance.choice(_sources()), chance)
        begun = process_time()
        refused += bool(errors(inspect(source, limits=Limits(seconds=0.5))))
        slowest = max(slowest, process_time() - begun)

    print(f"\n{MUTILATIONS} mutilated files: {refused} refused, slowest answer {slowest:.2f} s")
    assert slowest < LONGEST_ANSWER


def _condition(text: str) -> bytes:
    return diagram(
        *(start(), xor("g", default="g--b"), user("a"), user("b"), xor("j"), end()),
        flow("g", "a", text),
        flows("begin > g > b > j > einde", "a > j"),
    )


def _wide(gateway: Callable[..., str], width: int, condition: str | None = None) -> bytes:
    default = {"default": "f--t0"} if condition else {}
    parts = [start(), gateway("f", **default), gateway("j"), end()]
    for n in range(width):
        parts += [user(f"t{n}"), flow("f", f"t{n}", condition if n else None), flows(f"t{n} > j")]
    return diagram(*parts, flows("begin > f", "j > einde"))


def _fork_that_feeds_itself(length: int) -> bytes:
    chain = " > ".join(f"s{n}" for n in range(length))
    steps = [script(f"s{n}", "x = 1") for n in range(length)]
    return diagram(
        *(start(), xor("m"), both("f"), *steps, user("a"), end()),
        flows(f"begin > m > {chain} > f > a > einde", "f > m"),
    )


HOSTILE = {
    "a sum of 200,000 terms": _condition("1" + "+1" * 200_000),
    "200,000 brackets": _condition("(" * 200_000),
    "a name of half a megabyte": _condition("a" * 500_000),
    "an inclusive gateway with 60 ways": _wide(some, 60, "x = 1"),
    "190 tasks abreast": _wide(both, 190),
    "a fork that feeds itself": _fork_that_feeds_itself(5),
    "a long fork that feeds itself": _fork_that_feeds_itself(300),
    "an id of 100 kB": diagram(start(), user("a" * 100_000), end()),
}


@pytest.mark.parametrize("drawn_by", HOSTILE)
def test_hostile_diagrams_get_an_answer_in_time(drawn_by: str) -> None:
    begun = process_time()

    findings = inspect(HOSTILE[drawn_by])

    took = process_time() - begun
    print(f"\n{drawn_by}: {len(findings)} findings in {took:.2f} s")
    assert took < LONGEST_ANSWER
    assert sum(len(str(finding)) for finding in findings) < 200_000
