"""People, their roles, their sessions, and the attempts to log in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from engine.domain.access import ALL_REGIONS, CASEWORKERS, Role
from engine.domain.ids import UserId
from engine.persistence.tables import login_attempt, role_grant, user_account, web_session


@dataclass(frozen=True, kw_only=True)
class Account:
    """A person's account."""

    id: UserId
    username: str
    name: str
    password_hash: str
    active: bool


@dataclass(frozen=True)
class Accounts:
    """The tables `user_account`, `role_grant`, `web_session` and `login_attempt`."""

    connection: Connection

    def by_username(self, username: str) -> Account | None:
        """Find an account by the name that logs in."""
        return self._account(user_account.c.username == username)

    def get(self, user_id: UserId) -> Account | None:
        """Find an account by id."""
        return self._account(user_account.c.id == user_id)

    def add(self, account: Account, *, email: str | None, at: datetime) -> None:
        """Add a person."""
        self.connection.execute(
            insert(user_account).values(**vars(account), email=email, created_at=at)
        )

    def roles_in(self, user_id: UserId, region: str) -> frozenset[str]:
        """Give the roles of a person that count in a region."""
        return frozenset(
            self.connection.scalars(
                select(role_grant.c.role).where(
                    role_grant.c.user_id == user_id, role_grant.c.region == region
                )
            )
        )

    def grant(self, user_id: UserId, role: Role, region: str, *, by: UserId, at: datetime) -> bool:
        """Grant a role. False: the person has it already."""
        if role.value in self.roles_in(user_id, region):
            return False
        self.connection.execute(
            insert(role_grant).values(
                user_id=user_id, role=role, region=region, granted_at=at, granted_by=by
            )
        )
        return True

    def revoke(self, user_id: UserId, role: Role, region: str) -> bool:
        """Take a role away. False: the person did not have it."""
        removed = self.connection.execute(
            delete(role_grant).where(
                role_grant.c.user_id == user_id,
                role_grant.c.role == role,
                role_grant.c.region == region,
            )
        )
        return bool(removed.rowcount)

    def staff(self, region: str) -> dict[str, str]:
        """Give the people who work on cases in a region: username → name, by name."""
        rows = self.connection.execute(_STAFF, {"b_region": region}).all()
        return {row.username: row.name for row in rows}

    def works_in(self, user_id: UserId, region: str) -> bool:
        """Tell whether somebody works on cases in a region."""
        found = self.connection.scalar(
            _STAFF.with_only_columns(user_account.c.id)
            .order_by(None)
            .where(user_account.c.id == user_id)
            .limit(1),
            {"b_region": region},
        )
        return found is not None

    def failures_since(self, username: str, address: str, since: datetime) -> tuple[int, int]:
        """Count failed attempts for a name since it last succeeded, and from an address."""
        succeeded = (
            select(func.max(login_attempt.c.at))
            .where(login_attempt.c.username == username, login_attempt.c.succeeded)
            .scalar_subquery()
        )
        failed = ~login_attempt.c.succeeded & (login_attempt.c.at > since)
        by_name = self._count(
            failed
            & (login_attempt.c.username == username)
            & (succeeded.is_(None) | (login_attempt.c.at > succeeded))
        )
        return by_name, self._count(failed & (login_attempt.c.address == address))

    def note_attempt(
        self, attempt_id: UUID, username: str, address: str, *, succeeded: bool, at: datetime
    ) -> None:
        """Remember an attempt to log in."""
        self.connection.execute(
            insert(login_attempt).values(
                id=attempt_id, username=username, address=address, succeeded=succeeded, at=at
            )
        )

    def open_session(
        self, token_hash: str, csrf_token: str, user_id: UserId, *, at: datetime, until: datetime
    ) -> None:
        """Add a session."""
        self.connection.execute(
            insert(web_session).values(
                token_hash=token_hash,
                csrf_token=csrf_token,
                user_id=user_id,
                created_at=at,
                last_seen_at=at,
                expires_at=until,
            )
        )

    def end_session(self, token_hash: str, at: datetime) -> UserId | None:
        """End a session; None when there was none."""
        ended: UserId | None = self.connection.scalar(
            update(web_session)
            .where(web_session.c.token_hash == token_hash, web_session.c.revoked_at.is_(None))
            .values(revoked_at=at)
            .returning(web_session.c.user_id)
        )
        return ended

    def touch_session(self, token_hash: str, at: datetime) -> None:
        """Note that a session is in use."""
        self.connection.execute(
            update(web_session)
            .where(web_session.c.token_hash == token_hash)
            .values(last_seen_at=at)
        )

    def _account(self, where: ColumnElement[bool]) -> Account | None:
        row = self.connection.execute(select(user_account).where(where)).one_or_none()
        if row is None:
            return None
        return Account(
            id=row.id,
            username=row.username,
            name=row.name,
            password_hash=row.password_hash,
            active=row.active,
        )

    def _count(self, where: ColumnElement[bool]) -> int:
        return (
            self.connection.scalar(select(func.count()).select_from(login_attempt).where(where))
            or 0
        )


_STAFF = (
    select(user_account.c.username, user_account.c.name)
    .distinct()
    .join(role_grant, role_grant.c.user_id == user_account.c.id)
    .where(
        or_(role_grant.c.region == bindparam("b_region"), role_grant.c.region == ALL_REGIONS),
        role_grant.c.role.in_(CASEWORKERS),
        user_account.c.active,
    )
    .order_by(user_account.c.name)
)
