"""A diagram for the viewer, and the same as a list of steps for who does not see it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from engine.bpmn.elements import GATEWAYS
from engine.bpmn.model import Process, parse_diagram
from engine.persistence.types import Json
from engine.queries.diagrams import DiagramState


class StepState(StrEnum):
    """Where the case stands at one step."""

    FAILED = "Hier ging het mis"
    NOW = "Hier is de casus nu"
    DONE = "Gedaan"
    AHEAD = "Kan nog komen"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of the list."""

    name: str
    state: StepState


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """What the page hands to the viewer, and the list beside it, by where the case stands."""

    viewer: Json
    steps: tuple[tuple[StepState, tuple[Step, ...]], ...]


def drawing(state: DiagramState) -> Drawing:
    """Give a diagram in both forms."""
    steps = tuple(_steps(parse_diagram(state.source).executable, state))
    return Drawing(
        viewer={
            "xml": state.source.decode(),
            "tokens": [{"element": element, "text": StepState.NOW} for element in state.tokens],
            "completed": list(state.completed),
            "incidents": [{"element": at, "text": text} for at, text in state.failed],
        },
        steps=tuple(
            (where, found)
            for where in StepState
            if (found := tuple(step for step in steps if step.state is where))
        ),
    )


def _steps(process: Process, state: DiagramState) -> Iterator[Step]:
    for node in process.nodes.values():
        if node.name and node.kind not in GATEWAYS:
            yield Step(name=node.name, state=_where(node.id, state))
        if node.body is not None:
            yield from _steps(node.body, state)


def _where(element: str, state: DiagramState) -> StepState:
    if element in {at for at, _ in state.failed}:
        return StepState.FAILED
    if element in state.tokens:
        return StepState.NOW
    return StepState.DONE if element in state.completed else StepState.AHEAD
