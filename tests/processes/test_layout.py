"""The delivered diagrams can be read: left to right, no crossing lines, nothing over anything."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

import pytest
from lxml import etree

from engine.bpmn.reading import read_xml
from tests.processes.casework import diagram_sources

DIAGRAMS = sorted(diagram_sources())
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
WAYPOINT = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
SCREEN_WIDTH = 2400
SCREEN_HEIGHT = 1400


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: "Box") -> bool:
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def inside(self, other: "Box") -> bool:
        return other.x <= self.x and self.x + self.width <= other.x + other.width


@dataclass(frozen=True)
class Line:
    start: tuple[float, float]
    end: tuple[float, float]

    @property
    def box(self) -> Box:
        (a, b), (c, d) = self.start, self.end
        return Box(min(a, c), min(b, d), abs(a - c), abs(b - d))

    @property
    def is_straight(self) -> bool:
        return self.box.width == 0 or self.box.height == 0

    def crosses(self, other: "Line") -> bool:
        """Whether one goes right through the other; touching and running along are merging."""
        if (self.box.width == 0) == (other.box.width == 0):
            return False
        upright, flat = (self.box, other.box) if self.box.width == 0 else (other.box, self.box)
        return (
            flat.x < upright.x < flat.x + flat.width
            and upright.y < flat.y < upright.y + upright.height
        )


@dataclass(frozen=True)
class Drawing:
    shapes: Mapping[str, Box]
    labels: Mapping[str, Box]
    lines: Mapping[str, tuple[Line, ...]]
    ends: Mapping[str, tuple[str, str]]
    frames: frozenset[str]


@cache
def drawing(key: str) -> Drawing:
    root = read_xml(diagram_sources()[key])
    shapes, labels, lines = {}, {}, {}
    for drawn in root.iter(f"{DI}BPMNShape", f"{DI}BPMNEdge"):
        element = drawn.get("bpmnElement", "")
        if (bounds := drawn.find(f"{DC}Bounds")) is not None:
            shapes[element] = _box(bounds)
        if (bounds := drawn.find(f"{DI}BPMNLabel/{DC}Bounds")) is not None:
            labels[element] = _box(bounds)
        points = [(float(p.get("x", 0)), float(p.get("y", 0))) for p in drawn.iter(WAYPOINT)]
        lines[element] = tuple(Line(a, b) for a, b in pairwise(points))
    flows = root.iter(f"{BPMN}sequenceFlow")
    ends = {f.get("id", ""): (f.get("sourceRef", ""), f.get("targetRef", "")) for f in flows}
    frames = frozenset(s.get("id", "") for s in root.iter(f"{BPMN}subProcess"))
    return Drawing(shapes, labels, lines, ends, frames)


def _box(bounds: etree._Element) -> Box:
    return Box(*(float(bounds.get(name, "")) for name in ("x", "y", "width", "height")))


def solid(drawn: Drawing) -> Iterator[tuple[str, Box]]:
    return ((name, box) for name, box in drawn.shapes.items() if name not in drawn.frames)


@pytest.mark.parametrize("key", DIAGRAMS)
def test_lines_are_horizontal_or_vertical(key: str) -> None:
    skew = [
        name
        for name, lines in drawing(key).lines.items()
        if not all(line.is_straight for line in lines)
    ]
    assert skew == []


@pytest.mark.parametrize("key", DIAGRAMS)
def test_lines_do_not_cross(key: str) -> None:
    crossing = [
        (a, b)
        for (a, first), (b, second) in combinations(drawing(key).lines.items(), 2)
        if any(one.crosses(other) for one in first for other in second)
    ]
    assert crossing == []


@pytest.mark.parametrize("key", DIAGRAMS)
def test_lines_do_not_run_through_shapes(key: str) -> None:
    drawn = drawing(key)
    through = [
        (flow, name)
        for flow, lines in drawn.lines.items()
        for name, box in solid(drawn)
        if name not in drawn.ends.get(flow, ()) and any(line.box.overlaps(box) for line in lines)
    ]
    assert through == []


@pytest.mark.parametrize("key", DIAGRAMS)
def test_shapes_do_not_overlap_unless_attached(key: str) -> None:
    drawn = drawing(key)
    root = read_xml(diagram_sources()[key])
    attached = {e.get("id") for e in root.iter(f"{BPMN}boundaryEvent")}
    free = [(name, box) for name, box in solid(drawn) if name not in attached]
    assert [(a, b) for (a, x), (b, y) in combinations(free, 2) if x.overlaps(y)] == []


@pytest.mark.parametrize("key", DIAGRAMS)
def test_labels_stand_free_of_shapes_and_of_each_other(key: str) -> None:
    drawn = drawing(key)
    over = [
        (label, name)
        for label, box in drawn.labels.items()
        for name, shape in solid(drawn)
        if label != name and box.overlaps(shape)
    ]
    over += [(a, b) for (a, x), (b, y) in combinations(drawn.labels.items(), 2) if x.overlaps(y)]
    assert over == []


@pytest.mark.parametrize("key", DIAGRAMS)
def test_labels_are_not_struck_through_by_lines(key: str) -> None:
    drawn = drawing(key)
    struck = [
        (label, flow)
        for label, box in drawn.labels.items()
        for flow, lines in drawn.lines.items()
        if any(line.box.overlaps(box) for line in lines)
    ]
    assert struck == []


@pytest.mark.parametrize("key", DIAGRAMS)
def test_a_diagram_fits_one_screen(key: str) -> None:
    boxes = drawing(key).shapes.values()
    assert max(b.x + b.width for b in boxes) - min(b.x for b in boxes) <= SCREEN_WIDTH
    assert max(b.y + b.height for b in boxes) - min(b.y for b in boxes) <= SCREEN_HEIGHT


@pytest.mark.parametrize("key", DIAGRAMS)
def test_a_diagram_reads_from_its_start_on_the_left_to_its_ends_on_the_right(key: str) -> None:
    drawn = drawing(key)
    root = read_xml(diagram_sources()[key])
    process = root.find(f"{BPMN}process")
    assert process is not None
    starts = [drawn.shapes[e.get("id", "")].x for e in process.iterfind(f"{BPMN}startEvent")]
    ends = [drawn.shapes[e.get("id", "")].x for e in process.iterfind(f"{BPMN}endEvent")]
    assert max(starts) < min(ends)
    assert max(starts) <= min(box.x for box in drawn.shapes.values())
