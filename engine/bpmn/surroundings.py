"""What a step may use from outside the instance: the moment, FEEL's scope, decisions, limits."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from engine.bpmn.timers import Moment
from engine.feel import Scope, Value


@dataclass(frozen=True, kw_only=True)
class RunLimits:
    """How much one step may do before it counts as runaway.

    `steps` are automatic moves of tokens, `rounds` the rounds of one multi-instance activity,
    `depth` sub-processes and called processes inside each other.
    """

    steps: int = 10_000
    rounds: int = 1_000
    depth: int = 25


@dataclass(frozen=True, kw_only=True)
class DecisionCall:
    """A business rule task asks for a decision.

    `binding` is Camunda's: latest, deployment, or version with the number in `version`.
    """

    decision_ref: str
    element_id: str
    process_key: str
    binding: str | None = None
    version: int | None = None


class DecisionOutcome(Protocol):
    """What a decision came to (`engine.decisions.DecisionOutcome` fits)."""

    @property
    def value(self) -> Value:
        """The result; null when no rule matched."""

    @property
    def rule_numbers(self) -> Sequence[int]:
        """The rules that matched, 1 first."""

    @property
    def inputs(self) -> Mapping[str, Value]:
        """The input values the rules were tested with."""

    @property
    def why(self) -> Mapping[str, Value]:
        """What else the history keeps, to explain the outcome to people later."""


Decide = Callable[[DecisionCall, Mapping[str, Value]], DecisionOutcome]


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """Everything a step may use that is not in the instance itself. `now` is aware UTC."""

    now: datetime
    scope: Scope
    decide: Decide
    limits: RunLimits = field(default_factory=RunLimits)

    @property
    def moment(self) -> Moment:
        """Where timers start to count."""
        return Moment(now=self.now, zone=self.scope.zone, calendar=self.scope.calendar)
