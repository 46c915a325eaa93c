"""The watchdog sees what the rows say, tells the team leader once, and can put it back."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from engine.domain.access import SYSTEM, Role
from engine.domain.lapse import WATCHDOG, LapseKind
from engine.persistence.tables import (
    history_event,
    incident,
    job,
    process_instance,
    user_task,
    user_task_candidate,
)
from engine.queries.watchdog import Horizon, lapses, last_checks, silent
from tests.integration.diagrams import process, task
from tests.integration.office import REGION, Office
from tests.integration.standing import CASE, set_up_watchdog, tasks_of, the_case
from tests.integration.test_signals import new_signal, register, throwing

DAY = timedelta(days=1)


@pytest.fixture
def watched(at: Office) -> Office:
    """A case that waits for a timer, and the watchdog."""
    at.term("wacht", "4 weken")
    at.deploy(throwing("signaal-verwerken", "casus-openen"), CASE)
    register(at, new_signal())
    for key in ("signaal-verwerken", "casus"):
        at.complete(SYSTEM, tasks_of(at, key)[0].id)
    set_up_watchdog(at)
    return at


def next_morning(at: Office) -> None:
    at.clock.forward(DAY)
    at.worker.drain()


def found(at: Office) -> list[LapseKind]:
    horizon = Horizon.at(at.clock.now(), at.door.environment.calendar)
    with at.database.reading() as connection:
        return [lapse.kind for lapse in lapses(connection, [REGION], horizon)]


def lose_the_timer(at: Office) -> None:
    with at.database.transaction() as unit:
        unit.connection.execute(delete(job).where(job.c.element_id == "wachten"))


def reported(at: Office) -> list[object]:
    return [row.case_id for row in tasks_of(at, WATCHDOG)]


def repair(at: Office, **answers: str) -> None:
    (task,) = tasks_of(at, WATCHDOG)
    raw = {"herstelactie": "terugzetten", "herstel_toelichting": "Rij verdwenen", **answers}
    at.complete(SYSTEM, task.id, {key: [value] for key, value in raw.items()})
    at.worker.drain()


def test_a_case_that_waits_for_a_timer_is_no_lapse(watched: Office) -> None:
    next_morning(watched)
    assert found(watched) == reported(watched) == []


def test_a_case_whose_timer_is_gone_comes_to_the_team_leader_the_same_day(watched: Office) -> None:
    lose_the_timer(watched)
    next_morning(watched)
    (task,) = tasks_of(watched, WATCHDOG)
    assert task.case_id == the_case(watched).id
    assert task.due_at - watched.clock.now() < DAY
    with watched.database.reading() as connection:
        roles = connection.scalars(
            select(user_task_candidate.c.role).where(user_task_candidate.c.task_id == task.id)
        )
        assert list(roles) == [Role.TEAM_LEADER]


def test_a_case_is_reported_once_while_its_task_is_open(watched: Office) -> None:
    lose_the_timer(watched)
    for _ in range(3):
        next_morning(watched)
    assert len(reported(watched)) == 1


def test_the_task_of_the_watchdog_is_no_next_step(watched: Office) -> None:
    lose_the_timer(watched)
    next_morning(watched)
    assert found(watched) == [LapseKind.NO_STEP]


def test_what_is_missing_is_put_back_and_the_case_goes_on(watched: Office) -> None:
    lose_the_timer(watched)
    next_morning(watched)
    repair(watched)
    assert found(watched) == reported(watched) == []
    assert [row.element_id for row in watched.jobs()].count("wachten") == 1
    watched.clock.forward(timedelta(weeks=4))
    watched.worker.drain()
    assert [row.element_id for row in tasks_of(watched, "casus")] == ["bellen"]


def test_repairing_a_case_does_not_close_it(watched: Office) -> None:
    lose_the_timer(watched)
    next_morning(watched)
    repair(watched)
    assert the_case(watched).closed_at is None


def test_a_timer_that_was_settled_by_mistake_is_ready_again(watched: Office) -> None:
    with watched.database.transaction() as unit:
        unit.connection.execute(
            update(job).where(job.c.element_id == "wachten").values(state="void")
        )
    next_morning(watched)
    repair(watched)
    assert "wachten" in [row.element_id for row in watched.jobs()]


def test_a_case_whose_process_is_gone_begins_anew(watched: Office) -> None:
    lose_the_timer(watched)
    with watched.database.transaction() as unit:
        unit.connection.execute(
            update(process_instance)
            .where(process_instance.c.definition_key == "casus")
            .values(status="ended")
        )
    next_morning(watched)
    repair(watched)
    assert [row.element_id for row in tasks_of(watched, "casus")] == ["aannemen"]


def test_who_says_it_is_solved_while_it_is_not_hears_it_again(watched: Office) -> None:
    lose_the_timer(watched)
    next_morning(watched)
    repair(watched, herstelactie="zelf")
    assert reported(watched) == []
    next_morning(watched)
    assert len(reported(watched)) == 1


def test_a_timer_beyond_half_a_year_is_no_next_step(watched: Office) -> None:
    far = watched.clock.now() + timedelta(days=200)
    with watched.database.transaction() as unit:
        unit.connection.execute(update(job).where(job.c.element_id == "wachten").values(due_at=far))
    assert found(watched) == [LapseKind.NO_STEP]


def test_a_case_with_only_a_failure_is_a_lapse(watched: Office) -> None:
    with watched.database.transaction() as unit:
        case_id = the_case(watched).id
        unit.connection.execute(delete(job).where(job.c.element_id == "wachten"))
        unit.connection.execute(
            update(user_task)
            .where(user_task.c.case_id == case_id)
            .values(status="open", kind="repair")
        )
    assert found(watched) == [LapseKind.ONLY_INCIDENT]


def test_an_incident_of_more_than_a_working_day_is_a_lapse(watched: Office) -> None:
    with watched.database.transaction() as unit:
        (running,) = [row for row in watched.instances() if row.definition_key == "casus"]
        unit.connection.execute(
            incident.insert().values(
                id=running.id,
                instance_id=running.id,
                case_id=running.case_id,
                region=REGION,
                element_id="wachten",
                message="Storing",
                status="open",
                created_at=watched.clock.now(),
            )
        )
    assert found(watched) == []
    watched.clock.forward(2 * DAY)
    assert found(watched) == [LapseKind.OLD_INCIDENT]


def test_a_process_that_lost_its_case_is_a_lapse(watched: Office) -> None:
    with watched.database.transaction() as unit:
        for table in (job, user_task, history_event, process_instance):
            unit.connection.execute(
                update(table).where(table.c.case_id.is_not(None)).values(case_id=None)
            )
    assert LapseKind.LOST in found(watched)
    next_morning(watched)
    assert len(tasks_of(watched, WATCHDOG)) == 2


def test_a_process_that_stands_still_is_a_lapse_whatever_its_case_has_besides(
    watched: Office,
) -> None:
    """§2.2, point 10: suspended, by whatever cause; the complaint beside it is a next step."""
    watched.deploy(process("klacht", task("bekijken")))
    (beside,) = watched.start("klacht").tasks
    case_id = the_case(watched).id
    with watched.database.transaction() as unit:
        unit.connection.execute(
            update(user_task).where(user_task.c.id == beside).values(case_id=case_id)
        )
    lose_the_timer(watched)
    assert found(watched) == [LapseKind.STILL]
    next_morning(watched)
    assert reported(watched) == [the_case(watched).id]


def test_a_supervisor_hears_when_the_watchdog_itself_did_not_run(watched: Office) -> None:
    def quiet() -> tuple[str, ...]:
        with watched.database.reading() as connection:
            return silent(last_checks(connection, [REGION]), watched.clock.now())

    assert quiet() == (REGION,)
    next_morning(watched)
    assert quiet() == ()
    watched.clock.forward(timedelta(hours=27))
    assert quiet() == (REGION,)


def test_every_look_is_kept_with_what_it_found(watched: Office) -> None:
    lose_the_timer(watched)
    next_morning(watched)
    with watched.database.reading() as connection:
        check = last_checks(connection, [REGION])[REGION]
    assert check is not None
    assert check.found == 1
