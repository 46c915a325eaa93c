"""Every wrong diagram of the collection is refused where it is wrong."""

from functools import lru_cache

import pytest

from engine.bpmn.gate import Limits, inspect
from engine.domain.definition import Finding
from tests.gate_examples import EXAMPLES, Example


def _named(example: Example) -> str:
    return f"{example.rule}:{example.element}"


@lru_cache(maxsize=len(EXAMPLES))
def _findings(example: Example) -> tuple[Finding, ...]:
    return inspect(example.drawn, example.world, Limits(markings=80))


@pytest.mark.parametrize("example", EXAMPLES, ids=_named)
def test_a_broken_diagram_is_reported_at_the_element(example: Example) -> None:
    findings = _findings(example)

    found = {(finding.rule, finding.element_id) for finding in findings}
    assert (example.rule, example.element) in found


def test_every_finding_says_what_is_wrong_and_what_to_draw() -> None:
    for finding in (finding for example in EXAMPLES for finding in _findings(example)):
        assert finding.message.endswith((".", ")")) or "Er staat:" in finding.message
        assert finding.advice.endswith(".")
        assert len(finding.message) < 2_000
