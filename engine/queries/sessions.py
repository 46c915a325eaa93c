"""Who is behind a session cookie. The database knows only the hash of it.

Every request asks this, so it is one statement, and one that is built once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import bindparam, or_, select

from engine.domain.access import ALL_REGIONS, Actor, Grant, Role
from engine.domain.ids import UserId
from engine.persistence.prepared import Prepared
from engine.persistence.tables import region, role_grant, user_account, web_session
from engine.persistence.types import UtcDateTime
from engine.queries import Connection


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
    rows = _SESSION.rows(
        connection,
        {"b_hash": sha256(token.encode()).hexdigest(), "b_at": at, "b_seen_after": at - idle},
    ).all()
    if not rows:
        return None
    found = rows[0]
    return Session(
        actor=Actor(
            user_id=UserId(found.id),
            name=found.name,
            username=found.username,
            grants=_granted((row.role, row.region, row.code) for row in rows),
        ),
        csrf_token=found.csrf_token,
        last_seen_at=found.last_seen_at,
        regions=tuple(dict.fromkeys(row.region_name for row in rows if row.region_name)),
    )


def grants_of(connection: Connection, user_id: UUID) -> frozenset[Grant]:
    """Give the roles of a person per region; a role for all regions is one in each of them."""
    rows = connection.execute(_GRANTS, {"b_user": user_id})
    return _granted((row.role, row.region, row.code) for row in rows)


def _granted(rows: Iterable[tuple[str | None, str, str | None]]) -> frozenset[Grant]:
    """Make grants of rows: role, the region that it was granted for, a region that this means."""
    return frozenset(
        Grant(Role(role), code)
        for role, granted, meant in rows
        if role is not None
        for code in (granted, meant)
        if code is not None
    )


_MEANT = or_(region.c.code == role_grant.c.region, role_grant.c.region == ALL_REGIONS)
_GRANTS = (
    select(role_grant.c.role, role_grant.c.region, region.c.code)
    .outerjoin(region, _MEANT)
    .where(role_grant.c.user_id == bindparam("b_user"))
)
_SESSION = Prepared(
    select(
        web_session.c.csrf_token,
        web_session.c.last_seen_at,
        user_account.c.id,
        user_account.c.username,
        user_account.c.name,
        role_grant.c.role,
        role_grant.c.region,
        region.c.code,
        region.c.name.label("region_name"),
    )
    .join(user_account, user_account.c.id == web_session.c.user_id)
    .outerjoin(role_grant, role_grant.c.user_id == user_account.c.id)
    .outerjoin(region, _MEANT)
    .where(
        web_session.c.token_hash == bindparam("b_hash"),
        web_session.c.revoked_at.is_(None),
        web_session.c.expires_at > bindparam("b_at", type_=UtcDateTime),
        web_session.c.last_seen_at > bindparam("b_seen_after", type_=UtcDateTime),
        user_account.c.active,
    )
    .order_by(region.c.name)
)
