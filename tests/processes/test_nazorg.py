"""Aftercare: a place is kept, or sought again (regels 80 and 81)."""

import pytest

from tests.processes.casework import Casework, Footprint
from tests.processes.stories import nazorg
from tests.processes.telling import Story


@pytest.mark.parametrize(
    ("told", "next_step"),
    [
        (nazorg.shaky, "dreiging"),
        (nazorg.place_lost, "bemiddelen"),
        (nazorg.place_lost_again, "opschalen"),
        (nazorg.place_lost_again_after_years, "bemiddelen"),
    ],
)
def test_each_outcome_names_the_next_step_of_the_case(told: Story, next_step: str) -> None:
    case = told(Footprint())
    assert case.ended
    assert case.value("vervolg") == next_step


@pytest.mark.parametrize(("number", "days"), [(1, 14), (2, 28), (3, 42)])
def test_aftercare_comes_at_two_six_and_twelve_weeks(number: int, days: int) -> None:
    case = Casework("nazorg", {"nazorg_nummer": number})
    start = case.now.date()
    assert (case.wait_for("nazorgcontact-doen").now.date() - start).days == days
