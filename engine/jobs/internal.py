"""Service tasks that the engine does itself, instead of a handler: they look at many cases.

A handler sees one case and changes nothing but that. What stands here reads a region's rows and
comes back by a command of its own. `TOPICS` is what a diagram may name.
"""

from collections.abc import Callable, Mapping

from engine.commands.door import Door
from engine.commands.watchdog import PutBack, ReportLapses
from engine.domain.access import SYSTEM
from engine.domain.job import Claim
from engine.persistence.jobs import StoredJob
from engine.queries.watchdog import Horizon, lapses

Internal = Callable[[Door, Claim, StoredJob], bool]
"""Does a claimed job; tells whether its effect is committed."""


def watch_cases(door: Door, claim: Claim, job: StoredJob) -> bool:
    """Look for cases without a next step in the region, and report them."""
    horizon = Horizon.at(door.clock.now(), door.environment.calendar)
    with door.database.reading() as connection:
        found = lapses(connection, [job.region], horizon)
    return door.execute(SYSTEM, ReportLapses(claim=claim, lapses=found))


def put_back(door: Door, claim: Claim, _: StoredJob) -> bool:
    """Write the tasks and terms of a case again."""
    return door.execute(SYSTEM, PutBack(claim=claim))


TOPICS: Mapping[str, Internal] = {
    "waakhond.controleren": watch_cases,
    "waakhond.herstellen": put_back,
}
