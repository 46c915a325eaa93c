"""P6: is refusing a conscious choice? (regels 89-110)."""

import pytest

from tests.processes.casework import Footprint
from tests.processes.stories import zorgweigering_toetsen
from tests.processes.telling import Story


@pytest.mark.parametrize(
    ("told", "next_step"),
    [
        (zorgweigering_toetsen.refusal_without_net, "bewaken"),
        (zorgweigering_toetsen.serious_harm, "opschalen"),
        (zorgweigering_toetsen.doubt, "opschalen"),
        (zorgweigering_toetsen.wants_care_after_all, "bemiddelen"),
        (zorgweigering_toetsen.not_spoken_in_person, "bereiken"),
    ],
)
def test_each_outcome_names_the_next_step_of_the_case(told: Story, next_step: str) -> None:
    assert told(Footprint()).value("vervolg") == next_step


def test_a_conscious_choice_is_confirmed_by_somebody_else() -> None:
    case = zorgweigering_toetsen.checked(Footprint())
    assert case.task("keuze-bevestigen").properties["vierogen"] == "keuze-toetsen"


def test_without_a_safety_net_the_municipality_is_asked_for_help() -> None:
    case = zorgweigering_toetsen.refusal_without_net(Footprint())
    assert [made.kind for made in case.letters] == [
        "bevestiging-bewuste-keuze",
        "bemoeizorgverzoek",
    ]


@pytest.mark.parametrize(
    "missing", ["recht_uitgelegd", "gevolgen_uitgelegd", "oco_aangeboden", "persoonlijk_gesproken"]
)
def test_a_choice_is_not_conscious_while_something_was_not_explained(missing: str) -> None:
    case = zorgweigering_toetsen.checked(Footprint(), **{missing: "nee"})
    assert case.value("toets_uitkomst") == "niet-vast-te-stellen"
