"""Incidents: what the engine could not do and a person must look at."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

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

    def is_open(self, instance_id: InstanceId, element_id: str) -> bool:
        """Tell whether a failed step stands as an incident already."""
        found = self.connection.scalar(
            select(incident.c.id)
            .where(
                incident.c.instance_id == instance_id,
                incident.c.element_id == element_id,
                incident.c.status == "open",
                incident.c.job_id.is_(None),
            )
            .limit(1)
        )
        return found is not None

    def resolve_steps(self, instance_id: InstanceId, *, by: UserId, at: datetime) -> None:
        """Close the incidents of steps that failed: the instance goes on again."""
        self.connection.execute(
            update(incident)
            .where(
                incident.c.instance_id == instance_id,
                incident.c.status == "open",
                incident.c.job_id.is_(None),
            )
            .values(status="resolved", resolved_at=at, resolved_by=by)
        )

    def resolve(self, job_id: UUID, *, by: UserId | None, at: datetime) -> None:
        """Close the open incidents of a job."""
        self.connection.execute(
            update(incident)
            .where(incident.c.job_id == job_id, incident.c.status == "open")
            .values(status="resolved", resolved_at=at, resolved_by=by)
        )
