"""Checks of a DMN file before deployment; every finding names the rule number and the cell.

dmn-feel          text that is not FEEL                                  error
dmn-taal          text or a function in another language                 error
dmn-waarde        a value that the column does not allow                 error
dmn-overlap       UNIQUE, and two rules can hit together                 error
dmn-leemte        a combination of values that no rule covers            warning
dmn-onbereikbaar  a rule that can never hit                              warning
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from engine.decisions.compiling import Compiler, cell_place
from engine.decisions.coverage import TooManyCombinations, gaps, is_covered, is_empty, overlaps
from engine.decisions.graph import DecisionModel
from engine.decisions.model import Decision, DecisionTable, HitPolicy, Rule, Text
from engine.decisions.reading import read_definitions
from engine.decisions.regions import Axis, axis_of
from engine.domain.calendar import dutch_calendar
from engine.domain.definition import Finding, Severity
from engine.errors import DefinitionRefused
from engine.feel.errors import FeelLimitError, FeelSyntaxError
from engine.feel.limits import Limits
from engine.feel.run import Frame, Run, Scope
from engine.feel.syntax import Literal, Tests
from engine.feel.testers import tests_tester
from engine.feel.types import conforms
from engine.feel.values import Value

_LIMITS = Limits(steps=5_000_000, seconds=2.0)
_COMPLETE = {HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.FIRST, HitPolicy.PRIORITY}


def check(source: bytes) -> tuple[Finding, ...]:
    """Return what is wrong or doubtful in a DMN file."""
    try:
        model = DecisionModel(read_definitions(source))
    except DefinitionRefused as refusal:
        return tuple(found for found in refusal.findings if isinstance(found, Finding))
    tables = (
        _TableCheck(model.compiler, decision, decision.logic)
        for decision in model.definitions.decisions
        if isinstance(decision.logic, DecisionTable)
    )
    return (*model.faults, *(finding for table in tables for finding in table.findings()))


def _run() -> Run:
    """Make a run for cells that depend on nothing: the moment and the terms do not matter."""
    scope = Scope(
        now=datetime(2000, 1, 1, tzinfo=UTC),
        terms=lambda _name: None,
        calendar=dutch_calendar(),
        limits=_LIMITS,
    )
    return Run(scope)


class _TableCheck:
    """The checks of one decision table."""

    def __init__(self, compiler: Compiler, decision: Decision, table: DecisionTable) -> None:
        self._compiler = compiler
        self._decision = decision
        self._table = table
        self._run = _run()

    def findings(self) -> Iterator[Finding]:
        """Yield everything that is noticed."""
        try:
            yield from self._wrong_values()
            axes = self._axes()
            if axes and self._table.rules:
                yield from self._shape(axes)
        except (TooManyCombinations, FeelLimitError):
            yield self._finding(
                "dmn-leemte",
                "De tabel is te groot om leemtes en overlap te zoeken.",
                "Splits de tabel in kleinere tabellen.",
            )

    def _shape(self, axes: Sequence[Axis]) -> Iterator[Finding]:
        if self._table.hit_policy is HitPolicy.UNIQUE:
            yield from self._overlaps(axes)
        yield from self._unreachable(axes)
        has_default = any(output.default for output in self._table.outputs)
        if self._table.hit_policy in _COMPLETE and not has_default:
            yield from self._gaps(axes)

    def _axes(self) -> list[Axis]:
        axes: list[Axis] = []
        for index, column in enumerate(self._table.inputs):
            cells = [self._tests(rule.tests[index]) for rule in self._table.rules]
            listed = column.allowed or self._compiler.types.allowed_text(column.type_ref)
            allowed = self._tests(listed) if listed else None
            axes.append(axis_of(self._run, column.label, cells, allowed, column.type_ref))
        return axes

    def _tests(self, text: Text) -> Tests:
        return self._compiler.tests(text, record=False)

    def _overlaps(self, axes: Sequence[Axis]) -> Iterator[Finding]:
        for first, second in overlaps(axes):
            both = [(axis.masks[first] or 0) & (axis.masks[second] or 0) for axis in axes]
            yield self._finding(
                "dmn-overlap",
                f"Regels {first + 1} en {second + 1} passen allebei bij {_say(axes, both)}.",
                "Maak de regels smaller, of kies een andere hit policy dan UNIQUE.",
                Severity.ERROR,
                self._table.rules[second],
            )

    def _unreachable(self, axes: Sequence[Axis]) -> Iterator[Finding]:
        for index, rule in enumerate(self._table.rules):
            if is_empty(axes, index):
                reason = "een cel laat geen enkele waarde toe"
            elif self._table.hit_policy is HitPolicy.FIRST and is_covered(
                axes, index, range(index)
            ):
                reason = "eerdere regels vangen alles al af"
            else:
                continue
            yield self._finding(
                "dmn-onbereikbaar",
                f"Regel {rule.number} kan nooit passen: {reason}.",
                "Verwijder de regel of zet hem hoger in de tabel.",
                rule=rule,
            )

    def _gaps(self, axes: Sequence[Axis]) -> Iterator[Finding]:
        for gap in gaps(axes):
            yield self._finding(
                "dmn-leemte",
                f"Geen enkele regel past bij {_say(axes, gap)}.",
                "Voeg een regel toe, of een laatste regel met overal een streepje.",
            )

    def _wrong_values(self) -> Iterator[Finding]:
        for rule in self._table.rules:
            for column, text in zip(self._table.inputs, rule.tests, strict=True):
                for value in self._listed_values(text):
                    if not self._allows(value, column.type_ref, column.allowed):
                        yield self._wrong_value(rule, column.label, text)
            for output, text in zip(self._table.outputs, rule.outputs, strict=True):
                for value in self._output_value(text):
                    if not self._allows(value, output.type_ref, output.allowed):
                        yield self._wrong_value(rule, output.label, text)

    def _listed_values(self, text: Text) -> Iterator[Value]:
        tests = self._tests(text)
        for test in tests.tests:
            if isinstance(test, Literal) and test.value is not None:
                yield test.value

    def _output_value(self, text: Text) -> Iterator[Value]:
        if text.is_empty:
            return
        try:
            node = self._compiler.parse(text)
        except FeelSyntaxError:
            return
        if isinstance(node, Literal) and node.value is not None:
            yield node.value

    def _allows(self, value: Value, type_ref: str | None, allowed: Text | None) -> bool:
        wanted = self._compiler.types.of(type_ref)
        if wanted is not None and not conforms(self._run, value, wanted):
            return False
        tests = self._tests(allowed) if allowed else None
        frame = Frame({}, None, self._run)
        return tests is None or tests_tester(tests)(frame, value) is True

    def _wrong_value(self, rule: Rule, label: str, text: Text) -> Finding:
        return self._finding(
            "dmn-waarde",
            f"{cell_place(rule, label)}: {text.text.strip()} mag hier niet staan.",
            "Gebruik een waarde die bij het type en de toegestane waarden van de kolom past.",
            Severity.ERROR,
            rule,
        )

    def _finding(
        self,
        name: str,
        message: str,
        advice: str,
        severity: Severity = Severity.WARNING,
        rule: Rule | None = None,
    ) -> Finding:
        place = rule or self._table
        return Finding(
            rule=name,
            severity=severity,
            message=f"Tabel '{self._decision.label}': {message}",
            advice=advice,
            element_id=place.element_id or self._decision.id,
            line=place.line,
        )


def _say(axes: Sequence[Axis], masks: Sequence[int]) -> str:
    """Describe a combination, without the columns that do not matter."""
    pairs = zip(axes, masks, strict=True)
    telling = [axis.describe(mask) for axis, mask in pairs if mask & axis.expected != axis.expected]
    return ", ".join(telling) or "alle waarden"
