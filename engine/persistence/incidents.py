"""Incidents: what the engine could not do and a person must look at."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, update

from engine.domain.ids import CaseId, InstanceId, JobId, UserId
from engine.persistence.tables import incident


@dataclass(frozen=True, kw_only=True)
class NewIncident:
    """One thing that went wrong, in words for a supervisor; no personal data."""

    id: UUID
    job_id: JobId | None
    instance_id: InstanceId
    case_id: CaseId | None
    region: str
    process_key: str
    element_id: str
    message: str
    created_at: datetime


@dataclass(frozen=True)
class Incidents:
    """The table `incident`."""

    connection: Connection

    def add(self, new: NewIncident) -> None:
        """Open an incident."""
        self.connection.execute(insert(incident).values(**vars(new), status="open"))

    def resolve(self, job_id: UUID, *, by: UserId | None, at: datetime) -> None:
        """Close the open incidents of a job."""
        self.connection.execute(
            update(incident)
            .where(incident.c.job_id == job_id, incident.c.status == "open")
            .values(status="resolved", resolved_at=at, resolved_by=by)
        )
