"""Sets the demo up in its folder, once; later starts find it there.

The database is filled under another name and renamed when it is whole, so that a start that was cut
off begins again.
"""

import hashlib
import logging
import random
import shutil
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from engine import delivered
from engine.app import Application, build_application
from engine.commands.accounts import CreateRegion, CreateUser, GrantRole
from engine.demo.history import CLIENTS, DAYS, LATER, History, MovingClock
from engine.demo.scenes import Scenes
from engine.demo.staff import ADMINISTRATOR, PASSWORD, POSTS, REGIONS, Person, short_name, staff
from engine.domain.access import ALL_REGIONS, SYSTEM, Actor, Grant, Role
from engine.domain.ids import UserId
from engine.domain.region import CareRegion
from engine.settings import Mail, Settings

Tell = Callable[[str], None]

_SEED = 2026
_DATABASE = "loopplank.sqlite3"
_UNFINISHED = "in-aanbouw.sqlite3"
_DELIVERED = "geleverd.txt"
_OWN = (_DATABASE, _UNFINISHED, _DELIVERED)


def prepare(folder: Path, tell: Tell) -> Path:
    """Make the demo when it is not there, and give its database; keeps what is there."""
    folder.mkdir(parents=True, exist_ok=True)
    database = folder / _DATABASE
    if not database.exists():
        _make(folder, tell)
    elif _mark(folder) != _digest():
        tell("Nieuwe versies van processen en formulieren worden gepubliceerd.")
        application = build_application(replace(_settings(folder, database), demo=True))
        delivered.deliver(application.door)
        application.close()
        _note(folder)
    return database


def remove(folder: Path) -> None:
    """Remove the demo's own files, and nothing else that may be in the folder."""
    for name in _OWN:
        for path in folder.glob(f"{name}*"):
            path.unlink()
    shutil.rmtree(folder / "uitgaand", ignore_errors=True)


def welcome(host: str, port: int, folder: Path) -> str:
    """Tell where the demo is and how to log in."""
    shown = "localhost" if host in {"127.0.0.1", "0.0.0.0"} else host  # noqa: S104 - compared only
    places = ", ".join(map(short_name, REGIONS))
    lines = [
        "",
        f"  Loopplank draait op  http://{shown}:{port}/",
        f"  Gegevens             {folder}",
        "",
        f"  Wachtwoord van iedereen: {PASSWORD}",
        f"  Gebruikersnaam: FUNCTIE.REGIO, zoals adviseur.{short_name(REGIONS[0])}",
        f"  Regio's: {places}",
        "  Functies:",
        *(f"    {post:18}{', '.join(role.label for role in roles)}" for post, roles in POSTS),
        f"  Voor alle regio's: {ADMINISTRATOR} (beheer)",
        "",
        "  Stoppen: Ctrl+C",
        "",
    ]
    return "\n".join(lines)


def furnish(
    application: Application,
    regions: Sequence[CareRegion] = REGIONS,
    *,
    left_out: Collection[str] = (),
) -> tuple[Actor, ...]:
    """Add the regions, the delivered definitions and the staff, but no clients."""
    for region in regions:
        named = CreateRegion(code=region.code, name=region.name, care_office=region.care_office)
        application.door.execute(SYSTEM, named)
    delivered.deliver(application.door, left_out=left_out)
    codes = {region.code for region in regions}
    people = tuple(_employ(application, one) for one in staff() if one.region in codes)
    _administrator(application)
    return people


def _make(folder: Path, tell: Tell) -> None:
    began = time.monotonic()
    tell(f"De demo wordt gemaakt: {len(REGIONS)} regio's, {CLIENTS} cliënten, {DAYS} dagen werk.")
    for path in folder.glob(f"{_UNFINISHED}*"):
        path.unlink()
    unfinished = folder / _UNFINISHED
    now = datetime.now(UTC)
    clock = MovingClock(now - timedelta(days=DAYS + 1))
    application = build_application(_settings(folder, unfinished), clock)
    _hurry(application)
    people = furnish(application, left_out=LATER)
    dice = random.Random(_SEED)  # noqa: S311 - a demo, not a secret
    history = History(application=application, clock=clock, people=people, dice=dice)
    with _without_warnings():
        history.play(now, tell)
    for region in REGIONS:
        Scenes(application=application, people=people, region=region.code, dice=dice).set_up()
    application.close()
    unfinished.rename(folder / _DATABASE)
    _note(folder)
    tell(f"Klaar in {time.monotonic() - began:.0f} seconden.")


@contextmanager
def _without_warnings() -> Iterator[None]:
    """Say nothing of the letters that fail on purpose."""
    jobs = logging.getLogger("engine.jobs")
    before = jobs.level
    jobs.setLevel(logging.ERROR)
    try:
        yield
    finally:
        jobs.setLevel(before)


def _hurry(application: Application) -> None:
    """Do without waiting for the disk: a file that is cut off is thrown away anyway."""
    connection = application.database.engine.raw_connection()
    connection.cursor().execute("PRAGMA synchronous = OFF")
    connection.close()


def _settings(folder: Path, database: Path) -> Settings:
    return Settings(
        database_url=f"sqlite:///{database}",
        data_folder=folder,
        mail=Mail(outbox=folder / "uitgaand"),
        password_time_cost=1,
    )


def _employ(application: Application, person: Person) -> Actor:
    command = CreateUser(username=person.username, name=person.name, password=PASSWORD)
    user_id: UserId = application.door.execute(SYSTEM, command)
    for role in person.roles:
        grant = GrantRole(user_id=user_id, role=role, region=person.region)
        application.door.execute(SYSTEM, grant)
    return Actor(
        user_id=user_id,
        name=person.name,
        username=person.username,
        grants=frozenset(Grant(role, person.region) for role in person.roles),
    )


def _administrator(application: Application) -> None:
    command = CreateUser(username=ADMINISTRATOR, name="Sacha Beheer", password=PASSWORD)
    user_id: UserId = application.door.execute(SYSTEM, command)
    grant = GrantRole(user_id=user_id, role=Role.ADMINISTRATOR, region=ALL_REGIONS)
    application.door.execute(SYSTEM, grant)


def _digest() -> str:
    hashed = hashlib.sha256()
    for source in delivered.read_sources(delivered.folders()):
        hashed.update(source.filename.encode() + source.source)
    return hashed.hexdigest()


def _mark(folder: Path) -> str:
    path = folder / _DELIVERED
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _note(folder: Path) -> None:
    (folder / _DELIVERED).write_text(_digest(), encoding="utf-8")
