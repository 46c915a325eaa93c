"""Intake files: which were uploaded, how far they are, and what became of each row."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, select

from engine.domain.access import Actor, Permission
from engine.errors import NotFound
from engine.persistence.tables import (
    care_case,
    intake_batch,
    intake_row,
    region,
    signal,
    user_account,
)
from engine.queries import Connection

RECENT = 20


@dataclass(frozen=True, kw_only=True)
class IntakeBatch:
    """An uploaded file. `content` is there between the preview and the end only."""

    batch_id: UUID
    region: str
    region_name: str
    filename: str
    status: str
    content: bytes | None
    row_count: int
    done: int
    accepted: int
    rejected: int
    suppressed: int
    uploaded_by: str | None
    uploaded_at: datetime
    finished_at: datetime | None

    @property
    def is_finished(self) -> bool:
        """Whether nothing more happens to it."""
        return self.status in {"finished", "cancelled"}


@dataclass(frozen=True, kw_only=True)
class RowResult:
    """What became of a row."""

    number: int
    status: str
    reason: str
    signal_number: str | None
    case_id: UUID | None
    case_number: str | None


def intake_batches(connection: Connection, actor: Actor) -> tuple[IntakeBatch, ...]:
    """Give the latest files of the actor's regions, without content."""
    rows = connection.execute(
        _batches().where(_visible(actor)).order_by(intake_batch.c.uploaded_at.desc()).limit(RECENT)
    )
    return tuple(_batch(row, content=None) for row in rows)


def intake_file(connection: Connection, actor: Actor, batch_id: UUID) -> IntakeBatch:
    """Give one file; raises `NotFound` when it is unknown or not the actor's."""
    row = connection.execute(
        _batches()
        .add_columns(intake_batch.c.content)
        .where(_visible(actor), intake_batch.c.id == batch_id)
    ).one_or_none()
    if row is None:
        raise NotFound("Niet gevonden.")
    return _batch(row, content=None if row.content is None else bytes(row.content))


def row_results(
    connection: Connection, actor: Actor, batch_id: UUID, status: str, limit: int
) -> tuple[RowResult, ...]:
    """Give the rows of a file with one outcome, in their order."""
    rows = connection.execute(
        select(
            intake_row.c.row_number,
            intake_row.c.status,
            intake_row.c.reason,
            signal.c.number,
            signal.c.case_id,
            care_case.c.number.label("case_number"),
        )
        .join(intake_batch, intake_batch.c.id == intake_row.c.batch_id)
        .outerjoin(signal, signal.c.id == intake_row.c.signal_id)
        .outerjoin(care_case, care_case.c.id == signal.c.case_id)
        .where(_visible(actor), intake_row.c.batch_id == batch_id, intake_row.c.status == status)
        .order_by(intake_row.c.row_number)
        .limit(limit)
    )
    return tuple(
        RowResult(
            number=row.row_number,
            status=row.status,
            reason=row.reason,
            signal_number=row.number,
            case_id=row.case_id,
            case_number=row.case_number,
        )
        for row in rows
    )


def _batches() -> Select[*tuple[object, ...]]:
    done = (
        select(func.count())
        .select_from(intake_row)
        .where(intake_row.c.batch_id == intake_batch.c.id)
        .scalar_subquery()
    )
    return (
        select(
            intake_batch.c.id,
            intake_batch.c.region,
            region.c.name.label("region_name"),
            intake_batch.c.filename,
            intake_batch.c.status,
            intake_batch.c.row_count,
            done.label("done"),
            intake_batch.c.accepted,
            intake_batch.c.rejected,
            intake_batch.c.suppressed,
            user_account.c.name.label("uploaded_by"),
            intake_batch.c.uploaded_at,
            intake_batch.c.finished_at,
        )
        .join(region, region.c.code == intake_batch.c.region)
        .outerjoin(user_account, user_account.c.id == intake_batch.c.uploaded_by)
    )


def _visible(actor: Actor) -> ColumnElement[bool]:
    return and_(intake_batch.c.region.in_(actor.regions_where(Permission.TAKE_IN_SIGNALS)))


def _batch(row: "Row[*tuple[object, ...]]", *, content: bytes | None) -> IntakeBatch:
    return IntakeBatch(
        batch_id=row.id,
        region=row.region,
        region_name=row.region_name,
        filename=row.filename,
        status=row.status,
        content=content,
        row_count=row.row_count,
        done=row.done,
        accepted=row.accepted,
        rejected=row.rejected,
        suppressed=row.suppressed,
        uploaded_by=row.uploaded_by,
        uploaded_at=row.uploaded_at,
        finished_at=row.finished_at,
    )
