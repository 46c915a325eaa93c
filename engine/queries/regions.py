"""The regions that a person works in, and the people who work in a region."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select

from engine.domain.access import ALL_REGIONS, CASEWORKERS, Actor
from engine.persistence.tables import region, role_grant, user_account
from engine.queries import Connection


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Somebody who can be given work in a region."""

    user_id: UUID
    username: str
    name: str


def region_names_of(connection: Connection, actor: Actor) -> tuple[tuple[str, str], ...]:
    """Give code and name of the actor's regions, by name."""
    rows = connection.execute(
        select(region.c.code, region.c.name)
        .where(region.c.code.in_(actor.regions))
        .order_by(region.c.name)
    )
    return tuple((row.code, row.name) for row in rows)


def colleagues(connection: Connection, actor: Actor, code: str) -> tuple[Colleague, ...]:
    """Give who may work on tasks in a region of the actor, by name."""
    if code not in actor.regions:
        return ()
    rows = connection.execute(
        select(user_account.c.id, user_account.c.username, user_account.c.name)
        .join(role_grant, role_grant.c.user_id == user_account.c.id)
        .where(
            or_(role_grant.c.region == code, role_grant.c.region == ALL_REGIONS),
            role_grant.c.role.in_(CASEWORKERS),
            user_account.c.active,
        )
        .distinct()
        .order_by(user_account.c.name)
    )
    return tuple(Colleague(user_id=r.id, username=r.username, name=r.name) for r in rows)
