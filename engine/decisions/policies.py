"""What each hit policy makes of the rules that hit (DMN 1.5, clauses 8.2.8 and 8.2.9)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from engine.decisions.model import Aggregation, DecisionTable, HitPolicy
from engine.feel.closures import Closure
from engine.feel.comparison import equal
from engine.feel.library import BUILTINS
from engine.feel.run import Frame, Run
from engine.feel.values import Value


@dataclass(frozen=True)
class Hit:
    """A rule that hit, with its outputs."""

    number: int
    values: tuple[Value, ...]


class Outputs(Protocol):
    """What a policy must know of an output column."""

    @property
    def name(self) -> str:
        """The name of the output."""

    @property
    def ranking(self) -> tuple[Closure, ...]:
        """The allowed values, most important first."""


def settle(
    frame: Frame, table: DecisionTable, outputs: Sequence[Outputs], hits: list[Hit]
) -> Value:
    """Apply the hit policy to one or more hits."""
    policy = table.hit_policy
    if policy in _SINGLE:
        return _SINGLE[policy](frame, outputs, hits)
    if policy is HitPolicy.OUTPUT_ORDER:
        hits = _ranked(frame, outputs, hits)
    results = [_result(outputs, hit) for hit in hits]
    if policy is HitPolicy.COLLECT and table.aggregation is not None:
        return _aggregated(frame.run, outputs, table.aggregation, results)
    return results


def nothing(run: Run, table: DecisionTable) -> Value:
    """Return what a table without a hit and without defaults gives: a list of all is empty."""
    if table.hit_policy is HitPolicy.COLLECT and table.aggregation is Aggregation.COUNT:
        return Decimal(0)
    if table.hit_policy in _LISTS and table.aggregation is None:
        return []
    return run.null("geen enkele regel van de tabel past")


def _result(outputs: Sequence[Outputs], hit: Hit) -> Value:
    if len(outputs) == 1:
        return hit.values[0]
    return {column.name: value for column, value in zip(outputs, hit.values, strict=True)}


def _unique(frame: Frame, outputs: Sequence[Outputs], hits: list[Hit]) -> Value:
    if len(hits) > 1:
        return frame.run.null(f"{_rules(hits)} passen allemaal, maar UNIQUE laat er één toe")
    return _result(outputs, hits[0])


def _rules(hits: list[Hit]) -> str:
    numbers = [str(hit.number) for hit in hits]
    return f"regels {', '.join(numbers[:-1])} en {numbers[-1]}"


def _first(_frame: Frame, outputs: Sequence[Outputs], hits: list[Hit]) -> Value:
    return _result(outputs, hits[0])


def _any(frame: Frame, outputs: Sequence[Outputs], hits: list[Hit]) -> Value:
    first = list(hits[0].values)
    if any(equal(first, list(hit.values), frame.run) is not True for hit in hits[1:]):
        return frame.run.null(f"{_rules(hits)} passen allemaal, maar met verschillende uitkomsten")
    return _result(outputs, hits[0])


def _priority(frame: Frame, outputs: Sequence[Outputs], hits: list[Hit]) -> Value:
    return _result(outputs, _ranked(frame, outputs, hits)[0])


_LISTS = frozenset({HitPolicy.COLLECT, HitPolicy.RULE_ORDER, HitPolicy.OUTPUT_ORDER})
_SINGLE: dict[HitPolicy, Callable[[Frame, Sequence[Outputs], list[Hit]], Value]] = {
    HitPolicy.UNIQUE: _unique,
    HitPolicy.FIRST: _first,
    HitPolicy.ANY: _any,
    HitPolicy.PRIORITY: _priority,
}


def _ranked(frame: Frame, outputs: Sequence[Outputs], hits: list[Hit]) -> list[Hit]:
    """Sort by the place of each output in its list of allowed values, first column first."""
    rankings = [[value(frame) for value in column.ranking] for column in outputs]

    def rank(hit: Hit) -> list[int]:
        pairs = zip(hit.values, rankings, strict=False)
        return [_place(frame.run, value, ranking) for value, ranking in pairs]

    return sorted(hits, key=rank)


def _place(run: Run, value: Value, ranking: list[Value]) -> int:
    for place, wanted in enumerate(ranking):
        if equal(value, wanted, run) is True:
            return place
    return len(ranking)


def _aggregated(
    run: Run, outputs: Sequence[Outputs], aggregation: Aggregation, results: list[Value]
) -> Value:
    if len(outputs) > 1:
        return run.null("aggregatie (+ < > #) kan alleen met één uitkomstkolom")
    if aggregation is Aggregation.COUNT:
        return Decimal(len(results))
    return BUILTINS[aggregation.value.lower()].invoke(run, [results])
