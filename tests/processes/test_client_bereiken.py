"""P3: reach the client: attempts, a letter, and then a person decides (regels 38, 44-48)."""

from datetime import timedelta

from tests.processes.casework import Casework, Footprint
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
