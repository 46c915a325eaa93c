"""A process from start to end, through the door, on both databases."""

from datetime import timedelta

from sqlalchemy import select

from engine.domain.access import Role
from engine.persistence.tables import history_event
from tests.integration.diagrams import process, task, timer
from tests.integration.office import Office


def test_a_process_starts_is_worked_on_waits_and_ends_by_itself(at: Office) -> None:
    adviser = at.hire("anna", Role.ADVISER)
    at.term("antwoord", "3 werkdagen")
    at.deploy(process("bellen", task("bel"), timer("wacht", 'termijn("antwoord")')))

    started = at.start("bellen")
    at.complete(adviser, started.tasks[0])
    (armed,) = at.jobs()
    early = at.worker.drain()
    at.clock.forward(timedelta(days=3))
    fired = at.worker.drain()

    assert armed.due_at == at.clock.at
    assert (early, fired) == (0, 1)
    assert not at.instances("running")
    assert [row.state for row in at.jobs("done")] == ["done"]


def test_after_downtime_timers_fire_once_each_in_due_order(at: Office) -> None:
    at.deploy(process("wachten", timer("eerst", "P1D"), timer("daarna", "P2D"), task("bel")))
    began = []
    for _ in range(3):
        began.append(at.start("wachten").instance_id)
        at.clock.forward(timedelta(hours=1))

    at.clock.forward(timedelta(days=30))
    at.worker.drain()
    at.clock.forward(timedelta(days=30))
    at.worker.drain()

    with at.database.reading() as connection:
        fired = connection.scalars(
            select(history_event.c.instance_id)
            .where(history_event.c.kind == "fired")
            .order_by(history_event.c.id)
        ).all()
    assert fired == [*began, *began]
    assert len(at.jobs("done")) == 6
    assert len(at.open_tasks()) == 3
    assert not at.jobs("ready")


def test_a_region_follows_its_own_version_and_running_cases_keep_theirs(at: Office) -> None:
    # Regel 13: de werkwijze verschilt per regio.
    at.deploy(process("bellen", task("bel"), task("bel-nog-eens")))
    adviser = at.hire("anna", Role.ADVISER)
    running = at.start("bellen")

    at.deploy(process("bellen", task("ga-langs")), region="5515")
    new = at.start("bellen")
    at.complete(adviser, running.tasks[0])

    names = {row.id: row.element_id for row in at.open_tasks()}
    assert names.pop(new.tasks[0]) == "ga-langs"
    assert list(names.values()) == ["bel-nog-eens"]
