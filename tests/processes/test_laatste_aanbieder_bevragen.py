"""P2: the last provider is asked, reminded, and never waited for without end (regels 36-43)."""

from tests.processes.casework import Footprint
from tests.processes.stories import laatste_aanbieder_bevragen


def test_without_a_known_provider_the_case_goes_on() -> None:
    assert laatste_aanbieder_bevragen.no_provider_known(Footprint()).ended


def test_a_provider_who_answers_at_once_is_recorded() -> None:
    case = laatste_aanbieder_bevragen.provider(Footprint(), "beantwoord")
    assert case.open == ["antwoord-vastleggen"]


def test_while_waiting_somebody_can_record_the_answer_and_a_timer_runs() -> None:
    case = laatste_aanbieder_bevragen.provider(Footprint())
    assert (case.open, case.waiting) == (["antwoord-afwachten"], ["antwoordtermijn-verstreken"])


def test_whoever_is_to_be_called_back_is_not_reminded_before_that_day() -> None:
    """UT04, T03: the task is due on the day that was agreed."""
    agreed = {"resultaat": "terugbelafspraak", "terugbeldatum": "2026-03-16"}
    case = laatste_aanbieder_bevragen.provider(Footprint(), "terugbelafspraak", **agreed)
    due = case.task("antwoord-afwachten").due_at
    assert due is not None
    assert f"{due:%Y-%m-%d}" == "2026-03-16"
    assert f"{case.fire('antwoordtermijn-verstreken').now:%Y-%m-%d}" == "2026-03-16"


def test_a_silent_provider_gets_a_reminder_by_itself() -> None:
    case = laatste_aanbieder_bevragen.provider(Footprint()).fire("antwoordtermijn-verstreken")
    assert [made.kind for made in case.letters] == ["vragenlijst-laatste-aanbieder"]
    assert case.open == ["antwoord-afwachten"]


def test_after_two_reminders_a_person_decides() -> None:
    case = laatste_aanbieder_bevragen.provider_stays_silent(Footprint())
    assert len(case.letters) == 2
    assert case.open == ["aanbieder-reageert-niet"]


def test_a_provider_who_calls_back_late_is_still_recorded() -> None:
    assert laatste_aanbieder_bevragen.provider_calls_back(Footprint()).ended


def test_a_person_may_go_on_without_an_answer() -> None:
    assert laatste_aanbieder_bevragen.silent_provider_gets_everything(Footprint()).ended
