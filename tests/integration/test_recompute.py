"""Timers and tasks keep their moment until somebody counts them again on purpose."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from engine.commands.recompute import PreviewRecompute, RecomputeTimers
from engine.domain.access import Role
from engine.errors import Invalid, NotAllowed
from engine.persistence.tables import audit_entry, history_event
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


def asked(name: str = "bel", due: str = 'termijn("geduld")') -> str:
    """A process with one task; its due date is an expression."""
    drawn = task(name)
    attributes = f"{drawn.attributes} camunda:dueDate='{due}'"
    return process(f"vraag-{name}", replace(drawn, attributes=attributes))


def asking(at: Office, *names_and_dates: tuple[str, str], value: str = "1 week") -> None:
    """Let tasks be open whose due dates are these expressions."""
    at.term("geduld", value)
    at.term("rust", "1 week")
    at.term("taak-te-laat", "2 werkdagen")
    at.deploy(*(asked(name, due) for name, due in names_and_dates))
    for name, _ in names_and_dates:
        at.start(f"vraag-{name}", soort="geduld", urgentie="3")


def dates(at: Office) -> dict[str, datetime]:
    return {row.element_id: row.due_at for row in at.open_tasks()}


def test_an_open_task_moves_with_the_term_that_its_due_date_asked_for(at: Office) -> None:
    asking(at, ("bel", 'termijn("geduld")'), ("schrijf", 'termijn("rust")'), ("lees", '"P3D"'))
    before = dates(at)
    at.term("geduld", "2 weken")
    assert dates(at) == before

    recompute(at)

    assert dates(at) == {**before, "bel": LATER}


def test_a_task_counts_from_when_it_began_not_from_today(at: Office) -> None:
    """Its expression is evaluated again as of then: `nu()` and `vandaag()` too."""
    asking(at, ("bel", 'nu() + termijn("geduld")'), ("mail", 'vandaag() + termijn("geduld")'))
    at.clock.forward(timedelta(days=3))
    at.term("geduld", "2 weken")

    recompute(at, expected=2)

    assert dates(at)["bel"] == LATER
    assert dates(at)["mail"].date() == LATER.date()


def test_only_the_branch_that_was_asked_counts(at: Office) -> None:
    """An expression that names the term and did not use it keeps its date."""
    due = 'if urgentie = "1" then termijn("geduld") else termijn("rust")'
    asking(at, ("bel", due), ("kies", "termijn(soort)"))
    at.term("geduld", "2 weken")
    before = dates(at)

    recompute(at)

    assert dates(at) == {**before, "kies": LATER}


def test_the_preview_shows_a_task_with_its_case_and_both_moments(at: Office) -> None:
    asking(at, ("bel", 'termijn("geduld")'))
    at.term("geduld", "2 weken")
    (one,) = at.door.execute(
        at.hire("lea", Role.TEAM_LEADER), PreviewRecompute(region=REGION, name="geduld")
    )
    assert one.is_task
    assert (one.name, one.before, one.after) == ("Bel", LATER - timedelta(days=7), LATER)


def test_reminders_follow_the_new_due_date(at: Office) -> None:
    asking(at, ("bel", 'termijn("geduld")'))
    at.term("geduld", "2 weken")
    recompute(at)

    at.clock.at = LATER - timedelta(hours=1)
    at.worker.drain()
    assert at.open_tasks()[0].reminder_level == 0
    at.clock.at = LATER + timedelta(days=2)
    at.worker.drain()
    assert at.open_tasks()[0].reminder_level == 2


def test_a_task_that_was_late_and_is_not_any_more_starts_over(at: Office) -> None:
    asking(at, ("bel", 'termijn("geduld")'), value="1 dag")
    at.clock.forward(timedelta(days=5))
    at.worker.drain()
    at.term("geduld", "2 weken")

    recompute(at)

    (row,) = at.open_tasks()
    assert (row.reminder_level, row.next_reminder_at) == (0, LATER)


def test_a_task_that_stays_late_is_not_reminded_of_a_second_time(at: Office) -> None:
    asking(at, ("bel", 'termijn("geduld")'), value="1 dag")
    at.clock.forward(timedelta(days=1, hours=1))
    at.worker.drain()
    at.term("geduld", "2 uur")

    recompute(at)

    (row,) = at.open_tasks()
    assert row.reminder_level == 1
    assert row.next_reminder_at == MONDAY + timedelta(days=2, hours=2)


def test_every_case_tells_what_moved_and_who_did_it(at: Office) -> None:
    waiting(at)
    asking(at, ("bel", 'termijn("geduld")'))
    at.term("geduld", "2 weken")
    recompute(at, expected=2)

    query = select(history_event).where(history_event.c.kind == "moved")
    with at.database.reading() as connection:
        told = connection.execute(query.order_by(history_event.c.element_id)).all()
    assert [event.element_id for event in told] == ["afwachten", "bel"]
    assert {event.detail["naar"] for event in told} == {LATER.isoformat()}
    assert all(event.actor_id is not None for event in told)


def test_who_is_filling_in_the_form_of_a_moved_task_can_still_send_it(at: Office) -> None:
    asking(at, ("bel", 'termijn("geduld")'))
    revision = at.open_tasks()[0].revision
    at.term("geduld", "2 weken")
    recompute(at)
    assert at.open_tasks()[0].revision == revision


def test_a_literal_date_and_an_unknown_term_move_nothing(at: Office) -> None:
    asking(at, ("bel", "2026-06-09"), ("mail", 'termijn("rust")'))
    before = dates(at)
    at.term("geduld", "2 weken")
    recompute(at, expected=0)
    assert dates(at) == before
