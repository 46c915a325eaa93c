"""Checks of a DMN file before deployment, each finding with rule number and cell."""

from engine.decisions.graph import parse_decisions
from engine.domain.definition import Finding
from engine.errors import DefinitionRefused


def check(source: bytes) -> tuple[Finding, ...]:
    """Return what is wrong or doubtful in a DMN file."""
    try:
        parse_decisions(source)
    except DefinitionRefused as refusal:
        return tuple(found for found in refusal.findings if isinstance(found, Finding))
    return ()
