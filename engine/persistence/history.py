"""What happened to an instance, element by element: rows are added and never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select

from engine.domain.ids import CaseId, InstanceId, SignalId, UserId
from engine.persistence.prepared import Prepared
from engine.persistence.tables import history_event
from engine.persistence.types import Json

_INSERT = Prepared(insert(history_event))


@dataclass(frozen=True, kw_only=True)
class NewEvent:
    """One event; ids rise with the order in which things happened."""

    id: UUID
    instance_id: InstanceId
    case_id: CaseId | None
    signal_id: SignalId | None
    at: datetime
    kind: str
    element_id: str
    element_type: str
    process_key: str
    name: str
    actor_id: UserId | None
    task_id: UUID | None
    detail: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class History:
    """The table `history_event`."""

    connection: Connection

    def add(self, events: Sequence[NewEvent]) -> None:
        """Append events in their order."""
        if events:
            rows = [{**vars(event), "detail": dict(event.detail)} for event in events]
            _INSERT.add(self.connection, rows)

    def has(self, key: UUID) -> bool:
        """Tell whether this event is there."""
        found = self.connection.scalar(select(history_event.c.id).where(history_event.c.id == key))
        return found is not None
