"""P10: watching who has no care (yet): regels 51-54 and 90-94."""

from datetime import date

import pytest

from engine.domain.calendar import AMSTERDAM
from tests.processes.casework import Casework, Footprint
from tests.processes.stories import bewaken as stories


def days_until_contact(**known: object) -> int:
    case = Casework("bewaken", {"urgentie": "3", **known})
    begun = case.now.date()
    then = case.wait_for("herhaalcontact-doen").now
    return (then.astimezone(AMSTERDAM).date() - begun).days


@pytest.mark.parametrize(
    ("known", "days"),
    [
        ({"bewaken_om": "herhaalafspraak"}, 92),
        ({"bewaken_om": "bewuste-keuze", "vangnet": "woning-en-mantelzorg"}, 184),
        ({"bewaken_om": "bewuste-keuze", "vangnet": "geen"}, 28),
        ({"bewaken_om": "onbereikbaar"}, 28),
        ({"bewaken_om": "twijfel"}, 28),
        ({"bewaken_om": "herhaalafspraak", "in_mo": "ja"}, 14),
    ],
)
def test_the_next_contact_comes_after_the_term_of_the_state(
    known: dict[str, object], days: int
) -> None:
    """D12: T07, T08 and T27."""
    assert days_until_contact(**known) == days


def test_a_chosen_day_goes_before_the_term_but_never_beyond_six_months() -> None:
    """Regel 51: a future appointment; the cap is D12's."""
    assert days_until_contact(hercontact_op=date(2026, 3, 12)) == 10
    assert days_until_contact(hercontact_op=date(2027, 3, 2)) == 184


def test_a_chosen_day_counts_once() -> None:
    case = stories.contact_on_a_chosen_day(Footprint())
    assert f"{case.now.astimezone(AMSTERDAM):%d-%m}" == "15-06"
    stories.contacted(case, "stabiel")
    assert case.value("hercontact_op") is None


def test_a_place_lost_while_watched_is_counted_and_sought_again() -> None:
    """Regel 80 and 81."""
    case = stories.place_lost_while_watched(Footprint())
    assert (case.value("vervolg"), case.value("herhalingsteller")) == ("bemiddelen", 1)


def test_eight_weeks_in_a_shelter_bring_a_stable_case_to_a_table() -> None:
    """Regel 8 and T27: a shelter is no fitting place, however stable it looks."""
    case = stories.watched(Footprint(), in_mo="ja", mo_sinds=date(2026, 1, 5))
    stories.contacted(case, "stabiel")
    assert (case.value("vervolg"), case.value("aanleiding")) == ("opschalen", "opvang")
