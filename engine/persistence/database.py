"""One database: SQLite beside the process, or PostgreSQL for more than one machine.

A write is one short transaction, and nothing outside happens in it. SQLite: WAL, `BEGIN IMMEDIATE`
(a deferred transaction that turns into a writer fails at once under load) and one writer at a time
within the process, since SQLite's own busy handler is unfair. PostgreSQL: READ COMMITTED; rows are
locked instance first, then job, everywhere. See docs/adr/0010-two-databases.md.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, IntegrityError, InvalidatePoolError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from engine.errors import Unavailable
from engine.persistence.audit import Heads
from engine.persistence.libpq import PsycopgConnection, doubt, take_stock
from engine.persistence.prepared import run
from engine.persistence.turns import Turns
from engine.persistence.unit_of_work import UnitOfWork
from engine.settings import Keys

_READ, _WRITE = "BEGIN", "BEGIN IMMEDIATE"
_BUSY_SECONDS = 5
_TURN_SECONDS = 20
_RESTED_SECONDS = 1
_UNAVAILABLE = "De database is even niet bereikbaar. Er is niets gewijzigd; probeer het zo weer."
_RACES = frozenset({"40001", "40P01", "55P03"})  # serialization, deadlock, lock not available
# Somebody added the same (a signal, a version, an open case) first: try again and see it.
_ALREADY_THERE = frozenset(
    {"23505", sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}
)


class LostRace(Unavailable):
    """Another transaction was in the way; the same command may be tried again at once."""


class Database:
    """Opens transactions and readings; closes its connections when asked."""

    def __init__(self, engine: Engine, keys: Keys) -> None:
        self.engine = engine
        self.keys = keys
        self._writers = Turns()
        self._heads: Heads = {}
        self._warm: list[tuple[UnitOfWork, float]] = []
        """Units whose connection was used less than a second ago, and when."""

    @classmethod
    def open(cls, url: str, keys: Keys | None = None) -> "Database":
        """Connect (lazily) to `sqlite:///path` or `postgresql+psycopg://…`."""
        parsed = make_url(url)
        engine = _sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _postgresql(parsed)
        return cls(engine, keys or Keys())

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def transaction(self) -> Iterator[UnitOfWork]:
        """Give one unit of work; commit at the end, roll back on any exception.

        Raises `LostRace` when the same work may be tried again at once, `Unavailable` when the
        database is locked for long or gone.
        """
        with self._turn(), _translated(), self._unit() as unit, unit.connection.begin():
            yield unit

    @contextmanager
    def _unit(self) -> Iterator[UnitOfWork]:
        """Give a unit of work; keep its connection at hand when nothing went wrong.

        Taking a connection from the pool and putting it back costs as much as a statement. One that
        rested, or saw a rollback, goes by the pool, which asks whether it still works.
        """
        unit = self._at_hand() or UnitOfWork(self.engine.connect(), self.keys, self._heads)
        try:
            yield unit
        except BaseException:
            unit.connection.close()
            raise
        self._warm.append((unit, time.monotonic()))

    def _at_hand(self) -> UnitOfWork | None:
        while self._warm:
            try:
                unit, used_at = self._warm.pop()
            except IndexError:  # another thread was first
                return None
            if time.monotonic() - used_at < _RESTED_SECONDS:
                return unit
            unit.connection.close()
        return None

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Let the writers of this process take turns where the database has one writer."""
        if not self.is_sqlite:
            yield
            return
        if not self._writers.take(timeout=_TURN_SECONDS):
            raise Unavailable(_UNAVAILABLE)
        try:
            yield
        finally:
            self._writers.give()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one consistent state and changes nothing."""
        with _translated(), self.engine.connect() as connection:
            connection.execution_options(loopplank_begin=_READ)
            with connection.begin():
                yield connection

    @contextmanager
    def glance(self) -> Iterator[UnitOfWork]:
        """Give a unit of work for prepared statements of which each may see its own moment.

        There is no transaction around them; on PostgreSQL that saves two journeys to the server.
        """
        with _translated(), self._unit() as unit, self._alone(unit.connection):
            yield unit

    @contextmanager
    def _alone(self, connection: Connection) -> Iterator[None]:
        if self.is_sqlite:
            yield
            return
        driver = cast("PsycopgConnection", connection.connection.driver_connection)
        driver.autocommit = True
        try:
            yield
        finally:
            if not driver.closed:
                driver.autocommit = False

    @contextmanager
    def view(self) -> Iterator[UnitOfWork]:
        """Give a unit of work for looking things up, outside any writer's way."""
        with self.reading() as connection:
            yield UnitOfWork(connection, self.keys, self._heads)

    def close(self) -> None:
        """Close all connections."""
        while self._warm:
            self._warm.pop()[0].connection.close()
        self.engine.dispose()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        if _code_of(error) in _ALREADY_THERE:
            raise LostRace(_UNAVAILABLE) from error
        raise
    except OperationalError as error:
        raise (LostRace if _has_no_effect(error) else Unavailable)(_UNAVAILABLE) from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise Unavailable(_UNAVAILABLE) from error
        raise


def _has_no_effect(error: DBAPIError) -> bool:
    """Tell whether it may be tried again at once: a race, or a connection lost in a statement.

    One that is lost while committing (then there is no statement) may have had its effect.
    """
    is_lost = error.connection_invalidated and error.statement is not None
    return is_lost or _code_of(error) in _RACES


def _code_of(error: DBAPIError) -> object:
    """Give PostgreSQL's five characters, or SQLite's number."""
    code = getattr(error.orig, "sqlstate", None)
    return code or getattr(error.orig, "sqlite_errorcode", None)


def _sqlite(url: URL) -> Engine:
    engine = create_engine(
        url.set(drivername="sqlite+pysqlite"),
        connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgresql(url: URL) -> Engine:
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={
            "options": "-c timezone=UTC -c lock_timeout=5s"
            " -c idle_in_transaction_session_timeout=60s"
            " -c datestyle=ISO -c bytea_output=hex"  # as engine.persistence.libpq reads them
        },
        pool_size=10,
        max_overflow=20,
        hide_parameters=True,
    )
    _ask_after_a_rest(engine)
    event.listen(engine, "rollback", doubt)
    event.listen(engine, "checkout", _take_stock)
    return engine


def _take_stock(connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object) -> None:
    take_stock(cast("PsycopgConnection", connection), record.info)


def _ask_after_a_rest(engine: Engine) -> None:
    """Ask a connection that nobody used for a while whether its server is still there.

    A busy connection is not asked: that would cost as much as a statement of each transaction.
    """

    def put_back(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info["rests_since"] = time.monotonic()

    def taken(connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object) -> None:
        rests_since: float = record.info.get("rests_since", time.monotonic())
        if time.monotonic() - rests_since < _RESTED_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error

    event.listen(engine, "checkin", put_back)
    event.listen(engine, "checkout", taken)


def _prepare_sqlite(dbapi_connection: sqlite3.Connection, _record: object) -> None:
    """Give up sqlite3's own transactions: they open too late and lose updates."""
    dbapi_connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        f"busy_timeout = {_BUSY_SECONDS * 1000}",
        "foreign_keys = ON",
        "journal_size_limit = 67108864",
    ):
        dbapi_connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    run(connection, connection.get_execution_options().get("loopplank_begin", _WRITE), ())
