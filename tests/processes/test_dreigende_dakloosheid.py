"""P13: a place before the date, checked at T17 and T18 (regels 115-120, 157-160)."""

from engine.domain.calendar import AMSTERDAM
from tests.processes.casework import Casework, Footprint, form
from tests.processes.stories import dreigende_dakloosheid as told


def days_of_checks(case: Casework, count: int) -> list[str]:
    """Let so many checks pass without a place; give their days."""
    days = []
    for _ in range(count):
        case.fire("controlemoment").do("voortgang-nagaan", plek_voor_einddatum="geen")
        days.append(f"{case.now.astimezone(AMSTERDAM):%d-%m}")
    return days


def test_checks_come_28_14_7_and_1_day_before_the_date() -> None:
    case = told.planned(told.threatened(Footprint()))
    assert days_of_checks(case, 4) == ["04-05", "18-05", "25-05", "31-05"]


def test_a_date_far_away_is_still_looked_at_every_three_months() -> None:
    case = told.planned(told.threatened(Footprint(), datum_dreiging="2027-06-01"))
    assert days_of_checks(case, 1) == ["02-06"]


def test_the_last_day_without_a_place_is_urgent_and_goes_to_a_table() -> None:
    case = told.no_place_on_the_last_day(Footprint())
    assert f"{case.now.astimezone(AMSTERDAM):%d-%m}" == "01-06"
    assert [case.value(name) for name in ("vervolg", "aanleiding", "urgentie")] == [
        "opschalen",
        "dreiging",
        "1",
    ]


def test_the_last_moment_comes_even_when_nobody_made_a_plan() -> None:
    case = told.threatened(Footprint()).fire("laatste-moment")
    assert case.value("vervolg") == "opschalen"


def test_detention_is_checked_four_weeks_before_and_escalated_two_weeks_before() -> None:
    case = told.planned(told.imprisoned(Footprint(), "2026-04-20"), overlap="nee")
    assert days_of_checks(case, 1) == ["23-03"]
    case.fire("laatste-moment")
    assert f"{case.now.astimezone(AMSTERDAM):%d-%m}" == "06-04"
    assert case.value("aanleiding") == "detentie"


def test_an_unknown_date_of_release_is_asked_for_every_month() -> None:
    case = told.imprisoned(Footprint(), None)
    case.wait_for("einddatum-navragen").do("einddatum-navragen", datum_bekend="nee")
    case.wait_for("einddatum-navragen")
    assert f"{case.now.astimezone(AMSTERDAM):%d-%m}" == "02-05"


def test_the_plan_for_somebody_who_is_released_begins_eight_weeks_before() -> None:
    case = told.imprisoned(Footprint(), "2026-05-20").wait_for("einddatum-navragen")
    assert f"{case.now.astimezone(AMSTERDAM):%d-%m}" == "25-03"
    assert case.do("einddatum-navragen").open == ["plan-maken"]


def test_nothing_asks_why_somebody_is_imprisoned() -> None:
    asked = {
        part.key for name in ("dreiging-beoordelen", "dreiging-plan") for part in form(name).answers
    }
    assert not {key for key in asked if "delict" in key or "feit" in key}


def test_a_new_date_arms_the_last_moment_again() -> None:
    case = told.planned(told.the_date_moves(Footprint())).fire("laatste-moment")
    assert f"{case.now.astimezone(AMSTERDAM):%d-%m}" == "01-08"
