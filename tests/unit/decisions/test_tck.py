import re
from datetime import UTC, datetime
from pathlib import Path

from engine.decisions.tck import load, run
from engine.domain.calendar import dutch_calendar
from engine.feel import Scope

DMN = "https://www.omg.org/spec/DMN/20230324/MODEL/"
FIXTURES = Path(__file__).parents[2] / "fixtures" / "tck"
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def test_our_own_cases_in_tck_format_pass() -> None:
    report = run(FIXTURES)
    assert report.failures == []
    tally = report.tallies["compliance-level-3", "0001-feel"]
    assert tally.passed == 18


def test_external_functions_count_as_unsupported() -> None:
    tally = run(FIXTURES).tallies["compliance-level-3", "0002-graaf"]
    assert (tally.passed, tally.failed, tally.unsupported) == (6, 0, 1)


def test_the_report_has_a_line_per_feature_and_a_total_per_level() -> None:
    lines = list(run(FIXTURES).lines())
    assert lines[0].split() == ["niveau", "onderdeel", "goed", "fout", "niet"]
    assert lines[-1].split() == ["compliance-level-3", "totaal", "24", "0", "1"]


def test_a_wrong_outcome_is_reported_with_its_case(tmp_path: Path) -> None:
    source = FIXTURES / "compliance-level-3" / "0001-feel"
    folder = tmp_path / "compliance-level-3" / "0001-feel"
    folder.mkdir(parents=True)
    model = (source / "0001-feel.dmn").read_text().replace("2 ** 10", "2 ** 11")
    (folder / "0001-feel.dmn").write_text(model)
    cases = (source / "0001-feel-test-01.xml").read_text()
    (folder / "0001-feel-test-01.xml").write_text(cases)
    failures = run(tmp_path).failures
    assert [failure.case for failure in failures] == ["0001-feel-test-01/macht"]


def test_two_imports_may_share_a_third(tmp_path: Path) -> None:
    _write(tmp_path, "gedeeld", '"gedeeld"')
    _write(tmp_path, "links", "gedeeld.gedeeld", "gedeeld")
    _write(tmp_path, "rechts", "gedeeld.gedeeld", "gedeeld")
    path = _write(tmp_path, "samen", "links.links + rechts.rechts", "links", "rechts")
    scope = Scope(now=NOW, terms=lambda _name: None, calendar=dutch_calendar())
    assert load(path).evaluate("samen", {}, scope).value == "gedeeldgedeeld"


def test_an_import_without_a_name_counts_as_the_model_itself(tmp_path: Path) -> None:
    _write(tmp_path, "ver", '"ver"')
    _nameless(_write(tmp_path, "dichtbij", '"dichtbij"', "ver"))
    path = _nameless(_write(tmp_path, "hier", "ver + dichtbij", "dichtbij", "ver"))
    path.write_text(path.read_text().replace('<import name="" namespace="ver"/>', ""))
    scope = Scope(now=NOW, terms=lambda _name: None, calendar=dutch_calendar())
    assert load(path).evaluate("hier", {}, scope).value == "verdichtbij"


def _nameless(path: Path) -> Path:
    """Take the names from the imports of a model, and the namespaces from its references."""
    named = re.sub(r'<import name="\w+"', '<import name=""', path.read_text())
    path.write_text(re.sub(r'href="\w+#', 'href="#', named))
    return path


def _write(folder: Path, name: str, text: str, *imports: str) -> Path:
    """Write a model of one decision, that needs the decisions of its imports."""
    used = "".join(f'<import name="{other}" namespace="{other}"/>' for other in imports)
    needs = "".join(
        f'<informationRequirement><requiredDecision href="{other}#{other}"/>'
        "</informationRequirement>"
        for other in imports
    )
    path = folder / f"{name}.dmn"
    path.write_text(
        f'<definitions xmlns="{DMN}" id="d" name="{name}" namespace="{name}">{used}'
        f'<decision id="{name}" name="{name}"><variable name="{name}"/>{needs}'
        f"<literalExpression><text>{text}</text></literalExpression></decision></definitions>"
    )
    return path
