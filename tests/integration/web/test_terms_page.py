"""The terms of a region: what holds, where it comes from, and what changing one does."""

from datetime import date

import pytest

from engine.commands.terms import SetTerm
from engine.domain.access import SYSTEM, Role
from tests.integration.web.rows import ROTTERDAM, UTRECHT
from tests.integration.web.site import Person, Site

BRIDGE = f"/termijnen/{ROTTERDAM}/overbruggingsplek"
CONTACT = f"/termijnen/{ROTTERDAM}/contactpoging"


@pytest.fixture
def lead(site: Site) -> Person:
    for name, value in (("overbruggingsplek", "3 maanden"), ("contactpoging", "1 werkdag")):
        site.door.execute(
            SYSTEM,
            SetTerm(region="", name=name, value=value, effective_from=date(2015, 1, 1)),
        )
    return site.person("lea", Role.TEAM_LEADER)


def test_a_default_says_that_it_is_no_norm(lead: Person) -> None:
    page = lead.page(CONTACT)

    assert "1 werkdag" in page
    assert "standaard van de leverancier, geen norm" in page


def test_every_delivered_term_is_listed_with_its_timer(lead: Person) -> None:
    page = lead.page(f"/termijnen/{ROTTERDAM}")

    assert "overbruggingsplek" in page
    assert "T12" in page
    assert "ten hoogste 3 maanden" in page


def test_a_new_value_holds_from_its_day_on(lead: Person) -> None:
    answer = lead.post(CONTACT, {"waarde": "2 werkdagen", "vanaf": "2026-06-15"})

    assert answer.status_code == 303
    page = lead.page(CONTACT)
    assert "2 werkdagen gaat in op 15 juni 2026" in page
    assert "eigen keuze" not in page


def test_a_value_of_today_is_the_regions_own_choice(lead: Person) -> None:
    lead.post(CONTACT, {"waarde": "2 werkdagen", "vanaf": "2026-06-01"})

    page = lead.page(CONTACT)
    assert "eigen keuze van de regio" in page
    assert "1 werkdag landelijk" in page


@pytest.mark.parametrize("value", ["4 maanden", "90 dagen", "P1Y", "14 weken", "70 werkdagen"])
def test_a_bridging_place_cannot_be_made_longer_than_the_source_allows(
    lead: Person, value: str
) -> None:
    answer = lead.post(BRIDGE, {"waarde": value, "vanaf": "2026-06-15"})

    assert answer.status_code == 422
    assert "ten hoogste 3 maanden" in answer.text


@pytest.mark.parametrize("value", ["3 maanden", "P3M", "2 maanden", "12 weken", "89 dagen"])
def test_a_bridging_place_can_be_made_shorter(lead: Person, value: str) -> None:
    assert lead.post(BRIDGE, {"waarde": value, "vanaf": "2026-06-15"}).status_code == 303


@pytest.mark.parametrize(
    ("value", "day", "said"),
    [
        ("morgen", "2026-06-15", "geen termijn"),
        ("2 weken", "2026-05-01", "terugwerkende kracht"),
        ("2 weken", "31-02-2026", "bestaande datum"),
        ("", "", "bestaande datum"),
    ],
)
def test_what_was_filled_in_wrong_is_said_and_kept(
    lead: Person, value: str, day: str, said: str
) -> None:
    answer = lead.post(CONTACT, {"waarde": value, "vanaf": day})

    assert answer.status_code == 422
    assert said in answer.text
    assert "2 weken" in answer.text or value != "2 weken"


def test_an_unknown_term_and_another_region_are_not_found(lead: Person) -> None:
    assert lead.get(f"/termijnen/{ROTTERDAM}/bestaat-niet").status_code == 404
    assert lead.get(f"/termijnen/{UTRECHT}/contactpoging").status_code == 404
    assert lead.post(f"/termijnen/{UTRECHT}/contactpoging", {"waarde": "1 dag"}).status_code == 404


def test_who_does_not_manage_terms_does_not_see_them(site: Site, lead: Person) -> None:
    assert lead.name
    adviser = site.person("anna", Role.ADVISER)

    assert adviser.get("/termijnen").status_code == 403
    assert adviser.get(CONTACT).status_code == 404


def test_without_running_timers_there_is_nothing_to_recompute(lead: Person) -> None:
    assert "Er verschuift niets" in lead.page(f"{CONTACT}/herberekenen")
