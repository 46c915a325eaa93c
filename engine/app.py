"""The composition root: puts settings, database, door, worker and pages together.

    settings → database, environment (handlers' topics, calendar) → door → worker
                                                                      └──→ pages

Nothing below knows of this module; the command line and the tests build one `Application`.
"""

import gc
import logging
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar, cast

from flask import Flask
from waitress.server import create_server

from engine.commands.clock import MoveClock, read_offset
from engine.commands.command import Command
from engine.commands.door import Door
from engine.commands.environment import Environment
from engine.domain.access import Actor
from engine.domain.calendar import AMSTERDAM, dutch_calendar
from engine.domain.clock import Clock, ShiftedClock, SystemClock
from engine.domain.terms import Term
from engine.errors import Invalid
from engine.feel import Scope
from engine.jobs import internal
from engine.jobs.executor import Executor
from engine.jobs.standing import Roundsman
from engine.jobs.worker import Worker
from engine.persistence import schema
from engine.persistence.database import Database
from engine.service_tasks import HandlerSettings, load_handlers
from engine.settings import Settings
from engine.web.application import create_app
from engine.web.context import WebContext

R = TypeVar("R")

logger = logging.getLogger(__name__)

_COLLECTED_AFTER = (20_000, 20, 50)
"""Values made and kept since the last look at the young, and how many looks until the older."""
_STEP = timedelta(hours=1)
_HEAD_START = timedelta(seconds=10)


@dataclass(frozen=True, kw_only=True)
class Application:
    """Everything that one process needs."""

    settings: Settings
    database: Database
    clock: Clock
    environment: Environment
    door: Door
    executor: Executor
    worker: Worker

    def scope(self, region: str, now: datetime) -> Scope:
        """Give FEEL's surroundings for a region, to show a form with."""
        with self.database.view() as unit:
            values = unit.regions.terms(region, now.astimezone(AMSTERDAM).date())
        terms = {name: Term.parse(value) for name, value in values.items()}
        return Scope(now=now, terms=terms.get, calendar=self.environment.calendar)

    def close(self) -> None:
        """Let go of the database."""
        self.worker.stop()
        self.database.close()


def build_application(settings: Settings, clock: Clock | None = None) -> Application:
    """Compose the application on a database that is brought up to date first."""
    database = Database.open(settings.database_url, settings.keys)
    schema.upgrade(database)
    offset = _Offset(database)
    if not settings.demo and offset.current():
        database.close()
        raise Invalid(
            "In deze database is de klok verzet: hij is van een oefenomgeving. Begin een echte"
            " omgeving met een lege database."
        )
    chosen = clock or (ShiftedClock(offset.current) if settings.demo else SystemClock())
    environment = Environment(
        settings=settings,
        topics=(*load_handlers(settings.handlers), *internal.TOPICS),
        calendar=dutch_calendar(settings.closing_days),
    )
    waker = _Waker()
    door = Door(database=database, clock=chosen, environment=environment, after_commit=waker.wake)
    executor = Executor(
        door=door, handler_settings=_handler_settings(settings), internal=internal.TOPICS
    )
    worker = Worker(
        door, executor, lease=settings.lease, poll=settings.poll, roundsman=Roundsman(door)
    )
    waker.worker = worker
    if settings.demo:
        door = _TravellingDoor(**vars(door), offset=offset, worker=worker)
    return Application(
        settings=settings,
        database=database,
        clock=chosen,
        environment=environment,
        door=door,
        executor=executor,
        worker=worker,
    )


def create_web(application: Application) -> Flask:
    """Make the pages."""
    return create_app(
        WebContext(
            settings=application.settings,
            database=application.database,
            door=application.door,
            clock=application.clock,
            scope=application.scope,
        )
    )


def serve(application: Application, *, with_worker: bool) -> None:
    """Serve the pages until SIGTERM or SIGINT; with a worker in the same process for the demo."""
    settings = application.settings
    server = create_server(
        create_web(application), host=settings.host, port=settings.port, threads=settings.threads
    )
    settle()
    thread = threading.Thread(target=application.worker.run_forever, name="worker")
    if with_worker:
        thread.start()
    _on_signal(_leave)
    try:
        server.run()
    finally:
        application.worker.stop()
        if with_worker:
            thread.join()
        application.database.close()


def run_worker(application: Application) -> None:
    """Work off jobs until SIGTERM or SIGINT; the job in hand is finished."""
    _on_signal(application.worker.stop)
    settle()
    application.worker.run_forever()
    application.database.close()


def settle() -> None:
    """Spare the garbage collector what lives as long as the process, and let it come less often.

    A step makes some thousand values, nearly all of which go by themselves when it ends; by default
    the collector walks through them several times a step, and now and then through everything.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECTED_AFTER)


def _leave() -> None:
    """Leave waitress' loop: it finishes the requests in hand and returns."""
    raise SystemExit


def _on_signal(stop: Callable[[], None]) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop())


def _handler_settings(settings: Settings) -> HandlerSettings:
    mail = settings.mail
    outbox = mail.outbox or (None if mail.host else settings.data_folder / "uitgaand")
    return HandlerSettings(
        smtp_host=mail.host,
        smtp_port=mail.port,
        smtp_user=mail.user,
        smtp_password=mail.password,
        smtp_tls=mail.tls,
        outbox_folder=outbox,
        sender=mail.sender,
    )


class _Waker:
    """Wakes the worker of this process after a commit, once it is there."""

    worker: Worker | None = None

    def wake(self) -> None:
        if self.worker is not None:
            self.worker.wake()


class _Offset:
    """How far the demo's clock is ahead, remembered between two moves of it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: timedelta | None = None

    def current(self) -> timedelta:
        if self._known is None:
            with self._database.view() as unit:
                self._known = read_offset(unit)
        return self._known

    def forget(self) -> None:
        self._known = None


@dataclass(frozen=True, kw_only=True)
class _TravellingDoor(Door):
    """The demo's door: moving the clock stops wherever a job becomes due, and runs it."""

    offset: _Offset
    worker: Worker

    def execute(self, actor: Actor, command: Command[R]) -> R:
        """Execute a command; a journey through time in steps of at most an hour of jobs."""
        if not isinstance(command, MoveClock) or command.to < self.clock.now():
            return super().execute(actor, command)
        with self.worker.turn:
            self._travel(actor, command.to)
            reached = self._move(actor, command.to)
            self.worker.drain()
        return cast("R", reached)

    def _travel(self, actor: Actor, to: datetime) -> None:
        while (due := self.worker.next_due()) is not None and due < to:
            if due > self.clock.now():
                self._move(actor, min(due + _STEP, to))
            if not self.worker.drain() and self.worker.next_due() == due:
                break  # leased by a process that is gone; its turn comes when the lease ends

    def _move(self, actor: Actor, to: datetime) -> datetime:
        """Move to a moment, or just after now when the real clock overtook it on the way."""
        reached = super().execute(actor, MoveClock(to=max(to, self.clock.now() + _HEAD_START)))
        self.offset.forget()
        return reached
