"""Settings: read once from the environment, frozen, handed on as an argument.

Every setting is an environment variable `LOOPPLANK_…`; docs/manual/beheer/instellingen.md has a
heading for each. Production refuses to start with keys that everybody knows, or on a database whose
clock was moved.
"""

import base64
import binascii
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from engine.errors import Invalid

PREFIX = "LOOPPLANK_"
KEY_BYTES = 32
MEGABYTE = 1024 * 1024
_DEMO_KEY = b"loopplank demo key, 32 bytes lng"


@dataclass(frozen=True, kw_only=True)
class Keys:
    """Secrets of 32 bytes each; rotating one does not touch the others."""

    encryption: bytes = field(default=_DEMO_KEY, repr=False)  # AES-256-GCM over BSNs
    index: bytes = field(default=_DEMO_KEY[::-1], repr=False)  # HMAC for the blind index
    audit: bytes = field(default=b"audit " + _DEMO_KEY[6:], repr=False)  # HMAC chain

    def __post_init__(self) -> None:
        if any(len(key) != KEY_BYTES for key in (self.encryption, self.index, self.audit)):
            raise Invalid(f"Elke sleutel is precies {KEY_BYTES} bytes lang.")

    @property
    def are_public(self) -> bool:
        """Whether any of these keys is the one in the source code."""
        known = Keys()
        return (
            self.encryption == known.encryption
            or self.index == known.index
            or self.audit == known.audit
        )


@dataclass(frozen=True, kw_only=True)
class Mail:
    """Where e-mail goes: an SMTP server, or a folder when no host is named."""

    host: str | None = None
    port: int = 25
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    tls: bool = True
    sender: str = "zorgkantoor@voorbeeld.invalid"
    outbox: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """How clients reach a care office: what a letter says under "Zo neemt u contact op"."""

    phone: str = ""
    post: str = ""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that may differ between two installations."""

    database_url: str = "sqlite:///loopplank.sqlite3"
    data_folder: Path = Path("demo-data")
    demo: bool = False
    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 8
    keys: Keys = field(default_factory=Keys)
    mail: Mail = field(default_factory=Mail)
    handlers: str = "handlers"
    closing_days: frozenset[date] = frozenset()
    letterheads: Mapping[str, Letterhead] = field(default_factory=dict)
    session_idle: timedelta = timedelta(minutes=30)
    session_absolute: timedelta = timedelta(hours=10)
    password_time_cost: int = 3
    lease: timedelta = timedelta(seconds=60)
    poll: timedelta = timedelta(seconds=5)
    max_attempts: int = 5
    file_bytes: int = 10 * MEGABYTE
    post_bytes: int = 20 * MEGABYTE
    draft_files: timedelta = timedelta(days=30)

    def __post_init__(self) -> None:
        if not self.demo and self.keys.are_public and not self.is_embedded:
            raise Invalid(
                "Stel eigen sleutels in (LOOPPLANK_ENCRYPTION_KEY, LOOPPLANK_INDEX_KEY en"
                " LOOPPLANK_AUDIT_KEY): deze installatie gebruikt nog die van de demo."
            )

    def letterhead(self, region: str) -> Letterhead:
        """Give that of a region, else the one for all regions."""
        return self.letterheads.get(region) or self.letterheads.get("*") or Letterhead()

    @property
    def is_embedded(self) -> bool:
        """Whether the database is a SQLite file beside the process."""
        return self.database_url.startswith("sqlite")

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> "Settings":
        """Read `LOOPPLANK_…`; raises `Invalid` that names the wrong setting."""
        read = _Reader(env)
        return cls(
            database_url=read.text("DATABASE_URL", "sqlite:///loopplank.sqlite3"),
            data_folder=Path(read.text("DATA", "demo-data")),
            demo=read.switch("DEMO", default=False),
            host=read.text("HOST", "127.0.0.1"),
            port=read.number("PORT", 8000),
            threads=read.number("THREADS", 8),
            keys=_keys(read),
            mail=_mail(read),
            handlers=read.text("HANDLERS", "handlers"),
            closing_days=read.days("CLOSING_DAYS"),
            letterheads=_letterheads(read.file("LETTERHEADS")),
            session_idle=timedelta(minutes=read.number("SESSION_IDLE_MINUTES", 30)),
            session_absolute=timedelta(hours=read.number("SESSION_HOURS", 10)),
            password_time_cost=read.number("PASSWORD_TIME_COST", 3),
            lease=timedelta(seconds=read.number("LEASE_SECONDS", 60)),
            poll=timedelta(seconds=read.number("POLL_SECONDS", 5)),
            max_attempts=read.number("MAX_ATTEMPTS", 5),
            file_bytes=read.number("FILE_MEGABYTES", 10) * MEGABYTE,
            post_bytes=read.number("POST_MEGABYTES", 20) * MEGABYTE,
            draft_files=timedelta(days=read.number("DRAFT_FILE_DAYS", 30)),
        )


def _keys(read: "_Reader") -> Keys:
    known = Keys()
    return Keys(
        encryption=read.key("ENCRYPTION_KEY", known.encryption),
        index=read.key("INDEX_KEY", known.index),
        audit=read.key("AUDIT_KEY", known.audit),
    )


def _mail(read: "_Reader") -> Mail:
    outbox = read.text("OUTBOX", "")
    return Mail(
        host=read.text("SMTP_HOST", "") or None,
        port=read.number("SMTP_PORT", 25),
        user=read.text("SMTP_USER", "") or None,
        password=read.text("SMTP_PASSWORD", "") or None,
        tls=read.switch("SMTP_TLS", default=True),
        sender=read.text("SENDER", Mail().sender),
        outbox=Path(outbox) if outbox else None,
    )


def _letterheads(listed: Mapping[str, object]) -> Mapping[str, Letterhead]:
    """Read a table per region: `["5515"]`, or `["*"]` for all."""
    tables = {code: table for code, table in listed.items() if isinstance(table, dict)}
    return {
        code: Letterhead(phone=str(table.get("telefoon", "")), post=str(table.get("post", "")))
        for code, table in tables.items()
    }


@dataclass(frozen=True)
class _Reader:
    """Reads one variable at a time and names it when it is wrong."""

    env: Mapping[str, str]

    def text(self, name: str, default: str) -> str:
        return self.env.get(PREFIX + name, default).strip()

    def number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not value.isdecimal():
            raise Invalid(f"{PREFIX}{name} is geen geheel getal.")
        return int(value)

    def switch(self, name: str, *, default: bool) -> bool:
        value = self.text(name, "ja" if default else "nee").lower()
        if value not in {"ja", "nee", "1", "0", "true", "false"}:
            raise Invalid(f"{PREFIX}{name} is 'ja' of 'nee'.")
        return value in {"ja", "1", "true"}

    def days(self, name: str) -> frozenset[date]:
        try:
            return frozenset(date.fromisoformat(day) for day in self.text(name, "").split())
        except ValueError:
            raise Invalid(f"{PREFIX}{name} is een rij datums als 2026-12-24.") from None

    def file(self, name: str) -> Mapping[str, object]:
        path = self.text(name, "")
        try:
            return tomllib.loads(Path(path).read_text(encoding="utf-8")) if path else {}
        except (OSError, ValueError):
            raise Invalid(f"{PREFIX}{name} noemt geen leesbaar TOML-bestand.") from None

    def key(self, name: str, default: bytes) -> bytes:
        value = self.text(name, "")
        if not value:
            return default
        try:
            return base64.b64decode(value, validate=True)
        except binascii.Error:
            raise Invalid(f"{PREFIX}{name} is geen base64 van {KEY_BYTES} bytes.") from None
