"""Random walks through every shipped diagram: the runtime does what the token game allows.

The drawings are the shipped ones, with everything that depends on data replaced: a condition
becomes a random set of numbers that the walker's number must be in, a decision or script does
nothing, a timer waits a day, a repetition has two rounds. So every way through the drawing can be
walked, also those that the real forms seldom take. The runtime rests after every step.
"""

import os
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from engine.bpmn.model import Process, parse_diagram
from engine.bpmn.reading import BPMN, CAMUNDA, read_xml
from engine.bpmn.semantics import Marking
from tests.processes.test_random_walks import Oracle, Run
from tests.random_diagrams import NUMBERS, Drawn, Truth

PROCESSES = Path(__file__).parents[2] / "processes"
WALKS = int(os.environ.get("LOOPPLANK_SHIPPED_WALKS", "1000"))
DRAWINGS = 5
LONGEST_WALK = 40
_B = f"{{{BPMN}}}"


@cache
def keys() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in PROCESSES.glob("*.bpmn")))


@cache
def shipped(key: str) -> Process:
    return parse_diagram((PROCESSES / f"{key}.bpmn").read_bytes()).executable


def neutral(key: str, truths: dict[str, Truth], chance: random.Random) -> bytes:
    """A shipped diagram in which nothing depends on data but the number `k`."""
    root = read_xml((PROCESSES / f"{key}.bpmn").read_bytes())
    for element in list(root.iter(f"{_B}extensionElements", f"{_B}completionCondition")):
        _drop(element)
    for element in root.iter():
        for attribute in ("dueDate", "followUpDate", "priority", "assignee", "candidateUsers"):
            element.attrib.pop(f"{{{CAMUNDA}}}{attribute}", None)
    starts = root.findall(f"{_B}process/{_B}startEvent")
    events = [event for start in starts for event in start.iterfind(f"{_B}messageEventDefinition")]
    if len(events) == len(starts):
        _drop(events[0])
    _time(root)
    _script(root)
    _repeat(root)
    _choose(root, truths, chance)
    return etree.tostring(root)


def _time(root: etree._Element) -> None:
    for timer in root.iter(f"{_B}timeDate", f"{_B}timeDuration"):
        timer.tag, timer.text = f"{_B}timeDuration", "P1D"
    for timer in root.iter(f"{_B}timeCycle"):
        timer.text = "R3/P1D" if (timer.text or "").startswith("R3") else "R/P1D"


def _script(root: etree._Element) -> None:
    for task in root.iter(f"{_B}scriptTask", f"{_B}businessRuleTask"):
        task.tag = f"{_B}scriptTask"
        task.attrib.pop(f"{{{CAMUNDA}}}resultVariable", None)
        for script in task.findall(f"{_B}script"):
            task.remove(script)
        etree.SubElement(task, f"{_B}script").text = "gedaan = true"


def _repeat(root: etree._Element) -> None:
    for marker in root.iter(f"{_B}multiInstanceLoopCharacteristics"):
        for name in ("collection", "elementVariable"):
            marker.attrib.pop(f"{{{CAMUNDA}}}{name}", None)
        for child in list(marker):
            marker.remove(child)
        etree.SubElement(marker, f"{_B}loopCardinality").text = "2"


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _choose(root: etree._Element, truths: dict[str, Truth], chance: random.Random) -> None:
    """Replace every condition; where there is no default flow, the last one always holds."""
    defaults = {node.get("default") for node in root.iter() if node.get("default")}
    outgoing: dict[str, list[etree._Element]] = {}
    for flow in root.iter(f"{_B}sequenceFlow"):
        if flow.find(f"{_B}conditionExpression") is not None:
            outgoing.setdefault(flow.get("sourceRef", ""), []).append(flow)
    has_default = {
        f.get("sourceRef") for f in root.iter(f"{_B}sequenceFlow") if f.get("id") in defaults
    }
    for source, flows in outgoing.items():
        for flow in flows:
            always = source not in has_default and flow is flows[-1]
            numbers = NUMBERS if always else [n for n in NUMBERS if chance.random() < 1 / 3]
            truths[flow.get("id", "")] = frozenset(numbers)
            condition = flow.find(f"{_B}conditionExpression")
            assert condition is not None
            listed = ", ".join(map(str, numbers))
            condition.text = f"k in ({listed})" if listed else "false"


def drawings(key: str, seed: int) -> Drawn:
    """One drawing of a shipped process with all it calls, reproducible by its seed."""
    chance = random.Random(f"{key} {seed}")  # noqa: S311 - not for secrets
    truths: dict[str, Truth] = {}
    called = {name: neutral(name, truths, chance) for name in _calls(key)}
    main = neutral(key, truths, chance)
    nodes = (node for name in (key, *called) for node in shipped(name).all_nodes())
    rounds = {node.id: 2 for node in nodes if node.loop is not None}
    return Drawn(main=main, called=called, truths=truths, rounds=rounds, rescues={})


def _calls(key: str) -> Iterator[str]:
    seen, todo = {key}, [key]
    while todo:
        for node in shipped(todo.pop()).all_nodes():
            if node.called_element and node.called_element not in seen:
                seen.add(node.called_element)
                todo.append(node.called_element)
                yield node.called_element


def walk(run: Run, oracle: Oracle, chance: random.Random) -> tuple[list[str], bool]:
    """Walk until the end or long enough; the steps taken, and whether it ended."""
    steps: list[str] = []
    oracle.keep(run.seen(), ended=run.instance.ended)
    while run.waiting() and len(steps) < LONGEST_WALK:
        action, task_id = chance.choice(run.waiting())
        k = chance.choice(NUMBERS)
        steps.append(f"{action.kind.value} {action.element} k={k}")
        answered = run.take(action, task_id, k)
        oracle.play(action, k if answered else None)
        try:
            oracle.keep(run.seen(), ended=run.instance.ended)
        except AssertionError as error:
            raise AssertionError("\n".join([str(error), *steps])) from error
    return steps, run.instance.ended


@pytest.mark.parametrize("key", keys())
def test_every_walk_through_a_shipped_diagram_is_allowed_by_the_token_game(key: str) -> None:
    walks = max(WALKS // len(keys()), 1)
    taken, ended = 0, 0
    for seed in range(DRAWINGS):
        drawing = drawings(key, seed)
        oracle = Oracle(drawing)
        begin: frozenset[Marking] = oracle.markings
        for turn in range(walks // DRAWINGS + 1):
            oracle.markings = begin
            oracle.answers.k = 0
            chance = random.Random(f"{key} {seed} {turn}")  # noqa: S311 - not for secrets
            steps, is_over = walk(Run(drawing), oracle, chance)
            taken, ended = taken + len(steps), ended + is_over
    print(f"\n{key}: {taken} steps, {ended} walks to the end, all allowed")
