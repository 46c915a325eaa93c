"""What happened to one simulated client, as the timeline of the case tells it."""

from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import select

from engine.domain.access import SYSTEM, Actor, Grant, Role
from engine.domain.calendar import AMSTERDAM
from engine.persistence.database import Database
from engine.persistence.tables import care_case
from engine.queries.timeline import Happening, timeline
from tests.simulation.clients import Fate

_TOLD = {"completed", "fired", "reported", "document"}


def told(database: Database, fate: Fate, most: int) -> Iterator[str]:
    """Tell the longest stories, a line per thing that happened."""
    with database.reading() as connection:
        cases = connection.execute(select(care_case).order_by(care_case.c.number)).all()
        stories = [
            (case, timeline(connection, _reader(case.region), case.id).happened) for case in cases
        ]
    stories.sort(key=lambda story: -len(story[1]))
    for case, happened in stories[:most]:
        yield f"\n{case.number} ({fate.temperament(case.number)}), nu: {case.state}"
        yield from _lines(happened)


def _lines(happened: tuple[Happening, ...]) -> Iterator[str]:
    kept = [one for one in reversed(happened) if one.kind in _TOLD]
    for (day, name), same in groupby(kept, lambda one: (_day(one), one.name)):
        times = len(list(same))
        yield f"  {day}  {name}" + (f" ({times} keer)" if times > 1 else "")


def _day(one: Happening) -> str:
    return f"{one.at.astimezone(AMSTERDAM):%d-%m-%Y}"


def _reader(region: str) -> Actor:
    return Actor(
        user_id=SYSTEM.user_id,
        name="Lezer",
        username="lezer",
        grants=frozenset({Grant(Role.TEAM_LEADER, region)}),
    )
