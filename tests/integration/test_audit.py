"""The audit chain: one entry per change, each fixed to the one before, whoever wrote that."""

import threading
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete

from engine.domain.access import SYSTEM
from engine.persistence.audit import NewEntry
from engine.persistence.database import Database
from engine.persistence.tables import audit_entry

REGION = "5515"


def entry(subject: UUID | None = None) -> NewEntry:
    return NewEntry(
        id=uuid4(),
        region=REGION,
        at=datetime(2026, 6, 1, tzinfo=UTC),
        actor_id=SYSTEM.user_id,
        actor_name="loopplank",
        action="Something",
        subject_kind="thing",
        subject_id=subject,
        case_id=None,
        detail={"step": 1},
    )


def write(database: Database) -> None:
    with database.transaction() as unit:
        unit.audit.append(entry())


def length_and_fault(database: Database) -> tuple[int, int | None]:
    with database.transaction() as unit:
        return unit.audit.head(REGION)[0], unit.audit.first_broken(REGION)


def test_processes_that_write_in_turn_make_one_chain(database_url: str) -> None:
    one, other = Database.open(database_url), Database.open(database_url)
    for database in (one, one, other, one, other, other):
        write(database)

    assert length_and_fault(one) == (6, None)
    one.close()
    other.close()


def test_two_that_write_at_one_moment_both_leave_their_entry(postgresql_url: str) -> None:
    """Who is second waits for the first, then reads the head again."""
    one, other = Database.open(postgresql_url), Database.open(postgresql_url)
    with one.transaction() as unit:
        unit.audit.append(entry())
        second = threading.Thread(target=write, args=[other])
        second.start()
        second.join(timeout=0.2)
    second.join()

    assert length_and_fault(one) == (2, None)
    one.close()
    other.close()


def test_a_change_that_was_rolled_back_leaves_no_gap(database_url: str) -> None:
    database = Database.open(database_url)
    write(database)

    def fail() -> None:
        with database.transaction() as unit:
            unit.audit.append(entry())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    write(database)

    assert length_and_fault(database) == (2, None)
    database.close()


def test_an_entry_follows_the_last_one_that_stands_not_the_last_one_remembered(
    database_url: str,
) -> None:
    """As after a backup was put back while the program ran."""
    database = Database.open(database_url)
    for _ in range(3):
        write(database)
    with database.transaction() as unit:
        unit.connection.execute(delete(audit_entry).where(audit_entry.c.seq > 1))
    write(database)

    assert length_and_fault(database) == (2, None)
    database.close()
