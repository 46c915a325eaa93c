"""Reminders: who hears of a late task, and when."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from engine.domain.access import Role
from engine.domain.calendar import dutch_calendar
from engine.domain.ids import TaskId, new_uuid7
from engine.domain.reminder import (
    FOR_REGION_MANAGER,
    FOR_TEAM_LEADER,
    INCIDENT_LATE,
    LATE,
    URGENT_LATE,
    Reminder,
)
from engine.domain.terms import Term
from engine.domain.user_task import TaskKind

FRIDAY = datetime(2026, 6, 5, 15, 0, tzinfo=UTC)
TERMS = {"taak-te-laat": Term(workdays=2), "taak-te-laat-regiomanager": Term(workdays=5)}


def reminder(level: int, at: datetime = FRIDAY) -> Reminder:
    return Reminder(task_id=TaskId(new_uuid7(FRIDAY)), due_at=FRIDAY, level=level, at=at)


@pytest.mark.parametrize(
    ("level", "day"), [(LATE, 9), (FOR_TEAM_LEADER, 12)], ids=["team leader", "region manager"]
)
def test_the_next_one_counts_working_days_from_the_due_moment(level: int, day: int) -> None:
    following = reminder(level).next_at(TERMS.get, dutch_calendar())

    assert following == FRIDAY.replace(day=day)


def test_the_last_level_is_followed_by_none() -> None:
    assert reminder(FOR_REGION_MANAGER).next_at(TERMS.get, dutch_calendar()) is None


def test_a_region_without_the_term_stops_there() -> None:
    assert reminder(LATE).next_at(dict[str, Term]().get, dutch_calendar()) is None


def test_the_next_one_never_comes_before_this_one() -> None:
    late = FRIDAY.replace(day=20)

    assert reminder(LATE, at=late).next_at(TERMS.get, dutch_calendar()) == late


def test_each_level_names_who_can_do_the_task_too() -> None:
    assert [reminder(level).role for level in (LATE, FOR_TEAM_LEADER, FOR_REGION_MANAGER)] == [
        None,
        Role.TEAM_LEADER,
        Role.REGION_MANAGER,
    ]


def test_a_repair_task_comes_to_the_team_leader_after_a_term_of_its_own() -> None:
    """Failed on Friday; one working day later is Monday."""
    failed = replace(reminder(LATE), kind=TaskKind.REPAIR)
    terms = {**TERMS, INCIDENT_LATE: Term(workdays=1)}

    assert failed.next_at(terms.get, dutch_calendar()) == FRIDAY.replace(day=8)


@pytest.mark.parametrize(("urgency", "expected"), [(1, 16), (2, 16), (3, 15), (9, 15)])
def test_an_urgent_task_comes_to_the_team_leader_the_same_day(urgency: int, expected: int) -> None:
    """T06; what is not urgent waits for its two working days."""
    terms = {**TERMS, URGENT_LATE: Term(seconds=3_600)}

    following = replace(reminder(LATE), urgency=urgency).next_at(terms.get, dutch_calendar())

    assert following is not None
    assert following.hour == expected
    assert (following.date() == FRIDAY.date()) is (urgency <= 2)


def test_a_region_without_a_term_for_haste_waits_as_for_any_task() -> None:
    hasty = replace(reminder(LATE), urgency=1)

    assert hasty.next_at(TERMS.get, dutch_calendar()) == FRIDAY.replace(day=9)
