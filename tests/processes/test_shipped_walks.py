"""Random walks through every shipped diagram: the runtime does what the token game allows.

The drawings are the shipped ones, with everything that depends on data replaced: a condition
becomes a random set of numbers that the walker's number must be in, a decision or script does
nothing, a timer waits a day, a repetition has two rounds. So every way through the drawing can be
walked, also those that the real forms seldom take. The runtime rests after every step.

Whoever adds a diagram to `processes/` has it walked here, a thousand times.
"""

import os
import random
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import count, islice
from operator import itemgetter
from pathlib import Path

import pytest
from lxml import etree

from engine.bpmn.elements import FlowNode, NodeKind
from engine.bpmn.model import Process, parse_diagram
from engine.bpmn.reading import BPMN, CAMUNDA, read_xml
from engine.bpmn.semantics import Action, Marking
from engine.bpmn.step import Snapshot
from engine.domain.ids import TaskId
from tests.processes.test_random_walks import Oracle, Run
from tests.random_diagrams import NUMBERS, Drawn, Truth

PROCESSES = Path(__file__).parents[2] / "processes"
WALKS = int(os.environ.get("LOOPPLANK_SHIPPED_WALKS", "1000"))
DRAWINGS = 4
LONGEST_WALK = 8
WAITS = {
    NodeKind.USER_TASK,
    NodeKind.SERVICE_TASK,
    NodeKind.RECEIVE_TASK,
    NodeKind.CATCH_EVENT,
    NodeKind.BOUNDARY_EVENT,
}
_IDS = re.compile(r"[0-9a-f]{32}")
_B = f"{{{BPMN}}}"


@cache
def keys() -> tuple[str, ...]:
    """The shipped processes; one in which nothing waits is walked where it is called."""
    found = sorted(path.stem for path in PROCESSES.glob("*.bpmn"))
    return tuple(key for key in found if any(node.kind in WAITS for node in _all_of(key)))


def _all_of(key: str) -> Iterator[FlowNode]:
    return (node for name in (key, *_calls(key)) for node in shipped(name).all_nodes())


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


def canonical(snapshot: Snapshot) -> str:
    """Write a state with its tokens numbered: what looks the same here goes on the same."""
    numbers: dict[str, str] = {}
    text = zlib.decompress(snapshot.state).decode()
    state = _IDS.sub(lambda found: numbers.setdefault(found[0], str(len(numbers))), text)
    return f"{state} {sorted(snapshot.variables.items(), key=itemgetter(0))}"


@dataclass(eq=False)
class Place:
    """Where a walk can be: a state of the runtime at rest, and the markings that fit it."""

    snapshot: Snapshot
    markings: frozenset[Marking]
    waiting: Sequence[tuple[Action, TaskId]]
    ended: bool
    onwards: dict[tuple[Action, int, int], "Place"] = field(default_factory=dict)


class Walker:
    """Walks through one drawing.

    Each step is taken by the runtime and judged by the token game once; when a later walk takes the
    same step from the same state, the outcome is remembered.
    """

    def __init__(self, drawing: Drawn) -> None:
        self.run, self.oracle = Run(drawing), Oracle(drawing)
        self.steps = 0
        self.elements: set[str] = set()
        self._places: dict[tuple[str, frozenset[Marking]], Place] = {}
        self._stopped = [self._arrived()]

    @property
    def is_over(self) -> bool:
        """Whether the process ends as it begins."""
        return self._stopped[0].ended

    def walk(self, chance: random.Random) -> tuple[int, bool]:
        """Walk until the end or long enough; how many steps, and whether it ended.

        Half of the walks set out where an earlier one stopped, so that they come far.
        """
        begin = chance.choice(self._stopped) if chance.random() < 1 / 2 else self._stopped[0]
        place, told = begin, list[str]()
        while place.waiting and len(told) < LONGEST_WALK:
            which = chance.randrange(len(place.waiting))
            k = chance.choice(NUMBERS)
            action = place.waiting[which][0]
            told.append(f"{action.kind.value} {action.element} k={k}")
            try:
                place = self._step(place, which, k)
            except AssertionError as error:
                raise AssertionError("\n".join([str(error), *told])) from error
        if place.waiting:
            self._stopped.append(place)
        return len(told), place.ended

    def _step(self, place: Place, which: int, k: int) -> Place:
        action, task_id = place.waiting[which]
        known = place.onwards.get((action, which, k))
        if known is None:
            self.steps += 1
            if self.run.snapshot is not place.snapshot:
                self.run.put_back(place.snapshot)
            self.oracle.markings = place.markings
            self.oracle.answers.k = int(str(place.snapshot.variables["k"]))
            answered = self.run.take(action, task_id, k)
            self.oracle.play(action, k if answered else None)
            known = place.onwards[action, which, k] = self._arrived()
        return known

    def _arrived(self) -> Place:
        """Judge where the runtime came to rest."""
        snapshot, waiting = self.run.snapshot, self.run.waiting()
        self.oracle.keep(self.run.looking_like(waiting), ended=self.run.instance.ended)
        self.elements |= {action.element for action, _ in waiting}
        key = canonical(snapshot), self.oracle.markings
        ended = self.run.instance.ended
        return self._places.setdefault(
            key, Place(snapshot, self.oracle.markings, waiting, ended=ended)
        )


def walkers(key: str) -> Iterator[tuple[int, Walker]]:
    """Draw a process again and again, leaving out drawings that are over as they begin."""
    for seed in count():
        walker = Walker(drawings(key, seed))
        if not walker.is_over:
            yield seed, walker


@pytest.mark.long
@pytest.mark.parametrize("key", keys())
def test_every_walk_through_a_shipped_diagram_is_allowed_by_the_token_game(
    key: str, figures: Callable[[str], None]
) -> None:
    taken = computed = ended = 0
    waited_at: set[str] = set()
    for seed, walker in islice(walkers(key), DRAWINGS):
        for turn in range(WALKS // DRAWINGS):
            chance = random.Random(f"{key} {seed} {turn}")  # noqa: S311 - not for secrets
            steps, is_over = walker.walk(chance)
            taken, ended = taken + steps, ended + is_over
        computed += walker.steps
        waited_at |= walker.elements
    figures(
        f"[fault 12] {key}: {WALKS} walks, {taken} steps ({computed} different ones),"
        f" {ended} walks to the end, waited at {len(waited_at)} elements: all allowed"
    )
