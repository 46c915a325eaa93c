"""Documents in a case's file: letters that were produced, kept as they went out."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert

from engine.domain.ids import CaseId, DocumentId, InstanceId, JobId
from engine.persistence.tables import document


@dataclass(frozen=True, kw_only=True)
class NewDocument:
    """One document."""

    id: DocumentId
    case_id: CaseId | None
    instance_id: InstanceId | None
    region: str
    job_id: JobId | None
    kind: str
    title: str
    filename: str
    media_type: str
    recipient: str | None
    content: bytes
    created_at: datetime


@dataclass(frozen=True)
class Documents:
    """The table `document`."""

    connection: Connection

    def put(self, new: NewDocument) -> None:
        """Keep a document; the same job's same filename replaces an earlier try."""
        if new.job_id is not None:
            self.connection.execute(
                delete(document).where(
                    document.c.job_id == new.job_id, document.c.filename == new.filename
                )
            )
        self.connection.execute(
            insert(document).values(
                **vars(new),
                size=len(new.content),
                digest=hashlib.sha256(new.content).hexdigest(),
            )
        )
