"""Accounts: log in and out, create people, grant roles per region."""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from engine.commands.command import Command, Done, Trace
from engine.commands.door import Door, handles, prepares
from engine.commands.work import Work
from engine.domain.access import ALL_REGIONS, Actor, Permission, Role
from engine.domain.ids import UserId
from engine.errors import Invalid, NotFound, TooManyAttempts
from engine.persistence.accounts import Account

_MOST_BY_NAME = 5
_MOST_BY_ADDRESS = 30
_WINDOW = timedelta(minutes=10)
_SHORTEST_PASSWORD = 8


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


@dataclass(frozen=True, kw_only=True)
class _Verified:
    """Who it is, when the password was right; `waits` when there were too many attempts."""

    account: Account | None
    waits: bool = False


@prepares(LogIn)
def _verify(command: LogIn, door: Door, _actor: Actor) -> _Verified:
    with door.database.view() as unit:
        by_name, by_address = unit.accounts.failures_since(
            command.username, command.address, command.at - _WINDOW
        )
        account = unit.accounts.by_username(command.username)
    if by_name >= _MOST_BY_NAME or by_address >= _MOST_BY_ADDRESS:
        return _Verified(account=None, waits=True)
    hasher = _hasher(door.environment.settings.password_time_cost)
    known = account.password_hash if account else _of_nobody(hasher)
    right = _is_right(hasher, known, command.password)
    return _Verified(account=account if account and account.active and right else None)


@handles(LogIn)
def _log_in(command: LogIn, work: Work) -> Done[Session]:
    assert isinstance(work.prepared, _Verified)  # noqa: S101 - made by `_verify`
    if work.prepared.waits:
        raise TooManyAttempts(
            "Te vaak een verkeerd wachtwoord. Probeer het over tien minuten opnieuw.",
            int(_WINDOW.total_seconds()),
        )
    account = work.prepared.account
    work.unit.accounts.note_attempt(
        work.new_id(),
        command.username[:80],
        command.address[:64],
        succeeded=account is not None,
        at=command.at,
    )
    session = Session(
        token=secrets.token_urlsafe(32),
        csrf_token=secrets.token_urlsafe(32),
        user_id=account.id if account else work.actor.user_id,
        expires_at=command.at + work.environment.settings.session_absolute,
    )
    if account is None:
        wrong = Invalid("Naam of wachtwoord klopt niet.")
        failed = Trace(subject_kind="web_session", detail={"succeeded": False})
        return Done(result=session, trace=failed, refusal=wrong)
    work.unit.accounts.open_session(
        hash_of(session.token),
        session.csrf_token,
        account.id,
        at=command.at,
        until=session.expires_at,
    )
    trace = Trace(subject_kind="user_account", subject_id=account.id, detail={"succeeded": True})
    return Done(result=session, trace=trace)


@handles(LogOut)
def _log_out(command: LogOut, work: Work) -> Done[None]:
    ended = work.unit.accounts.end_session(hash_of(command.token), command.at)
    trace = Trace(subject_kind="user_account", subject_id=ended) if ended else None
    return Done(result=None, trace=trace)


@handles(KeepSession)
def _keep(command: KeepSession, work: Work) -> Done[None]:
    work.unit.accounts.touch_session(hash_of(command.token), command.at)
    return Done(result=None, trace=None)


@prepares(CreateUser)
def _hash(command: CreateUser, door: Door, _actor: Actor) -> str:
    if len(command.password) < _SHORTEST_PASSWORD:
        message = f"Kies een wachtwoord van minstens {_SHORTEST_PASSWORD} tekens."
        raise Invalid(message, {"password": [message]})
    return _hasher(door.environment.settings.password_time_cost).hash(command.password)


@handles(CreateUser)
def _create(command: CreateUser, work: Work) -> Done[UserId]:
    _require_administrator(work)
    if work.unit.accounts.by_username(command.username):
        message = f"De gebruikersnaam '{command.username}' bestaat al."
        raise Invalid(message, {"username": [message]})
    account = Account(
        id=UserId(work.new_id()),
        username=command.username,
        name=command.name,
        password_hash=str(work.prepared),
        active=True,
    )
    work.unit.accounts.add(account, email=command.email, at=work.now)
    trace = Trace(subject_kind="user_account", subject_id=account.id)
    return Done(result=account.id, trace=trace)


@handles(GrantRole)
def _grant(command: GrantRole, work: Work) -> Done[None]:
    work.require(Permission.ADMINISTER, command.region)
    _known(work, command.user_id)
    if command.region != ALL_REGIONS and not work.unit.regions.exists(command.region):
        raise NotFound("Deze regio bestaat niet.")
    changed = work.unit.accounts.grant(
        command.user_id, command.role, command.region, by=work.actor.user_id, at=work.now
    )
    return Done(result=None, trace=_granted(command) if changed else None)


@handles(RevokeRole)
def _revoke(command: RevokeRole, work: Work) -> Done[None]:
    work.require(Permission.ADMINISTER, command.region)
    changed = work.unit.accounts.revoke(command.user_id, command.role, command.region)
    return Done(result=None, trace=_granted(command) if changed else None)


@handles(CreateRegion)
def _create_region(command: CreateRegion, work: Work) -> Done[None]:
    work.require(Permission.ADMINISTER, ALL_REGIONS)
    work.unit.regions.save(command.code, command.name, command.care_office)
    return Done(result=None, trace=Trace(region=command.code, subject_kind="region"))


def hash_of(token: str) -> str:
    """Give what the database keeps of a session's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _require_administrator(work: Work) -> None:
    anywhere = work.actor.regions_where(Permission.ADMINISTER)
    if not anywhere:
        work.require(Permission.ADMINISTER, ALL_REGIONS)


def _known(work: Work, user_id: UserId) -> Account:
    account = work.unit.accounts.get(user_id)
    if account is None:
        raise NotFound("Deze gebruiker bestaat niet.")
    return account


def _granted(command: GrantRole | RevokeRole) -> Trace:
    return Trace(
        region="" if command.region == ALL_REGIONS else command.region,
        subject_kind="user_account",
        subject_id=command.user_id,
        detail={"role": command.role.value, "region": command.region},
    )


@lru_cache(maxsize=8)
def _hasher(time_cost: int) -> PasswordHasher:
    return PasswordHasher(time_cost=time_cost, memory_cost=19_456, parallelism=1)


@lru_cache(maxsize=8)
def _of_nobody(hasher: PasswordHasher) -> str:
    """Give a hash that takes an unknown name as long as a known one."""
    return hasher.hash(secrets.token_urlsafe(16))


def _is_right(hasher: PasswordHasher, known: str, password: str) -> bool:
    try:
        return hasher.verify(known, password)
    except VerificationError:
        return False
