"""What a check says about a definition: a diagram, a form or a decision table.

A `Finding` is written for the process designer: which element, what is wrong, what to draw
instead. Checks collect findings and never stop at the first, so that one look repairs all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error keeps a definition out; a warning asks for a second look."""

    ERROR = "error"
    WARNING = "warning"

    @property
    def label(self) -> str:
        """The Dutch word for it."""
        return {"error": "fout", "warning": "waarschuwing"}[self.value]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing a check noticed.

    `rule` is the name of the lint rule, a heading in docs/manual/procesontwerper/poort.md.
    `message` says what is wrong, `advice` what to draw instead; both are Dutch sentences.
    `line` is the 1-based line in the file, when the check knows it.
    """

    rule: str
    severity: Severity
    message: str
    advice: str
    element_id: str | None = None
    line: int | None = None

    @property
    def is_error(self) -> bool:
        """Whether this finding keeps the definition out."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        """One line for a terminal: place, severity, rule, message and advice."""
        place = f"regel {self.line}" if self.line else "-"
        element = self.element_id or "bestand"
        said = " ".join(part for part in (self.message, self.advice) if part)
        return f"{place}: {element}: {self.severity.label} [{self.rule}] {said}"


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Only the findings that keep a definition out."""
    return tuple(finding for finding in findings if finding.is_error)
