"""A task past its due moment reminds by itself: who has it, then the team leader, then above."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from engine.commands.reminders import RemindTask
from engine.commands.tasks import ReleaseTask
from engine.domain.access import SYSTEM, Role
from engine.domain.ids import TaskId
from engine.domain.reminder import Reminder
from engine.persistence.tables import audit_entry, history_event, user_task, user_task_candidate
from tests.integration.diagrams import Step, process, task, timer
from tests.integration.office import MONDAY, Office, opened_office

DAY = timedelta(days=1)
ADVISER, LEADER, MANAGER = Role.ADVISER, Role.TEAM_LEADER, Role.REGION_MANAGER


def due(name: str) -> Step:
    """A task that is due after a working day."""
    drawn = task(name)
    return replace(drawn, attributes=f"{drawn.attributes} camunda:dueDate='termijn(\"antwoord\")'")


def begin(at: Office, *steps: Step) -> TaskId:
    at.term("antwoord", "1 werkdag")
    at.term("taak-te-laat", "2 werkdagen")
    at.term("taak-te-laat-regiomanager", "5 werkdagen")
    at.deploy(process("bellen", *steps))
    return next(iter(at.start("bellen").tasks), TaskId(SYSTEM.user_id))


def reminded(at: Office) -> Sequence[str]:
    query = select(history_event.c.element_id).where(history_event.c.kind == "reminded")
    with at.database.reading() as connection:
        return connection.scalars(query.order_by(history_event.c.id)).all()


def groups(at: Office, key: TaskId) -> set[str]:
    query = select(user_task_candidate.c.role).where(user_task_candidate.c.task_id == key)
    with at.database.reading() as connection:
        return set(connection.scalars(query))


def after(at: Office, days: int) -> int:
    at.clock.at = MONDAY + days * DAY
    return at.worker.drain()


def test_a_task_in_time_reminds_nobody(at: Office) -> None:
    anna = at.hire("anna", ADVISER)
    key = begin(at, due("bel"))
    assert after(at, 0) == 0

    at.complete(anna, key)

    assert after(at, 30) == 0
    assert reminded(at) == []


def test_each_level_lets_another_group_do_the_task(at: Office) -> None:
    """Tuesday it is due, Thursday the leader, Tuesday the manager: working days of a weekend."""
    key = begin(at, due("bel"))

    found = [(after(at, day), groups(at, key)) for day in (1, 2, 3, 7, 8, 30)]

    assert found == [
        (1, {ADVISER}),
        (0, {ADVISER}),
        (1, {ADVISER, LEADER}),
        (0, {ADVISER, LEADER}),
        (1, {ADVISER, LEADER, MANAGER}),
        (0, {ADVISER, LEADER, MANAGER}),
    ]


def test_a_reminder_stands_in_the_timeline_and_in_the_audit_log(at: Office) -> None:
    key = begin(at, due("bel"))
    after(at, 3)

    query = select(audit_entry).where(audit_entry.c.action == "RemindTask")
    with at.database.reading() as connection:
        entries = connection.execute(query.order_by(audit_entry.c.seq)).all()
    assert reminded(at) == ["bel", "bel"]
    assert [entry.detail["level"] for entry in entries] == [1, 2]
    assert {(entry.actor_id, entry.subject_id) for entry in entries} == {(SYSTEM.user_id, key)}


def test_who_is_filling_in_the_form_can_still_send_it(at: Office) -> None:
    key = begin(at, due("bel"))
    before = at.open_tasks()[0].revision
    after(at, 30)

    assert at.open_tasks()[0].revision == before
    at.complete(at.hire("anna", ADVISER), key)
    assert at.open_tasks() == []


def test_a_task_in_somebodys_hands_comes_to_the_team_leader_too(at: Office) -> None:
    anna = at.hire("anna", ADVISER)
    own = "camunda:assignee='anna' camunda:dueDate='termijn(\"antwoord\")'"
    key = begin(at, replace(due("bel"), attributes=own))
    after(at, 3)
    assert groups(at, key) == {LEADER}

    at.complete(anna, key)

    assert at.open_tasks() == []


def test_a_task_for_everybody_is_not_taken_from_them(at: Office) -> None:
    anna = at.hire("anna", ADVISER)
    own = "camunda:assignee='anna' camunda:dueDate='termijn(\"antwoord\")'"
    key = begin(at, replace(due("bel"), attributes=own))
    at.run(ReleaseTask(task_id=key), anna)

    after(at, 30)

    assert groups(at, key) == set()
    assert at.open_tasks()[0].reminder_level == 3


def test_after_downtime_reminders_and_timers_happen_in_due_order(at: Office) -> None:
    """Days 1, 3 and 8 are those of the task, day 2 that of the wait."""
    begin(at, due("bel"))
    at.deploy(process("wachten", timer("wacht", "P2D"), due("bel")))
    at.start("wachten")

    assert after(at, 60) == 4

    happened = select(audit_entry.c.action).where(audit_entry.c.subject_kind != "region")
    with at.database.reading() as connection:
        actions = connection.scalars(happened.order_by(audit_entry.c.seq)).all()
    assert actions[-4:] == ["RemindTask", "FireTimer", "RemindTask", "RemindTask"]


def test_a_timer_that_is_due_first_takes_the_task_away_unreminded(at: Office) -> None:
    boundary = (
        '<bpmn:boundaryEvent id="termijn" name="Te laat" attachedToRef="bel">'
        '<bpmn:timerEventDefinition id="t"><bpmn:timeDuration'
        ' xsi:type="bpmn:tFormalExpression">PT12H</bpmn:timeDuration>'
        "</bpmn:timerEventDefinition></bpmn:boundaryEvent>"
        '<bpmn:sequenceFlow id="f" sourceRef="termijn" targetRef="anders"/>'
        '<bpmn:userTask id="anders" name="Anders" camunda:candidateGroups="zk-klantadviseur"/>'
        '<bpmn:sequenceFlow id="g" sourceRef="anders" targetRef="klaar"/>'
        '<bpmn:endEvent id="klaar"/>'
    )
    begin(at, replace(due("bel"), beside=(boundary,)))

    assert after(at, 30) == 1
    assert reminded(at) == []
    assert [row.element_id for row in at.open_tasks()] == ["anders"]


def test_the_next_moment_of_the_worker_is_that_of_a_reminder_too(at: Office) -> None:
    begin(at, due("bel"))
    assert at.worker.next_due() == MONDAY + DAY

    after(at, 1)

    assert at.worker.next_due() == MONDAY + 3 * DAY


def test_two_workers_at_once_remind_once(at: Office) -> None:
    begin(at, due("bel"))
    for _ in range(9):
        at.start("bellen")
    at.clock.at = MONDAY + DAY
    other = opened_office(at.database.engine.url.render_as_string(hide_password=False), at.clock)
    workers = [threading.Thread(target=one.worker.drain) for one in (at, other)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    other.database.close()

    assert len(reminded(at)) == 10


def test_a_reminder_that_comes_twice_has_one_effect(at: Office) -> None:
    key = begin(at, due("bel"))
    at.clock.at = MONDAY + DAY
    moment = MONDAY + DAY
    reminder = Reminder(task_id=key, due_at=moment, level=1, at=moment)

    first, second = (at.door.execute(SYSTEM, RemindTask(reminder=reminder)) for _ in range(2))

    assert (first, second) == (True, False)
    assert reminded(at) == ["bel"]


def test_a_reminder_that_fails_waits_an_hour_and_is_in_nobodys_way(at: Office) -> None:
    """Of one task the next moment lies outside the calendar."""
    failing = begin(at, due("bel"))
    at.term("taak-te-laat", "100 jaar")
    far = {"due_at": MONDAY.replace(year=9990), "next_reminder_at": MONDAY}
    with at.database.transaction() as unit:
        unit.connection.execute(user_task.update().values(far))
    (other,) = at.start("bellen").tasks

    assert after(at, 1) == 2

    levels = {row.id: row.reminder_level for row in at.open_tasks()}
    assert levels == {failing: 0, other: 1}
    assert at.worker.next_due() == MONDAY + DAY + timedelta(hours=1)
