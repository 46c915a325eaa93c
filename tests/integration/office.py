"""A small care office for tests: one region, its people, and a clock that the test moves."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Row, select

from engine.commands.accounts import CreateRegion, CreateUser, GrantRole
from engine.commands.command import Command
from engine.commands.definitions import Deploy, SourceFile
from engine.commands.door import Door
from engine.commands.environment import Environment
from engine.commands.instances import Started, StartProcess
from engine.commands.tasks import CompleteUserTask, NextStep
from engine.commands.terms import SetTerm
from engine.domain.access import SYSTEM, Actor, Grant, Role
from engine.domain.ids import DefinitionId, TaskId, UserId, new_uuid7
from engine.jobs import internal
from engine.jobs.executor import Executor
from engine.jobs.worker import Worker
from engine.persistence.database import Database
from engine.persistence.definitions import StoredDefinition
from engine.persistence.tables import incident, job, process_instance, user_task
from engine.service_tasks import HandlerSettings, registered
from engine.settings import Settings

REGION = "5515"
PASSWORD = "geheim-" + "genoeg"
MONDAY = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  id="definities" targetNamespace="https://loopplank.nl/proef">
"""


class MovableClock:
    """A clock that stands where the test put it."""

    def __init__(self, at: datetime = MONDAY) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def forward(self, by: timedelta) -> None:
        self.at += by


@dataclass(frozen=True, kw_only=True)
class Office:
    """The engine with one region."""

    database: Database
    clock: MovableClock
    door: Door
    worker: Worker

    def run(self, command: Command[object], actor: Actor = SYSTEM) -> object:
        return self.door.execute(actor, command)

    def hire(self, username: str, *roles: Role) -> Actor:
        """Create a person with roles in the region."""
        user_id = self.door.execute(
            SYSTEM,
            CreateUser(username=username, name=username.title(), password=PASSWORD),
        )
        for role in roles:
            self.door.execute(SYSTEM, GrantRole(user_id=user_id, role=role, region=REGION))
        grants = frozenset(Grant(role, REGION) for role in roles)
        return Actor(
            user_id=UserId(user_id), name=username.title(), username=username, grants=grants
        )

    def deploy(self, *sources: str, region: str | None = None) -> None:
        """Deploy diagrams; each is the inside of `definitions`."""
        files = [
            SourceFile(filename=f"proef-{n}.bpmn", source=diagram(s)) for n, s in enumerate(sources)
        ]
        self.door.execute(SYSTEM, Deploy(files=files, region=region))

    def deploy_unchecked(self, key: str, source: str) -> None:
        """Put a diagram past the gate: what an older gate may have let through."""
        stored = StoredDefinition(
            id=DefinitionId(new_uuid7(self.clock.at)),
            kind="process",
            key=key,
            name=key,
            version=1,
            region=None,
            source=diagram(source),
            filename=f"{key}.bpmn",
            digest="",
            start_message=None,
        )
        with self.database.transaction() as unit:
            unit.definitions.add(stored, by=SYSTEM.user_id, at=self.clock.at)

    def term(self, name: str, value: str) -> None:
        self.door.execute(
            SYSTEM,
            SetTerm(region=REGION, name=name, value=value, effective_from=date(2020, 1, 1)),
        )

    def start(self, key: str, **variables: object) -> Started:
        return self.door.execute(
            SYSTEM,
            StartProcess(key=key, region=REGION, business_key="proef", variables=variables),  # type: ignore[arg-type]  # tests pass plain values
        )

    def complete(
        self,
        actor: Actor,
        task_id: TaskId | UUID,
        raw: Mapping[str, Sequence[str]] | None = None,
        submission_id: UUID | None = None,
    ) -> NextStep:
        return self.door.execute(
            actor,
            CompleteUserTask(task_id=TaskId(task_id), raw=raw or {}, submission_id=submission_id),
        )

    def open_tasks(self) -> Sequence[Row[tuple[object, ...]]]:
        return self._rows(select(user_task).where(user_task.c.status == "open"))

    def jobs(self, state: str = "ready") -> Sequence[Row[tuple[object, ...]]]:
        return self._rows(select(job).where(job.c.state == state).order_by(job.c.due_at))

    def incidents(self, status: str = "open") -> Sequence[Row[tuple[object, ...]]]:
        return self._rows(select(incident).where(incident.c.status == status))

    def instances(self, status: str = "running") -> Sequence[Row[tuple[object, ...]]]:
        return self._rows(select(process_instance).where(process_instance.c.status == status))

    def _rows(self, query: object) -> Sequence[Row[tuple[object, ...]]]:
        with self.database.reading() as connection:
            return connection.execute(query).all()  # type: ignore[call-overload, no-any-return]  # any select


@contextmanager
def office(url: str, clock: MovableClock | None = None) -> Iterator[Office]:
    """Open an office on a database that has the tables already."""
    opened = opened_office(url, clock or MovableClock())
    opened.door.execute(SYSTEM, CreateRegion(code=REGION, name="Amsterdam"))
    try:
        yield opened
    finally:
        opened.database.close()


def opened_office(url: str, clock: MovableClock, lease: timedelta = timedelta(minutes=1)) -> Office:
    """Open an office on a database in which the region exists."""
    settings = Settings(demo=True, database_url=url, password_time_cost=1)
    database = Database.open(url, settings.keys)
    topics = (*registered(), *internal.TOPICS)
    environment = Environment(settings=settings, topics=topics)
    door = Door(database=database, clock=clock, environment=environment)
    executor = Executor(door=door, handler_settings=HandlerSettings(), internal=internal.TOPICS)
    worker = Worker(door, executor, lease=lease, poll=timedelta(seconds=1))
    return Office(database=database, clock=clock, door=door, worker=worker)


def diagram(inside: str) -> bytes:
    """Wrap processes and messages in a BPMN file."""
    return f"{_HEAD}{inside}</bpmn:definitions>".encode()
