"""Who looked at what (NEN 7513): rows that are added and never changed, sealed in batches.

A page waits for one insert. Each row carries an HMAC over itself, so that a changed row shows at
once; once an hour the rows since the last seal are sealed together, behind the seal before, so that
a removed row shows too. The last minute is left for the next seal: its rows may still be coming in.

    row ─ mac    row ─ mac    row ─ mac  │  row ─ mac …
    └────────── seal 1 ──────────┘◀──── seal 2 ────┘        hash of a seal covers the one before
"""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, RowMapping, insert, select

from engine.persistence.sealing import Seal
from engine.persistence.tables import read_entry, read_seal

SEAL_EVERY = timedelta(hours=1)
_STILL_COMING = timedelta(minutes=1)
_INSERT = insert(read_entry)
_SIGNED = tuple(column.name for column in read_entry.c if column.name != "mac")
_LAST = select(read_seal).order_by(read_seal.c.number.desc()).limit(1)


@dataclass(frozen=True, kw_only=True)
class NewRead:
    """One look. `shown` are the cases on a list; `question` is what was searched for."""

    id: UUID
    region: str
    at: datetime
    event: str
    action: str
    outcome: str
    actor_id: UUID
    actor_name: str
    roles: str
    address: str = ""
    case_id: UUID | None = None
    object_kind: str = ""
    object_id: UUID | None = None
    shown: tuple[UUID, ...] = ()
    question: str = ""
    is_emergency: bool = False
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a check of the log found: how much of it, and what does not fit."""

    rows: int
    seals: int
    changed: tuple[UUID, ...] = field(default=())
    broken_seal: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed or removed."""
        return not self.changed and self.broken_seal is None


@dataclass(frozen=True)
class Reads:
    """The tables `read_entry` and `read_seal`."""

    connection: Connection
    key: bytes
    sealing: Seal

    def add(self, new: NewRead) -> None:
        """Add a look, and seal what came before when that is due."""
        question = self.sealing.close(new.id, new.question) if new.question else None
        row: dict[str, object] = {
            **vars(new),
            "question": question,
            "shown": [str(case_id) for case_id in new.shown],
        }
        self.connection.execute(_INSERT, {**row, "mac": self._mac(row)})
        self._seal_when_due(new.at)

    def seal(self, now: datetime) -> None:
        """Seal every row since the last seal but the ones that may still be coming in."""
        last = self.connection.execute(_LAST).mappings().one_or_none()
        until = now - _STILL_COMING
        rows = self._between(last["until"] if last else None, until)
        if rows:
            self.connection.execute(
                insert(read_seal).values(
                    number=last["number"] + 1 if last else 1,
                    until=until,
                    count=len(rows),
                    hash=self._link(last["hash"] if last else b"", until, rows),
                    sealed_at=now,
                )
            )

    def question_of(self, row_id: UUID, sealed: bytes | None) -> str:
        """Read what was searched for."""
        return self.sealing.open(row_id, bytes(sealed)) if sealed else ""

    def check(self) -> Checked:
        """Walk all rows and seals."""
        rows = self.connection.execute(select(read_entry)).mappings().all()
        seals = self.connection.execute(select(read_seal).order_by(read_seal.c.number)).mappings()
        changed = tuple(row["id"] for row in rows if bytes(row["mac"]) != self._mac(row))
        count, head, since, broken = 0, b"", None, None
        for count, seal in enumerate(seals, start=1):
            covered = self._between(since, seal["until"])
            linked = self._link(head, seal["until"], covered)
            fits = seal["number"] == count and bytes(seal["hash"]) == linked
            broken = count if broken is None and not fits else broken
            head, since = bytes(seal["hash"]), seal["until"]
        return Checked(rows=len(rows), seals=count, changed=changed, broken_seal=broken)

    def _seal_when_due(self, now: datetime) -> None:
        last = self.connection.execute(_LAST).mappings().one_or_none()
        if last is None or now - last["until"] > SEAL_EVERY:
            self.seal(now)

    def _between(self, since: datetime | None, until: datetime) -> list[bytes]:
        query = select(read_entry.c.mac).where(read_entry.c.at <= until)
        if since is not None:
            query = query.where(read_entry.c.at > since)
        return [bytes(mac) for mac in self.connection.scalars(query.order_by(read_entry.c.id))]

    def _mac(self, row: "Mapping[str, object] | RowMapping") -> bytes:
        said = {name: _plain(row[name]) for name in _SIGNED}
        text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hmac.digest(self.key, b"read " + text.encode(), "sha256")

    def _link(self, head: bytes, until: datetime, macs: list[bytes]) -> bytes:
        said = f"{until.isoformat()} {len(macs)} ".encode()
        return hmac.digest(self.key, b"seal " + head + said + b"".join(macs), "sha256")


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.isoformat()
        case UUID():
            return str(value)
        case bytes() | memoryview():
            return bytes(value).hex()
        case _:
            return value
