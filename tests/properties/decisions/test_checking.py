"""What a check of a table says is what the table does, for every input."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from engine.decisions import check, parse_decisions
from tests.unit.decisions.tables import SCOPE, decision, definitions, table


def findings(policy: str, *rules: Sequence[str], **more: dict[str, str]) -> list[tuple[str, str]]:
    """Check a table with inputs a and b and one output."""
    logic = table(policy, ["a", "b"], ["uit"], *rules, **more)
    found = check(definitions(decision("tabel", logic)))
    return [(finding.rule, finding.message) for finding in found]


def test_a_table_that_is_too_large_to_check_says_so() -> None:
    names = [f"k{number}" for number in range(24)]
    rules = [
        ["-"] * place + [str(place)] + ["-"] * (23 - place) + [str(place)] for place in range(24)
    ] * 8
    logic = table("UNIQUE", names, ["uit"], *rules)
    assert check(definitions(decision("tabel", logic)))


CELLS = st.sampled_from(["-", "< 3", ">= 3", "3", "[1..4]", "not(2)", "2, 5", "> 4", "<= 4"])


ROWS = st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6)


@given(ROWS)
def test_a_table_without_findings_has_exactly_one_rule_for_every_input(
    rows: list[tuple[str, str]],
) -> None:
    rules = [[*cells, str(number)] for number, cells in enumerate(rows, 1)]
    found = findings("UNIQUE", *rules, types={"a": "integer", "b": "integer"})
    tabel = parse_decisions(
        definitions(decision("tabel", table("UNIQUE", ["a", "b"], ["u"], *rules)))
    )
    hits = [
        len(tabel.evaluate("tabel", {"a": a, "b": b}, SCOPE).rule_numbers)
        for a in range(7)
        for b in range(7)
    ]
    assert any(count == 0 for count in hits) is any(rule == "dmn-leemte" for rule, _ in found)
    assert any(count > 1 for count in hits) is any(rule == "dmn-overlap" for rule, _ in found)
