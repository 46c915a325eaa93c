"""P8: a bridging place lasts three months at most, and a person decides before (regels 121-126)."""

import pytest

from engine.domain.calendar import AMSTERDAM
from tests.processes.casework import Casework, Footprint
from tests.processes.stories import overbruggen as told
from tests.processes.telling import INVOLVED


def day(case: Casework) -> str:
    return f"{case.now.astimezone(AMSTERDAM):%Y-%m-%d}"


def escalations(case: Casework) -> list[object]:
    return [m.variables["aanleiding"] for m in case.thrown if m.name == "opschalen-gevraagd"]


def test_the_latest_end_is_three_months_after_the_start_and_nobody_fills_it_in() -> None:
    """Regel 121."""
    case = told.arranged(Footprint())
    assert f"{case.value('uiterste_einddatum')}" == "2026-06-02"
    assert [letter.kind for letter in case.letters] == ["overbruggingsafspraak"]


def test_who_is_on_a_bridge_goes_first() -> None:
    """Regel 125."""
    assert told.arranged(Footprint()).value("voorrang") == "ja"


def test_the_list_says_at_once_that_a_client_is_on_a_bridge() -> None:
    """B5, domein 2.7: not only when the ordinary course takes its next step."""
    case = told.on_the_bridge(Footprint(), vervolg="bemiddelen", toestand="bemiddelen")
    assert case.value("toestand") == "overbrugging"


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ({"vervolg": "bemiddelen"}, "bemiddelen"),
        ({"vervolg": "bewaken", "in_mo": "ja"}, "in-opvang"),
        ({"vervolg": "bewaken", "bewaken_om": "onbereikbaar"}, "onbereikbaar"),
        ({"vervolg": "bewaken"}, "stabiel"),
        ({"vervolg": "nazorg", "toestand": "nazorg"}, "nazorg"),
    ],
)
def test_after_the_bridge_the_list_says_where_the_case_stands(
    known: dict[str, object], state: str
) -> None:
    case = told.on_the_bridge(Footprint(), **known).hear("zorg-gestart")
    case.do("overbrugging-afronden", besluit="doorgestroomd")
    assert case.value("toestand") == state


def test_progress_is_checked_in_weeks_four_eight_and_ten_and_then_every_week() -> None:
    case, days = told.arranged(Footprint()), []
    for _ in range(4):
        told.checked(case, vervolgplek="in-zicht")
        days.append(day(case))
    assert days == ["2026-03-30", "2026-04-27", "2026-05-11", "2026-05-18"]


def test_week_eight_without_a_place_asks_for_a_table() -> None:
    case = told.week_eight_without_a_place(Footprint())
    assert (day(case), escalations(case)) == ("2026-04-30", ["overbrugging"])


def test_week_eight_asks_for_a_table_even_when_nobody_checked() -> None:
    case = told.arranged(Footprint()).fire("week-acht-voorbij")
    assert escalations(case) == ["overbrugging"]


def test_a_place_in_sight_in_week_eight_needs_no_table() -> None:
    assert escalations(told.week_eight_with_a_place_in_sight(Footprint())) == []


def test_the_table_of_week_eight_is_asked_for_once() -> None:
    case = told.week_eight_without_a_place(Footprint()).fire("besluit-nodig")
    case.do("einde-beslissen", motivering="Bijna rond", **told.DEVIATION, **INVOLVED)
    assert escalations(case.fire("week-acht-voorbij")) == ["overbrugging"]


def test_the_regional_manager_decides_before_the_three_months_are_over() -> None:
    case = told.must_decide(Footprint())
    assert day(case) == "2026-05-18"
    task = case.task("einde-beslissen")
    assert task.candidate_groups == ("zk-regiomanager",)
    assert f"{task.due_at:%Y-%m-%d}" == "2026-06-02"


def test_nothing_ends_by_itself_while_the_decision_is_not_taken() -> None:
    case = told.must_decide(Footprint())
    assert (case.open, case.waiting, case.ended) == (["einde-beslissen"], [], False)


def test_a_deviation_needs_the_provider_and_the_municipality() -> None:
    case = told.must_decide(Footprint())
    with pytest.raises(AssertionError, match="akkoord_gemeente"):
        told.decided(case, "afwijking", akkoord_aanbieder="ja", afwijking_tot="2026-06-16")


def test_after_a_deviation_the_decision_comes_back() -> None:
    case = told.must_decide(Footprint()).do(
        "einde-beslissen", motivering="Bijna rond", **told.DEVIATION, **INVOLVED
    )
    assert day(case.fire("besluit-nodig")) == "2026-06-16"


def test_a_taskforce_in_a_hurry_asks_for_a_table_and_the_decision_comes_back() -> None:
    case = told.decided(told.must_decide(Footprint()), "taskforce")
    assert escalations(case) == ["overbrugging"]
    assert day(case.fire("besluit-nodig")) == "2026-06-02"
    assert day(told.decided(case, "taskforce").fire("besluit-nodig")) == "2026-06-09"


def test_an_arranged_place_waits_until_the_last_day_for_a_decision() -> None:
    case = told.place_arranged_before_the_end(Footprint())
    assert (day(case), case.open) == ("2026-06-02", ["einde-beslissen"])


def test_care_at_a_lasting_place_ends_the_bridge_by_itself() -> None:
    case = told.moved_on(Footprint())
    assert case.ended
    assert case.value("overbrugging_loopt") == "nee"


def test_who_leaves_without_a_place_makes_the_case_begin_again() -> None:
    """Regels 80 en 81."""
    case = told.place_lost(Footprint())
    assert [message.name for message in case.thrown] == ["plek-verloren"]


def test_another_bridge_begins_its_own_three_months() -> None:
    case = told.another_bridge(Footprint())
    assert f"{case.value('uiterste_einddatum')}" == "2026-08-20"
