"""The audit log: one entry per change, chained per region so that tampering shows.

Each entry's hash is an HMAC over the hash before it and the entry itself. A changed or removed
entry breaks the chain at its own place; a tail that was cut off shows only against a head that was
kept elsewhere (`head`). One chain per region, so that regions do not wait for each other.

The process remembers the heads that it wrote. That is a guess, which the insert itself checks: it
adds nothing unless the entry before stands there with that very hash, and nothing follows it yet.
"""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import Connection, bindparam, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from engine.errors import Conflict
from engine.persistence.prepared import Prepared
from engine.persistence.tables import audit_entry
from engine.persistence.types import Json

_MOST_TRIES = 50
_write = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
_FIELDS = (
    "region",
    "seq",
    "at",
    "actor_id",
    "actor_name",
    "action",
    "subject_kind",
    "subject_id",
    "case_id",
    "detail",
)


Heads: TypeAlias = dict[str, tuple[int, bytes]]
"""The number and hash of the last entry per region, as this process last knew them."""

_SEQ = bindparam("seq", type_=audit_entry.c.seq.type)
_before = audit_entry.alias("before")
_NEXT = select(*(bindparam(column.name, type_=column.type) for column in audit_entry.c)).where(
    or_(
        _SEQ == 1,
        select(_before.c.seq)
        .where(
            _before.c.region == bindparam("region", type_=audit_entry.c.region.type),
            _before.c.seq == _SEQ - 1,
            _before.c.hash == bindparam("head", type_=audit_entry.c.hash.type),
        )
        .exists(),
    )
)
_INSERTS = {
    name: Prepared(
        dialect.insert(audit_entry)
        .from_select(list(audit_entry.c.keys()), _NEXT)
        .on_conflict_do_nothing(index_elements=["region", "seq"])
    )
    for name, dialect in (("postgresql", postgresql), ("sqlite", sqlite))
}
_HEAD = Prepared(
    select(audit_entry.c.seq, audit_entry.c.hash)
    .where(audit_entry.c.region == bindparam("b_region"))
    .order_by(audit_entry.c.seq.desc())
    .limit(1)
)


@dataclass(frozen=True, kw_only=True)
class NewEntry:
    """One change: who did what to which thing. No contents, no BSN."""

    id: UUID
    region: str
    at: datetime
    actor_id: UUID
    actor_name: str
    action: str
    subject_kind: str
    subject_id: UUID | None
    case_id: UUID | None
    detail: Mapping[str, Json]


@dataclass(frozen=True)
class Audit:
    """The table `audit_entry`."""

    connection: Connection
    key: bytes
    heads: Heads

    def append(self, entry: NewEntry) -> None:
        """Add an entry behind the region's last one.

        Two writers may have read the same head: the unique (region, seq) lets one in, and the
        other reads the head again. This is the last thing a transaction does, so nobody waits long.
        """
        insert = _INSERTS[self.connection.dialect.name]
        known = self.heads.get(entry.region)
        for _ in range(_MOST_TRIES):
            seq, head = known or self.head(entry.region)
            row: dict[str, object] = {**vars(entry), "seq": seq + 1, "detail": dict(entry.detail)}
            row["hash"] = link = _link(self.key, head, row)
            if insert.change(self.connection, {**row, "head": head}):
                self.heads[entry.region] = (seq + 1, link)
                return
            known = None
        raise Conflict("Het is te druk in het logboek van deze regio; probeer het opnieuw.")

    def head(self, region: str) -> tuple[int, bytes]:
        """Give the number and hash of a region's last entry; (0, b"") when there is none."""
        row = _HEAD.rows(self.connection, {"b_region": region}).one_or_none()
        return (0, b"") if row is None else (row.seq, row.hash)

    def regions(self) -> list[str]:
        """List the chains; '' is what belongs to no region."""
        found = select(audit_entry.c.region).distinct().order_by(audit_entry.c.region)
        return list(self.connection.scalars(found))

    def first_broken(self, region: str) -> int | None:
        """Walk a region's chain; the number of the first entry that does not fit, or None."""
        head = b""
        rows = self.connection.execute(
            select(audit_entry).where(audit_entry.c.region == region).order_by(audit_entry.c.seq)
        )
        for expected, row in enumerate(rows.mappings(), start=1):
            if row["seq"] != expected or row["hash"] != _link(self.key, head, dict(row)):
                return expected
            head = row["hash"]
        return None


def _link(key: bytes, head: bytes, row: Mapping[str, object]) -> bytes:
    said = {name: _plain(row[name]) for name in _FIELDS}
    return hmac.digest(key, head + _write(said).encode(), "sha256")


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
