"""P14: which care office is responsible comes from what somebody looked up (regels 31-34)."""

import json

import pytest

from engine.domain.calendar import dutch_calendar
from engine.domain.region import CARE_REGIONS
from engine.feel import Scope
from tests.processes.casework import MONDAY, ROOT, Casework, Footprint, form, terms
from tests.processes.stories import overdracht_zorgkantoor as told
from tests.processes.telling import within

NOWHERE = {"inschrijving": "geen", "verhuisdatum": "2026-02-01"}


def moved(**known: object) -> Casework:
    return within("overdracht-zorgkantoor", Footprint(), **known)


def responsible(case: Casework) -> object:
    found = case.value("verantwoordelijk")
    assert isinstance(found, dict)
    return (found["regio"], found["grond"])


@pytest.mark.parametrize(
    ("looked_up", "answer"),
    [
        ({"inschrijving": "brp", "brp_regio": "5521"}, ("5521", "brp")),
        ({"inschrijving": "briefadres", "briefadres_regio": "5515"}, ("5515", "briefadres")),
    ],
)
def test_the_registration_decides_and_a_postal_address_counts(
    looked_up: dict[str, str], answer: tuple[str, str]
) -> None:
    """Regels 31 en 48, D11."""
    where = {"gemeente_brp": "Rotterdam", "verhuisdatum": "2026-02-01"}
    assert responsible(moved().do("verhuizing-nagaan", **where, **looked_up)) == answer


@pytest.mark.parametrize(
    ("looked_up", "answer"),
    [
        ({"bemiddeling_regio": "5521", "laatst_bekende_regio": "5509"}, ("5521", "bemiddeling")),
        ({"laatst_bekende_regio": "5509"}, ("5509", "laatst-bekend")),
    ],
)
def test_without_registration_the_mediation_counts_and_then_what_was_known_last(
    looked_up: dict[str, str], answer: tuple[str, str]
) -> None:
    """Regels 32 en 34, D11: whatever was registered before."""
    case = moved(brp_regio="5515", ontvangend_zorgkantoor="5515")
    assert responsible(case.do("verhuizing-nagaan", **NOWHERE, **looked_up)) == answer


def test_when_nothing_is_known_the_team_leader_decides() -> None:
    """Regel 33, D11: until then we are the ones to speak to."""
    case = moved().do("verhuizing-nagaan", **NOWHERE)
    assert case.task("verantwoordelijkheid-beslissen").candidate_groups == ("zk-teamleider",)


def test_whoever_stays_responsible_is_proposed_to_keep_the_case() -> None:
    """Regel 34."""
    assert prepared({"verantwoordelijk": {"regio": "5509", "grond": "brp"}}) == ("nee",)
    assert prepared({"verantwoordelijk": {"regio": "5521", "grond": "brp"}}) == ("ja",)
    assert prepared({"verantwoordelijk_besluit": "wij"}) == ("nee",)


def prepared(known: dict[str, object]) -> object:
    scope = Scope(now=MONDAY, terms=terms().get, calendar=dutch_calendar())
    page = form("overdracht-voorbereiden").page(
        None, {"eigen_zorgkantoor": "5509", **known}, {}, scope
    )
    return next(tuple(f.chosen) for f in page.answers() if f.key == "overdragen")


def looked_at(**known: object) -> dict[str, tuple[str, ...]]:
    scope = Scope(now=MONDAY, terms=terms().get, calendar=dutch_calendar())
    page = form("verhuizing-nagaan").page(None, known, {}, scope)
    return {field.key: tuple(field.chosen) for field in page.answers()}


def test_a_known_postal_address_is_filled_in() -> None:
    """Regel 48, client data: nobody looks up twice what stands in the file."""
    line = {"soort": "briefadres", "tekst": "briefadres Kade 1", "bruikbaar": True}
    assert looked_at(contactregels=[line])["inschrijving"] == ("briefadres",)
    assert looked_at(contactregels=[{**line, "bruikbaar": False}])["inschrijving"] == ()


def test_the_office_that_was_reported_is_filled_in() -> None:
    asked = looked_at(ontvangend_zorgkantoor="5521", inschrijving=None)
    assert "brp_regio" not in asked
    case = moved(ontvangend_zorgkantoor="5521")
    case.do("verhuizing-nagaan", inschrijving="brp", gemeente_brp="X", verhuisdatum="2026-02-01")
    assert responsible(case) == ("5521", "brp")


def test_every_list_of_care_offices_is_the_list_of_the_country() -> None:
    listed = {
        (path.stem, part["key"]): [option["value"] for option in part["values"]]
        for path in sorted((ROOT / "forms").glob("*.form"))
        for part in json.loads(path.read_text("utf-8"))["components"]
        if part.get("key", "").endswith(("_regio", "_zorgkantoor")) and part.get("values")
    }
    codes = [region.code for region in CARE_REGIONS]
    assert len(listed) == 8
    assert all(found == codes for found in listed.values())


def test_the_case_keeps_where_somebody_is_registered() -> None:
    """D11, regel 131: the care office follows the registration, contact goes to the stay."""
    case = told.registered(moved(nieuwe_gemeente="Rotterdam"), gemeente_brp="Rotterdam")
    assert case.value("gemeente_brp") == "Rotterdam"


def test_the_case_is_ours_until_the_other_office_confirms() -> None:
    """Regels 9 en 34."""
    assert told.taken_back(Footprint()).value("overdracht_bevestigd") == "nee"
