"""P5 and aftercare: a place is sought, taken, checked and kept (regels 64-88)."""

import pytest

from engine.domain.calendar import AMSTERDAM
from tests.processes.casework import Casework, Footprint
from tests.processes.stories import bemiddelen, nazorg
from tests.processes.telling import INVOLVED, Story


@pytest.mark.parametrize(
    ("told", "next_step"),
    [
        (bemiddelen.place_after_waiting_and_delay, "nazorg"),
        (bemiddelen.mediation_stuck, "opschalen"),
        (bemiddelen.client_declines_care, "weigering"),
        (nazorg.shaky, "gesprek"),
        (nazorg.place_lost, "bemiddelen"),
        (nazorg.place_lost_again, "opschalen"),
    ],
)
def test_each_outcome_names_the_next_step_of_the_case(told: Story, next_step: str) -> None:
    case = told(Footprint())
    assert case.ended
    assert case.value("vervolg") == next_step


def test_no_reaction_counts_as_a_rejection() -> None:
    assert bemiddelen.mediation_stuck(Footprint()).value("afwijzingen") == 3


def test_a_rejection_after_six_weeks_of_mediation_is_enough() -> None:
    case = Casework("bemiddelen", {"urgentie": "3"}).do("bemiddelingsplan", **bemiddelen.PLAN)
    for _ in range(4):
        bemiddelen.asked(case, "wachtlijst", verwachte_wachttijd="Onbekend")
        case.wait_for("aanbieder-om-plek-vragen")
    assert bemiddelen.rejected(case).value("vervolg") == "opschalen"


def mediated(day: str) -> Casework:
    case = Casework("bemiddelen", {"urgentie": "3"}).do("bemiddelingsplan", **bemiddelen.PLAN)
    bemiddelen.asked(case, "plek").do("aanbod-bespreken", aanbod_akkoord="ja", **INVOLVED)
    return case.do(
        "toewijzing-registreren", **{**bemiddelen.ALLOCATION, "toewijzing_ingangsdatum": day}
    )


def test_whether_care_began_is_asked_after_its_starting_day() -> None:
    case = mediated("2026-05-01").wait_for("aanvang-navragen")
    assert f"{case.now.astimezone(AMSTERDAM):%Y-%m-%d}" == "2026-05-08"


def test_whether_delayed_care_began_is_asked_after_the_day_it_was_delayed_to() -> None:
    case = mediated("2026-03-01").wait_for("aanvang-navragen")
    case.do("aanvang-navragen", aanvang="uitgesteld", uitgesteld_tot="2026-06-01")
    case.wait_for("aanvang-navragen")
    assert f"{case.now.astimezone(AMSTERDAM):%Y-%m-%d}" == "2026-06-08"


@pytest.mark.parametrize(("number", "days"), [(1, 14), (2, 28), (3, 42)])
def test_aftercare_comes_at_two_six_and_twelve_weeks(number: int, days: int) -> None:
    case = Casework("nazorg", {"nazorg_nummer": number})
    start = case.now.date()
    assert (case.wait_for("nazorgcontact-doen").now.date() - start).days == days
