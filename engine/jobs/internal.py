"""Service tasks that the engine does itself, instead of a handler.

A handler sees one case and gives back documents and variables. What stands here reads a region's
rows, or writes in a case's file, and comes back by a command of its own. `TOPICS` is what a diagram
may name.
"""

from collections.abc import Callable, Mapping
from typing import cast

from engine.commands.door import Door
from engine.commands.filing import FileByItself
from engine.commands.municipality import municipalities
from engine.commands.services import CompleteService
from engine.commands.watchdog import PutBack, ReportLapses
from engine.domain.access import SYSTEM
from engine.domain.calendar import AMSTERDAM
from engine.domain.job import Claim
from engine.domain.reminder import INCIDENT_LATE
from engine.domain.terms import Term
from engine.persistence.jobs import StoredJob
from engine.queries.meetings import agenda
from engine.queries.watchdog import Horizon, lapses
from engine.service_tasks import JsonValue, ServiceTaskResult

Internal = Callable[[Door, Claim, StoredJob], bool]
"""Does a claimed job; tells whether its effect is committed."""


def watch_cases(door: Door, claim: Claim, job: StoredJob) -> bool:
    """Look for cases without a next step in the region, and report them."""
    now, environment = door.clock.now(), door.environment
    with door.database.view() as unit:
        day = now.astimezone(AMSTERDAM).date()
        patience = unit.regions.terms(job.region, day).get(INCIDENT_LATE)
    wait = Term.parse(patience) if patience else None
    horizon = Horizon.at(now, environment.calendar, wait)
    with door.database.reading() as connection:
        found = lapses(connection, [job.region], horizon)
    return door.execute(SYSTEM, ReportLapses(claim=claim, lapses=found))


def put_back(door: Door, claim: Claim, _: StoredJob) -> bool:
    """Write the tasks and terms of a case again."""
    return door.execute(SYSTEM, PutBack(claim=claim))


def prepare_meeting(door: Door, claim: Claim, job: StoredJob) -> bool:
    """List who stays in the shelters of a centrumgemeente, as far as the clients agreed."""
    today = door.clock.now().astimezone(AMSTERDAM).date()
    inputs = cast("Mapping[str, JsonValue]", job.payload["inputs"])
    name = str(inputs.get("centrumgemeente") or "")
    with door.database.view() as unit:
        spoken_for = municipalities(unit, job.region).get(name, ())
    with door.database.reading() as connection:
        found = agenda(connection, job.region, [name, *spoken_for], today)
    variables: dict[str, JsonValue] = {
        "casussen": [
            {
                "casus_id": str(case.case_id),
                "casusnummer": case.number,
                "weken": (today - case.since).days // 7,
            }
            for case in found.named
        ],
        "aantal_met_toestemming": len(found.named),
        "aantal_zonder_toestemming": found.unnamed_text,
    }
    result = ServiceTaskResult(variables=variables)
    return door.execute(SYSTEM, CompleteService(claim=claim, result=result))


def write_in_file(door: Door, claim: Claim, _: StoredJob) -> bool:
    """Write in the case's file what nobody filled in."""
    return door.execute(SYSTEM, FileByItself(claim=claim))


TOPICS: Mapping[str, Internal] = {
    "waakhond.controleren": watch_cases,
    "waakhond.herstellen": put_back,
    "dossier.vastleggen": write_in_file,
    "overleg.voorbereiden": prepare_meeting,
}
