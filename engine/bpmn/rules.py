"""Lint rules as values: a name, a weight, and what to draw instead.

A rule is made once, beside the check that uses it, and every rule ends up in `catalogue()`. Each
has a heading of its own in docs/manual/procesontwerper/poort.md; a test holds the two together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from engine.bpmn.elements import FlowNode, SequenceFlow
from engine.domain.definition import Finding, Severity

_LONGEST_ID = 100
_CATALOGUE: dict[str, "Rule"] = {}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One thing the gate looks for. `advice` is the Dutch sentence that says what to do."""

    name: str
    advice: str
    severity: Severity = Severity.ERROR

    def at(
        self, place: FlowNode | SequenceFlow, message: str, *, advice: str | None = None
    ) -> Finding:
        """Make the finding of this rule at a flow node or a sequence flow."""
        return self.found(message, element_id=place.id, line=place.line, advice=advice)

    def found(
        self,
        message: str,
        *,
        element_id: str | None = None,
        line: int | None = None,
        advice: str | None = None,
    ) -> Finding:
        """Make the finding of this rule."""
        return Finding(
            rule=self.name,
            severity=self.severity,
            element_id=element_id and element_id[:_LONGEST_ID],
            message=message,
            advice=advice or self.advice,
            line=line,
        )


def error(name: str, advice: str) -> Rule:
    """Make a rule that keeps a diagram out."""
    return _listed(Rule(name=name, advice=advice))


def warning(name: str, advice: str) -> Rule:
    """Make a rule that asks for a second look."""
    return _listed(Rule(name=name, advice=advice, severity=Severity.WARNING))


def catalogue() -> Mapping[str, Rule]:
    """List every rule by its name, in the order in which the modules made them."""
    return MappingProxyType(_CATALOGUE)


def _listed(rule: Rule) -> Rule:
    if rule.name in _CATALOGUE:
        raise ValueError(f"two rules are called {rule.name}")
    _CATALOGUE[rule.name] = rule
    return rule
