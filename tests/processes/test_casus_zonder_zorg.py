"""P1: the case, from acceptance to the only way out (regels 6-8, 18-23, 34)."""

from datetime import timedelta

from engine.domain.calendar import AMSTERDAM
from tests.processes.casework import MONDAY, Footprint
from tests.processes.stories import casus_afsluiten, casus_zonder_zorg


def test_a_case_is_settled_by_provider_letter_talk_place_and_aftercare() -> None:
    case = casus_zonder_zorg.settled(Footprint())
    assert case.ended
    assert case.value("toestand") == "afgesloten"
    assert [made.kind for made in case.letters] == [
        "aanbod-meedenken",
        "plaatsingsvraag",
        "afsluitbrief",
    ]


def test_aftercare_takes_three_months() -> None:
    assert casus_zonder_zorg.settled(Footprint()).now - MONDAY > timedelta(days=80)


def test_a_conscious_refusal_is_watched_and_never_closed() -> None:
    case = casus_zonder_zorg.refusal_watched(Footprint())
    assert case.waiting == ["tijd-voor-contact"]
    assert case.value("toestand") == "bewuste-keuze"


def test_a_refusal_with_a_safety_net_brings_contact_after_six_months() -> None:
    case = casus_zonder_zorg.refusal_accepted(Footprint()).wait_for("herhaalcontact-doen")
    assert f"{case.now.astimezone(AMSTERDAM):%Y-%m-%d}" == "2026-09-02"


def test_somebody_who_refused_can_change_their_mind() -> None:
    assert casus_zonder_zorg.refusal_ends_in_care(Footprint()).value("toestand") == "nazorg"


def test_an_urgent_case_asks_provider_and_client_at_the_same_time() -> None:
    case = casus_zonder_zorg.case_opened(Footprint(), urgency="1")
    assert case.open == ["aanbieder-benaderen", "contactgegevens-verzamelen"]


def test_an_urgent_case_goes_on_when_both_are_done() -> None:
    assert casus_zonder_zorg.urgent_case_in_parallel(Footprint()).open == ["gesprek-voeren"]


def test_a_calm_case_asks_the_provider_first() -> None:
    assert casus_zonder_zorg.case_opened(Footprint()).open == ["aanbieder-benaderen"]


def test_acute_danger_goes_before_everything() -> None:
    assert casus_zonder_zorg.crisis(Footprint()).value("vervolg") == "opschalen"


def test_every_new_signal_comes_to_a_person() -> None:
    case = casus_zonder_zorg.refusal_accepted(Footprint()).hear("signaal-toegevoegd")
    assert case.open == ["nieuw-signaal-bekijken"]
    assert case.waiting == ["tijd-voor-contact"]


def test_a_second_new_signal_comes_to_a_person_too() -> None:
    case = casus_zonder_zorg.new_signal_without_hurry(Footprint()).hear("signaal-toegevoegd")
    assert case.open == ["nieuw-signaal-bekijken"]


def test_a_new_signal_can_bring_the_next_contact_forward() -> None:
    case = casus_zonder_zorg.new_signal_brings_contact_forward(Footprint())
    assert case.open == ["herhaalcontact-doen"]
    assert case.waiting == []


def test_anybody_can_ask_for_escalation_while_the_case_goes_on() -> None:
    case = casus_zonder_zorg.refusal_accepted(Footprint()).hear(
        "opschalen-gevraagd", aanleiding="twijfel"
    )
    assert case.open == ["opschaling-voorbereiden"]
    assert case.waiting == ["tijd-voor-contact"]


def test_after_an_escalation_by_hand_the_case_is_still_watched() -> None:
    case = casus_zonder_zorg.escalated_by_hand(Footprint())
    assert (case.open, case.waiting) == ([], ["tijd-voor-contact"])


def test_a_case_that_stays_open_after_all_goes_on() -> None:
    assert casus_zonder_zorg.unreachable_then_closed(Footprint()).ended


def test_a_ground_that_does_not_hold_goes_back_to_the_proposer_and_says_why() -> None:
    case = casus_afsluiten.closed_only_on_solid_ground(Footprint())
    assert case.open == ["afsluiten-voorstellen"]
    assert "nazorgcontacten" in str(case.value("afsluit_bezwaar"))
