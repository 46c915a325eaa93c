"""Jobs that fail, die, come too late or are not needed any more: nothing is lost or doubled."""

import os
import signal
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from engine.commands.instances import FireTimer
from engine.commands.repair import RetryJob
from engine.commands.services import CompleteService
from engine.domain.access import SYSTEM, Role
from engine.errors import Conflict, NotAllowed
from engine.persistence.tables import document
from engine.service_tasks import (
    BpmnError,
    ProducedDocument,
    RetryLater,
    ServiceTaskCall,
    ServiceTaskResult,
    service_task,
)
from tests.integration.diagrams import process, service, task, timer
from tests.integration.office import MovableClock, Office, opened_office

_behaviour: dict[str, Callable[[], ServiceTaskResult]] = {}
DAY = timedelta(days=1)


@service_task("proef.doen")
def do(_call: ServiceTaskCall) -> ServiceTaskResult:
    """Do what the test wants."""
    return _behaviour["doen"]()


def handler_does(what: Callable[[], ServiceTaskResult]) -> None:
    _behaviour["doen"] = what


def handler_raises(error: Exception) -> None:
    def fail() -> ServiceTaskResult:
        raise error

    handler_does(fail)


def letter() -> ServiceTaskResult:
    produced = ProducedDocument(
        kind="brief",
        title="Brief",
        filename="brief.pdf",
        media_type="application/pdf",
        content=b"%PDF",
    )
    return ServiceTaskResult(variables={"verstuurd": True}, documents=(produced,))


def run_all_tries(at: Office) -> None:
    for _ in range(8):
        at.worker.drain()
        at.clock.forward(timedelta(minutes=10))


def test_what_a_handler_gives_is_committed_with_the_step(at: Office) -> None:
    handler_does(letter)
    at.deploy(process("brief", service("maak", "proef.doen"), task("bel")))
    at.start("brief")

    at.worker.drain()

    with at.database.reading() as connection:
        kept = connection.execute(document.select()).one()
    assert (kept.filename, kept.content, kept.size) == ("brief.pdf", b"%PDF", 4)
    assert [row.element_id for row in at.open_tasks()] == ["bel"]


def test_an_expected_error_takes_its_boundary_event(at: Office) -> None:
    handler_raises(BpmnError("geen-adres", "Er is geen adres."))
    at.deploy(process("brief", service("maak", "proef.doen", error="geen-adres"), task("bel")))
    at.start("brief")

    at.worker.drain()

    assert [row.element_id for row in at.open_tasks()] == ["herstel"]
    assert not at.incidents()


def test_passing_trouble_is_tried_again_when_the_handler_asks(at: Office) -> None:
    handler_raises(RetryLater(timedelta(minutes=5), "De mailserver is bezet."))
    at.deploy(process("brief", service("maak", "proef.doen"), task("bel")))
    at.start("brief")

    at.worker.drain()
    (waiting,) = at.jobs()
    handler_does(letter)
    at.clock.forward(timedelta(minutes=5))
    at.worker.drain()

    assert waiting.due_at == at.clock.at
    assert [row.element_id for row in at.open_tasks()] == ["bel"]


def test_a_handler_that_keeps_failing_becomes_an_incident_and_a_repair_task(at: Office) -> None:
    handler_raises(ZeroDivisionError("Jansen"))
    at.deploy(process("brief", service("maak", "proef.doen"), task("bel")))
    at.start("brief")

    run_all_tries(at)

    (found,) = at.incidents()
    (repair,) = at.open_tasks()
    assert "ZeroDivisionError" in found.message
    assert "Jansen" not in found.message
    assert (repair.kind, repair.name) == ("repair", "Mislukte stap herstellen: Maak")
    assert [row.attempts for row in at.jobs("dead")] == [5]


def test_a_supervisor_retries_a_dead_job_and_the_case_goes_on(at: Office) -> None:
    leader, adviser = at.hire("tom", Role.TEAM_LEADER), at.hire("anna", Role.ADVISER)
    handler_raises(ZeroDivisionError())
    at.deploy(process("brief", service("maak", "proef.doen"), task("bel")))
    at.start("brief")
    run_all_tries(at)
    (dead,) = at.jobs("dead")
    handler_does(letter)

    with pytest.raises(NotAllowed):
        at.run(RetryJob(job_id=dead.id), adviser)
    at.run(RetryJob(job_id=dead.id), leader)
    with pytest.raises(Conflict, match="staat niet meer stil"):
        at.run(RetryJob(job_id=dead.id), leader)
    at.worker.drain()

    assert [row.element_id for row in at.open_tasks()] == ["bel"]
    assert not at.incidents()
    assert [row.resolved_by for row in at.incidents("resolved")] == [leader.user_id]


def test_an_outcome_that_comes_after_the_lease_has_no_effect(at: Office) -> None:
    at.deploy(process("brief", service("maak", "proef.doen"), task("bel")))
    at.start("brief")
    with at.database.transaction() as unit:
        (slow,) = unit.jobs.claim(
            now=at.clock.at, owner="traag", lease=timedelta(minutes=1), most=5
        )
    at.clock.forward(timedelta(minutes=2))
    handler_does(letter)
    at.worker.drain()

    assert at.door.execute(SYSTEM, CompleteService(claim=slow, result=letter())) is False
    assert len(at.open_tasks()) == 1


def test_a_timer_that_is_due_exactly_now_fires_whatever_another_clock_says(at: Office) -> None:
    """Fault 8: the engine compares no clock, so none can lose a timer."""
    at.deploy(process("wachten", timer("wacht", "P1D"), task("bel")))
    lost = 0
    for skew in (-5, 0, 5):
        at.start("wachten")
        at.clock.forward(DAY)
        ahead = MovableClock(at.clock.at + timedelta(seconds=skew))
        other = opened_office(str(at.door.environment.settings.database_url), ahead)
        ran = other.worker.drain() + at.worker.drain()
        other.database.close()
        lost += ran != 1
    print(f"fault 8: 3 timers, clocks -5, 0 and +5 s apart: {lost} lost")
    assert lost == 0
    assert len(at.open_tasks()) == 3


def test_a_timer_fires_once_however_often_it_is_claimed(at: Office) -> None:
    at.deploy(process("wachten", timer("wacht", "P1D"), task("bel")))
    at.start("wachten")
    at.clock.forward(DAY)
    with at.database.transaction() as unit:
        (claim,) = unit.jobs.claim(now=at.clock.at, owner="a", lease=DAY, most=5)

    fired = [at.door.execute(SYSTEM, FireTimer(claim=claim)) for _ in range(3)]

    assert fired == [True, False, False]
    assert len(at.open_tasks()) == 1


def test_a_job_that_kills_its_worker_is_given_up_and_takes_no_other_along(at: Office) -> None:
    """Fault 6: tries are counted at the claim; a job with tries behind it is claimed alone."""
    at.deploy(
        process("gif", service("maak", "proef.doen"), task("bel")),
    )
    at.deploy(process("gezond", timer("wacht", "PT1H"), task("bel")))
    handler_does(lambda: os._exit(9))
    at.start("gif")
    for _ in range(49):
        at.start("gezond")
    at.clock.forward(timedelta(hours=1))

    deaths = 0
    for _ in range(12):
        deaths += died(lambda: work_in_another_process(at))
        at.clock.forward(timedelta(minutes=2))

    done, dead = len(at.jobs("done")), len(at.jobs("dead"))
    print(f"fault 6: {deaths} deaths, {done} of 49 others done, {dead} dead")
    assert (deaths, done, dead, len(at.incidents())) == (5, 49, 1, 1)


def test_two_workers_share_the_work_and_double_none(at: Office) -> None:
    at.deploy(process("wachten", timer("wacht", "PT1H"), task("bel")))
    for _ in range(60):
        at.start("wachten")
    at.clock.forward(timedelta(hours=1))

    children = [in_a_child(lambda: work_in_another_process(at)) for _ in range(2)]
    for child in children:
        os.waitpid(child, 0)
    at.worker.drain()

    print(f"two workers: {len(at.jobs('done'))} of 60 done, {len(at.open_tasks())} tasks opened")
    assert (len(at.jobs("done")), len(at.open_tasks())) == (60, 60)


def test_a_worker_that_is_killed_at_any_moment_loses_and_doubles_nothing(at: Office) -> None:
    at.deploy(process("wachten", timer("wacht", "PT1H"), task("bel")))
    for _ in range(40):
        at.start("wachten")
    at.clock.forward(timedelta(hours=1))

    kills = 0
    for number in range(8):
        child = in_a_child(lambda: work_in_another_process(at))
        threading.Event().wait(0.02 + 0.03 * number)
        os.kill(child, signal.SIGKILL)
        kills += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        at.clock.forward(timedelta(minutes=2))
    at.worker.drain()

    done, opened, dead = len(at.jobs("done")), len(at.open_tasks()), len(at.jobs("dead"))
    print(f"killed {kills} times: {done} of 40 fired, {opened} tasks opened, {dead} given up")
    assert (done + dead, opened) == (40, 40)
    assert done == 40 or kills >= 5


def died(work: Callable[[], None]) -> bool:
    """Do something in a child process; tell whether it was killed on the way."""
    child = in_a_child(work)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def in_a_child(work: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return child


def work_in_another_process(at: Office) -> None:
    other = opened_office(str(at.door.environment.settings.database_url), MovableClock(at.clock.at))
    other.worker.drain()
