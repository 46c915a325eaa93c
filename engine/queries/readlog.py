"""Who looked at a case and who did what in it: for the privacy officer, the auditor, the client.

Looking at a list or a search result that showed the client counts too (NEN 7513).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Text, func, or_, select, type_coerce

from engine.domain.access import Actor, Permission, Role
from engine.domain.calendar import AMSTERDAM
from engine.domain.reading import Look, Outcome
from engine.errors import NotFound
from engine.persistence.tables import (
    audit_entry,
    care_case,
    job,
    read_entry,
    user_account,
    user_task,
)
from engine.queries import Connection

LIMIT = 1_000


@dataclass(frozen=True, kw_only=True)
class LoggedCase:
    """The case that is asked about; of the client nothing is shown."""

    case_id: UUID
    number: str
    region: str


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One look at the case."""

    at: datetime
    look: str
    outcome: str
    actor_name: str
    roles: tuple[str, ...]
    object_kind: str
    address: str
    reason: str

    @property
    def role_labels(self) -> str:
        """The roles as people call them."""
        known = set(Role)
        return ", ".join(Role(role).label if role in known else role for role in self.roles)


@dataclass(frozen=True, kw_only=True)
class Done:
    """One change in the case: `action` names the command, `step` the task or step it was about."""

    at: datetime
    action: str
    actor_name: str
    step: str


@dataclass(frozen=True, kw_only=True)
class ToldToClient:
    """One line of the overview for the client: a day, who by role, and what, how many times."""

    day: date
    who: str
    what: str
    times: int
    reason: str = ""


def case_by_number(connection: Connection, actor: Actor, number: str) -> LoggedCase:
    """Find a case by its number, for who may see the log of its region."""
    return _case(connection, actor, care_case.c.number == number.strip())


def logged_case(connection: Connection, actor: Actor, case_id: UUID) -> LoggedCase:
    """Find a case by its id, for who may see the log of its region."""
    return _case(connection, actor, care_case.c.id == case_id)


def seen(connection: Connection, case: LoggedCase) -> tuple[Seen, ...]:
    """Give who looked at a case that `logged_case` found, the latest first."""
    shown = type_coerce(read_entry.c.shown, Text).like(f"%{case.case_id}%")
    rows = connection.execute(
        select(read_entry)
        .where(
            or_(
                read_entry.c.case_id == case.case_id,
                read_entry.c.region.in_(("", case.region)) & shown,
            )
        )
        .order_by(read_entry.c.at.desc(), read_entry.c.id.desc())
        .limit(LIMIT)
    )
    return tuple(
        Seen(
            at=row.at,
            look=row.event,
            outcome=row.outcome,
            actor_name=row.actor_name,
            roles=tuple(row.roles.split()),
            object_kind=row.object_kind,
            address=row.address,
            reason=row.reason,
        )
        for row in rows
    )


def done(connection: Connection, case: LoggedCase) -> tuple[Done, ...]:
    """Give what was done in a case, by whom or by itself, the latest first."""
    rows = connection.execute(
        select(
            audit_entry.c.at,
            audit_entry.c.action,
            audit_entry.c.actor_name,
            user_account.c.name,
            func.coalesce(user_task.c.name, job.c.name, "").label("step"),
        )
        .outerjoin(user_account, user_account.c.id == audit_entry.c.actor_id)
        .outerjoin(user_task, user_task.c.id == audit_entry.c.subject_id)
        .outerjoin(job, job.c.id == audit_entry.c.subject_id)
        .where(audit_entry.c.case_id == case.case_id)
        .order_by(audit_entry.c.at.desc(), audit_entry.c.seq.desc())
        .limit(LIMIT)
    )
    return tuple(
        Done(at=row.at, action=row.action, actor_name=row.name or row.actor_name, step=row.step)
        for row in rows
    )


def for_client(looks: tuple[Seen, ...]) -> tuple[ToldToClient, ...]:
    """Tell in plain words who looked: a line per day, role and act, refusals left out."""
    counted: dict[tuple[date, str, str, str], int] = {}
    for one in looks:
        if one.outcome == Outcome.SUCCESS:
            day = one.at.astimezone(AMSTERDAM).date()
            key = (day, one.role_labels or "medewerker", Look.label_of(one.look), one.reason)
            counted[key] = counted.get(key, 0) + 1
    return tuple(
        ToldToClient(day=day, who=who, what=what, times=times, reason=reason)
        for (day, who, what, reason), times in counted.items()
    )


def as_lines(told: tuple[ToldToClient, ...]) -> list[Mapping[str, str]]:
    """Give the overview as plain texts, for a letter."""
    return [
        {
            "dag": f"{one.day:%d-%m-%Y}",
            "wie": one.who,
            "wat": one.what + (f" ({one.times} keer)" if one.times > 1 else ""),
            "reden": one.reason,
        }
        for one in told
    ]


def _case(connection: Connection, actor: Actor, condition: ColumnElement[bool]) -> LoggedCase:
    regions = actor.regions_where(Permission.SEE_AUDIT)
    row = connection.execute(
        select(care_case.c.id, care_case.c.number, care_case.c.region).where(
            condition, care_case.c.region.in_(regions)
        )
    ).one_or_none()
    if row is None:
        raise NotFound("Niet gevonden.")
    return LoggedCase(case_id=row.id, number=row.number, region=row.region)
