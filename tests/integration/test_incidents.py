"""An incident is work for the administrators, and after a working day for the team leader too."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from sqlalchemy import Row, select

from engine.commands.repair import RetryJob
from engine.domain.access import Role
from engine.domain.ids import TaskId
from engine.errors import ExecutionError
from engine.persistence.tables import user_task_candidate
from engine.queries.watchdog import Horizon, lapses
from engine.queries.worklist import Whose, Wish, worklist
from engine.service_tasks import ServiceTaskCall, ServiceTaskResult, service_task
from tests.integration.diagrams import process, service, task, timer
from tests.integration.office import REGION, Office

ADMINISTRATOR, LEADER = Role.ADMINISTRATOR, Role.TEAM_LEADER
FRIDAY = datetime(2026, 6, 5, 9, 0, tzinfo=UTC)
BEFORE_KINGS_DAY = datetime(2026, 4, 24, 9, 0, tzinfo=UTC)
"""A Friday; the Monday after it is King's Day."""


@service_task("proef.mislukken")
def fail(_call: ServiceTaskCall) -> ServiceTaskResult:
    """Fail, whatever is asked."""
    raise ZeroDivisionError


def failed_job(at: Office, moment: datetime, patience: str = "1 werkdag") -> None:
    """Let an automatic step be given up at a moment."""
    at.clock.at = moment
    at.term("storing-te-laat", patience)
    at.deploy(process("brief", service("maak", "proef.mislukken"), task("bel")))
    at.start("brief")
    with at.database.transaction() as unit:
        unit.connection.exec_driver_sql("UPDATE job SET max_attempts = 1")
    at.worker.drain()


def failed_step(at: Office) -> TaskId:
    """Let somebody fail to complete a task, twice: a term is missing."""
    at.deploy(process("bellen", task("bel"), timer("wacht", 'termijn("nieuw")')))
    (found,) = at.start("bellen").tasks
    anna = at.hire("anna", Role.ADVISER)
    for _ in range(2):
        with pytest.raises(ExecutionError):
            at.complete(anna, found)
    return TaskId(found)


def repairs(at: Office) -> Sequence[Row[tuple[object, ...]]]:
    return [row for row in at.open_tasks() if row.kind == "repair"]


def groups(at: Office) -> set[str]:
    (found,) = repairs(at)
    query = select(user_task_candidate.c.role).where(user_task_candidate.c.task_id == found.id)
    with at.database.reading() as connection:
        return set(connection.scalars(query))


def seen_at(at: Office, moment: datetime) -> set[str]:
    at.clock.at = moment
    at.worker.drain()
    return groups(at)


def test_a_job_that_is_given_up_is_a_task_of_the_administrators(at: Office) -> None:
    """§2.2, point 7."""
    failed_job(at, FRIDAY)
    assert groups(at) == {ADMINISTRATOR}
    assert len(at.incidents()) == 1


def test_a_step_that_fails_is_one_task_of_the_administrators_until_it_succeeds(at: Office) -> None:
    found = failed_step(at)
    assert (groups(at), len(at.incidents())) == ({ADMINISTRATOR}, 1)

    at.term("nieuw", "1 dag")
    at.complete(at.hire("bram", Role.ADVISER), found)

    assert (repairs(at), at.incidents()) == ([], [])


def test_after_a_working_day_the_team_leader_has_it_too(at: Office) -> None:
    """Failed on Friday: a weekend is no working day."""
    failed_job(at, FRIDAY)
    assert seen_at(at, FRIDAY.replace(day=7)) == {ADMINISTRATOR}
    assert seen_at(at, FRIDAY.replace(day=8, hour=8)) == {ADMINISTRATOR}
    assert seen_at(at, FRIDAY.replace(day=8, hour=10)) == {ADMINISTRATOR, LEADER}


def test_a_holiday_is_no_working_day_either(at: Office) -> None:
    failed_job(at, BEFORE_KINGS_DAY)
    assert seen_at(at, BEFORE_KINGS_DAY.replace(day=27, hour=20)) == {ADMINISTRATOR}
    assert seen_at(at, BEFORE_KINGS_DAY.replace(day=28, hour=10)) == {ADMINISTRATOR, LEADER}


def test_a_region_chooses_its_own_term(at: Office) -> None:
    failed_job(at, FRIDAY, patience="3 werkdagen")
    assert seen_at(at, FRIDAY.replace(day=9)) == {ADMINISTRATOR}
    assert seen_at(at, FRIDAY.replace(day=10, hour=10)) == {ADMINISTRATOR, LEADER}


def test_it_stands_in_the_team_leaders_own_list_and_she_can_do_it(at: Office) -> None:
    leader = at.hire("tom", LEADER)
    failed_job(at, FRIDAY)
    seen_at(at, FRIDAY.replace(day=8, hour=10))
    with at.database.reading() as connection:
        rows = worklist(connection, leader, Wish(whose=Whose.GROUPS), at.clock.now()).rows
    assert [row.name for row in rows] == ["Mislukte stap herstellen: Maak"]

    (dead,) = at.jobs("dead")
    at.run(RetryJob(job_id=dead.id), leader)
    assert repairs(at) == []


def test_a_failed_step_comes_to_the_team_leader_as_well(at: Office) -> None:
    at.clock.at = FRIDAY
    failed_step(at)
    at.term("storing-te-laat", "1 werkdag")
    assert seen_at(at, FRIDAY.replace(day=8, hour=10)) == {ADMINISTRATOR, LEADER}


def test_the_watchdog_reports_it_only_when_it_did_not_reach_the_team_leader(at: Office) -> None:
    """§2.2, points 7 and 10: it looks at the rows, whatever the reminders did."""

    def found() -> int:
        horizon = Horizon.at(at.clock.now(), at.door.environment.calendar)
        with at.database.reading() as connection:
            return len(lapses(connection, [REGION], horizon))

    failed_job(at, FRIDAY)
    at.clock.at = FRIDAY.replace(day=9)
    assert found() == 1
    seen_at(at, FRIDAY.replace(day=9))
    assert found() == 0
