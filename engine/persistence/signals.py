"""Signals and the intake files that brought them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, func, insert, select, update

from engine.domain.ids import CaseId, ClientId, SignalId
from engine.persistence.tables import intake_batch, intake_row, signal
from engine.persistence.types import Json


@dataclass(frozen=True, kw_only=True)
class StoredSignal:
    """One signal as it stands."""

    id: SignalId
    number: str
    digest: str
    region: str
    client_id: ClientId | None
    case_id: CaseId | None = None
    source: str
    kind: str
    signal_date: date
    ethos: str | None
    safety_risk: str | None
    status: str
    outcome: str | None = None
    facts: Mapping[str, Json]
    intake_batch_id: UUID | None
    received_at: datetime


@dataclass(frozen=True, kw_only=True)
class Batch:
    """An intake file."""

    id: UUID
    region: str
    status: str
    content: bytes | None


@dataclass(frozen=True)
class Signals:
    """The tables `signal`, `intake_batch` and `intake_row`."""

    connection: Connection

    def by_digest(self, digests: Sequence[str]) -> Mapping[str, StoredSignal]:
        """Find which of these signals were received before."""
        rows = self.connection.execute(select(signal).where(signal.c.digest.in_(digests)))
        return {row["digest"]: StoredSignal(**row) for row in rows.mappings()}

    def get(self, signal_id: SignalId) -> StoredSignal | None:
        """Read one signal."""
        row = (
            self.connection.execute(select(signal).where(signal.c.id == signal_id))
            .mappings()
            .one_or_none()
        )
        return None if row is None else StoredSignal(**row)

    def add(self, signals: Sequence[StoredSignal]) -> None:
        """Add signals."""
        if signals:
            self.connection.execute(
                insert(signal), [{**vars(s), "facts": dict(s.facts)} for s in signals]
            )

    def change(self, signal_id: SignalId, values: Mapping[str, object]) -> None:
        """Set columns of a signal."""
        self.connection.execute(update(signal).where(signal.c.id == signal_id).values(dict(values)))

    def add_batch(self, values: Mapping[str, object]) -> None:
        """Add an intake file."""
        self.connection.execute(insert(intake_batch).values(dict(values)))

    def batch(self, batch_id: UUID) -> Batch | None:
        """Read an intake file."""
        row = self.connection.execute(
            select(intake_batch).where(intake_batch.c.id == batch_id)
        ).one_or_none()
        if row is None:
            return None
        return Batch(id=row.id, region=row.region, status=row.status, content=row.content)

    def add_rows(self, batch_id: UUID, rows: Sequence[Mapping[str, object]]) -> None:
        """Note what became of rows; a row that was noted before keeps its outcome."""
        known = (
            set(
                self.connection.scalars(
                    select(intake_row.c.row_number).where(intake_row.c.batch_id == batch_id)
                )
            )
            if rows
            else set()
        )
        fresh = [{**r, "batch_id": batch_id} for r in rows if r["row_number"] not in known]
        if fresh:
            self.connection.execute(insert(intake_row), fresh)

    def finish_batch(self, batch_id: UUID, status: str, at: datetime) -> Mapping[str, int]:
        """Count the outcomes, note them on the batch and let its content go."""
        rows = self.connection.execute(
            select(intake_row.c.status, func.count())
            .where(intake_row.c.batch_id == batch_id)
            .group_by(intake_row.c.status)
        ).all()
        counts: dict[str, int] = dict.fromkeys(("accepted", "rejected", "suppressed"), 0)
        counts |= {name: count for name, count in rows if name in counts}
        self.connection.execute(
            update(intake_batch)
            .where(intake_batch.c.id == batch_id)
            .values(status=status, content=None, finished_at=at, **counts)
        )
        return counts
