"""A document with its content, for who may see its case (or, without a case, its region)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from engine.domain.access import Actor, Permission
from engine.errors import NotFound
from engine.persistence.tables import document
from engine.queries import Connection


@dataclass(frozen=True, kw_only=True)
class StoredDocument:
    """What goes to the browser."""

    region: str
    title: str
    filename: str
    media_type: str
    content: bytes
    case_id: UUID | None


def stored_document(connection: Connection, actor: Actor, document_id: UUID) -> StoredDocument:
    """Give a document; raises `NotFound` when it is unknown or not the actor's."""
    row = connection.execute(
        select(document).where(
            document.c.id == document_id,
            document.c.region.in_(actor.regions_where(Permission.SEE_CASES)),
        )
    ).one_or_none()
    if row is None:
        raise NotFound("Niet gevonden.")
    return StoredDocument(
        region=row.region,
        title=row.title,
        filename=row.filename,
        media_type=row.media_type,
        content=bytes(row.content),
        case_id=row.case_id,
    )
