"""Statements of the busiest steps, worked out once: running one costs little beside the database.

SQLAlchemy remembers a statement's text, yet around each execution it sorts out parameters, makes a
context and wraps the cursor anew; for the ten small statements of a step that is more work than the
step itself. A `Prepared` keeps the text, the order of the parameters and the conversions of types
for each kind of database, and hands them to the driver:

    _OPEN = Prepared(select(job).where(job.c.id == bindparam("b_id")))
    _OPEN.rows(connection, {"b_id": key}).one_or_none()

Who listens to the engine's statements hears these too, and the errors are SQLAlchemy's. Lists in a
parameter (`IN`) are not for here. Nothing begins a transaction by itself: that is what `Database`
does, or leaves out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, cast

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Update
from sqlalchemy.engine import Result
from sqlalchemy.engine.interfaces import DBAPICursor, DBAPIModule
from sqlalchemy.engine.result import IteratorResult, SimpleResultMetaData
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.selectable import CompoundSelect
from sqlalchemy.types import TypeEngine

Values: TypeAlias = Mapping[str, object]
Statement: TypeAlias = (
    Select[*tuple[object, ...]] | CompoundSelect[*tuple[object, ...]] | Insert | Update | Delete
)
_READING = (Select, CompoundSelect)
_Convert: TypeAlias = Callable[[object], object] | None
_Parameters: TypeAlias = tuple[object, ...] | dict[str, object]


class Prepared:
    """One statement; its parameters have the same names every time, or it is worked out again."""

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._texts: dict[tuple[str, tuple[str, ...]], _Text] = {}

    def rows(self, connection: Connection, values: Values) -> Result[*tuple[object, ...]]:
        """Read rows, which know their columns by name and by the table's column."""
        text = self._text(connection, values)
        cursor = run(connection, text.sql, text.parameters(values))
        found = [text.row(raw) for raw in cursor.fetchall()]
        cursor.close()
        return IteratorResult(text.shape, iter(found))

    def change(self, connection: Connection, values: Values) -> int:
        """Change rows; tell how many."""
        text = self._text(connection, values)
        cursor = run(connection, text.sql, text.parameters(values))
        changed: int = cursor.rowcount
        cursor.close()
        return changed

    def add(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Run the same change for many."""
        if not rows:
            return
        text = self._text(connection, rows[0])
        if len(rows) == 1:
            cursor = run(connection, text.sql, text.parameters(rows[0]))
        else:
            cursor = run(connection, text.sql, [text.parameters(row) for row in rows])
        cursor.close()

    def _text(self, connection: Connection, values: Values) -> "_Text":
        key = (connection.dialect.name, tuple(values))
        if key not in self._texts:
            self._texts[key] = _text_of(self._statement, connection.dialect, list(values))
        return self._texts[key]


@dataclass(frozen=True, kw_only=True)
class _Text:
    """A statement in the words of one database."""

    sql: str
    constants: Values
    order: Sequence[tuple[str, _Convert]]
    is_positional: bool
    results: Sequence[tuple[int, Callable[[object], object]]]
    """The places of the columns that the driver gives otherwise than we want them."""
    shape: SimpleResultMetaData

    def parameters(self, given: Values) -> _Parameters:
        """Put the values in the driver's order and in its types."""
        values = {**self.constants, **given} if self.constants else given
        if self.is_positional:
            return tuple([values[name] if c is None else c(values[name]) for name, c in self.order])
        return {name: values[name] if c is None else c(values[name]) for name, c in self.order}

    def row(self, raw: Sequence[object]) -> tuple[object, ...]:
        """Give a row's values in our types."""
        values = list(raw)
        for place, convert in self.results:
            if values[place] is not None:
                values[place] = convert(values[place])
        return tuple(values)


def _text_of(statement: Statement, dialect: Dialect, names: list[str]) -> _Text:
    compiled = statement.compile(dialect=dialect, column_keys=names)
    if "POSTCOMPILE" in str(compiled):
        raise TypeError("a list in a parameter cannot be prepared")
    binds = compiled.binds
    order = compiled.positiontup if compiled.positional else list(binds)
    columns = tuple(statement.selected_columns) if isinstance(statement, _READING) else ()
    return _Text(
        sql=compiled.string,
        constants={k: b.effective_value for k, b in binds.items() if not b.required},
        order=[(name, _to_driver(binds[name].type, dialect)) for name in order or ()],
        is_positional=compiled.positional,
        results=[
            (place, convert)
            for place, column in enumerate(columns)
            if (convert := _from_driver(column.type, dialect)) is not None
        ],
        shape=SimpleResultMetaData([str(c.key) for c in columns], extra=[(c,) for c in columns]),
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


def _wrapped(
    connection: Connection, cursor: DBAPICursor, sql: str, error: DBAPIModule.Error
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
