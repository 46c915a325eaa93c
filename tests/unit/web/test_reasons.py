"""Why a table decided what it did is said in words that a mediator knows."""

from engine.persistence.types import Json
from engine.web.reasons import Why, why_of

DETAIL: dict[str, Json] = {
    "beslissing": "urgentie",
    "regels": [2],
    "redenen": ["Leeft op straat of in noodopvang."],
    "doorslag": ["Waar slaapt de cliënt?"],
    "gegevens": {"Waar slaapt de cliënt?": "ethos", "Vangnet": "vangnet"},
    "invoer": {
        "Waar slaapt de cliënt?": "2",
        "Vangnet": "woning-en-mantelzorg",
        "In opvang?": True,
        "Einde zorg": "2026-06-14",
        "Woonruimte": None,
        "Wachtstatus": "",
    },
    "uitkomst": "1",
}


def told(**other: Json) -> Why:
    found = why_of({**DETAIL, **other})
    assert found is not None
    return found


def test_the_rule_that_hit_is_said_with_its_own_explanation() -> None:
    assert told().rules == ("Regel 2: Leeft op straat of in noodopvang.",)
    assert told(redenen=[]).rules == ("Regel 2 van de tabel.",)
    assert told(regels=[]).rules == (
        "Geen enkele regel paste; dan geldt de standaarduitkomst van de tabel.",
    )


def test_what_the_rule_looked_at_stands_apart_from_what_was_also_known() -> None:
    assert told().decisive == (("Waar slaapt de cliënt?", "In noodopvang"),)
    assert told().known == (
        ("Vangnet", "woning en mantelzorg"),
        ("In opvang?", "ja"),
        ("Einde zorg", "14 juni 2026"),
    )


def test_what_nobody_knew_is_said_plainly() -> None:
    assert told().missing == ("Woonruimte", "Wachtstatus")


def test_an_urgency_is_named_as_everywhere_else() -> None:
    assert told().outcome == "1 (direct)"
    assert told(beslissing="triage", uitkomst=["mobiel-team", 3]).outcome == "mobiel team, 3"
    assert told(uitkomst={"soort": "brief", "wie": None}).outcome == "soort brief, wie niets"


def test_a_decision_that_was_no_table_has_no_explanation() -> None:
    assert why_of({"beslissing": "d", "regels": [], "invoer": {}, "uitkomst": 2}) is None
