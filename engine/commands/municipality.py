"""Where a client is registered and stays, and which centrumgemeente speaks for that place.

Municipalities leave the access to shelter to a centrumgemeente (rules 12 and 134). Nobody types
that name: it follows from the region's list, as soon as a case opens or an answer names a place.
"""

import json
from collections.abc import Mapping, Sequence

from engine.domain.ids import ClientId
from engine.domain.municipality import region_of
from engine.domain.standing import municipalities_state
from engine.feel import Value
from engine.persistence.unit_of_work import UnitOfWork

_SPEAKS_FOR: Mapping[str, str] = {
    "gemeente_brp": "centrumgemeente_brp",
    "gemeente_verblijf": "centrumgemeente_verblijf",
}
_REGISTERED, _STAYS = _SPEAKS_FOR


def municipalities(unit: UnitOfWork, region: str) -> Mapping[str, Sequence[str]]:
    """Give the centrumgemeenten of a region, each with the municipalities it speaks for."""
    stored = unit.regions.state(municipalities_state(region))
    return {} if stored is None else json.loads(stored)


def central_of(unit: UnitOfWork, region: str, municipality: str) -> str | None:
    """Name the centrumgemeente that speaks for a municipality, here or in its own region."""
    wanted = _plain(municipality)
    for code in dict.fromkeys((region, region_of(municipality) or region)):
        for central, others in municipalities(unit, code).items():
            if wanted in {_plain(name) for name in (central, *others)}:
                return central
    return None


def with_central(
    unit: UnitOfWork, region: str, answers: Mapping[str, Value]
) -> Mapping[str, Value]:
    """Add to answers that name a municipality which centrumgemeente speaks for it."""
    found: dict[str, Value] = {}
    for place, central in _SPEAKS_FOR.items():
        named = answers.get(place)
        if isinstance(named, str) and named.strip():
            found[central] = central_of(unit, region, named) or named.strip()
    return {**answers, **found} if found else answers


def first_known(
    unit: UnitOfWork, region: str, client_id: ClientId, signalled: Value
) -> Mapping[str, Value]:
    """Tell what is known when a case opens: by the client's address, and by its signal.

    A signal names one municipality, of registration or of stay. When the address lies in another,
    the signal's is where the client stays. A secret address tells nothing.
    """
    said = signalled.strip() if isinstance(signalled, str) else ""
    city = unit.clients.city(client_id) or ""
    registered = city if region_of(city) else said
    known: dict[str, Value] = {_REGISTERED: registered} if registered else {}
    if said and _plain(said) != _plain(registered):
        known[_STAYS] = said
    return with_central(unit, region, known)


def _plain(name: str) -> str:
    return name.strip().casefold()
