"""P3: reach the client: attempts, a letter, and then a person decides (regels 38, 44-48)."""

from datetime import date, timedelta

from engine.domain.calendar import dutch_calendar
from engine.domain.sharing import Agreed, choices
from engine.feel import Scope, to_feel
from engine.forms.known import SHARING
from engine.forms.page import Field
from tests.processes.casework import MONDAY, Casework, Footprint, form, terms
from tests.processes.stories import client_bereiken


def searching() -> Casework:
    case = Casework("client-bereiken", {"urgentie": "3"})
    return case.do("contactgegevens-verzamelen", bronnen_geraadpleegd=["iwlz"])


def test_a_client_who_is_reached_goes_on_to_the_conversation() -> None:
    case = client_bereiken.reached_at_once(Footprint())
    assert case.ended
    assert case.value("vervolg") == "gesprek"


def test_the_next_attempt_comes_by_itself_on_another_day() -> None:
    case = searching()
    case.do("contactpoging-doen", kanaal="telefoon", resultaat="geen-gehoor")
    assert case.open == []
    before = case.now
    assert case.wait_for("contactpoging-doen").now - before >= timedelta(days=3)


def test_three_attempts_by_two_channels_lead_to_a_letter() -> None:
    assert client_bereiken.three_attempts(Casework("client-bereiken")).open == [
        "brief-voorbereiden"
    ]


def test_three_calls_are_not_enough_without_another_channel() -> None:
    case = searching()
    for _ in range(3):
        case.wait_for("contactpoging-doen")
        case.do("contactpoging-doen", kanaal="telefoon", resultaat="geen-gehoor")
    assert case.open == []
    assert case.waiting == ["tijd-tussen-pogingen"]


def test_a_wrong_number_leads_to_the_letter_at_once() -> None:
    case = searching().do("contactpoging-doen", kanaal="telefoon", resultaat="nummer-onjuist")
    assert case.open == ["brief-voorbereiden"]


def test_no_reaction_brings_one_reminder_and_then_a_person_decides() -> None:
    case = client_bereiken.unreachable(Footprint())
    assert [made.kind for made in case.letters] == ["aanbod-meedenken", "herinnering"]
    assert case.open == ["onbereikbaar-vervolg"]


def test_unreachable_is_watched_and_never_an_end() -> None:
    case = client_bereiken.unreachable_and_watched(Footprint())
    assert case.value("vervolg") == "bewaken"
    assert case.value("rondes") == 3


def test_who_is_unreachable_is_discussed_at_a_table_before_being_watched() -> None:
    assert (
        client_bereiken.unreachable_and_never_discussed(Footprint()).value("vervolg") == "opschalen"
    )


def test_a_letter_that_reaches_the_client_leads_to_the_conversation() -> None:
    assert client_bereiken.reached_by_letter(Footprint()).value("vervolg") == "gesprek"


def asked_outside(keuze: str, consents: list[Agreed], **said: str) -> tuple[Field, ...]:
    """Open the question to somebody outside, with the consents that there are."""
    day = MONDAY.date()
    known = {"keuze": keuze, SHARING: to_feel(choices(consents, day, None))}
    scope = Scope(now=MONDAY, terms=terms().get, calendar=dutch_calendar())
    posted = {key: [value] for key, value in said.items()} or None
    return form("hulp-vragen").page(posted, known, {}, scope).answers()


def offered(fields: tuple[Field, ...], key: str) -> list[str]:
    return [option.value for field in fields if field.key == key for option in field.options]


def test_without_consent_a_municipality_is_asked_without_a_name() -> None:
    """Regel 11 and 164, D5: only numbers and anonymous questions leave the Wlz chain."""
    fields = asked_outside("bemoeizorg", [], ontvanger="gemeente", grondslag="anoniem")
    assert offered(fields, "ontvanger") == ["dossierhouder", "gemeente"]
    assert offered(fields, "grondslag") == ["anoniem", "noodsituatie"]
    assert "gedeelde_gegevens" not in {field.key for field in fields}


def test_with_consent_only_the_chosen_categories_may_go_along() -> None:
    consent = Agreed(
        recipients=frozenset({"gemeente"}),
        categories=frozenset({"contact"}),
        from_day=date(2026, 1, 1),
        to_day=date(2026, 12, 31),
    )
    fields = asked_outside("bemoeizorg", [consent], ontvanger="gemeente", grondslag="toestemming")
    assert offered(fields, "gedeelde_gegevens") == ["contact"]
