"""PostgreSQL's own statements, prepared by name, without a cursor around each of them.

psycopg's cursor looks up each value's type, each result's type and each statement again, and takes
turns with a generator: three quarters of what a small statement costs this process. Here a
statement knows the types of its columns beforehand, and hands libpq (as `psycopg.pq`) its values.

    PREPARE lp_7 (once per connection)  →  EXECUTE lp_7 with values  →  rows, or how many changed

Values travel as PostgreSQL's text of them; texts and bytes as they are, with their length. After a
rollback psycopg may have let the server forget all names; `take_stock` asks before the next use.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from typing import Protocol, TypeAlias, TypeVar, cast
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Connection,
    Date,
    DateTime,
    Dialect,
    Enum,
    Integer,
    LargeBinary,
    String,
    Uuid,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

T = TypeVar("T")

_IDLE = 0
_COMMAND_OK, _TUPLES_OK = 1, 2
_BAD = 1
_IN_WORDS, _AS_IT_IS = 0, 1
_NAMES, _DOUBTED = "loopplank_names", "loopplank_doubted"

_numbers = count(1)

Dump: TypeAlias = Callable[[object], bytes]
Load: TypeAlias = Callable[[bytes], object]


class PqResult(Protocol):
    """What is used of `psycopg.pq.PGresult`."""

    status: int
    ntuples: int
    nfields: int
    command_tuples: int | None

    def get_value(self, row_number: int, column_number: int) -> bytes | None:
        """Give one value."""


class _Pq(Protocol):
    """What is used of `psycopg.pq.PGconn`."""

    status: int
    transaction_status: int

    def exec_(self, command: bytes) -> PqResult: ...

    def prepare(self, name: bytes, command: bytes) -> PqResult: ...

    def describe_prepared(self, name: bytes) -> PqResult: ...

    def exec_prepared(
        self,
        name: bytes,
        param_values: Sequence[bytes | None],
        param_formats: Sequence[int] | None,
        result_format: int,
    ) -> PqResult: ...


class PsycopgConnection(Protocol):
    """What is used of a psycopg connection itself, which need not be installed for SQLite."""

    autocommit: bool
    closed: bool
    pgconn: _Pq


class _Errors(Protocol):
    def error_from_result(self, result: PqResult, encoding: str) -> Exception: ...


class _Module(Protocol):
    errors: _Errors
    OperationalError: type[Exception]


@dataclass(frozen=True, kw_only=True)
class Named:
    """One statement under its name. `sql` has `$1`, `$2`, … for `parameters`, in that order."""

    sql: str
    parameters: Sequence[tuple[str, Dump]]
    formats: Sequence[int]
    results: Sequence[Load] = ()
    name: bytes = field(default_factory=lambda: b"lp_%d" % next(_numbers))

    def sent(self, values: Mapping[str, object]) -> list[bytes | None]:
        """Put values in order, as PostgreSQL reads them."""
        return [
            None if (value := values[name]) is None else dump(value)
            for name, dump in self.parameters
        ]

    def run(self, connection: Connection, sent: Sequence[bytes | None]) -> PqResult:
        """Run it, in a transaction unless the connection commits by itself.

        Raises psycopg's errors.
        """
        record = connection.connection
        driver = cast("PsycopgConnection", record.dbapi_connection)
        module = cast("_Module", connection.dialect.loaded_dbapi)
        pq = driver.pgconn
        if pq.transaction_status == _IDLE and not driver.autocommit:
            _checked(pq, pq.exec_(b"BEGIN"), module)
        known: set[bytes] = record.info.setdefault(_NAMES, set())
        if self.name not in known:
            _checked(pq, pq.prepare(self.name, self.sql.encode()), module)
            known.add(self.name)
        return _checked(pq, pq.exec_prepared(self.name, sent, self.formats, _IN_WORDS), module)

    def rows(self, result: PqResult) -> list[tuple[object, ...]]:
        """Give the rows of a result in our types."""
        value = result.get_value
        loads = tuple(enumerate(self.results))
        return [
            tuple(
                [None if (raw := value(row, place)) is None else load(raw) for place, load in loads]
            )
            for row in range(result.ntuples)
        ]


def dump_of(kind: TypeEngine[object], dialect: Dialect) -> tuple[Dump, int]:
    """Give how a value of this type is sent, and in which of PostgreSQL's two formats."""
    impl = kind.dialect_impl(dialect)
    if not isinstance(impl, TypeDecorator):
        return _known(impl, _DUMPS)
    dump, sent_as = _known(impl.impl_instance, _DUMPS)
    convert = impl.bind_processor(dialect)
    return (dump if convert is None else lambda value: dump(convert(value))), sent_as


def load_of(kind: TypeEngine[object], dialect: Dialect) -> Load:
    """Give how a value of this type is read from PostgreSQL's text of it."""
    impl = kind.dialect_impl(dialect)
    if not isinstance(impl, TypeDecorator):
        return _known(impl, _LOADS)
    load = _known(impl.impl_instance, _LOADS)
    convert = impl.result_processor(dialect, None)
    return load if convert is None else lambda raw: convert(load(raw))


def doubt(connection: Connection) -> None:
    """Remember that after this rollback the server may know none of our names."""
    if not connection.invalidated:  # else the connection is gone, and its names with it
        connection.connection.info[_DOUBTED] = True


def take_stock(connection: PsycopgConnection, info: dict[str, object]) -> None:
    """Forget the names when the server forgot them. Between transactions only."""
    if not info.pop(_DOUBTED, False):
        return
    known = cast("set[bytes]", info.get(_NAMES, set()))
    if known and connection.pgconn.describe_prepared(min(known)).status != _COMMAND_OK:
        known.clear()


def _checked(pq: _Pq, result: PqResult, module: _Module) -> PqResult:
    if result.status in (_COMMAND_OK, _TUPLES_OK):
        return result
    if pq.status == _BAD:
        raise module.OperationalError("the connection is lost")
    raise module.errors.error_from_result(result, "utf-8")


def has_ways(kinds: Iterable[TypeEngine[object]], dialect: Dialect) -> bool:
    """Tell whether values of all these types can be sent and read here."""
    impls = (kind.dialect_impl(dialect) for kind in kinds)
    plain = (i.impl_instance if isinstance(i, TypeDecorator) else i for i in impls)
    return all(isinstance(kind, tuple(_DUMPS)) and not isinstance(kind, Enum) for kind in plain)


def _known(kind: TypeEngine[object], ways: Mapping[type[object], T]) -> T:
    for known, way in ways.items():
        if isinstance(kind, known):
            return way
    raise TypeError(f"no way is known for {kind!r}; ask has_ways first")


def _text(value: object) -> bytes:
    return cast("str", value).encode()


def _number(value: object) -> bytes:
    return b"%d" % cast("int", value)


def _truth(value: object) -> bytes:
    return b"t" if value else b"f"


def _id(value: object) -> bytes:
    return cast("UUID", value).hex.encode()


def _day(value: object) -> bytes:
    return cast("date", value).isoformat().encode()


def _bytes(value: object) -> bytes:
    return cast("bytes", value)


_DUMPS: Mapping[type[object], tuple[Dump, int]] = {
    Uuid: (_id, _IN_WORDS),
    DateTime: (_day, _IN_WORDS),
    Date: (_day, _IN_WORDS),
    Boolean: (_truth, _IN_WORDS),
    Integer: (_number, _IN_WORDS),
    String: (_text, _AS_IT_IS),  # with its length: as words it would end at a NUL
    LargeBinary: (_bytes, _AS_IT_IS),
}
_LOADS: Mapping[type[object], Load] = {
    Uuid: lambda raw: UUID(raw.decode()),
    DateTime: lambda raw: datetime.fromisoformat(raw.decode()),
    Date: lambda raw: date.fromisoformat(raw.decode()),
    Boolean: lambda raw: raw == b"t",
    Integer: int,
    String: bytes.decode,
    LargeBinary: lambda raw: bytes.fromhex(raw[2:].decode()),  # after "\x"
}
