"""Statements of the busiest steps, worked out once: running one costs little beside the database.

SQLAlchemy remembers a statement's text, yet around each execution it sorts out parameters, makes a
context and wraps the cursor anew; for the ten small statements of a step that is more work than the
step itself. A `Prepared` keeps the text, the order of the parameters and the conversions of types
for each kind of database, and hands them to the driver (PostgreSQL's: `engine.persistence.libpq`):

    _OPEN = Prepared(select(job).where(job.c.id == bindparam("b_id")))
    _OPEN.rows(connection, {"b_id": key}).one_or_none()

Who listens to the engine's statements hears these too, and the errors are SQLAlchemy's. Lists in a
parameter (`IN`) are not for here. Nothing begins a transaction by itself: that is what `Database`
does, or leaves out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    Dialect,
    Insert,
    Select,
    Table,
    Update,
    bindparam,
    insert,
)
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine import Result
from sqlalchemy.engine.interfaces import DBAPICursor, DBAPIModule
from sqlalchemy.engine.result import IteratorResult, SimpleResultMetaData
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.selectable import CompoundSelect
from sqlalchemy.types import TypeEngine

from engine.persistence.libpq import Named, PqResult, dump_of, has_ways, load_of

Values: TypeAlias = Mapping[str, object]
Statement: TypeAlias = (
    Select[*tuple[object, ...]] | CompoundSelect[*tuple[object, ...]] | Insert | Update | Delete
)
_READING = (Select, CompoundSelect)
_MOST_ROWS = 50
_NUMBERED = PGDialect_psycopg(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]  # SQLAlchemy's dialects have no types
"""PostgreSQL's words with `$1` where a parameter goes."""
_Convert: TypeAlias = Callable[[object], object] | None
_Parameters: TypeAlias = tuple[object, ...] | dict[str, object]


class Prepared:
    """One statement; its parameters have the same names every time, or it is worked out again."""

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._texts: dict[tuple[str, tuple[str, ...]], _Text | _NamedText] = {}

    def rows(self, connection: Connection, values: Values) -> Result[*tuple[object, ...]]:
        """Read rows, which know their columns by name and by the table's column."""
        text = self._text(connection, values)
        return IteratorResult(text.shape, iter(text.rows(connection, values)))

    def change(self, connection: Connection, values: Values) -> int:
        """Change rows; tell how many."""
        return self._text(connection, values).change(connection, values)

    def add(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Run the same change for many."""
        if rows:
            self._text(connection, rows[0]).add(connection, rows)

    def _text(self, connection: Connection, values: Values) -> "_Text | _NamedText":
        key = (connection.dialect.name, tuple(values))
        if key not in self._texts:
            self._texts[key] = _text_of(self._statement, connection.dialect, list(values))
        return self._texts[key]


@dataclass(frozen=True, kw_only=True)
class _Text:
    """A statement in the words of a database that is spoken to by a cursor."""

    sql: str
    constants: Values
    order: Sequence[tuple[str, _Convert]]
    is_positional: bool
    results: Sequence[tuple[int, Callable[[object], object]]]
    """The places of the columns that the driver gives otherwise than we want them."""
    shape: SimpleResultMetaData

    def rows(self, connection: Connection, values: Values) -> list[tuple[object, ...]]:
        """Read rows."""
        cursor = run(connection, self.sql, self._parameters(values))
        found = [self._row(raw) for raw in cursor.fetchall()]
        cursor.close()
        return found

    def change(self, connection: Connection, values: Values) -> int:
        """Change rows; tell how many."""
        cursor = run(connection, self.sql, self._parameters(values))
        changed: int = cursor.rowcount
        cursor.close()
        return changed

    def add(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Run it for each row."""
        if len(rows) == 1:
            run(connection, self.sql, self._parameters(rows[0])).close()
        else:
            run(connection, self.sql, [self._parameters(row) for row in rows]).close()

    def _parameters(self, given: Values) -> _Parameters:
        """Put the values in the driver's order and in its types."""
        values = {**self.constants, **given} if self.constants else given
        if self.is_positional:
            return tuple([values[name] if c is None else c(values[name]) for name, c in self.order])
        return {name: values[name] if c is None else c(values[name]) for name, c in self.order}

    def _row(self, raw: Sequence[object]) -> tuple[object, ...]:
        """Give a row's values in our types."""
        values = list(raw)
        for place, convert in self.results:
            if values[place] is not None:
                values[place] = convert(values[place])
        return tuple(values)


@dataclass(frozen=True, kw_only=True)
class _NamedText:
    """A statement that PostgreSQL knows by name."""

    named: Named
    constants: Values
    shape: SimpleResultMetaData
    table: Table | None
    """The table of a plain insert, which can take many rows in one statement."""
    wide: dict[int, Named] = field(default_factory=dict)
    """That insert for so many rows."""

    def rows(self, connection: Connection, values: Values) -> list[tuple[object, ...]]:
        """Read rows."""
        return self.named.rows(_perform(connection, self.named, self._sent(values)))

    def change(self, connection: Connection, values: Values) -> int:
        """Change rows; tell how many."""
        return _perform(connection, self.named, self._sent(values)).command_tuples or 0

    def add(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Run it for each row; a plain insert takes many at once."""
        if self.table is None or len(rows) == 1:
            for row in rows:
                _perform(connection, self.named, self._sent(row))
            return
        for chunk in (rows[at : at + _MOST_ROWS] for at in range(0, len(rows), _MOST_ROWS)):
            sent = [value for row in chunk for value in self._sent(row)]
            _perform(connection, self._for(len(chunk), self.table), sent)

    def _sent(self, given: Values) -> list[bytes | None]:
        return self.named.sent({**self.constants, **given} if self.constants else given)

    def _for(self, count: int, table: Table) -> Named:
        if count not in self.wide:
            self.wide[count] = _widened(self.named, table, count)
        return self.wide[count]


def _text_of(statement: Statement, dialect: Dialect, names: list[str]) -> _Text | _NamedText:
    compiled = statement.compile(dialect=dialect, column_keys=names)
    if "POSTCOMPILE" in str(compiled):
        raise TypeError("a list in a parameter cannot be prepared")
    columns = tuple(statement.selected_columns) if isinstance(statement, _READING) else ()
    binds = compiled.binds
    kinds = [*(bind.type for bind in binds.values()), *(column.type for column in columns)]
    if dialect.driver == "psycopg" and has_ways(kinds, dialect):
        return _named_text_of(statement, dialect, names)
    order = (compiled.positiontup if compiled.positional else None) or list(binds)
    return _Text(
        sql=compiled.string,
        constants=_constants(compiled),
        order=[(name, _to_driver(binds[name].type, dialect)) for name in order],
        is_positional=compiled.positional,
        results=[
            (place, convert)
            for place, column in enumerate(columns)
            if (convert := _from_driver(column.type, dialect)) is not None
        ],
        shape=_shape_of(columns),
    )


def _named_text_of(statement: Statement, dialect: Dialect, names: list[str]) -> _NamedText:
    compiled = statement.compile(dialect=_NUMBERED, column_keys=names)
    columns = tuple(statement.selected_columns) if isinstance(statement, _READING) else ()
    order = compiled.positiontup or []
    dumps = [dump_of(compiled.binds[name].type, dialect) for name in order]
    constants = _constants(compiled)
    return _NamedText(
        named=Named(
            sql=compiled.string,
            parameters=[(name, dump) for name, (dump, _) in zip(order, dumps, strict=True)],
            formats=[sent_as for _, sent_as in dumps],
            results=[load_of(column.type, dialect) for column in columns],
        ),
        constants=constants,
        shape=_shape_of(columns),
        table=None if constants else _plainly_filled(statement, order),
    )


def _constants(compiled: SQLCompiler) -> Values:
    return {key: b.effective_value for key, b in compiled.binds.items() if not b.required}


def _shape_of(columns: Sequence[ColumnElement[object]]) -> SimpleResultMetaData:
    return SimpleResultMetaData([str(c.key) for c in columns], extra=[(c,) for c in columns])


def _plainly_filled(statement: Statement, names: Sequence[str]) -> Table | None:
    """Give the table of an insert whose parameters are columns, and nothing else."""
    table = statement.table if isinstance(statement, Insert) else None
    return table if isinstance(table, Table) and set(names) <= set(table.c.keys()) else None


def _widened(narrow: Named, table: Table, count: int) -> Named:
    """Make an insert of many rows; their values follow each other as those of one row do."""
    names = [name for name, _ in narrow.parameters]
    rows = [
        {name: bindparam(f"{name}_{at}", type_=table.c[name].type) for name in names}
        for at in range(count)
    ]
    compiled = insert(table).values(rows).compile(dialect=_NUMBERED)
    order = list(compiled.positiontup or ())
    if order != [f"{name}_{at}" for at in range(count) for name in names]:
        raise TypeError(f"an insert of many rows into {table.name} has another order")
    return Named(
        sql=compiled.string,
        parameters=narrow.parameters,
        formats=[*narrow.formats] * count,
    )


def _to_driver(kind: TypeEngine[object], dialect: Dialect) -> _Convert:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _from_driver(kind: TypeEngine[object], dialect: Dialect) -> _Convert:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def run(
    connection: Connection, sql: str, parameters: _Parameters | list[_Parameters]
) -> DBAPICursor:
    """Run a statement of the driver's words; listeners and errors are SQLAlchemy's."""
    many = isinstance(parameters, list)
    cursor = connection.connection.cursor()
    listeners = connection.engine.dispatch
    for listener in listeners.before_cursor_execute:
        listener(connection, cursor, sql, parameters, None, many)
    try:
        if isinstance(parameters, list):
            cursor.executemany(sql, cast("Sequence[Sequence[object]]", parameters))
        else:
            cursor.execute(sql, parameters)
    except connection.dialect.loaded_dbapi.Error as error:
        raise _wrapped(connection, cursor, sql, error) from error
    for listener in listeners.after_cursor_execute:
        listener(connection, cursor, sql, parameters, None, many)
    return cursor


def _perform(connection: Connection, named: Named, sent: Sequence[bytes | None]) -> PqResult:
    """Run a named statement; listeners and errors are SQLAlchemy's."""
    listeners = connection.engine.dispatch
    for listener in listeners.before_cursor_execute:
        listener(connection, None, named.sql, None, None, False)  # noqa: FBT003 - SQLAlchemy's order
    try:
        result = named.run(connection, sent)
    except connection.dialect.loaded_dbapi.Error as error:
        raise _wrapped(connection, None, named.sql, error) from error
    for listener in listeners.after_cursor_execute:
        listener(connection, None, named.sql, None, None, False)  # noqa: FBT003 - SQLAlchemy's order
    return result


def _wrapped(
    connection: Connection, cursor: DBAPICursor | None, sql: str, error: DBAPIModule.Error
) -> BaseException:
    """Make SQLAlchemy's error of the driver's, without the parameters: they may be personal."""
    driver = connection.connection.dbapi_connection
    is_lost = connection.dialect.is_disconnect(error, driver, cursor)
    if is_lost:
        connection.invalidate(error)
    return DBAPIError.instance(
        sql,
        None,
        error,
        connection.dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=is_lost,
        dialect=connection.dialect,
    )
