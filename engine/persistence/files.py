"""Files that people attach to tasks: kept while the form is open, documents once it is sent.

keep ──> draft_file ──┬── the task is completed with it ──> document, with the same id
                      └── taken away, or never sent ──> removed
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Uuid, delete, func, insert, literal, null, or_, select

from engine.domain.ids import FileId, TaskId, UserId
from engine.domain.user_task import TaskStatus, UserTask
from engine.persistence.tables import document, draft_file, user_task
from engine.persistence.types import UtcDateTime

ATTACHED = "bijlage"
"""The kind of a document that somebody attached."""


@dataclass(frozen=True, kw_only=True)
class NewFile:
    """A file that somebody chose in a form."""

    id: FileId
    task_id: TaskId
    field: str
    filename: str
    media_type: str
    content: bytes
    digest: str
    created_by: UserId
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class KeptFile:
    """A file that was kept for a task, without its content."""

    id: UUID
    field: str
    filename: str
    media_type: str
    size: int


@dataclass(frozen=True, kw_only=True)
class Kept:
    """How much was kept for a task."""

    files: int
    size: int


@dataclass(frozen=True)
class Files:
    """The table `draft_file`, and the way from there to `document`."""

    connection: Connection

    def keep(self, new: NewFile) -> UUID:
        """Keep a file; give its id, or that of the same file in the same field."""
        known: UUID | None = self.connection.scalar(
            select(draft_file.c.id).where(
                draft_file.c.task_id == new.task_id,
                draft_file.c.field == new.field,
                draft_file.c.digest == new.digest,
            )
        )
        if known is not None:
            return known
        self.connection.execute(insert(draft_file).values(**vars(new), size=len(new.content)))
        return new.id

    def kept(self, task_id: TaskId) -> Kept:
        """Tell how much was kept for a task."""
        row = self.connection.execute(
            select(func.count(), func.coalesce(func.sum(draft_file.c.size), 0)).where(
                draft_file.c.task_id == task_id
            )
        ).one()
        return Kept(files=int(row[0]), size=int(row[1]))

    def of_task(self, task_id: UUID) -> tuple[KeptFile, ...]:
        """Give what was kept for a task, the oldest first."""
        kept = draft_file.c
        rows = self.connection.execute(
            select(kept.id, kept.field, kept.filename, kept.media_type, kept.size)
            .where(kept.task_id == task_id)
            .order_by(kept.created_at, kept.id)
        )
        return tuple(
            KeptFile(
                id=row.id,
                field=row.field,
                filename=row.filename,
                media_type=row.media_type,
                size=row.size,
            )
            for row in rows
        )

    def remove(self, task_id: TaskId, file_id: UUID) -> bool:
        """Take a file away again. False: it was not there."""
        found = delete(draft_file).where(
            draft_file.c.task_id == task_id, draft_file.c.id == file_id
        )
        return bool(self.connection.execute(found).rowcount)

    def replace(self, task_id: TaskId, field: str, *, by: UserId, keep: UUID) -> None:
        """Take away what the same person chose before, in a field that takes one file."""
        self.connection.execute(
            delete(draft_file).where(
                draft_file.c.task_id == task_id,
                draft_file.c.field == field,
                draft_file.c.created_by == by,
                draft_file.c.id != keep,
            )
        )

    def submit(self, task: UserTask, ids: Sequence[UUID], *, by: UserId, at: datetime) -> None:
        """Make these files documents of the task's case, and remove what else was kept for it."""
        if ids:
            self._make_documents(task, ids, by, at)
        self.connection.execute(delete(draft_file).where(draft_file.c.task_id == task.id))

    def _make_documents(
        self, task: UserTask, ids: Sequence[UUID], by: UserId, at: datetime
    ) -> None:
        kept = draft_file.c
        given = {
            document.c.id: kept.id,
            document.c.case_id: literal(task.case_id, Uuid) if task.case_id else null(),
            document.c.instance_id: literal(task.instance_id, Uuid),
            document.c.region: literal(task.region),
            document.c.kind: literal(ATTACHED),
            document.c.title: kept.filename,
            document.c.filename: kept.filename,
            document.c.media_type: kept.media_type,
            document.c.content: kept.content,
            document.c.size: kept.size,
            document.c.digest: kept.digest,
            document.c.created_at: literal(at, UtcDateTime),
            document.c.task_id: kept.task_id,
            document.c.uploaded_by: literal(by, Uuid),
        }
        chosen = select(*given.values()).where(kept.task_id == task.id, kept.id.in_(ids))
        self.connection.execute(insert(document).from_select(list(given), chosen))

    def remove_forgotten(self, before: datetime) -> int:
        """Remove what was chosen before a moment, or for a task that is closed; tell how many."""
        is_closed = (
            select(user_task.c.id)
            .where(user_task.c.id == draft_file.c.task_id, user_task.c.status != TaskStatus.OPEN)
            .exists()
        )
        forgotten = or_(draft_file.c.created_at < before, is_closed)
        return self.connection.execute(delete(draft_file).where(forgotten)).rowcount
