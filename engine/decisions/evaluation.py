"""The values that one evaluation of a decision leaves behind, with their explanation."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.feel.run import Run, Scope
from engine.feel.values import Value


@dataclass(frozen=True, kw_only=True)
class TableHit:
    """Which rules of one decision table hit, and on which input values.

    `annotations` say per rule what it is about (empty: it does not say), `decisive` are the
    columns that those rules look at, `variables` the names behind columns that ask for just one.
    """

    decision_id: str
    rule_numbers: tuple[int, ...]
    inputs: Mapping[str, Value]
    annotations: tuple[str, ...] = ()
    decisive: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)


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
    table: TableHit | None = None
    """What the decision's own table did, if it is one."""

    @property
    def why(self) -> Mapping[str, Value]:
        """Return what the history keeps to explain the outcome later, in Dutch words."""
        if self.table is None:
            return {}
        return {
            "redenen": list(self.table.annotations),
            "doorslag": list(self.table.decisive),
            "gegevens": dict(self.table.variables),
        }


class DecisionRun(Run):
    """An evaluation that also remembers which rules hit, for the explanation."""

    __slots__ = ("deciding", "hits")

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope)
        self.deciding = ""
        self.hits: list[TableHit] = []

    def record(self, hit: TableHit) -> None:
        """Keep what a table did."""
        self.hits.append(hit)
