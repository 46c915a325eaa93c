"""What a table last decided in a case: the answer to "waarom urgentie 1?"."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from engine.domain.access import Actor, Permission
from engine.persistence.tables import care_case, history_event
from engine.persistence.types import Json
from engine.queries import Connection

_LOOKED_AT = 500


def last_decided(
    connection: Connection, actor: Actor, case_id: UUID, decision: str
) -> Mapping[str, Json] | None:
    """Give what the history kept of the newest time that a table decided; None: it never did."""
    details = connection.scalars(
        select(history_event.c.detail)
        .join(care_case, care_case.c.id == history_event.c.case_id)
        .where(
            history_event.c.case_id == case_id,
            history_event.c.kind == "decided",
            care_case.c.region.in_(actor.regions_where(Permission.SEE_CASES)),
        )
        .order_by(history_event.c.at.desc(), history_event.c.id.desc())
        .limit(_LOOKED_AT)
    )
    return next((found for found in details if found.get("beslissing") == decision), None)
