"""New databases with the current schema, made by copying one that was made once per run."""

import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import LiteralString

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
    """A database on the temporary server that holds the empty schema."""

    server: Server
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @classmethod
    def lay_out(cls, server: Server) -> "PostgresqlTemplate":
        with psycopg.connect(server.conninfo(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE template_loopplank")
        lay_out(server.url("template_loopplank"))
        return cls(server)

    @contextmanager
    def copy(self) -> Iterator[str]:
        """Copy the database and drop the copy afterwards; gives the copy's address."""
        name = f"test_{next(self._numbers)}"
        self._execute("CREATE DATABASE {} TEMPLATE template_loopplank", name)
        try:
            yield self.server.url(name)
        finally:
            self._execute("DROP DATABASE {} WITH (FORCE)", name)

    def _execute(self, statement: LiteralString, name: str) -> None:
        with psycopg.connect(self.server.conninfo(), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))
