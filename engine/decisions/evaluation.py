"""The values that one evaluation of a decision leaves behind, with their explanation."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.feel.run import Run, Scope
from engine.feel.values import Value


@dataclass(frozen=True, kw_only=True)
class TableHit:
    """Which rules of one decision table hit, and on which input values."""

    decision_id: str
    rule_numbers: tuple[int, ...]
    inputs: Mapping[str, Value]
    annotations: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DecisionOutcome:
    """The value of a decision and why.

    `rule_numbers` (from 1) and `inputs` (by column label) are those of the decision's own table;
    `hits` has the tables of all decisions that were needed, in the order of evaluation.
    """

    value: Value
    rule_numbers: tuple[int, ...] = ()
    inputs: Mapping[str, Value] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    hits: tuple[TableHit, ...] = ()


class DecisionRun(Run):
    """An evaluation that also remembers which rules hit, for the explanation."""

    __slots__ = ("deciding", "hits")

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope)
        self.deciding = ""
        self.hits: list[TableHit] = []

    def record(
        self,
        rule_numbers: tuple[int, ...],
        inputs: Mapping[str, Value],
        annotations: tuple[str, ...],
    ) -> None:
        """Keep what a table did, under the decision that is being made."""
        hit = TableHit(
            decision_id=self.deciding,
            rule_numbers=rule_numbers,
            inputs=inputs,
            annotations=annotations,
        )
        self.hits.append(hit)
