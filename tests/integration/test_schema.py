"""The migrations and the tables in the code are the same thing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.persistence import schema
from engine.persistence.database import Database
from tests.postgresql import Server


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without any table."""
    if request.param == "sqlite":
        database = Database.open(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    else:
        server: Server = request.getfixturevalue("postgresql")
        database = Database.open(server.url("postgres"))
    yield database
    if request.param == "postgresql":
        with database.engine.begin() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
    database.close()


def test_migrating_from_nothing_gives_the_tables_in_the_code(empty: Database) -> None:
    schema.upgrade(empty)

    assert schema.differences(empty) == []


def test_migrating_twice_changes_nothing(empty: Database) -> None:
    schema.upgrade(empty)
    schema.upgrade(empty)

    assert schema.differences(empty) == []
