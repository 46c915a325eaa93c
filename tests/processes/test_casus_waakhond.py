"""P16: every morning at half past six, also when the clocks change (T25, regels 6 en 34)."""

from datetime import UTC, datetime

import pytest

from engine.domain.calendar import AMSTERDAM
from tests.processes.casework import Footprint
from tests.processes.stories import casus_waakhond as told
from tests.processes.telling import Story


def test_a_round_ends_after_its_look() -> None:
    case = told.an_ordinary_morning(Footprint())
    assert case.ended
    assert case.now.astimezone(AMSTERDAM) == datetime(2026, 3, 3, 6, 30, tzinfo=AMSTERDAM)
    assert case.value("zonder_vervolg") == 0


def test_a_case_without_a_next_step_is_due_the_same_day() -> None:
    task = told.reported(Footprint()).task("vervolgstap-herstellen")
    assert task.candidate_groups == ("zk-teamleider",)
    assert task.due_at == datetime(2026, 3, 2, 22, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("tell", [told.put_back_at_the_second_try, told.solved_by_hand])
def test_the_task_ends_when_the_case_goes_on(tell: Story) -> None:
    assert tell(Footprint()).ended
