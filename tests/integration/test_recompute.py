"""Running timers keep their moment until somebody counts them again on purpose."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from engine.commands.recompute import PreviewRecompute, RecomputeTimers
from engine.domain.access import Role
from engine.errors import Invalid, NotAllowed
from engine.persistence.tables import audit_entry
from tests.integration.diagrams import process, task, timer
from tests.integration.office import MONDAY, REGION, Office

WAIT = process("wacht", timer("afwachten", 'termijn("geduld")'), task("daarna"))
OTHER = process("anders", timer("elders", 'termijn("rust")'), task("daarna"))
FIXED = process("vast", timer("letterlijk", "P2W"), task("daarna"))
LATER = datetime(2026, 6, 15, 8, 0, tzinfo=UTC)


def waiting(at: Office, value: str = "1 week") -> None:
    at.term("geduld", value)
    at.term("rust", "1 week")
    at.deploy(WAIT, OTHER, FIXED)
    for key in ("wacht", "anders", "vast"):
        at.start(key)


def due(at: Office) -> dict[str, datetime]:
    return {row.element_id: row.due_at for row in at.jobs()}


def recompute(at: Office, expected: int = 1) -> None:
    leader = at.hire("lea", Role.TEAM_LEADER)
    at.run(RecomputeTimers(region=REGION, name="geduld", expected=expected), leader)


def test_a_changed_term_moves_no_running_timer_by_itself(at: Office) -> None:
    waiting(at)
    before = due(at)

    at.term("geduld", "2 weken")

    assert due(at) == before


def test_a_preview_names_the_timers_with_both_moments_and_changes_nothing(at: Office) -> None:
    waiting(at)
    before = due(at)
    at.term("geduld", "2 weken")

    moved = at.door.execute(
        at.hire("lea", Role.TEAM_LEADER), PreviewRecompute(region=REGION, name="geduld")
    )

    assert [(one.name, one.before, one.after) for one in moved] == [
        ("Afwachten", before["afwachten"], LATER)
    ]
    assert due(at) == before


def test_recomputing_moves_the_timers_of_that_term_only_and_none_vanishes(at: Office) -> None:
    waiting(at)
    before = due(at)
    at.term("geduld", "2 weken")

    recompute(at)

    assert due(at) == {**before, "afwachten": LATER}


def test_a_timer_counts_from_when_it_began_and_fires_at_once_when_that_is_past(at: Office) -> None:
    waiting(at, "4 weken")
    at.clock.forward(timedelta(days=10))
    at.term("geduld", "1 week")

    recompute(at)

    assert due(at)["afwachten"] == MONDAY + timedelta(days=10)
    at.worker.drain()
    assert "daarna" in {row.element_id for row in at.open_tasks()}


def test_a_moved_timer_fires_at_its_new_moment_once(at: Office) -> None:
    waiting(at)
    at.term("geduld", "2 weken")
    recompute(at)

    at.clock.forward(timedelta(days=8))
    at.worker.drain()
    assert "afwachten" in due(at)
    at.clock.at = LATER
    at.worker.drain()

    assert "afwachten" not in due(at)


def test_recomputing_is_audited_with_what_moved(at: Office) -> None:
    waiting(at)
    at.term("geduld", "2 weken")

    recompute(at)

    with at.database.reading() as connection:
        entry = connection.execute(
            select(audit_entry).where(audit_entry.c.action == "RecomputeTimers")
        ).one()
    assert entry.detail["name"] == "geduld"
    assert len(entry.detail["moved"]) == 1


def test_when_the_list_changed_since_the_preview_nothing_moves(at: Office) -> None:
    waiting(at)
    before = due(at)
    at.term("geduld", "2 weken")

    with pytest.raises(Invalid):
        recompute(at, expected=2)

    assert due(at) == before


def test_only_who_manages_terms_may_recompute(at: Office) -> None:
    with pytest.raises(NotAllowed):
        at.run(
            RecomputeTimers(region=REGION, name="geduld", expected=0), at.hire("a", Role.ADVISER)
        )
