"""Who looked at a case: the log of looks as the client may read it, counted per day and role.

A client learns what kind of employee looked, not who: names are for the privacy officer. Looks at
lists are left out, for a list shows a name among many.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from engine.domain.access import Actor, Permission, Role
from engine.domain.calendar import AMSTERDAM
from engine.domain.reading import Look, Outcome
from engine.errors import NotAllowed
from engine.persistence.tables import read_entry
from engine.queries import Connection


@dataclass(frozen=True, kw_only=True, order=True)
class LooksOfDay:
    """What one kind of employee did on a day, and how often."""

    day: date
    who: str
    what: str
    times: int


def looks_at(
    connection: Connection, actor: Actor, region: str, case_id: UUID
) -> tuple[LooksOfDay, ...]:
    """Give the looks at a case, the latest day first; for who may see the log."""
    if not actor.may(Permission.SEE_AUDIT, region):
        raise NotAllowed("Alleen de privacy officer mag nagaan wie er keek.")
    rows = connection.execute(
        select(read_entry.c.at, read_entry.c.roles, read_entry.c.event).where(
            read_entry.c.case_id == case_id,
            read_entry.c.region == region,
            read_entry.c.outcome == Outcome.SUCCESS.value,
        )
    )
    counted = Counter(
        (row.at.astimezone(AMSTERDAM).date(), _said(row.roles), Look.label_of(row.event))
        for row in rows
    )
    found = [LooksOfDay(day=d, who=w, what=t, times=n) for (d, w, t), n in counted.items()]
    return tuple(sorted(found, reverse=True))


def _said(roles: str) -> str:
    known = set(Role)
    labels = [Role(name).label.lower() for name in roles.split() if name in known]
    return " en ".join(labels) or "een medewerker"
