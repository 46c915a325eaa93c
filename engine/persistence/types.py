"""Column types that mean the same on SQLite and PostgreSQL.

`UtcDateTime` takes and gives aware UTC moments; SQLite, which has no time zones, keeps them as
sortable text. `JsonText` keeps JSON as text: PostgreSQL's JSONB would reorder the keys.

A step converts some hundred values. Therefore both give the driver's own conversion at once,
instead of one of ours around one of SQLAlchemy's.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_read = json.JSONDecoder().decode

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC, with microseconds."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], object]:
        """Refuse naive moments: nobody knows which hour they mean."""
        return _text_of_moment if dialect.name == "sqlite" else _utc

    def result_processor(
        self,
        dialect: Dialect,
        coltype: object,  # noqa: ARG002 - signature of SQLAlchemy
    ) -> Callable[[str | None], datetime | None] | Callable[[datetime | None], datetime | None]:
        """Give the moment back in UTC."""
        return _moment_of_text if dialect.name == "sqlite" else _utc


class JsonText(TypeDecorator[Json]):
    """JSON as text, keys in the order in which they were given."""

    impl = Text
    cache_ok = True

    def bind_processor(
        self,
        dialect: Dialect,  # noqa: ARG002 - signature of SQLAlchemy
    ) -> Callable[[Json], str | None]:
        """Write compact JSON; NaN is not JSON and is refused."""
        return _text_of_json

    def result_processor(
        self,
        dialect: Dialect,  # noqa: ARG002 - signature of SQLAlchemy
        coltype: object,  # noqa: ARG002 - signature of SQLAlchemy
    ) -> Callable[[str | None], Json]:
        """Read it back."""
        return _json_of_text


def _utc(value: datetime | None) -> datetime | None:
    if value is None or value.tzinfo is UTC:
        return value
    if value.tzinfo is None:
        raise ValueError("a moment without time zone cannot be stored")
    return value.astimezone(UTC)


def _text_of_moment(value: datetime | None) -> str | None:
    utc = _utc(value)
    return None if utc is None else utc.isoformat(" ", "microseconds")[:26]


def _moment_of_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(f"{value}+00:00")


def _text_of_json(value: Json) -> str | None:
    if not value and isinstance(value, dict):
        return "{}"
    return None if value is None else _write(value)


def _json_of_text(value: str | None) -> Json:
    parsed: Json = None if value is None else _read(value)
    return parsed
