"""A document with its content, for who may see its case (or, without a case, its region)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from engine.domain.access import Actor, Permission
from engine.errors import NotFound
from engine.persistence.tables import care_case, client, document
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
    is_attached: bool
    """Whether somebody attached it: such a file is only ever saved, never shown in a page."""
    secret_address: bool
    """Whether its client's address is secret: an attached file may well name it."""


def stored_document(connection: Connection, actor: Actor, document_id: UUID) -> StoredDocument:
    """Give a document; raises `NotFound` when it is unknown or not the actor's."""
    row = connection.execute(
        select(document, client.c.secret_address)
        .outerjoin(care_case, care_case.c.id == document.c.case_id)
        .outerjoin(client, client.c.id == care_case.c.client_id)
        .where(
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
        is_attached=row.uploaded_by is not None,
        secret_address=bool(row.secret_address),
    )
