"""Prepared statements mean what SQLAlchemy's own execution of them means."""

from contextlib import suppress
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import bindparam, event, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from engine.persistence.database import Database
from engine.persistence.jobs import Jobs
from engine.persistence.prepared import Prepared
from engine.persistence.tables import audit_entry, region
from engine.persistence.tasks import Tasks

ADD = Prepared(insert(region))
ADD_ENTRY = Prepared(insert(audit_entry))
ENTRY = select(audit_entry).where(audit_entry.c.region == bindparam("b_region"))
RENAME = Prepared(update(region).where(region.c.code == bindparam("b_code")))


def test_values_come_back_as_they_went_in(database_url: str) -> None:
    database = Database.open(database_url)
    row: dict[str, object] = {
        "id": uuid4(),
        "region": "5515",
        "seq": 1,
        "at": datetime(2026, 6, 1, 8, 30, tzinfo=UTC),
        "actor_id": None,
        "action": "Something",
        "detail": {"b": [1, "ë"], "a": None},
        "hash": b"\x00\xff",
    }
    with database.transaction() as unit:
        ADD_ENTRY.add(unit.connection, [row])
        found = Prepared(ENTRY).rows(unit.connection, {"b_region": "5515"}).mappings().one()
        same = unit.connection.execute(ENTRY, {"b_region": "5515"}).mappings().one()

    assert {name: found[name] for name in row} == row
    assert dict(found) == dict(same)
    assert found[audit_entry.c.hash] == b"\x00\xff"
    database.close()


def test_values_are_read_whatever_a_database_writes_by_default(postgresql_url: str) -> None:
    """Days in German and bytes in the old way: the session says how it wants them."""
    for setting in ("SET datestyle TO 'German, DMY'", "SET bytea_output TO 'escape'"):
        _alter(postgresql_url, setting)
    try:
        test_values_come_back_as_they_went_in(postgresql_url)
    finally:
        _alter(postgresql_url, "RESET ALL")


def _alter(url: str, setting: str) -> None:
    database = Database.open(url)
    with database.engine.begin() as connection:
        name = connection.scalar(text("SELECT current_database()"))
        connection.execute(text(f'ALTER DATABASE "{name}" {setting}'))
    database.close()


def test_many_are_added_and_a_change_says_how_many(database_url: str) -> None:
    database = Database.open(database_url)
    with database.transaction() as unit:
        ADD.add(unit.connection, [{"code": code, "name": code} for code in ("5501", "5502")])
        hit = RENAME.change(unit.connection, {"b_code": "5501", "name": "Utrecht"})
        missed = RENAME.change(unit.connection, {"b_code": "9999", "name": "Utrecht"})

    assert (hit, missed) == (1, 0)
    database.close()


def test_many_rows_are_added_in_their_order_and_with_their_own_values(database_url: str) -> None:
    database = Database.open(database_url)
    codes = [f"{number:04}" for number in range(5501, 5621)]
    with database.transaction() as unit:
        ADD.add(unit.connection, [{"code": code, "name": f"Regio {code}"} for code in codes])
        found = unit.connection.execute(select(region.c.code, region.c.name)).all()

    assert sorted(found) == [(code, f"Regio {code}") for code in codes]
    database.close()


def test_a_text_is_refused_or_kept_whole_never_cut_off(database_url: str) -> None:
    database = Database.open(database_url)
    with suppress(DBAPIError), database.transaction() as unit:
        ADD.add(unit.connection, [{"code": "5501", "name": "Utrecht\x00Noord"}])
    with database.reading() as connection:
        found = connection.scalars(select(region.c.name)).all()

    assert found in ([], ["Utrecht\x00Noord"])
    database.close()


def test_statements_work_again_after_a_rollback(database_url: str) -> None:
    database = Database.open(database_url)
    for number in range(12):  # often enough for the driver to prepare statements of its own
        with suppress(ZeroDivisionError), database.transaction() as unit:
            unit.connection.execute(select(region.c.code)).all()
            ADD.add(unit.connection, [{"code": f"{5500 + number}", "name": "Utrecht"}])
            assert number % 3 != 1 or 1 / 0
    with database.reading() as connection:
        assert len(connection.scalars(select(region.c.code)).all()) == 8
    database.close()


def test_an_error_is_that_of_sqlalchemy_and_tells_no_values(database_url: str) -> None:
    database = Database.open(database_url)
    with database.reading() as connection, pytest.raises(IntegrityError) as refused:
        ADD.add(connection, [{"code": "5501", "name": None}])

    assert "5501" not in str(refused.value).split("DETAIL")[0]
    database.close()


def test_who_listens_to_statements_hears_it(sqlite_url: str) -> None:
    database = Database.open(sqlite_url)
    heard: list[str] = []
    event.listen(
        database.engine, "before_cursor_execute", lambda _c, _k, text, *_: heard.append(text)
    )
    with database.transaction() as unit:
        ADD.add(unit.connection, [{"code": "5501", "name": "Utrecht"}])

    assert [text.split(" ")[0] for text in heard] == ["BEGIN", "INSERT"]
    database.close()


def test_a_list_in_a_parameter_is_refused(sqlite_url: str) -> None:
    database = Database.open(sqlite_url)
    some = Prepared(select(region.c.code).where(region.c.code.in_(["5501", "5502"])))
    with database.reading() as connection, pytest.raises(TypeError):
        some.rows(connection, {})
    database.close()


def test_what_is_due_is_found_by_its_index(sqlite_url: str) -> None:
    database = Database.open(sqlite_url)
    asked: list[tuple[str, tuple[object, ...]]] = []
    event.listen(
        database.engine,
        "before_cursor_execute",
        lambda _c, _k, text, *p: asked.append((text, p[0])),
    )
    with database.reading() as connection:
        Tasks(connection).reminders_due(datetime(2026, 6, 1, tzinfo=UTC), 10)
        Jobs(connection).first_due(datetime(2026, 6, 1, tzinfo=UTC))
        plans = [
            str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values).all())
            for text, values in asked[1:3]
        ]

    assert "ix_user_task_reminder" in plans[0]
    assert "ix_job_ready_due" in plans[1]
    database.close()
