"""P3: reach the client: attempts, a letter, and then a person decides (regels 38, 44-48)."""

from datetime import date, timedelta

import pytest

from engine.domain.calendar import dutch_calendar
from engine.domain.sharing import Agreed, choices
from engine.feel import Scope, to_feel
from engine.forms.known import SHARING
from engine.forms.page import Field
from tests.pdf import squeezed, text_of
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


def municipalities(**known: object) -> list[str]:
    scope = Scope(now=MONDAY, terms=terms().get, calendar=dutch_calendar())
    page = form("hulp-vragen").page(
        {"ontvanger": ["gemeente"]}, {"deelgrondslagen": [], **known}, {}, scope
    )
    return offered(page.answers(), "gevraagde_gemeente")


def test_help_is_asked_where_the_client_stays_has_the_best_chance_or_is_registered() -> None:
    """Regels 12, 132 and 134: nobody types the name of a centrumgemeente that is known."""
    known = {"centrumgemeente_brp": "Almelo", "centrumgemeente_verblijf": "Utrecht"}
    assert municipalities(**known, kansrijke_centrumgemeente="Enschede") == [
        "Utrecht",
        "Enschede",
        "Almelo",
        "anders",
    ]
    assert municipalities(centrumgemeente_brp="Almelo", centrumgemeente_verblijf="Almelo") == [
        "Almelo",
        "anders",
    ]
    assert municipalities() == ["anders"]


def test_with_consent_only_the_chosen_categories_may_go_along() -> None:
    consent = Agreed(
        recipients=frozenset({"gemeente"}),
        categories=frozenset({"contact"}),
        from_day=date(2026, 1, 1),
        to_day=date(2026, 12, 31),
    )
    fields = asked_outside("bemoeizorg", [consent], ontvanger="gemeente", grondslag="toestemming")
    assert offered(fields, "gedeelde_gegevens") == ["contact"]


@pytest.mark.parametrize(
    ("at", "part"),
    [
        ("2026-03-02T11:59", "in de ochtend"),
        ("2026-03-02T12:00", "in de middag"),
        ("2026-07-02T16:59", "in de middag"),
        ("2026-07-02T17:00", "in de avond"),
    ],
)
def test_the_part_of_the_day_of_an_attempt_is_kept(at: str, part: str) -> None:
    """UT08: the next attempt is at another part of the day, by the clock in Amsterdam."""
    case = searching()
    case.do("contactpoging-doen", kanaal="via-mo", resultaat="geen-gehoor", tijdstip=at)
    assert case.value("dagdeel") == part


def told(**known: object) -> str:
    scope = Scope(now=MONDAY, terms=terms().get, calendar=dutch_calendar())
    page = form("contactpoging").page(None, {"pogingen": 1, "rondes": 1, **known}, {}, scope)
    return " ".join(field.label for field in page.fields)


def test_an_attempt_shows_what_can_be_tried_and_what_was_tried() -> None:
    """Regels 44 en 46: nobody looks a number up twice."""
    phone = {"id": "1", "soort": "telefoon", "tekst": "telefoon 06 1234 5678", "bruikbaar": True}
    lines = [phone, {**phone, "tekst": "oud nummer", "bruikbaar": False}]
    shown = told(contactregels=lines, vorig_kanaal="via-mo", dagdeel="in de middag")
    assert "Bruikbaar: telefoon 06 1234 5678." in shown
    assert "oud nummer" not in shown
    assert "Vorige poging: via mo, in de middag." in shown
    assert "Vorige poging" not in told()


def test_whoever_helps_looking_can_answer_before_the_term_is_over() -> None:
    """Regels 109 en 145, UT10: an answer is recorded at once, and the search goes on with it."""
    case = client_bereiken.somebody_else_knows_where_to_look(Footprint())
    assert (case.open, case.value("rondes")) == (["contactgegevens-verzamelen"], 2)


def test_without_an_answer_the_search_goes_on_by_itself() -> None:
    """T26, regel 109."""
    case = client_bereiken.asked_for_help(client_bereiken.unreachable(Footprint()), "navraag-mo")
    assert case.open == ["terugkoppeling-afwachten"]
    assert case.fire("terugkoppeling-blijft-uit").open == ["contactgegevens-verzamelen"]


def brief(**known: object) -> dict[str, tuple[str, ...]]:
    scope = Scope(now=MONDAY, terms=terms().get, calendar=dutch_calendar())
    page = form("brief-laatst-bekend-adres").page(None, known, {}, scope)
    return {field.key: tuple(field.chosen) for field in page.answers()}


@pytest.mark.parametrize(("code", "chosen"), [("pl", "pl"), ("ti", "anders")])
def test_who_reads_no_dutch_is_offered_a_letter_in_her_language(code: str, chosen: str) -> None:
    """UT09: the language of the client is filled in, a person may change it."""
    asked = brief(clienttaal=code)
    assert (asked["sjabloon"], asked["taal"]) == (("vertaald",), (chosen,))


def test_who_reads_dutch_is_not_asked_for_a_language() -> None:
    asked = brief(clienttaal="nl")
    assert asked["sjabloon"] == ("aanbod-meedenken",)
    assert "taal" not in asked


def test_the_reminder_keeps_the_language_of_the_letter() -> None:
    case = client_bereiken.attempts(Footprint())
    case.do(
        "brief-voorbereiden", adres="Kade 1", verzendwijze="post", sjabloon="vertaald", taal="pl"
    )
    case.fire("reactietermijn-verstreken")
    assert [letter.kind for letter in case.letters] == ["aanbod-meedenken", "herinnering"]
    assert all(squeezed("poprosić nas o tłumacza") in text_of(x.content) for x in case.letters)
