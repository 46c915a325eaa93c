"""New databases with the current schema, made by copying one that was made once per run."""

import itertools
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from engine.persistence import schema
from engine.persistence.database import Database
from tests.postgresql import Server


def lay_out(url: str) -> None:
    """Create all tables in an empty database, as an installation does."""
    database = Database.open(url)
    schema.upgrade(database)
    database.close()


@dataclass(frozen=True)
class SqliteTemplate:
    """A file that holds the empty schema."""

    path: Path

    @classmethod
    def lay_out(cls, folder: Path) -> "SqliteTemplate":
        path = folder / "template.sqlite3"
        lay_out(f"sqlite:///{path}")
        return cls(path)

    def copy_to(self, path: Path) -> str:
        """Copy the file; the answer is the new database's address."""
        shutil.copy(self.path, path)
        return f"sqlite:///{path}"


@dataclass(frozen=True)
class PostgresqlTemplate:
    """A database on the temporary server that holds the empty schema.

    Copying it takes ten times as long as emptying a copy, so a copy is lent out again and again.
    """

    server: Server
    tables: Sequence[str]
    _copies: list[str] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @classmethod
    def lay_out(cls, server: Server) -> "PostgresqlTemplate":
        with psycopg.connect(server.conninfo(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE template_loopplank")
        lay_out(server.url("template_loopplank"))
        with psycopg.connect(server.conninfo("template_loopplank")) as connection:
            rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            tables = [name for (name,) in rows if not _has_rows(connection, name)]
        return cls(server, tables)

    @contextmanager
    def copy(self) -> Iterator[str]:
        """Lend out a database without rows; gives its address."""
        name = self._copies.pop() if self._copies else self._new()
        try:
            yield self.server.url(name)
        finally:
            self._empty(name)
            self._copies.append(name)

    def _new(self) -> str:
        name = f"test_{next(self._numbers)}"
        create = sql.SQL("CREATE DATABASE {} TEMPLATE template_loopplank")
        with psycopg.connect(self.server.conninfo(), autocommit=True) as connection:
            connection.execute(create.format(sql.Identifier(name)))
        return name

    def _empty(self, name: str) -> None:
        """Cut who is still connected, and delete all rows without asking foreign keys."""
        emptied = [sql.SQL("DELETE FROM {}").format(sql.Identifier(table)) for table in self.tables]
        with psycopg.connect(self.server.conninfo(name), autocommit=True) as connection:
            connection.execute(_CUT_OTHERS)
            connection.execute("SET session_replication_role = replica")
            connection.execute(sql.SQL("; ").join(emptied))


_CUT_OTHERS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""


def _has_rows(connection: psycopg.Connection, table: str) -> bool:
    """Tell whether the schema itself fills a table, as that of its own version."""
    query = sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(table))
    return connection.execute(query).fetchone() is not None
