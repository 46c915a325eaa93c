"""The capacity places of a region, with who has them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from engine.domain.access import Actor, Permission
from engine.domain.place import PlaceKind, PlaceStatus
from engine.errors import NotFound
from engine.persistence.places import Places
from engine.persistence.tables import bridging_place, capacity_place, care_case, region
from engine.queries import Connection

_KINDS = {kind.value: kind for kind in PlaceKind}
_STATUSES = {status.value: status for status in PlaceStatus}


@dataclass(frozen=True, kw_only=True)
class Place:
    """One place."""

    place_id: UUID
    provider: str
    agb: str | None
    location: str
    kind: PlaceKind
    care_packages: str
    suits: str
    contra_indications: str
    status: PlaceStatus
    case_id: UUID | None
    case_number: str | None
    occupied_since: date | None
    latest_end_on: date | None
    new_or_adapted_on: date | None
    revision: int


def places_of(connection: Connection, actor: Actor, code: str) -> tuple[Place, ...]:
    """Give the places of a region, the free ones first."""
    if not actor.may(Permission.MANAGE_PLACES, code):
        raise NotFound("Niet gevonden.")
    latest = (
        select(func.max(bridging_place.c.latest_end_on))
        .where(
            bridging_place.c.place_id == capacity_place.c.id, bridging_place.c.ended_on.is_(None)
        )
        .scalar_subquery()
    )
    rows = connection.execute(
        select(capacity_place, care_case.c.number, latest.label("latest_end_on"))
        .outerjoin(care_case, care_case.c.id == capacity_place.c.case_id)
        .where(capacity_place.c.region == code)
        .order_by(capacity_place.c.status != PlaceStatus.FREE, capacity_place.c.provider)
    )
    return tuple(
        Place(
            place_id=row.id,
            provider=row.provider,
            agb=row.agb,
            location=row.location,
            kind=_KINDS[row.kind],
            care_packages=row.care_packages,
            suits=row.suits,
            contra_indications=row.contra_indications,
            status=_STATUSES[row.status],
            case_id=row.case_id,
            case_number=row.number,
            occupied_since=row.occupied_since,
            latest_end_on=row.latest_end_on,
            new_or_adapted_on=row.new_or_adapted_on,
            revision=row.revision,
        )
        for row in rows
    )


def free_bridging_places(connection: Connection, code: str) -> tuple[tuple[str, str], ...]:
    """Give id and name of the free bridging places of a region, for forms to choose from."""
    return Places(connection).free(code, PlaceKind.BRIDGING)


def place_regions(connection: Connection, actor: Actor) -> tuple[tuple[str, str], ...]:
    """Give code and name of the regions whose places the actor keeps."""
    rows = connection.execute(
        select(region.c.code, region.c.name)
        .where(region.c.code.in_(actor.regions_where(Permission.MANAGE_PLACES)))
        .order_by(region.c.name)
    )
    return tuple((row.code, row.name) for row in rows)
