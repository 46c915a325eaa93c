"""P7: was care ended carefully, and whose turn is it? (regels 60, 111-120)."""

from datetime import date

import pytest

from engine.domain.calendar import AMSTERDAM
from tests.processes.casework import Casework, Footprint
from tests.processes.stories import zorgbeeindiging_toetsen as told
from tests.processes.telling import Story, within


def day(case: Casework) -> str:
    return f"{case.now.astimezone(AMSTERDAM):%Y-%m-%d}"


def escalations(case: Casework) -> list[object]:
    return [m.variables["aanleiding"] for m in case.thrown if m.name == "opschalen-gevraagd"]


@pytest.mark.parametrize(
    ("tell", "outcome"),
    [
        (told.careful, "zorgvuldig"),
        (told.file_completed, "zorgvuldig"),
        (told.provider_solves_it, "aanbieder-lost-op"),
        (told.provider_refuses, "opgeschaald"),
        (told.provider_stays_silent, "opgeschaald"),
    ],
)
def test_a_termination_is_careful_the_provider_s_turn_or_escalated(
    tell: Story, outcome: str
) -> None:
    assert tell(Footprint()).value("zorgbeeindiging_uitkomst") == outcome


def test_a_careful_termination_does_not_change_the_course_of_the_case() -> None:
    """The duty to arrange care stays (regel 64): nothing here decides what comes next."""
    case = told.careful(Footprint())
    assert (case.ended, case.value("vervolg"), case.thrown) == (True, None, [])


def test_the_provider_gets_the_form_and_then_a_letter_that_it_is_its_turn() -> None:
    case = told.addressed(told.checked(Footprint(), told.CARELESS))
    assert [letter.kind for letter in case.letters] == [
        "toetsformulier-zorgbeeindiging",
        "aanbieder-aan-zet",
    ]
    assert case.task("reactie-aanbieder").candidate_groups == ("zk-zorginkoper",)


def test_an_incomplete_file_asks_for_the_papers_first() -> None:
    case = told.checked(Footprint(), {**told.CAREFUL, "formeel_bewijs": ""})
    assert told.addressed(case).value("gevraagd_aanbieder") == ["dossier"]


def test_without_a_reaction_after_five_working_days_a_table_follows() -> None:
    case = told.provider_stays_silent(Footprint())
    assert (day(case), escalations(case)) == ("2026-03-10", ["zorgbeeindiging"])
    assert case.open == ["contract-bespreken"]


def test_a_plan_is_asked_for_on_four_moments_before_the_last_day() -> None:
    case, days = told.checked(Footprint(), told.CAREFUL, "2026-05-01"), []
    for _ in range(4):
        days.append(day(case.fire("dag-van-controle")))
        case.do("plan-nagaan", **told.NOT_YET)
    assert days == ["2026-04-03", "2026-04-17", "2026-04-24", "2026-04-30"]


def test_a_last_day_that_is_near_asks_at_the_next_moment_only() -> None:
    case = told.checked(Footprint(), told.CAREFUL, "2026-03-12").fire("dag-van-controle")
    assert day(case) == "2026-03-05"


def test_the_last_day_without_a_plan_makes_the_case_urgent() -> None:
    case = told.checked(Footprint(), told.CAREFUL, "2026-05-01").fire("dag-van-controle")
    case.fire("einddatum-zonder-plan")
    assert (day(case), case.value("urgentie"), escalations(case)) == (
        "2026-05-01",
        "1",
        ["dreiging"],
    )
    assert case.open == ["vandaag-onderdak"]


def test_a_plan_in_time_needs_no_urgency() -> None:
    case = told.plan_in_time(Footprint())
    assert (case.ended, case.value("urgentie")) == (True, "3")


def test_care_that_goes_on_needs_no_urgency() -> None:
    case = told.care_goes_on_after_all(Footprint())
    assert (case.ended, escalations(case)) == (True, [])


@pytest.mark.parametrize("ends_on", [None, "2026-02-27", "2026-03-02"])
def test_without_a_last_day_ahead_there_is_nothing_to_watch(ends_on: str | None) -> None:
    assert told.checked(Footprint(), told.CAREFUL, ends_on).ended


def test_a_last_day_that_threatening_homelessness_watches_is_not_watched_twice() -> None:
    known = {"aanbieder_naam": "De Linde", "datum_dreiging": date(2026, 5, 1)}
    case = within("zorgbeeindiging-toetsen", Footprint(), **known)
    case.do("zorgvuldigheid-toetsen", **told.CAREFUL, einddatum_aangekondigd="2026-05-01")
    assert case.ended
