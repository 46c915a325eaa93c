from collections.abc import Sequence

from engine.decisions import check
from tests.rows import every_row
from tests.unit.decisions.tables import decision, definitions, table


def findings(policy: str, *rules: Sequence[str], **more: dict[str, str]) -> list[tuple[str, str]]:
    """Check a table with inputs a and b and one output."""
    logic = table(policy, ["a", "b"], ["uit"], *rules, **more)
    found = check(definitions(decision("tabel", logic)))
    return [(finding.rule, finding.message) for finding in found]


def test_a_complete_table_has_no_findings() -> None:
    assert not findings(
        "UNIQUE", ["< 18", "-", "1"], [">= 18", "true", "2"], [">= 18", "false", "3"]
    )


def test_a_gap_is_described_by_its_values() -> None:
    found = findings("UNIQUE", ["< 18", "-", "1"], ["> 18", "true", "2"])
    assert ("dmn-leemte", "Tabel 'tabel': Geen enkele regel past bij a: 18.") in found
    assert (
        "dmn-leemte",
        "Tabel 'tabel': Geen enkele regel past bij a: boven 18, b: false.",
    ) in found


def test_a_gap_between_two_texts_is_another_value() -> None:
    found = findings("FIRST", ['"ja"', "-", "1"], ['"nee"', "-", "2"])
    assert found == [
        ("dmn-leemte", "Tabel 'tabel': Geen enkele regel past bij a: een andere waarde.")
    ]


def test_allowed_values_limit_what_must_be_covered() -> None:
    assert not findings(
        "FIRST", ['"ja"', "-", "1"], ['"nee"', "-", "2"], allowed={"a": '"ja", "nee"'}
    )


def test_whole_numbers_have_no_gap_between_neighbours() -> None:
    rules = [["<= 3", "-", "1"], [">= 4", "-", "2"]]
    assert not findings("UNIQUE", *rules, types={"a": "integer"})
    assert findings("UNIQUE", *rules, types={"a": "number"}) == [
        ("dmn-leemte", "Tabel 'tabel': Geen enkele regel past bij a: tussen 3 en 4.")
    ]


def test_a_default_output_leaves_no_gap() -> None:
    assert not findings("UNIQUE", ["1", "-", "1"], default={"uit": "0"})


def test_overlap_in_a_unique_table_names_both_rules() -> None:
    found = findings("UNIQUE", ["<= 18", "-", "1"], [">= 18", "-", "2"])
    assert found == [("dmn-overlap", "Tabel 'tabel': Regels 1 en 2 passen allebei bij a: 18.")]


def test_overlap_in_a_first_table_is_no_finding() -> None:
    assert not findings("FIRST", ["<= 18", "-", "1"], ["-", "-", "2"])


def test_a_rule_behind_rules_that_catch_everything_is_unreachable() -> None:
    found = findings("FIRST", ["< 18", "-", "1"], ["-", "-", "2"], ["> 65", "true", "3"])
    assert found == [
        (
            "dmn-onbereikbaar",
            "Tabel 'tabel': Regel 3 kan nooit passen: eerdere regels vangen alles al af.",
        )
    ]


def test_a_last_rule_of_dashes_still_catches_missing_data() -> None:
    assert not findings("FIRST", ["true", "-", "1"], ["false", "-", "2"], ["-", "-", "3"])


def test_a_rule_with_an_empty_range_is_unreachable() -> None:
    found = findings("FIRST", ["[5..1]", "-", "1"], ["-", "-", "2"])
    assert found[0][0] == "dmn-onbereikbaar"


def test_a_value_that_is_not_allowed_is_named_with_rule_and_column() -> None:
    found = findings(
        "FIRST", ['"jaa"', "-", "1"], ["-", "-", "9"], allowed={"a": '"ja"', "uit": "1, 2"}
    )
    assert (
        "dmn-waarde",
        "Tabel 'tabel': regel 1, kolom 'a': \"jaa\" mag hier niet staan.",
    ) in found
    assert ("dmn-waarde", "Tabel 'tabel': regel 2, kolom 'uit': 9 mag hier niet staan.") in found


def test_a_value_of_the_wrong_type_is_found() -> None:
    found = findings("FIRST", ['"1"', "-", "1"], ["-", "-", "2"], types={"a": "number"})
    assert found[0][0] == "dmn-waarde"


def test_cells_with_variables_are_given_the_benefit_of_the_doubt() -> None:
    assert not findings("UNIQUE", ["< grens", "-", "1"], [">= grens", "-", "2"])


@every_row(
    ("low", "high"),
    [
        ('< date("2026-06-01")', '>= date("2026-06-01")'),
        ('< @"P3D"', '>= @"P3D"'),
        ("? < 3", "? >= 3"),
        ("not(> 3)", "> 3"),
        ("< -3", ">= -3"),
        ('< "m"', '>= "m"'),
    ],
)
def test_two_halves_fit_together_in_every_kind_of_value(low: str, high: str) -> None:
    assert not findings("UNIQUE", [low, "-", "1"], [high, "-", "2"])


def test_wrong_feel_is_a_finding_with_its_place() -> None:
    found = findings("FIRST", ["1 +", "-", "1"])
    assert found[0][0] == "dmn-feel"
    assert "regel 1, kolom 'a'" in found[0][1]


def test_a_file_that_is_no_dmn_is_one_finding() -> None:
    assert [finding.rule for finding in check(b"<a/>")] == ["dmn-geen-dmn"]


def test_allowed_values_of_a_type_limit_what_must_be_covered() -> None:
    kleur = (
        "<itemDefinition name='tKleur'><typeRef>string</typeRef>"
        '<allowedValues><text>"rood", "groen"</text></allowedValues></itemDefinition>'
    )
    logic = table(
        "UNIQUE", ["k"], ["uit"], ['"rood"', "1"], ['"groen"', "2"], types={"k": "tKleur"}
    )
    assert not check(definitions(kleur + decision("tabel", logic)))
