from pathlib import Path

from engine.decisions.tck import run

FIXTURES = Path(__file__).parents[2] / "fixtures" / "tck"


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
