"""Accounts: log in and out, create people, grant roles per region."""

from dataclasses import dataclass, field
from datetime import datetime

from engine.commands.command import Command
from engine.domain.access import Role
from engine.domain.ids import UserId


@dataclass(frozen=True, kw_only=True)
class Session:
    """A session that has begun; the token goes into the cookie and is kept nowhere."""

    token: str = field(repr=False)
    csrf_token: str = field(repr=False)
    user_id: UserId
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class LogIn(Command[Session]):
    """Begin a session. Executed as `SYSTEM`, for nobody is known yet.

    `at` is the real time (the demo's clock may be ahead).
    Raises `Invalid` when name or password is wrong, `TooManyAttempts` after five in a row.
    """

    username: str
    password: str = field(repr=False)
    at: datetime
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class LogOut(Command[None]):
    """End a session; an unknown token is fine."""

    token: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, kw_only=True)
class KeepSession(Command[None]):
    """Note that the person behind a session is still there (leaves no audit entry)."""

    token: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CreateUser(Command[UserId]):
    """Create a person; without roles she can do nothing yet."""

    username: str
    name: str
    password: str = field(repr=False)
    email: str | None = None


@dataclass(frozen=True, kw_only=True)
class GrantRole(Command[None]):
    """Give somebody a role in a region (`*`: in every region)."""

    user_id: UserId
    role: Role
    region: str


@dataclass(frozen=True, kw_only=True)
class RevokeRole(Command[None]):
    """Take a role away."""

    user_id: UserId
    role: Role
    region: str


@dataclass(frozen=True, kw_only=True)
class CreateRegion(Command[None]):
    """Add a region, or correct the name of one."""

    code: str
    name: str
    care_office: str = ""
