import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import ExecutionError
from engine.service_tasks import CaseFacts, JsonValue, ProducedDocument, ServiceTaskCall
from handlers.letters import TEMPLATES, TOPIC, make_letter

FACTS = CaseFacts(
    number="2026-0001",
    region_code="5509",
    region_name="Utrecht",
    care_office="Zorgkantoor Voorbeeld",
    client_name="J. Voorbeeld",
    salutation="Geachte heer Voorbeeld",
    address_lines=("Dorpsstraat 1", "3511 AA Utrecht"),
)


def call(name: str, facts: CaseFacts | None = FACTS, **inputs: JsonValue) -> ServiceTaskCall:
    return ServiceTaskCall(
        topic=TOPIC,
        idempotency_key="taak-1",
        now=datetime(2026, 3, 2, 9, tzinfo=UTC),
        case=facts,
        inputs={"sjabloon": name, **inputs},
    )


def letter(name: str, facts: CaseFacts | None = FACTS, **inputs: JsonValue) -> ProducedDocument:
    (document,) = make_letter(call(name, facts, **inputs)).documents
    return document


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_every_letter_is_a_tagged_pdf_in_dutch(name: str) -> None:
    content = letter(name).content
    assert content.startswith(b"%PDF-")
    assert b"/MarkInfo" in content
    assert b"/StructTreeRoot" in content
    assert re.search(rb"/Lang ?\(nl", content)


def test_the_same_call_makes_the_same_letter_byte_for_byte() -> None:
    assert letter("herinnering") == letter("herinnering")


def test_a_second_occurrence_on_one_day_gets_its_own_file() -> None:
    again = make_letter(replace(call("herinnering"), idempotency_key="taak-2")).documents[0]
    assert again.filename != letter("herinnering").filename


def test_a_letter_says_in_the_case_which_was_last() -> None:
    assert make_letter(call("afsluitbrief")).variables == {"laatste_brief": "afsluitbrief"}


def test_an_unknown_template_names_the_ones_there_are() -> None:
    with pytest.raises(ExecutionError, match="aanbod-meedenken"):
        make_letter(call("../../etc/passwd"))


def test_a_letter_without_a_case_is_refused() -> None:
    with pytest.raises(ExecutionError, match="casus"):
        make_letter(call("herinnering", None))


def test_a_file_name_holds_no_personal_data() -> None:
    assert "voorbeeld" not in letter("afsluitbrief").filename.lower()


def test_a_letter_to_a_provider_is_addressed_to_the_provider() -> None:
    assert letter("vragenlijst-laatste-aanbieder", aanbieder="De Linde").recipient == "De Linde"


def test_a_secret_address_changes_the_letter_even_when_it_was_typed_in() -> None:
    secret = replace(FACTS, secret_address=True)
    typed = letter("aanbod-meedenken", secret, adres="Geheimstraat 9").content
    assert typed == letter("aanbod-meedenken", secret).content


def test_somebody_without_an_address_gets_a_letter_to_be_handed_over() -> None:
    assert letter("afsluitbrief", replace(FACTS, address_lines=())).content.startswith(b"%PDF-")


@settings(max_examples=15, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=300))
def test_no_text_in_a_letter_can_break_it(text: str) -> None:
    assert letter("bevestiging-bewuste-keuze", toelichting=text).content.startswith(b"%PDF-")


def test_markup_in_a_text_is_text() -> None:
    assert letter("bevestiging-bewuste-keuze", toelichting='#panic("x") $ * _ ] }').content


def test_signs_that_the_font_lacks_still_give_a_tagged_letter() -> None:
    content = letter("bevestiging-bewuste-keuze", toelichting="ঀ 漢字").content
    assert b"/StructTreeRoot" in content


def test_a_salutation_without_a_name_gets_one() -> None:
    bare = letter("herinnering", replace(FACTS, salutation="Geachte heer")).content
    named = letter("herinnering", replace(FACTS, salutation="Geachte heer J. Voorbeeld")).content
    assert bare == named
