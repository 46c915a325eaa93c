"""What a diagram leaves to the data of the case: the answers of gateways, the number of rounds."""

from collections.abc import Iterable, Sequence
from itertools import chain, combinations
from typing import Protocol

from engine.bpmn.elements import FlowNode, SequenceFlow

_WIDE = 5


class Choices(Protocol):
    """Answers to what the diagram leaves to the case's data. Each gives one answer or several."""

    def exclusive(
        self, node: FlowNode, flows: Sequence[SequenceFlow]
    ) -> Iterable[tuple[SequenceFlow, ...]]:
        """Which flow an exclusive gateway takes."""

    def inclusive(
        self, node: FlowNode, flows: Sequence[SequenceFlow]
    ) -> Iterable[tuple[SequenceFlow, ...]]:
        """Which flows an inclusive gateway takes."""

    def rounds(self, node: FlowNode) -> Iterable[int]:
        """How many rounds a repeated activity has."""

    def stops(self, node: FlowNode) -> Iterable[bool]:
        """Whether a repetition ends after this round."""


class FreeChoice:
    """Anything may happen: the choices of the explorer."""

    def exclusive(
        self,
        node: FlowNode,  # noqa: ARG002 - the protocol
        flows: Sequence[SequenceFlow],
    ) -> Iterable[tuple[SequenceFlow, ...]]:
        """Each flow in turn."""
        return [(flow,) for flow in flows]

    def inclusive(
        self, node: FlowNode, flows: Sequence[SequenceFlow]
    ) -> Iterable[tuple[SequenceFlow, ...]]:
        """Each combination of conditional flows, and the default flow alone.

        A wide gateway gives one, two and all flows: what goes wrong, goes wrong with those.
        """
        ordinary = [flow for flow in flows if flow.id != node.default_flow]
        default = [(flow,) for flow in flows if flow.id == node.default_flow]
        every = range(1, len(ordinary) + 1)
        sizes = every if len(ordinary) <= _WIDE else (1, 2, len(ordinary))
        return [*chain.from_iterable(combinations(ordinary, n) for n in sizes), *default]

    def rounds(self, node: FlowNode) -> Iterable[int]:  # noqa: ARG002 - the protocol
        """One round stands for any number."""
        return (1,)

    def stops(self, node: FlowNode) -> Iterable[bool]:  # noqa: ARG002 - the protocol
        """Let a repetition go on."""
        return (False,)
