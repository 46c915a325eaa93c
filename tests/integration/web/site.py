"""The pages on a real database with the real door, visited by people with different roles.

site = Site.open(url); anna = site.person("anna", Role.ADVISER); anna.get("/")
"""

import html
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import select
from werkzeug.test import TestResponse

from engine.commands.definitions import Deploy, SourceFile
from engine.commands.door import Door
from engine.commands.environment import Environment
from engine.commands.instances import StartProcess
from engine.domain.access import SYSTEM, Role
from engine.domain.ids import CaseId
from engine.feel import Scope
from engine.jobs import internal
from engine.persistence import tables
from engine.persistence.database import Database
from engine.service_tasks import load_handlers
from engine.settings import Settings
from engine.web.application import create_app
from engine.web.context import WebContext
from engine.web.request import EXTENSION
from tests.drawing import diagram, end, flows, start, user
from tests.integration.web.rows import FORM, NOON, ROTTERDAM, UTRECHT, Rows

KEY = "contact-zoeken"


class WallClock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.at: datetime = NOON

    def now(self) -> datetime:
        return self.at


@dataclass
class Person:
    """Somebody with a browser."""

    user_id: UUID
    name: str
    client: FlaskClient

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(path, headers=headers)

    def post(self, path: str, fields: dict[str, object] | None = None) -> TestResponse:
        data = {"csrf_token": f"csrf-{self.name}", **(fields or {})}
        return self.client.post(path, data=data)

    def page(self, path: str) -> str:
        """Give the text of a page that must be there."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return words(answer)


@dataclass
class Site:
    """Everything that a test of pages needs."""

    database: Database
    rows: Rows
    clock: WallClock
    door: Door
    app: Flask
    people: dict[str, Person] = field(default_factory=dict)

    def person(self, username: str, *roles: Role, region: str = ROTTERDAM) -> Person:
        """Give somebody with roles in a region, logged in."""
        return self.people.get(username) or self._hire(username, roles, region)

    def _hire(self, username: str, roles: tuple[Role, ...], region: str) -> Person:
        user_id = self.rows.user(username, username.title(), {region: roles})
        self.rows.session(user_id, username)
        browser = self.app.test_client()
        browser.set_cookie("loopplank_sessie", username)
        self.people[username] = Person(user_id, username, browser)
        return self.people[username]

    def started_task(self, case_id: UUID | None = None) -> UUID:
        """Start a process whose first step is a contact attempt; give the task."""
        task = user(
            "contactpoging-doen",
            camunda_candidateGroups=Role.ADVISER,
            camunda_formRef="contactpoging-doen",
        )
        source = diagram(start(), task, end(), flows("begin > contactpoging-doen > einde"), key=KEY)
        files = [SourceFile(filename="contact.bpmn", source=source)]
        if not self._known(KEY):
            files.append(SourceFile(filename="contactpoging-doen.form", source=FORM))
            self.door.execute(SYSTEM, Deploy(files=files))
        started = self.door.execute(
            SYSTEM,
            StartProcess(
                key=KEY,
                region=ROTTERDAM,
                business_key="proef",
                case_id=None if case_id is None else CaseId(case_id),
            ),
        )
        return started.tasks[0]

    def column(self, task_id: UUID, name: str) -> object:
        """Read one column of a task."""
        with self.database.reading() as connection:
            return connection.execute(
                select(tables.user_task.c[name]).where(tables.user_task.c.id == task_id)
            ).scalar_one()

    def _known(self, key: str) -> bool:
        with self.database.reading() as connection:
            found = select(tables.definition.c.id).where(tables.definition.c.key == key)
            return connection.execute(found).first() is not None


class _Compiled(BytecodeCache):
    """The templates as compiled for the first site."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


_TEMPLATES = _Compiled()
_idle: dict[tuple[bool, int], list[Flask]] = defaultdict(list)
"""Pages that no site uses now, by the settings that they were made with."""


@contextmanager
def _pages(context: WebContext) -> Iterator[Flask]:
    """Lend out the pages: making them takes longer than most tests, and they remember nothing."""
    idle = _idle[context.settings.demo, context.settings.post_bytes]
    app = idle.pop() if idle else _made(context)
    app.extensions[EXTENSION] = context
    yield app
    idle.append(app)


@contextmanager
def _new_pages(context: WebContext) -> Iterator[Flask]:
    yield _made(context)


def _made(context: WebContext) -> Flask:
    app = create_app(context)
    app.jinja_env.bytecode_cache = _TEMPLATES
    return app


@contextmanager
def opened_site(
    url: str, *, demo: bool = True, file_bytes: int | None = None, new_pages: bool = False
) -> Iterator[Site]:
    """Open the pages on a database that has the tables. A post may be twice as large as a file.

    Who changes the pages themselves asks for new ones.
    """
    settings = Settings(demo=demo, database_url=url, password_time_cost=1)
    if file_bytes is not None:
        settings = replace(settings, file_bytes=file_bytes, post_bytes=2 * file_bytes)
    database = Database.open(url, settings.keys)
    clock = WallClock()
    environment = Environment(settings=settings, topics=(*load_handlers(), *internal.TOPICS))
    door = Door(database=database, clock=clock, environment=environment)
    context = WebContext(
        settings=settings,
        database=database,
        door=door,
        clock=clock,
        scope=lambda _region, at: Scope(
            now=at, terms=lambda _name: None, calendar=environment.calendar
        ),
        wall_clock=clock.now,
    )
    rows = Rows(database)
    rows.region(ROTTERDAM, "Rotterdam")
    rows.region(UTRECHT, "Utrecht")
    try:
        with (_new_pages if new_pages else _pages)(context) as app:
            yield Site(database, rows, clock, door, app)
    finally:
        database.close()


def words(answer: TestResponse) -> str:
    """Give what a page says, without its markup."""
    found = re.search(r"<main.*?</main>", answer.text, re.DOTALL)
    plain = re.sub(r"<[^>]+>", " ", found[0] if found else answer.text)
    return re.sub(r"\s+", " ", html.unescape(plain)).strip()


ANSWERS: dict[str, object] = {
    "ontvanger": "client",
    "kanaal": "telefoon",
    "tijdstip": "2026-06-01T09:30",
    "resultaat": "geen gehoor",
    "notitie": "Voicemail ingesproken.",
}
"""The contact-attempt form, filled in rightly."""
