"""Runs cases in the format of the public DMN TCK (github.com/dmn-tck): XML beside each .dmn.

    <folder>/compliance-level-3/0068-feel-equality/0068-feel-equality.dmn
                                                   0068-feel-equality-test-01.xml

`run` finds all such files under a folder and reports passed, failed and unsupported per level and
feature. Unsupported are cases that need functions in Java or PMML.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from engine.decisions.graph import DecisionModel
from engine.decisions.reading import read_definitions
from engine.decisions.tckcases import Case, Expectation, agree, read_cases
from engine.domain.calendar import dutch_calendar
from engine.errors import DefinitionRefused, EngineError
from engine.feel.limits import Limits
from engine.feel.run import Scope
from engine.feel.values import Value

_LIMITS = Limits(seconds=5.0, steps=1_000_000)
_NOW = datetime(2026, 6, 1, tzinfo=UTC)
"""The cases ask only of what kind now() and today() are."""
_UNSUPPORTED = "worden niet uitgevoerd"


@dataclass(frozen=True, kw_only=True)
class Failure:
    """A case whose outcome is not the expected one."""

    feature: str
    case: str
    message: str


@dataclass
class Tally:
    """The counts of one feature."""

    passed: int = 0
    failed: int = 0
    unsupported: int = 0


@dataclass
class Report:
    """The counts by (level, feature), and the failures in the order found."""

    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)

    @property
    def failed(self) -> int:
        """The number of failed cases."""
        return len(self.failures)

    def lines(self) -> Iterator[str]:
        """Yield the report for a terminal, in Dutch."""
        for failure in self.failures:
            yield f"{failure.feature} {failure.case}: {failure.message}"
        yield f"{'niveau':<22}{'onderdeel':<44}{'goed':>6}{'fout':>6}{'niet':>6}"
        for (level, feature), tally in sorted(self.tallies.items()):
            yield _line(level, feature, tally)
        for level in sorted({level for level, _ in self.tallies}):
            parts = [tally for (name, _), tally in self.tallies.items() if name == level]
            yield _line(level, "totaal", _sum(parts))


def _line(level: str, feature: str, tally: Tally) -> str:
    counts = f"{tally.passed:>6}{tally.failed:>6}{tally.unsupported:>6}"
    return f"{level:<22}{feature:<44}{counts}"


def _sum(tallies: list[Tally]) -> Tally:
    return Tally(
        passed=sum(tally.passed for tally in tallies),
        failed=sum(tally.failed for tally in tallies),
        unsupported=sum(tally.unsupported for tally in tallies),
    )


def run(folder: Path) -> Report:
    """Run every case under a folder."""
    report = Report()
    for path in sorted(folder.rglob("*.xml")):
        cases = read_cases(path)
        if cases is not None:
            _run_file(report, path, *cases)
    return report


def _run_file(report: Report, path: Path, model_name: str, cases: list[Case]) -> None:
    level, feature = path.parent.parent.name, path.parent.name
    tally = report.tallies.setdefault((level, feature), Tally())
    try:
        model: DecisionModel | str = load(path.parent / model_name)
    except (DefinitionRefused, OSError) as fault:
        model = f"het model is niet te lezen: {fault}"
    for case in cases:
        for expectation in case.expectations:
            message = model if isinstance(model, str) else _verdict(model, case, expectation)
            if message == _UNSUPPORTED:
                tally.unsupported += 1
            elif message:
                tally.failed += 1
                name = f"{path.stem}/{case.id}"
                report.failures.append(Failure(feature=feature, case=name, message=message))
            else:
                tally.passed += 1


def load(path: Path) -> DecisionModel:
    """Read a model with the models of its folder as possible imports; faults give null."""
    definitions = {
        other: read_definitions(other.read_bytes())
        for other in sorted(path.parent.glob("*.dmn"))
        if other != path
    }
    by_namespace = {found.namespace: found for found in definitions.values()}
    built: dict[str, DecisionModel] = {}

    def build(namespace: str) -> DecisionModel:
        if namespace not in built:
            found = by_namespace.pop(namespace)
            wanted = [
                used.namespace
                for used in found.imports
                if used.namespace in by_namespace or used.namespace in built
            ]
            built[namespace] = DecisionModel(found, {name: build(name) for name in wanted})
        return built[namespace]

    own = read_definitions(path.read_bytes())
    imports = [used.namespace for used in own.imports if used.namespace in by_namespace]
    return DecisionModel(own, {name: build(name) for name in imports})


def _scope() -> Scope:
    return Scope(now=_NOW, terms=lambda _name: None, calendar=dutch_calendar(), limits=_LIMITS)


def _verdict(model: DecisionModel, case: Case, expectation: Expectation) -> str:
    """Return what is wrong with the outcome of a case, or nothing."""
    try:
        value, reasons = _outcome(model, case, expectation)
    except EngineError as fault:
        value, reasons = None, (fault.message,)
    except RecursionError:
        return "te diep genest"
    if any(_UNSUPPORTED in reason for reason in reasons):
        return _UNSUPPORTED
    if agree(value, expectation.value):
        return ""
    why = f" ({'; '.join(reasons)})" if reasons else ""
    return f"{expectation.name}: {value!r} in plaats van {expectation.value!r}{why}"


def _outcome(
    model: DecisionModel, case: Case, expectation: Expectation
) -> tuple[Value, tuple[str, ...]]:
    if case.invocable:
        outcome = model.call(case.invocable, case.inputs, _scope())
    else:
        outcome = model.evaluate(expectation.name, case.inputs, _scope())
    return outcome.value, outcome.reasons
