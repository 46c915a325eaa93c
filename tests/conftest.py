"""What all tests share: a PostgreSQL server for the run, new databases.

`database_url` runs a test twice: on SQLite and on PostgreSQL, each time on a new database. What
lays databases out is imported by the first test that wants one: unit tests do without.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.postgresql import Server, temporary_server

if TYPE_CHECKING:
    from tests.databases import PostgresqlTemplate, SqliteTemplate


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server that lives as long as the test run."""
    with temporary_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_template(postgresql: Server) -> "PostgresqlTemplate":
    from tests.databases import PostgresqlTemplate  # noqa: PLC0415 - slow, and unit tests do without

    return PostgresqlTemplate.lay_out(postgresql)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> "SqliteTemplate":
    from tests.databases import SqliteTemplate  # noqa: PLC0415 - slow, and unit tests do without

    return SqliteTemplate.lay_out(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture
def sqlite_url(sqlite_template: "SqliteTemplate", tmp_path: Path) -> str:
    """A new SQLite database."""
    return sqlite_template.copy_to(tmp_path / "test.sqlite3")


@pytest.fixture
def postgresql_url(postgresql_template: "PostgresqlTemplate") -> Iterator[str]:
    """A new PostgreSQL database."""
    with postgresql_template.copy() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A new database of either kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
