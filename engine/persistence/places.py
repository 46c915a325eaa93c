"""Capacity places: what the providers of a region have, and which case has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from engine.persistence.tables import capacity_place


@dataclass(frozen=True, kw_only=True)
class StoredPlace:
    """A place, as far as a command needs to know it."""

    id: UUID
    region: str
    status: str
    case_id: UUID | None
    revision: int


@dataclass(frozen=True)
class Places:
    """The table `capacity_place`."""

    connection: Connection

    def get(self, place_id: UUID) -> StoredPlace | None:
        """Read one place."""
        row = self.connection.execute(
            select(capacity_place).where(capacity_place.c.id == place_id)
        ).one_or_none()
        if row is None:
            return None
        return StoredPlace(
            id=row.id,
            region=row.region,
            status=row.status,
            case_id=row.case_id,
            revision=row.revision,
        )

    def free(self, region: str, kind: str) -> tuple[tuple[str, str], ...]:
        """Give id and name of the free places of a kind, by provider."""
        rows = self.connection.execute(
            select(capacity_place)
            .where(
                capacity_place.c.region == region,
                capacity_place.c.kind == kind,
                capacity_place.c.status == "vrij",
            )
            .order_by(capacity_place.c.provider, capacity_place.c.location)
        )
        return tuple((str(row.id), f"{row.location}, {row.provider}") for row in rows)

    def add(self, row: Mapping[str, object]) -> None:
        """Add a place."""
        self.connection.execute(insert(capacity_place).values(dict(row)))

    def change(self, place: StoredPlace, values: Mapping[str, object]) -> bool:
        """Set columns of a place; False when somebody else changed it since it was read."""
        return bool(
            self.connection.execute(
                update(capacity_place)
                .where(capacity_place.c.id == place.id, capacity_place.c.revision == place.revision)
                .values({**values, "revision": place.revision + 1})
            ).rowcount
        )
