"""What a care office and a municipality talk about: who stays in its shelters.

Named are only the cases whose clients agreed that the municipality knows (table D5). The others
are counted, and a count under five is not told, since it could point at somebody.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from engine.domain.sharing import Recipient
from engine.domain.signal import Ethos
from engine.persistence.tables import care_case, consent, stay_episode
from engine.queries import Connection

SMALLEST_COUNT = 5
_SHELTERS = (Ethos.NIGHT_SHELTER, Ethos.TEMPORARY_SHELTER)
_GIVEN = ("gegeven", "deels")


@dataclass(frozen=True, kw_only=True)
class Sheltered:
    """An open case whose client stays in a shelter."""

    case_id: UUID
    number: str
    since: date


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """What the meeting is about: who may be named, and how many others there are."""

    named: tuple[Sheltered, ...]
    unnamed: int

    @property
    def unnamed_text(self) -> str:
        """Say how many others there are, without pointing at anybody."""
        if 0 < self.unnamed < SMALLEST_COUNT:
            return f"minder dan {SMALLEST_COUNT}"
        return str(self.unnamed)


def agenda(
    connection: Connection, region: str, municipalities: Collection[str], today: date
) -> Agenda:
    """Find the cases of a region whose clients stay in a shelter of these municipalities.

    The case says which centrumgemeente speaks for where the client stays (rules 12 and 134). Is
    that not known, then the place itself decides: of the stay, else of registration.
    """
    wanted = {_plain(name) for name in municipalities}
    here = [stay for place, stay in _in_shelters(connection, region) if _plain(place) in wanted]
    agreed = _agreed(connection, [stay.case_id for stay in here], today)
    named = tuple(stay for stay in here if stay.case_id in agreed)
    return Agenda(named=named, unnamed=len(here) - len(named))


def _in_shelters(connection: Connection, region: str) -> Iterator[tuple[str, Sheltered]]:
    rows = connection.execute(
        select(
            care_case.c.id,
            care_case.c.number,
            care_case.c.municipality_brp,
            care_case.c.municipality_stay,
            care_case.c.central_stay,
            stay_episode.c.municipality,
            stay_episode.c.from_date,
        )
        .join(stay_episode, stay_episode.c.client_id == care_case.c.client_id)
        .where(
            care_case.c.region == region,
            care_case.c.closed_at.is_(None),
            stay_episode.c.to_date.is_(None),
            stay_episode.c.ethos.in_(_SHELTERS),
        )
        .order_by(stay_episode.c.from_date, care_case.c.number)
    )
    for row in rows:
        place = row.municipality or row.municipality_stay or row.municipality_brp or ""
        if row.central_stay and place == row.municipality_stay:
            place = row.central_stay
        yield place, Sheltered(case_id=row.id, number=row.number, since=row.from_date)


def _agreed(connection: Connection, cases: Collection[UUID], today: date) -> frozenset[UUID]:
    """Find the cases with a consent for the municipality that holds today."""
    rows = connection.execute(
        select(consent.c.case_id, consent.c.recipients).where(
            consent.c.case_id.in_(cases),
            consent.c.result.in_(_GIVEN),
            consent.c.withdrawn_at.is_(None),
            consent.c.given_on <= today,
            consent.c.valid_to >= today,
        )
    )
    return frozenset(row.case_id for row in rows if Recipient.MUNICIPALITY in row.recipients)


def _plain(name: str) -> str:
    return name.strip().casefold()
