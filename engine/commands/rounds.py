"""The rounds of standing processes: which there should be, and the next when one ends.

The next round begins in the transaction that ends the one before, so that there is exactly one of
each at every moment (docs/adr/0018-standing-processes.md). It takes the newest version of its
diagram, and the variables that the last round left.
"""

import json
from collections.abc import Mapping, Sequence

from engine.commands.environment import Environment
from engine.commands.messages import About, begin, startable
from engine.commands.municipality import municipalities
from engine.commands.running import Running
from engine.commands.work import Work
from engine.domain.standing import Standing, municipalities_state, municipality_of, places
from engine.feel import Value
from engine.persistence.definitions import StoredDefinition
from engine.persistence.unit_of_work import UnitOfWork


def next_round(work: Work, running: Running) -> list[Running]:
    """Begin the next round of a standing process whose round has just ended."""
    stored = running.stored
    if not running.instance.ended or stored.case_id is not None or stored.signal_id is not None:
        return []
    definition = work.unit.definitions.newest("process", stored.definition_key, stored.region)
    if definition is None:
        return []
    wanted = _places(work.unit, work.environment, definition, stored.region)
    if stored.business_key not in wanted:
        return []
    return [begin_round(work, definition, stored.region, stored.business_key, running)]


def begin_round(
    work: Work,
    definition: StoredDefinition,
    region: str,
    place: str,
    last: Running | None = None,
) -> Running:
    """Begin a round in memory, at the plain start event, with what the last one left."""
    known: dict[str, Value] = {} if last is None else dict(last.instance.variables)
    known |= {"regio": region, "centrumgemeente": municipality_of(place)}
    about = About(region=region, business_key=place)
    return begin(work, startable(work, definition, region), about, known, by_message=False)


def missing_rounds(
    unit: UnitOfWork, environment: Environment, region: str
) -> list[tuple[StoredDefinition, str]]:
    """Find the places of a region where a standing process should run and does not."""
    found = []
    for definition, _ in environment.catalogue.standing(unit.definitions, region):
        running = unit.instances.places(definition.key, region)
        wanted = _places(unit, environment, definition, region)
        found += [(definition, place) for place in wanted if place not in running]
    return found


def save_municipalities(unit: UnitOfWork, region: str, named: Mapping[str, Sequence[str]]) -> None:
    """Keep the centrumgemeenten of a region."""
    listed = {name: list(others) for name, others in named.items()}
    unit.regions.set_state(municipalities_state(region), json.dumps(listed, ensure_ascii=False))


def _places(
    unit: UnitOfWork, environment: Environment, definition: StoredDefinition, region: str
) -> tuple[str, ...]:
    kind = environment.catalogue.standing_of(definition)
    if kind is None:
        return ()
    named = municipalities(unit, region) if kind is Standing.MUNICIPALITY else ()
    return places(kind, region, named)
