"""Who is behind a session cookie. The database knows only the hash of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select

from engine.domain.access import ALL_REGIONS, Actor, Grant, Role
from engine.domain.ids import UserId
from engine.persistence.tables import region, role_grant, user_account, web_session
from engine.queries import Connection
from engine.queries.regions import region_names_of


@dataclass(frozen=True, kw_only=True)
class Session:
    """Somebody who logged in, and the token that her forms carry."""

    actor: Actor
    csrf_token: str
    last_seen_at: datetime
    regions: tuple[str, ...]
    """The names of her regions."""


def session_of(
    connection: Connection, token: str, *, at: datetime, idle: timedelta
) -> Session | None:
    """Find the person behind a cookie; None when it is unknown, revoked, idle or too old."""
    found = connection.execute(
        select(web_session.c.csrf_token, web_session.c.last_seen_at, user_account)
        .join(user_account, user_account.c.id == web_session.c.user_id)
        .where(
            web_session.c.token_hash == sha256(token.encode()).hexdigest(),
            web_session.c.revoked_at.is_(None),
            web_session.c.expires_at > at,
            web_session.c.last_seen_at > at - idle,
            user_account.c.active,
        )
    ).one_or_none()
    if found is None:
        return None
    actor = Actor(
        user_id=UserId(found.id),
        name=found.name,
        username=found.username,
        grants=grants_of(connection, found.id),
    )
    return Session(
        actor=actor,
        regions=tuple(name for _, name in region_names_of(connection, actor)),
        csrf_token=found.csrf_token,
        last_seen_at=found.last_seen_at,
    )


def grants_of(connection: Connection, user_id: UUID) -> frozenset[Grant]:
    """Give the roles of a person per region; a role for all regions is one in each of them."""
    rows = connection.execute(
        select(role_grant.c.role, role_grant.c.region).where(role_grant.c.user_id == user_id)
    ).all()
    granted = frozenset(Grant(Role(row.role), row.region) for row in rows)
    everywhere = {grant.role for grant in granted if grant.region == ALL_REGIONS}
    if not everywhere:
        return granted
    codes = connection.execute(select(region.c.code)).scalars().all()
    return granted | {Grant(role, code) for role in everywhere for code in codes}
