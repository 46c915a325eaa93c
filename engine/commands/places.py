"""Capacity places: the purchaser keeps which places there are, and who has which."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from engine.commands.command import Command, Done, Trace
from engine.commands.door import handles
from engine.commands.work import Work
from engine.domain.access import Permission
from engine.domain.calendar import AMSTERDAM
from engine.domain.place import PlaceKind, PlaceStatus
from engine.errors import Conflict, Invalid, NotFound
from engine.persistence.types import Json

_STATUSES = {status.value: status for status in PlaceStatus}


@dataclass(frozen=True, kw_only=True)
class AddPlace(Command[UUID]):
    """Add a free place. Raises `Invalid` with the problems by field."""

    region: str
    provider: str
    location: str
    kind: str
    agb: str = ""
    care_packages: str = ""
    suits: str = ""
    contra_indications: str = ""
    new_or_adapted_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ChangePlace(Command[None]):
    """Set the status of a place, and for a reserved or occupied one (maybe) the case that has it.

    `revision` is that of the page. Raises `Conflict` when the place changed since.
    """

    place_id: UUID
    status: str
    case_number: str = ""
    revision: int


@handles(AddPlace)
def _add(command: AddPlace, work: Work) -> Done[UUID]:
    work.require(Permission.MANAGE_PLACES, command.region)
    _check(command)
    place_id = work.new_id()
    work.unit.places.add(
        {
            "id": place_id,
            "region": command.region,
            "provider": command.provider.strip(),
            "agb": command.agb or None,
            "location": command.location.strip(),
            "kind": command.kind,
            "care_packages": command.care_packages.strip(),
            "suits": command.suits.strip(),
            "contra_indications": command.contra_indications.strip(),
            "status": PlaceStatus.FREE,
            "new_or_adapted_on": command.new_or_adapted_on,
            "created_by": work.actor.user_id,
            "created_at": work.now,
            "updated_at": work.now,
        }
    )
    return Done(result=place_id, trace=_trace(command.region, place_id, kind=command.kind))


@handles(ChangePlace)
def _change(command: ChangePlace, work: Work) -> Done[None]:
    place = work.unit.places.get(command.place_id)
    if place is None:
        raise NotFound("Deze plek bestaat niet.")
    work.require(Permission.MANAGE_PLACES, place.region)
    status = _STATUSES.get(command.status)
    if status is None:
        raise Invalid("Kies een status.", {"status": ["Kies een status."]})
    case_id = _case(work, place.region, status, command.case_number.strip())
    since = work.now.astimezone(AMSTERDAM).date() if status is PlaceStatus.OCCUPIED else None
    values = {
        "status": status,
        "case_id": case_id,
        "occupied_since": since,
        "updated_at": work.now,
    }
    if place.revision != command.revision or not work.unit.places.change(place, values):
        raise Conflict("Iemand anders wijzigde deze plek net. Laad de pagina opnieuw.")
    return Done(result=None, trace=_trace(place.region, place.id, status=command.status))


def _check(command: AddPlace) -> None:
    problems: dict[str, list[str]] = {}
    if not command.provider.strip():
        problems["aanbieder"] = ["Vul de naam van de aanbieder in."]
    if not command.location.strip():
        problems["locatie"] = ["Vul in welke locatie of kamer het is."]
    if command.kind not in set(PlaceKind):
        problems["soort"] = ["Kies wat voor plek het is."]
    if command.agb and not (command.agb.isdecimal() and len(command.agb) == 8):  # noqa: PLR2004 - an AGB code
        problems["agb"] = ["Een AGB-code heeft acht cijfers."]
    if problems:
        raise Invalid("Niet alles is goed ingevuld.", problems)


def _case(work: Work, region: str, status: PlaceStatus, number: str) -> UUID | None:
    if not number:
        return None
    if not status.has_occupant:
        said = "Bij een plek die vrij of buiten gebruik is, hoort geen casus."
        raise Invalid(said, {"casus": [said]})
    case = work.unit.cases.numbered(number)
    if case is None or case.region != region or case.closed_at is not None:
        said = "Dit is geen open casus van deze regio. Kijk het casusnummer na."
        raise Invalid(said, {"casus": [said]})
    return case.id


def _trace(region: str, place_id: UUID, **detail: Json) -> Trace:
    return Trace(region=region, subject_kind="capacity_place", subject_id=place_id, detail=detail)
