"""The decision tables of the procedure, row by row, and with facts missing (domein §2.5)."""

from collections.abc import Mapping
from datetime import date

import pytest

from engine.domain.calendar import dutch_calendar
from engine.domain.case import CaseState
from engine.feel import Scope, Value, to_feel
from tests.processes.casework import MONDAY, decision, terms

Facts = Mapping[str, object]
HEARD: Facts = {
    "signaal_ernstig_nadeel": "nee",
    "conclusie": "bewuste-keuze",
    "persoonlijk_gesproken": "ja",
    "signaal_wilsbekwaamheid": "geen",
    "recht_uitgelegd": "ja",
    "gevolgen_uitgelegd": "ja",
    "oco_aangeboden": "ja",
    "alternatieven_besproken": ["thuis"],
    "vertegenwoordiging": "geen",
}
TALKED: Facts = {
    "gesproken_met": ["client"],
    "veiligheidsrisico": "geen",
    "mantelzorg": "voldoende",
    "woonruimte": "stabiel",
    "prof_zorg_nu": "ja",
    "bijkomend": ["geen"],
}
SETTLED: Facts = {
    "afsluitgrond": "in-zorg",
    "nazorg_nummer": 3,
    "situatie": "stabiel",
    "aanvang": "gestart",
    "dossierhouder": "De Linde",
    "bewijs_soort": "aanvang-zorg",
}
LAPSED: Facts = {
    "afsluitgrond": "indicatie-vervallen",
    "einde_reden": "Herindicatie",
    "bewijs_soort": "ciz",
}
POOR: Facts = {**TALKED, "mantelzorg": "geen", "woonruimte": "geen"}


def decided(key: str, facts: Facts) -> Value:
    scope = Scope(now=MONDAY, terms=terms().get, calendar=dutch_calendar())
    known = {name: to_feel(value) for name, value in facts.items()}
    return decision(key).evaluate(key, known, scope).value


def text(key: str, facts: Facts) -> str:
    value = decided(key, facts)
    return str(next(iter(value.values())) if isinstance(value, Mapping) else value)


@pytest.mark.parametrize(
    ("facts", "proposal"),
    [
        ({"open_casus": True, "eigen_regio": False}, "toevoegen"),
        ({"open_casus": False, "eerder_gesloten": True}, "heropenen"),
        ({"open_casus": False, "eigen_regio": False}, "andere-regio"),
        ({"eigen_regio": True, "indicatie_geldig": False}, "onterecht"),
        ({"eigen_regio": True, "indicatie_geldig": True}, "nieuwe-casus"),
        ({}, "nieuwe-casus"),
    ],
)
def test_d1_proposes_what_becomes_of_a_signal(facts: Facts, proposal: str) -> None:
    assert text("signaal-uitkomst", facts) == proposal


@pytest.mark.parametrize(
    ("facts", "urgency"),
    [
        ({"veiligheidsrisico": "acuut", "ethos": "6"}, "1"),
        ({"ethos": "1"}, "1"),
        ({"ethos": "2"}, "1"),
        ({"einddatum_aangekondigd": date(2026, 3, 16)}, "1"),
        ({"datum_dreiging": date(2026, 3, 3), "ethos": "6"}, "1"),
        ({"einddatum_zorg": date(2026, 3, 2)}, "1"),
        ({"einddatum_zorg": "2026-03-10"}, "1"),
        ({"ethos": "4"}, "2"),
        ({"in_mo": "ja", "ethos": "6"}, "2"),
        ({"woonruimte": "instabiel"}, "2"),
        ({"wachtstatus": "urgent-plaatsen"}, "2"),
        ({"ethos": "6"}, "3"),
        ({"wachtstatus": "actief-plaatsen"}, "3"),
        ({"ethos": "0", "vangnet": "woning-en-mantelzorg"}, "4"),
        ({"einddatum_aangekondigd": date(2026, 3, 17)}, "2"),
        ({"einddatum_aangekondigd": date(2026, 3, 10), "plan_klaar": "ja"}, "2"),
        ({"datum_dreiging": date(2026, 3, 10), "plek_voor_einddatum": "geregeld"}, "2"),
        ({"einddatum_zorg": date(2026, 2, 1)}, "2"),
        ({"ethos": "9", "veiligheidsrisico": "onbekend"}, "2"),
        ({}, "2"),
    ],
)
def test_d2_is_never_less_urgent_because_something_is_unknown(facts: Facts, urgency: str) -> None:
    assert text("urgentie", facts) == urgency


@pytest.mark.parametrize(
    ("facts", "code", "next_step"),
    [
        ({**TALKED, "veiligheidsrisico": "acuut", "wil_zorg": "ja"}, "F", "crisis"),
        ({**TALKED, "gesproken_met": ["niet-gesproken"], "wil_zorg": "ja"}, "E", "bereiken"),
        ({**POOR, "wil_zorg": "ja-mits"}, "C", "bemiddelen"),
        ({**POOR, "wil_zorg": "nee"}, "B", "weigering"),
        ({**POOR, "wil_zorg": "onbekend"}, "B", "bemiddelen"),
        ({**TALKED, "wil_zorg": "nee"}, "A", "bewaken"),
        ({**TALKED, "wil_zorg": "nee", "veiligheidsrisico": "mogelijk"}, "D", "weigering"),
        ({**TALKED, "wil_zorg": "twijfelt"}, "D", "weigering"),
        ({**TALKED, "wil_zorg": "onbekend"}, "B", "bemiddelen"),
        ({}, "B", "bemiddelen"),
    ],
)
def test_d4_sends_the_client_where_they_belong(facts: Facts, code: str, next_step: str) -> None:
    outcome = decided("triage", facts)
    assert isinstance(outcome, Mapping)
    assert (outcome["code"], outcome["vervolg"]) == (code, next_step)


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({}, "bewuste-keuze"),
        ({"vertegenwoordiger_geraadpleegd": "ja"}, "bewuste-keuze"),
        ({"signaal_ernstig_nadeel": "ja"}, "ernstig-nadeel"),
        ({"conclusie": "wil-zorg", "persoonlijk_gesproken": "nee"}, "wil-zorg"),
        ({"persoonlijk_gesproken": "nee"}, "niet-vast-te-stellen"),
        ({"persoonlijk_gesproken": None}, "niet-vast-te-stellen"),
        ({"conclusie": "twijfel"}, "twijfel"),
        ({"signaal_wilsbekwaamheid": "twijfel"}, "twijfel"),
        ({"vertegenwoordiging": "mentor"}, "niet-vast-te-stellen"),
        (
            {"vertegenwoordiging": "mentor", "vertegenwoordiger_geraadpleegd": "nee"},
            "niet-vast-te-stellen",
        ),
        ({"vertegenwoordiging": "mentor", "vertegenwoordiger_geraadpleegd": "ja"}, "bewuste-keuze"),
        ({"vertegenwoordiging": None}, "niet-vast-te-stellen"),
        ({"vertegenwoordiging": None, "vertegenwoordiger_geraadpleegd": "nvt"}, "bewuste-keuze"),
        ({"recht_uitgelegd": "nee"}, "niet-vast-te-stellen"),
        ({"oco_aangeboden": None}, "niet-vast-te-stellen"),
        ({"conclusie": None}, "niet-vast-te-stellen"),
        ({"signaal_wilsbekwaamheid": None}, "niet-vast-te-stellen"),
        ({"signaal_ernstig_nadeel": "ja", "conclusie": "wil-zorg"}, "ernstig-nadeel"),
        ({"gevolgen_uitgelegd": None}, "niet-vast-te-stellen"),
        ({"alternatieven_besproken": ["geen"]}, "niet-vast-te-stellen"),
        ({"alternatieven_besproken": []}, "niet-vast-te-stellen"),
        ({"signaal_ernstig_nadeel": None}, "niet-vast-te-stellen"),
    ],
)
def test_d9_needs_everything_explained_and_offered(facts: Facts, outcome: str) -> None:
    assert text("bewuste-keuze", {**HEARD, **facts}) == outcome


CAREFUL: Facts = {
    "formeel_geinformeerd": "ja",
    "formeel_bewijs": "Brief",
    "alternatief_gezocht": "ja",
    "alternatieven": "Een andere locatie",
}


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({}, "zorgvuldig"),
        ({"gewichtige_reden": "ja", "consultatie": None}, "zorgvuldig"),
        ({"waarschuwingen": "nee"}, "zorgvuldig-met-aandachtspunten"),
        ({"formeel_geinformeerd": "nee"}, "niet-zorgvuldig"),
        ({"alternatief_gezocht": "nee"}, "niet-zorgvuldig"),
        ({"formeel_geinformeerd": None, "alternatief_gezocht": "nee"}, "niet-zorgvuldig"),
        ({"formeel_geinformeerd": None}, "dossier-onvolledig"),
        ({"alternatief_gezocht": None}, "dossier-onvolledig"),
        ({"formeel_bewijs": None}, "dossier-onvolledig"),
        ({"formeel_bewijs": ""}, "dossier-onvolledig"),
        ({"alternatieven": None}, "dossier-onvolledig"),
    ],
)
def test_d6_finds_nothing_careful_without_information_an_alternative_and_proof(
    facts: Facts, outcome: str
) -> None:
    assert text("zorgvuldigheid", {**CAREFUL, **facts}) == outcome


def test_d6_finds_a_file_without_answers_incomplete() -> None:
    assert text("zorgvuldigheid", {}) == "dossier-onvolledig"


@pytest.mark.parametrize(
    ("facts", "status", "together"),
    [
        ({"weigering_nr": 2, "wachtstatus": "wacht-op-voorkeur"}, "wacht-op-voorkeur", "ja"),
        ({"weigering_nr": 2, "ethos": "1"}, "actief-plaatsen", "ja"),
        ({"weigering_nr": 1, "ethos": "1"}, "urgent-plaatsen", "nee"),
        ({"ethos": "2"}, "urgent-plaatsen", "nee"),
        ({"ethos": "0", "urgentie": "1"}, "urgent-plaatsen", "nee"),
        ({"ethos": "0", "veiligheidsrisico": "acuut"}, "urgent-plaatsen", "nee"),
        ({"ethos": "3", "urgentie": "3"}, "actief-plaatsen", "nee"),
        ({"ethos": "0", "in_mo": "ja"}, "actief-plaatsen", "nee"),
        ({"ethos": "0", "urgentie": "2"}, "actief-plaatsen", "nee"),
        ({"ethos": "0", "woonruimte": "instabiel"}, "actief-plaatsen", "nee"),
        ({"woonruimte": "stabiel", "wil_zorg": "ja-mits"}, "wacht-op-voorkeur", "nee"),
        ({"woonruimte": "stabiel", "mantelzorg": "voldoende"}, "wacht-uit-voorzorg", "nee"),
        ({"woonruimte": "stabiel"}, "actief-plaatsen", "nee"),
        ({"mantelzorg": "voldoende"}, "actief-plaatsen", "nee"),
        ({}, "actief-plaatsen", "nee"),
    ],
)
def test_d7_advises_a_waiting_status_that_is_never_lower_because_something_is_unknown(
    facts: Facts, status: str, together: str
) -> None:
    outcome = decided("wachtstatus-advies", facts)
    assert isinstance(outcome, Mapping)
    assert (outcome["status"], outcome["overleg"]) == (status, together)


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        ({"tafel_uitkomst": "vastgelopen", "niveau": 0}, "1"),
        ({"tafel_uitkomst": "vastgelopen", "niveau": 3, "aanleiding": "twijfel"}, "4"),
        ({"tafel_uitkomst": "vastgelopen", "niveau": 5}, "5"),
        ({"tafel_uitkomst": "vastgelopen"}, "1"),
        ({"tafel_uitkomst": "oplossing", "niveau": 4, "aanleiding": "twijfel"}, "1"),
        ({"herhalingsteller": 2, "aanleiding": "twijfel"}, "3"),
        ({"herhalingsteller": 1, "aanleiding": "twijfel"}, "1"),
        ({"aanleiding": "afwijzingen", "urgentie": "1"}, "3"),
        ({"aanleiding": "bemiddelingsduur", "urgentie": "1"}, "3"),
        ({"aanleiding": "overbrugging", "urgentie": "1"}, "3"),
        ({"aanleiding": "dreiging", "urgentie": "1"}, "3"),
        ({"aanleiding": "afwijzingen", "urgentie": "2"}, "2"),
        ({"aanleiding": "bemiddelingsduur"}, "2"),
        ({"aanleiding": "overbrugging"}, "2"),
        ({"aanleiding": "dreiging"}, "2"),
        ({"aanleiding": "detentie"}, "2"),
        ({"aanleiding": "zorgbeeindiging"}, "2"),
        ({"aanleiding": "bemoeizorg"}, "2"),
        ({"aanleiding": "bemoeizorg", "urgentie": "4"}, "2"),
        ({"aanleiding": "regie"}, "2"),
        ({"aanleiding": "opvang"}, "2"),
        ({"aanleiding": "ernstig-nadeel"}, "2"),
        ({"aanleiding": "onbereikbaar", "rondes": 2}, "2"),
        ({"aanleiding": "onbereikbaar", "rondes": 1}, "1"),
        ({"aanleiding": "onbereikbaar"}, "1"),
        ({"aanleiding": "twijfel", "urgentie": "1"}, "1"),
        ({"aanleiding": "overleg"}, "1"),
        ({"aanleiding": "intern", "urgentie": "3"}, "0"),
        ({"aanleiding": "intern", "urgentie": "1"}, "2"),
        ({"aanleiding": "anders", "urgentie": "1"}, "2"),
        ({"aanleiding": "anders"}, "1"),
        ({}, "1"),
    ],
)
def test_d8_gives_the_lowest_level_that_is_needed(facts: Facts, level: str) -> None:
    """Regels 81, 96, 100, 110, 114, 149-152, 155 and 158; what is unknown never lowers it."""
    assert text("opschalingsniveau", facts) == level


@pytest.mark.parametrize(
    ("facts", "region", "ground"),
    [
        ({"brp_regio": "5509", "briefadres_regio": "5515"}, "5509", "brp"),
        ({"brp_regio": "5509", "bemiddeling_regio": "5521"}, "5509", "brp"),
        ({"ontvangend_zorgkantoor": "5521", "bemiddeling_regio": "5509"}, "5521", "brp"),
        ({"briefadres_regio": "5515", "bemiddeling_regio": "5521"}, "5515", "briefadres"),
        ({"bemiddeling_regio": "5521", "laatst_bekende_regio": "5509"}, "5521", "bemiddeling"),
        ({"laatst_bekende_regio": "5509"}, "5509", "laatst-bekend"),
        ({}, None, "teamleider"),
    ],
)
def test_d11_follows_the_registration_and_asks_a_person_when_nothing_is_known(
    facts: Facts, region: str | None, ground: str
) -> None:
    """Regels 31-34: where somebody stays (131, 132) does not change who is responsible."""
    assert decided("verantwoordelijkheid", facts) == {"regio": region, "grond": ground}


@pytest.mark.parametrize(
    ("facts", "term"),
    [
        ({"hercontact_wens": "over-1-week"}, "hercontact-1-week"),
        ({"hercontact_wens": "over-4-weken"}, "hercontact-4-weken"),
        ({"hercontact_wens": "over-3-maanden"}, "hercontact-3-maanden"),
        ({"in_mo": "ja", "bewaken_om": "bewuste-keuze"}, "hercontact-opvang"),
        (
            {"bewaken_om": "bewuste-keuze", "vangnet": "woning-en-mantelzorg"},
            "hercontact-met-vangnet",
        ),
        ({"bewaken_om": "bewuste-keuze", "vangnet": "deels"}, "hercontact-zonder-vangnet"),
        ({"bewaken_om": "bewuste-keuze"}, "hercontact-zonder-vangnet"),
        ({"bewaken_om": "onbereikbaar"}, "hercontact-onbereikbaar"),
        ({"bewaken_om": "herhaalafspraak"}, "herhaalafspraak"),
        ({}, "hercontact-zonder-vangnet"),
    ],
)
def test_d12_names_a_term_of_at_most_six_months(facts: Facts, term: str) -> None:
    assert text("hercontact-interval", facts) == term
    assert terms()[term].after(MONDAY, dutch_calendar()) <= terms()["hercontact-met-vangnet"].after(
        MONDAY, dutch_calendar()
    )


@pytest.mark.parametrize(
    ("situation", "next_step"),
    [
        ("stabiel", "bewaken"),
        ("wil-zorg", "gesprek"),
        ("plek-verloren", "bemiddelen"),
        ("onbereikbaar", "bereiken"),
        ("afsluiten", "afsluiten"),
        ("verslechterd", "gesprek"),
        (None, "gesprek"),
    ],
)
def test_a_contact_leads_to_a_next_step(situation: str | None, next_step: str) -> None:
    assert text("vervolg-na-contact", {"situatie": situation}) == next_step


@pytest.mark.parametrize(
    ("facts", "next_step"),
    [
        ({"bewaken_om": "bewuste-keuze", "herbeoordeling_op": date(2026, 3, 2)}, "weigering"),
        ({"bewaken_om": "bewuste-keuze", "herbeoordeling_op": date(2026, 3, 3)}, "bewaken"),
        ({"in_mo": "ja", "mo_sinds": date(2026, 1, 5)}, "opschalen"),
        ({"in_mo": "ja", "mo_sinds": date(2026, 1, 6)}, "bewaken"),
        ({"in_mo": "ja", "mo_sinds": date(2026, 1, 5), "niveau": 2}, "bewaken"),
    ],
)
def test_a_stable_situation_does_not_stay_so_unseen(facts: Facts, next_step: str) -> None:
    """T08: a conscious choice is checked every year; T27, regel 8: eight weeks in a shelter."""
    assert text("vervolg-na-contact", {"situatie": "stabiel", **facts}) == next_step


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"vervolg": "bereiken"}, CaseState.REACHING),
        ({"vervolg": "bemiddelen"}, CaseState.MEDIATION),
        ({"vervolg": "bemiddelen", "overbrugging_loopt": "ja"}, CaseState.BRIDGING),
        ({"vervolg": "nazorg"}, CaseState.AFTERCARE),
        ({"vervolg": "weigering"}, CaseState.REFUSAL),
        ({"vervolg": "opschalen"}, CaseState.ESCALATED),
        ({"vervolg": "afsluiten"}, CaseState.CLOSING),
        ({"vervolg": "bewaken", "bewaken_om": "onbereikbaar"}, CaseState.UNREACHABLE),
        ({"vervolg": "bewaken", "in_mo": "ja"}, CaseState.IN_SHELTER),
        ({"vervolg": "bewaken", "bewaken_om": "bewuste-keuze"}, CaseState.CONSCIOUS_CHOICE),
        ({"vervolg": "bewaken"}, CaseState.STABLE),
        ({"vervolg": "gesprek"}, CaseState.ENQUIRY),
        ({}, CaseState.ENQUIRY),
    ],
)
def test_the_state_of_a_case_follows_its_next_step(facts: Facts, state: CaseState) -> None:
    assert text("toestand", facts) == state.value


@pytest.mark.parametrize(
    ("facts", "objection"),
    [
        (SETTLED, None),
        ({**SETTLED, "aanvang": "uitgesteld"}, "aanvang van de zorg"),
        ({**SETTLED, "dossierhouder": None}, "geen dossierhouder"),
        ({**SETTLED, "overbrugging_loopt": "ja"}, "overbruggingsplek"),
        ({"afsluitgrond": "overgedragen"}, "nog niet bevestigd"),
        ({"afsluitgrond": "overgedragen", "overdracht_bevestigd": "ja"}, "wat voor bewijs"),
        (
            {
                "afsluitgrond": "overgedragen",
                "overdracht_bevestigd": "ja",
                "bewijs_soort": "bevestiging-zorgkantoor",
            },
            None,
        ),
        ({**SETTLED, "bewijs_soort": None}, "wat voor bewijs"),
        (LAPSED, None),
        ({**LAPSED, "einde_reden": None}, "waarom"),
        ({**LAPSED, "bewijs_soort": "brp"}, "CIZ ontbreekt"),
        ({**LAPSED, "bewijs_soort": None}, "CIZ ontbreekt"),
        ({"afsluitgrond": "niet-verzekerd", "bewijs_soort": "svb"}, None),
        ({"afsluitgrond": "niet-verzekerd", "bewijs_soort": "aw39"}, "SVB ontbreekt"),
        ({"afsluitgrond": "in-zorg", "nazorg_nummer": 2, "situatie": "stabiel"}, "drie nazorg"),
        ({"afsluitgrond": "in-zorg"}, "drie nazorg"),
        ({"afsluitgrond": "in-zorg", "nazorg_nummer": 3, "situatie": "wankel"}, "niet stabiel"),
        (
            {
                "afsluitgrond": "in-zorg",
                "nazorg_nummer": 3,
                "situatie": "stabiel",
                "in_mo": "ja",
            },
            "opvang",
        ),
        ({"afsluitgrond": "onterecht", "contact_gezocht": True}, "al contact gezocht"),
        ({"afsluitgrond": "onterecht", "bewijs_soort": "iwlz"}, None),
        ({"afsluitgrond": "overleden", "bewijs_soort": "brp"}, None),
        ({"afsluitgrond": "overleden", "bewijs_soort": "svb"}, "AW39-bericht ontbreekt"),
        ({}, "geen grond"),
    ],
)
def test_d10_says_what_is_missing_before_a_case_may_close(
    facts: Facts, objection: str | None
) -> None:
    found = text("afsluitgrond", facts)
    assert found == "None" if objection is None else objection in found
