"""What stands in each document, read back from the file: mandatory blocks, and no secrets."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.service_tasks import CaseFacts, JsonValue, ProducedDocument, ServiceTaskCall
from handlers.letters import TEMPLATES, TOPIC, make_letter
from handlers.letters.catalogue import FOLDER, Audience
from handlers.letters.languages import LANGUAGES
from handlers.letters.masking import masked, without_bsn
from tests.pdf import squeezed, text_of

FACTS = CaseFacts(
    number="2026-0017",
    region_code="5509",
    region_name="Rivierenland",
    care_office="Zorgkantoor Voorbeeld",
    client_name="Willem van der Laan",
    salutation="Geachte heer",
    address_lines=("Dorpsstraat 1", "4001 AB Tielerwaard"),
    contact="Anna de Vries",
    age_band="40 tot en met 49 jaar",
)
TO_CLIENT = sorted(name for name, one in TEMPLATES.items() if one.to_client)
NAMELESS = sorted(name for name, one in TEMPLATES.items() if not one.to_client)
BSN = "999990019"


def made(name: str, facts: CaseFacts = FACTS, **inputs: JsonValue) -> ProducedDocument:
    call = ServiceTaskCall(
        topic=TOPIC,
        idempotency_key="taak-1",
        now=datetime(2026, 3, 2, 9, tzinfo=UTC),
        case=facts,
        inputs={"sjabloon": name, **inputs},
    )
    return make_letter(call).documents[0]


def text(name: str, facts: CaseFacts = FACTS, **inputs: JsonValue) -> str:
    return text_of(made(name, facts, **inputs).content)


@cache
def bare(name: str) -> str:
    """What a document says when the process passes nothing and the case knows little."""
    nobody = replace(FACTS, salutation="", address_lines=(), contact="", age_band="")
    return text(name, nobody)


def has(document: str, said: str) -> bool:
    return squeezed(said) in document


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_every_mandatory_block_is_there_though_everything_is_missing(name: str) -> None:
    missing = [block for block in TEMPLATES[name].blocks if not has(bare(name), block)]
    assert missing == []


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_every_mandatory_block_is_there_whatever_somebody_writes(name: str) -> None:
    document = text(name, tekst="Alleen dit.")
    assert [block for block in TEMPLATES[name].blocks if not has(document, block)] == []


@pytest.mark.parametrize("name", sorted(n for n, one in TEMPLATES.items() if one.wording))
def test_the_text_of_a_person_stands_in_the_place_of_the_wording(name: str) -> None:
    own = text(name, tekst="Dit schreef iemand zelf.\n\n- een punt")
    first = TEMPLATES[name].wording.split(".")[0]
    assert has(bare(name), first)
    assert has(own, "Dit schreef iemand zelf.")
    assert not has(own, first)


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_document_says_what_the_process_passes(name: str) -> None:
    inputs = {key: f"Waarde_{key}" for key in TEMPLATES[name].inputs}
    document = text(name, FACTS, **inputs)
    unsaid = [key for key, value in inputs.items() if not has(document, value)]
    assert (
        set(unsaid)
        <= {"reden", "ontvanger", "over", "gegevens", "gezien", "gedeeld", "documenten"}
        | {"taal", "oco_folder"}
        | ANONYMOUS
    )


ANONYMOUS = {"gemeente", "gemeente_brp", "gemeente_verblijf", "plaats", "aanbieder"} | {
    "aanbieder_naam",
    "mo_aanbieder",
    "gevraagd_niveau",
}


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_no_document_and_no_file_name_carries_a_bsn(name: str) -> None:
    inputs: dict[str, JsonValue] = dict.fromkeys(TEMPLATES[name].inputs, f"bsn {BSN}")
    document = made(name, FACTS, **inputs, tekst=f"Zijn nummer is {BSN[:4]} {BSN[4:]}.")
    assert BSN not in text_of(document.content)
    assert re.search(r"\d{9}", document.filename) is None


@pytest.mark.parametrize("name", TO_CLIENT)
def test_a_letter_to_a_client_with_a_secret_address_shows_none(name: str) -> None:
    secret = replace(FACTS, secret_address=True)
    document = text(name, secret, adres="Geheimlaan 9\n4002 CD Verweg")
    assert has(document, "Willem van der Laan")
    assert [
        place for place in ("Geheimlaan", "Verweg", "Dorpsstraat") if has(document, place)
    ] == []


@pytest.mark.parametrize("name", TO_CLIENT)
def test_a_letter_to_a_client_offers_independent_support(name: str) -> None:
    # Regel 144: de cliëntondersteuner wordt altijd aangeboden.
    assert has(bare(name), "onafhankelijke cliëntondersteuner")


@pytest.mark.parametrize("name", NAMELESS)
def test_a_document_to_somebody_else_does_not_name_the_client(name: str) -> None:
    # Regels 161 en 163: een naam gaat apart, en alleen als het mag.
    document = text(name)
    assert not has(document, "van der Laan")
    assert not has(document, "Dorpsstraat")


def test_a_confirmed_refusal_says_that_care_is_not_there_at_once() -> None:
    # Regels 93 en 94: contact blijft mogelijk, zorg is dan niet direct beschikbaar.
    document = bare("bevestiging-bewuste-keuze")
    assert has(document, "weer contact met ons opnemen")
    assert has(document, "niet direct beschikbaar")


def test_a_client_who_speaks_another_language_is_offered_an_interpreter() -> None:
    assert has(text("herinnering", replace(FACTS, language="ti")), "interpreter")
    assert not has(text("herinnering"), "interpreter")


def test_a_letter_says_where_to_call_and_to_write() -> None:
    document = text("herinnering", replace(FACTS, phone="088 000 00 00", post="Postbus 1"))
    assert has(document, "Bel 088 000 00 00 of schrijf naar Zorgkantoor Voorbeeld, Postbus 1.")


def test_a_reminder_asks_again_what_was_asked() -> None:
    assert has(text("herinnering-aanbieder"), "Waarom krijgt de cliënt geen zorg meer van u?")
    assert has(text("herinnering-aanbieder", over="plek"), "Heeft u een plek, en vanaf wanneer?")


def test_an_envelope_says_what_somebody_is() -> None:
    assert made("bemoeizorgverzoek", gemeente="Enschede").recipient == "gemeente Enschede"
    assert made("bemoeizorgverzoek", ontvanger="mo").recipient == "de maatschappelijke opvang"
    assert made("overdrachtsdossier", ontvangend_zorgkantoor="5509").recipient == "zorgkantoor 5509"
    assert made("casusbeschrijving-anoniem", gemeente="Enschede").recipient == "niet op naam"


def test_a_date_and_a_code_are_said_in_words() -> None:
    document = text("aanbieder-aan-zet", reactie_voor="2026-03-09", gevraagd=["andere-locatie"])
    assert has(document, "voor 9 maart 2026")
    assert has(document, "een andere locatie")


def test_the_actions_of_a_table_stand_in_a_table() -> None:
    action = {"wat": "bellen", "wie": "Riagg", "wanneer": "2026-03-09"}
    document = text("tafelbesluit", acties=[action])
    assert [said for said in ("bellen", "Riagg", "9 maart 2026") if not has(document, said)] == []


def test_an_anonymous_description_tells_nothing_by_which_somebody_is_known() -> None:
    # Regel 185: leren van situaties zonder te weten om wie het gaat.
    story = (
        "Willem (Wim) van der Laan, geboren 3-4-1980, woonde tot 12 mei 2024 aan de Dorpsstraat 1,"
        " 4001 AB in Tielerwaard, gemeente Rivierstad."
        " Sinds 2019 in zorg, geboortejaar 1980. Bel 06-12345678 of mail w.laan@voorbeeld.nl."
        f" BSN {BSN}. Van der Laans begeleider bij De Linde heet anders."
    )
    document = text(
        "casusbeschrijving-anoniem",
        situatie=story,
        vraag_aan_tafel="Waar kan Willem wonen?",
        gemeente_brp="Rivierstad",
        aanbieder="De Linde",
    )
    traces = (
        "Willem",
        "Laan",
        "1980",
        "mei2024",
        "Dorpsstraat",
        "4001",
        "Tielerwaard",
        "Linde",
        "2019",
    )
    more = ("Rivier", "12345678", "voorbeeld", BSN, "2026-0017", "Anna")
    assert [trace for trace in (*traces, *more) if trace in document] == []
    assert has(document, "40 tot en met 49 jaar")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.integers(1, 28), st.integers(1, 12), st.integers(1920, 2020))
def test_a_birth_date_never_passes_the_mask(before: str, day: int, month: int, year: int) -> None:
    for written in (
        f"{day}-{month}-{year}",
        f"{year}-{month:02}-{day:02}",
        f"{day}/{month}/{year}",
    ):
        assert str(year) not in masked(f" {written} ", (), ()), before


def test_a_number_that_is_no_bsn_stays() -> None:
    assert without_bsn("AGB 12345678, dossier 123456789") == "AGB 12345678, dossier 123456789"
    assert without_bsn(f"{BSN}.") == "[nummer]."


def test_every_document_of_the_procedure_has_a_template() -> None:
    assert {one.number for one in TEMPLATES.values()} == set(range(1, 18))
    laid_out = {path.stem for path in FOLDER.glob("*.typ") if not path.stem.startswith("_")}
    assert laid_out == set(TEMPLATES)
    assert {one.audience for one in TEMPLATES.values()} == set(Audience)


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_a_letter_says_in_the_language_that_was_chosen_that_there_is_an_interpreter(
    code: str,
) -> None:
    # Document 3, UT09: one line; a translation is made by a translator.
    document = text("aanbod-meedenken", taal=code)
    assert has(document, LANGUAGES[code].line)
    assert has(document, "Vraag ons om een tolk")


def test_the_clients_own_language_counts_when_nobody_chose_one() -> None:
    assert has(text("herinnering", replace(FACTS, language="pl")), LANGUAGES["pl"].line)


def test_a_language_without_a_line_gets_the_english_one() -> None:
    assert has(text("aanbod-meedenken", replace(FACTS, language="ti")), LANGUAGES["en"].line)


def test_who_reads_dutch_is_not_offered_an_interpreter() -> None:
    assert not has(bare("aanbod-meedenken"), "tolk")


def test_a_letter_says_how_it_is_sent_and_what_is_enclosed() -> None:
    # UT09: verzendwijze en folder; post is de gewone weg en hoeft er niet te staan.
    sent = text("aanbod-meedenken", verzendwijze="uitreiken-mo", oco_folder="ja")
    assert has(sent, "Verzending: uitgereikt via de maatschappelijke opvang")
    assert has(sent, "Bijlage: folder over onafhankelijke cliëntondersteuning")
    plain = text("aanbod-meedenken", verzendwijze="post", oco_folder="nee")
    assert not has(plain, "Verzending")
    assert not has(plain, "Bijlage")
