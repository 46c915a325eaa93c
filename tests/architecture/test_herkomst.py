"""Every rule of the sources lives in the product or says why not; the page tells the truth."""

from docs.herkomst.claims import numbers, rules_in
from docs.herkomst.make import PAGE, origin, page

ORIGIN = origin()


def test_all_rules_of_the_sources_are_listed_in_order() -> None:
    assert [rule.number for rule in ORIGIN.rules] == list(range(1, 187))


def test_every_rule_has_a_quote_from_a_known_source() -> None:
    assert [r.number for r in ORIGIN.rules if not r.quote or r.source not in ORIGIN.sources] == []


def test_every_rule_is_live_or_says_why_it_is_no_case_rule() -> None:
    assert {rule.number: rule.meaning for rule in ORIGIN.open_rules} == {}


def test_no_rule_lives_by_the_text_of_a_task_alone() -> None:
    # A field, a row, a term, a timer or a test must carry it too.
    assert {rule.number: rule.meaning for rule in ORIGIN.only_said} == {}


def test_a_rule_that_is_no_case_rule_is_claimed_by_nothing() -> None:
    reasoned = [rule for rule in ORIGIN.rules if rule.reason is not None]
    claimed = {rule.number: ORIGIN.of(rule)[0] for rule in reasoned if ORIGIN.is_live(rule)}
    assert claimed == {}


def test_nothing_names_a_rule_that_does_not_exist() -> None:
    assert [f"{claim.path}: {claim.place}" for claim in ORIGIN.unknown] == []


def test_the_page_is_what_the_product_makes_it() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(ORIGIN), "make docs"


def test_numbers_of_rules_are_read_as_people_write_them() -> None:
    assert rules_in("UT09, regels 44-46 en 48. Twee dagen.") == {44, 45, 46, 48}
    assert rules_in("Regel 6: niemand; regels 12, 13 tot en met 15") == {6, 12, 13, 14, 15}
    assert list(numbers("44, 45-47")) == [44, 45, 46, 47]
    assert rules_in("T04, document 3") == frozenset()
