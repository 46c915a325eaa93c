"""Column types that mean the same on SQLite and PostgreSQL.

`UtcDateTime` takes and gives aware UTC moments; SQLite, which has no time zones, keeps them as
sortable text. `JsonText` keeps JSON as text: PostgreSQL's JSONB would reorder the keys.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC, with microseconds."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments: nobody knows which hour they mean."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without time zone cannot be stored")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class JsonText(TypeDecorator[Json]):
    """JSON as text, keys in the order in which they were given."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Json, dialect: Dialect) -> str | None:  # noqa: ARG002 - signature of SQLAlchemy
        """Write compact JSON; NaN is not JSON and is refused."""
        if value is None:
            return None
        return _write(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Json:  # noqa: ARG002 - signature of SQLAlchemy
        """Read it back."""
        if value is None:
            return None
        parsed: Json = json.loads(value)
        return parsed
