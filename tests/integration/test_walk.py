"""A process from start to end, through the door, on both databases."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from engine.domain.access import Role
from tests.integration.diagrams import TASK_THEN_TIMER
from tests.integration.office import Office, office


@pytest.fixture
def at(database_url: str) -> Iterator[Office]:
    with office(database_url) as opened:
        yield opened


def test_a_process_starts_is_worked_on_waits_and_ends_by_itself(at: Office) -> None:
    adviser = at.hire("anna", Role.ADVISER)
    at.term("antwoord", "3 werkdagen")
    at.deploy(TASK_THEN_TIMER)

    started = at.start("taak-en-termijn")
    at.complete(adviser, started.tasks[0])
    (armed,) = at.jobs()
    early = at.worker.drain()
    at.clock.forward(timedelta(days=3))
    fired = at.worker.drain()

    assert armed.due_at - timedelta(days=3) == at.clock.at - timedelta(days=3)
    assert (early, fired) == (0, 1)
    assert not at.instances("running")
    assert len(at.instances("ended")) == 1
    assert [row.state for row in at.jobs("done")] == ["done"]
