"""One client followed from signal to settled, three times, by the people who do the work.

Time passes by the clock bar. What a form asks and a test does not name is filled in by the driver.
"""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from handlers.letters import typesetting
from tests.acceptance.conftest import Demo
from tests.acceptance.office import PROVIDER, Office

pytestmark = pytest.mark.browser

_NEVER_TWICE = "de stap hiervoor"


@pytest.fixture
def office(demo: Demo) -> Office:
    return Office(demo)


@pytest.mark.long
def test_a_client_is_found_placed_and_closed_by_two_people(office: Office) -> None:
    office.open_case("Kadewacht")
    office.provider_answers("weggelopen-vrijwillig")
    office.adviser_does("Contactgegevens verzamelen", bronnen_geraadpleegd=["iwlz"])
    for channel in ("telefoon", "sms", "telefoon"):
        office.adviser_does("Contactpoging doen", kanaal=channel, resultaat="geen-gehoor")
        office.adviseur.move_clock("+1 week")
    office.adviser_does("Brief naar laatst bekende adres", verzendwijze="post")
    office.adviseur.open_case(office.number)
    office.adviseur.sees_soon("wij denken graag met u mee")
    office.adviser_does("Reactie op brief afwachten", resultaat="gesproken", kanaal="telefoon")
    office.adviser_does(
        "Gesprek voeren en vastleggen",
        gesproken_met=["client"],
        wil_zorg="ja",
        mantelzorg="geen",
        woonruimte="geen",
        prof_zorg_nu="nee",
        veiligheidsrisico="geen",
        in_mo="nee",
    )
    _the_diagram_shows(office, "Situatie uitvragen", step="Partijen vaststellen")
    office.care_adviser_does(
        "Partijen vaststellen", partijen=["aanbieder", "oco"], delen_toegestaan="nee"
    )
    office.care_adviser_does(
        "Bemiddelingsplan maken",
        te_benaderen=f"De Steiger {PROVIDER}",
        contra_indicaties=["geen"],
        overbrugging_nodig="nee",
    )
    office.care_adviser_does("Aanbieder benaderen voor plek", uitkomst="plek")
    office.care_adviser_does("Aanbod bespreken met cliënt", aanbod_akkoord="ja")
    office.signalering.do("Toewijzing registreren en terugmelden", office.number, zzp_code="880")
    office.adviseur.move_clock("+1 week", times=3)
    office.adviser_does("Aanvang zorg navragen", aanvang="gestart")
    for _ in range(3):
        office.adviseur.move_clock("+3 maanden")
        office.adviser_does("Nazorgcontact doen", kanaal="telefoon", situatie="stabiel")
    office.adviser_does(
        "Afsluiten voorstellen", voorstel="afsluiten", afsluitgrond="in-zorg", brief_versturen="ja"
    )
    office.teamleider.do("Afsluiten bevestigen", office.number, akkoord="ja")
    _expect_closed(office)


@pytest.mark.long
def test_a_conscious_refusal_is_accepted_and_asked_about_again_after_six_months(
    office: Office,
) -> None:
    office.open_case("Ligplaats")
    office.provider_answers("weigert-zorg")
    office.reach_at_once()
    _says_no(office)
    office.care_adviser_does(
        "Toets bewuste keuze",
        persoonlijk_gesproken="ja",
        recht_uitgelegd="ja",
        gevolgen_uitgelegd="ja",
        oco_aangeboden="ja",
        alternatieven_besproken=["andere-aanbieder", "thuis", "laagdrempelig"],
        vangnet="woning-en-mantelzorg",
        signaal_wilsbekwaamheid="geen",
        signaal_ernstig_nadeel="nee",
        conclusie="bewuste-keuze",
    )
    _may_not_confirm_own_work(office)
    office.teamleider.do("Bewuste keuze bevestigen", office.number, akkoord="ja")
    office.adviser_does("Bevestigingsbrief controleren")
    office.adviseur.open_case(office.number)
    office.adviseur.sees_soon("volgt vanzelf", "u wilt nu geen zorg")
    office.adviseur.move_clock("+3 maanden")
    expect(office.adviseur.page.locator("main")).not_to_contain_text("Herhaalcontact doen")
    office.adviseur.move_clock("+3 maanden")
    office.adviseur.move_clock("+1 week")
    office.adviser_does("Herhaalcontact doen", kanaal="telefoon", situatie="stabiel")
    office.adviseur.open_case(office.number)
    office.adviseur.sees("volgt vanzelf")


@pytest.mark.long
def test_a_case_that_is_stuck_comes_to_the_taskforce_table(office: Office) -> None:
    office.open_case("Havenhoofd")
    office.provider_answers("geen-passend-aanbod")
    office.reach_at_once()
    _wants_a_place(office)
    office.care_adviser_does(
        "Bemiddelingsplan maken",
        te_benaderen=f"Huize Ver {PROVIDER}\nHuize Hoog {PROVIDER}\nHuize Laag {PROVIDER}",
        contra_indicaties=["agressie"],
        overbrugging_nodig="nee",
    )
    for _ in range(3):
        office.care_adviser_does(
            "Aanbieder benaderen voor plek", uitkomst="afgewezen", reden_afwijzing="agressie"
        )
    office.care_adviser_does(
        "Opschaling voorbereiden", deelnemers=["zorgaanbieder"], instapchecklist=["geen-crisis"]
    )
    office.tafel.do("Agenderen", office.number, tafel="taskforcetafel")
    office.tafel.move_clock("+1 week")
    office.tafel.do(
        "Besluit van de tafel vastleggen",
        office.number,
        uitkomst="oplossing",
        vervolg_na_tafel="bemiddelen",
    )
    office.care_adviser_does("Tafelactie uitvoeren")
    office.zorginhoudelijk.open_case(office.number)
    office.zorginhoudelijk.sees("Bemiddelingsplan maken")


def test_a_supervisor_lets_a_failed_letter_be_made_again(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.open_case("Steigerplank")
    office.provider_answers("onbekend")
    office.adviser_does("Contactgegevens verzamelen", bronnen_geraadpleegd=["brp"])
    office.adviser_does("Contactpoging doen", kanaal="telefoon", resultaat="nummer-onjuist")
    with monkeypatch.context() as broken:
        broken.setattr(typesetting, "FOLDER", tmp_path)  # the letters' folder is gone
        office.adviser_does("Brief naar laatst bekende adres", verzendwijze="post")
        office.adviseur.move_clock("naar morgen")
    office.teamleider.visit("/vastgelopen")
    office.teamleider.sees("1 storing", "Brief maken", "Steigerplank")
    office.teamleider.page.get_by_role("button", name="Opnieuw proberen").click()
    office.teamleider.page.wait_for_load_state()
    office.adviser_does("Reactie op brief afwachten", resultaat="gesproken", kanaal="telefoon")
    office.teamleider.visit("/vastgelopen")
    office.teamleider.sees("Geen: alle automatische stappen zijn gelukt.")


def _the_diagram_shows(office: Office, process: str, *, step: str) -> None:
    office.adviseur.open_case(office.number)
    office.adviseur.page.get_by_role("link", name="Diagram bekijken").click()
    office.adviseur.sees(f"{process} nu hier", step)


def _says_no(office: Office) -> None:
    office.adviser_does(
        "Gesprek voeren en vastleggen",
        gesproken_met=["client"],
        wil_zorg="nee",
        mantelzorg="voldoende",
        woonruimte="stabiel",
        prof_zorg_nu="ja",
        veiligheidsrisico="mogelijk",
        vertegenwoordiging="geen",
        in_mo="nee",
    )
    office.care_adviser_does("Partijen vaststellen", partijen=["naaste"], delen_toegestaan="nee")


def _wants_a_place(office: Office) -> None:
    office.adviser_does(
        "Gesprek voeren en vastleggen",
        gesproken_met=["client"],
        wil_zorg="ja",
        veiligheidsrisico="geen",
        in_mo="nee",
    )
    office.care_adviser_does("Partijen vaststellen", partijen=["aanbieder"])


def _may_not_confirm_own_work(office: Office) -> None:
    office.zorginhoudelijk.open_task("Bewuste keuze bevestigen", office.number)
    expect(office.zorginhoudelijk.page.locator('[name="akkoord"]')).to_have_count(0)
    office.zorginhoudelijk.sees(_NEVER_TWICE)


def _expect_closed(office: Office) -> None:
    office.adviseur.open_case(office.number)
    office.adviseur.sees_soon("afgesloten", "Niets meer: deze casus is afgesloten.", "Afsluitbrief")
