"""The journey of meneer van der Laan, the fictitious client of the action plan, in the browser.

An incident costs him his place; the shelter cannot give what he needs; a crisis, an admission, and
back to the shelter. Then mediation, a bridging place, and at last a place to stay.
"""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from engine.domain.client import PersonName
from engine.domain.signal import Ethos, SafetyRisk, SignalKind, SignalSource
from tests.acceptance.conftest import Demo
from tests.acceptance.office import ACCEPTED, Office

pytestmark = pytest.mark.browser

PICTURE = Path(__file__).parents[2] / "docs" / "pictures" / "meneer-van-der-laan.png"
FORMER = {"aanbieder_naam": "Ggz-instelling De Halte", "aanbieder_agb": "06010101"}


@pytest.fixture
def office(demo: Demo) -> Office:
    return Office(demo)


@pytest.mark.long
def test_from_an_incident_through_shelter_and_crisis_to_a_place_to_stay(office: Office) -> None:
    _comes_to_the_shelter(office)
    _the_provider_answers_for_it(office)
    _is_spoken_in_the_shelter(office)
    _crisis_and_back_to_the_shelter(office)
    _gets_a_bridging_place(office)
    _moves_to_a_place_to_stay(office)
    _stays(office)
    _reads_as_a_story(office)


def _signal_from_the_shelter(office: Office) -> None:
    signal = office.demo.signal("Laan", **FORMER, zzp_code="884")
    office.demo.take_in(
        replace(
            signal,
            source=SignalSource.SHELTER,
            kind=SignalKind.IN_SHELTER,
            ethos=Ethos.TEMPORARY_SHELTER,
            safety_risk=SafetyRisk.POSSIBLE,
            client=replace(signal.client, name=PersonName(surname="Laan", prefix="van der")),
        )
    )


def _comes_to_the_shelter(office: Office) -> None:
    _signal_from_the_shelter(office)
    office.judge_new("Laan", office.zorginhoudelijk)
    office.care_adviser_does("Casus aannemen", **ACCEPTED)


def _the_provider_answers_for_it(office: Office) -> None:
    office.adviser_does("Laatste aanbieder benaderen", kanaal="telefoon", resultaat="beantwoord")
    office.adviser_does(
        "Antwoord aanbieder vastleggen",
        reden_geen_zorg="eenzijdig-beeindigd",
        iets_misgegaan="ja",
        bijsturing="Eerder hulp vragen bij oplopende conflicten.",
        zorg_nu_geregeld="Niets: na een incident is hij weggestuurd.",
    )
    office.care_adviser_does(
        "Zorgvuldigheid toetsen", formeel_geinformeerd="nee", alternatief_gezocht="nee"
    )
    office.inkoper.do("Aanbieder aanspreken", office.number)
    office.inkoper.do(
        "Reactie van de aanbieder vastleggen", office.number, aanbieder_doet="alternatief"
    )


def _is_spoken_in_the_shelter(office: Office) -> None:
    office.adviser_does("Contactgegevens verzamelen", bronnen_geraadpleegd=["iwlz"])
    office.adviser_does("Contactpoging doen", kanaal="via-mo", resultaat="gesproken")
    office.care_adviser_does(
        "Gesprek voeren en vastleggen",
        gesproken_met=["client"],
        hoe_gaat_het="Slaapt slecht door de drukte. Praat graag over treinen.",
        wil_zorg="ja",
        woonruimte="geen",
        in_mo="ja",
        reden_mo="eenzijdig-beeindigd",
        mo_aanbieder="Opvang Het Perron",
        gemeente_verblijf="Amsterdam",
        veiligheidsrisico="mogelijk",
    )
    office.care_adviser_does(
        "Partijen vaststellen", partijen=["dossierhouder", "mo", "gemeente"], delen_toegestaan="nee"
    )


def _crisis_and_back_to_the_shelter(office: Office) -> None:
    office.adviseur.report(
        "Crisis", office.number, crisis_soort="psychisch", crisis_melding="Verward en angstig."
    )
    office.care_adviser_does(
        "Crisis afhandelen",
        crisis_route="crisisdienst",
        crisis_geregeld="Tijdelijk opgenomen in een ggz-instelling.",
    )
    office.zorginhoudelijk.move_clock("naar morgen", times=2)
    _signal_from_the_shelter(office)
    office.signalering.open_signal("Laan")
    office.signalering.complete(uitkomst="toevoegen")
    office.adviser_does(
        "Nieuw signaal bekijken",
        signaal_vervolg="niets",
        signaal_notitie="Na stabilisatie terug in de opvang: er is nog geen plek.",
    )


def _gets_a_bridging_place(office: Office) -> None:
    office.care_adviser_does(
        "Bemiddelingsplan maken",
        te_benaderen="Woonzorg De Wissel 06010102",
        overbrugging_nodig="ja",
        contra_indicaties=["agressie"],
    )
    office.care_adviser_does(
        "Overbrugging regelen",
        vorm="overbruggingsplek",
        instelling="Huize Tussenstop",
        agb="06010103",
    )
    office.care_adviser_does(
        "Aanbieder benaderen voor plek", uitkomst="afgewezen", reden_afwijzing="agressie"
    )


def _moves_to_a_place_to_stay(office: Office) -> None:
    office.zorginhoudelijk.move_clock("+1 week")
    office.care_adviser_does(
        "Bemiddelingsplan maken", te_benaderen="Woonvorm Het Eindstation 06010104"
    )
    office.care_adviser_does("Aanbieder benaderen voor plek", uitkomst="plek")
    office.care_adviser_does("Aanbod bespreken met cliënt", aanbod_akkoord="ja")
    begins = office.zorginhoudelijk.today() + timedelta(days=28)
    office.signalering.do(
        "Toewijzing registreren en terugmelden",
        office.number,
        zzp_code="884",
        toewijzing_ingangsdatum=begins.isoformat(),
    )
    office.signalering.move_clock("+1 week", times=3)
    office.care_adviser_does("Voortgang overbrugging", stand="nog-hier", vervolgplek="geregeld")
    office.zorginhoudelijk.move_clock("+1 week", times=3)
    office.adviser_does("Aanvang zorg navragen", aanvang="gestart")
    office.care_adviser_does("Overbrugging afronden", besluit="doorgestroomd")


def _stays(office: Office) -> None:
    for _ in range(3):
        office.adviseur.move_clock("+3 maanden")
        office.adviser_does("Nazorgcontact doen", kanaal="telefoon", situatie="stabiel")
    office.adviser_does("Afsluiten voorstellen", voorstel="afsluiten", afsluitgrond="in-zorg")
    office.teamleider.do("Afsluiten bevestigen", office.number, akkoord="ja")


def _reads_as_a_story(office: Office) -> None:
    """Look at the timeline: each turn of his road stands there, the last one first."""
    office.adviseur.open_case(office.number)
    office.adviseur.sees_soon("van der Laan", "afgesloten")
    lines = office.adviseur.page.locator(".timeline > li").all_inner_texts()
    told = " | ".join(reversed(lines))
    turns = (
        *("Casus aannemen", "Antwoord aanbieder vastleggen", "Zorgvuldigheid toetsen"),
        *("Gesprek voeren en vastleggen", "Crisis", "Nieuw signaal", "Overbrugging regelen"),
        *("Aanbod bespreken met cliënt", "Overbrugging afronden", "Nazorgcontact doen"),
        "Afsluiten bevestigen",
    )
    places = [told.find(turn) for turn in turns]
    assert -1 not in places, dict(zip(turns, places, strict=True))
    assert places == sorted(places), told
    if os.environ.get("LOOPPLANK_PICTURES"):
        expect(office.adviseur.page.locator("#verloop")).to_be_visible()
        PICTURE.write_bytes(office.adviseur.page.locator("#verloop").locator("..").screenshot())
