"""What completing a task costs, from the browser's post to the commit, and what a timer costs.

    .venv/bin/python benchmarks/completion.py [--rounds 1000] [--timers 500]

One case goes round and round: a contact attempt with its form, then a wait, as `client-bereiken`
does. Run on SQLite and on a temporary PostgreSQL (without fsync: the disk is not what is measured).
CPU is that of this process, from the request that a server hands to the application to its answer;
what a browser does itself is not counted. SQL is the time inside the database driver, so on
PostgreSQL it includes waiting for the server. Two workers are two processes. Compare columns of one
run only: other work on the machine shows.
"""

import argparse
import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from threading import Barrier
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import event, func, select
from werkzeug.test import EnvironBuilder, run_wsgi_app

from engine.app import Application, build_application, create_web, settle
from engine.commands.accounts import CreateRegion, CreateUser, GrantRole, LogIn
from engine.commands.definitions import Deploy, SourceFile
from engine.commands.instances import StartProcess
from engine.commands.tasks import CompleteUserTask
from engine.domain.access import SYSTEM, Actor, Grant, Role
from engine.domain.ids import TaskId
from engine.persistence.tables import process_instance, user_task
from engine.settings import Settings
from tests.integration.diagrams import process, task, timer
from tests.integration.office import MovableClock, diagram
from tests.postgresql import temporary_server

REGIONS = [f"55{number:02}" for number in range(1, 32)]
REGION, WHO, PASSWORD = "5515", "anna", "meetwerk" * 2
MILLI = 1_000
EDGE = 50
PACES = 15
FORM = b"""{"type": "default", "id": "poging", "schemaVersion": 16, "components": [
  {"type": "select", "key": "kanaal", "label": "Kanaal", "id": "f1", "validate":
   {"required": true}, "values": [{"value": "telefoon", "label": "Telefoon"}]},
  {"type": "textfield", "key": "resultaat", "label": "Resultaat", "id": "f2"},
  {"type": "textarea", "key": "notitie", "label": "Notitie", "id": "f3"}]}"""
ANSWERS = {"kanaal": ["telefoon"], "resultaat": ["geen gehoor"], "notitie": ["Voicemail."]}
LOOP = """<bpmn:process id="ronde" name="Ronde" isExecutable="true">
<bpmn:startEvent id="begin"/><bpmn:exclusiveGateway id="samen"/>
<bpmn:userTask id="bel" name="Contactpoging doen" camunda:candidateGroups="zk-klantadviseur"
 camunda:formRef="poging"/>
<bpmn:exclusiveGateway id="klaar" name="Klaar?" default="nee"/><bpmn:endEvent id="einde"/>
<bpmn:intermediateCatchEvent id="wacht" name="Wachten"><bpmn:timerEventDefinition id="t">
<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration>
</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
<bpmn:sequenceFlow id="a" sourceRef="begin" targetRef="samen"/>
<bpmn:sequenceFlow id="b" sourceRef="samen" targetRef="bel"/>
<bpmn:sequenceFlow id="c" sourceRef="bel" targetRef="klaar"/>
<bpmn:sequenceFlow id="nee" sourceRef="klaar" targetRef="wacht"/>
<bpmn:sequenceFlow id="ja" name="ja" sourceRef="klaar" targetRef="einde"><bpmn:conditionExpression
 xsi:type="bpmn:tFormalExpression">resultaat = "gesproken"</bpmn:conditionExpression>
</bpmn:sequenceFlow>
<bpmn:sequenceFlow id="d" sourceRef="wacht" targetRef="samen"/></bpmn:process>"""


@dataclass
class Meter:
    """Counts statements and the time inside the driver."""

    statements: int = 0
    seconds: float = 0.0
    _began: float = field(default=0.0, repr=False)

    def watch(self, app: Application) -> None:
        """Listen to every statement of an application."""
        event.listen(app.database.engine, "before_cursor_execute", self._before)
        event.listen(app.database.engine, "after_cursor_execute", self._after)

    def _before(self, *_: object) -> None:
        self._began = time.perf_counter()

    def _after(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        self.seconds += time.perf_counter() - self._began
        self.statements += not statement.startswith("BEGIN")


@dataclass(frozen=True, kw_only=True)
class Cost:
    """One completion: milliseconds of CPU and wall, milliseconds in SQL, statements."""

    cpu: float
    wall: float
    sql: float
    statements: int


class Desk:
    """One case on one database, with somebody who works on it."""

    def __init__(self, url: str, folder: Path) -> None:
        self.clock = MovableClock(datetime(2026, 6, 1, 8, tzinfo=UTC))
        self.app = application(url, folder, self.clock)
        self.meter = Meter()
        self.meter.watch(self.app)
        self.actor = self._furnish()
        self.web: Flask = create_web(self.app)
        self.cookie, self.csrf = self._log_in()

    def _furnish(self) -> Actor:
        run = self.app.door.execute
        for code in REGIONS:
            run(SYSTEM, CreateRegion(code=code, name=f"Regio {code}"))
        user = run(SYSTEM, CreateUser(username=WHO, name="Anna", password=PASSWORD))
        run(SYSTEM, GrantRole(user_id=user, role=Role.ADVISER, region=REGION))
        many = process("wachten", timer("wacht", "PT1H"), task("bel"))
        files = [
            SourceFile(filename="poging.form", source=FORM),
            SourceFile(filename="ronde.bpmn", source=diagram(LOOP)),
            SourceFile(filename="wachten.bpmn", source=diagram(many)),
        ]
        run(SYSTEM, Deploy(files=files))
        self.start("ronde")
        grants = frozenset({Grant(Role.ADVISER, REGION)})
        return Actor(user_id=user, name="Anna", username=WHO, grants=grants)

    def _log_in(self) -> tuple[str, str]:
        command = LogIn(username=WHO, password=PASSWORD, at=datetime.now(UTC))
        session = self.app.door.execute(SYSTEM, command)
        return f"loopplank_sessie={session.token}", session.csrf_token

    def start(self, key: str, region: str = REGION) -> None:
        """Start an instance."""
        self.app.door.execute(SYSTEM, StartProcess(key=key, region=region, business_key="meting"))

    def arm(self, timers: int) -> None:
        """Start instances in all regions that wait an hour, and let that hour pass."""
        for number in range(timers):
            self.start("wachten", REGIONS[number % len(REGIONS)])
        self.clock.forward(timedelta(hours=1))

    def by_door(self) -> Cost:
        """Complete the open task with the command alone."""
        key = self._open_task()
        command = CompleteUserTask(task_id=TaskId(key), raw=ANSWERS, submission_id=uuid4())
        return self._cost(lambda: self.app.door.execute(self.actor, command))

    def by_http(self) -> Cost:
        """Complete the open task as a browser does."""
        form = {**ANSWERS, "csrf_token": self.csrf, "_inzending": str(uuid4())}
        asked = EnvironBuilder(
            path=f"/taken/{self._open_task()}",
            method="POST",
            data=form,
            headers=[("Cookie", self.cookie)],
        ).get_environ()

        def post() -> None:
            _, status, _ = run_wsgi_app(self.web, asked)
            if not status.startswith("303"):
                raise RuntimeError(status)

        return self._cost(post)

    def wait(self) -> None:
        """Let the hour pass and the timer fire."""
        self.clock.forward(timedelta(hours=1))
        self.app.worker.drain()

    def size(self) -> int:
        """Bytes of the case's state at rest, variables included."""
        with self.app.database.reading() as connection:
            row = connection.execute(
                select(
                    func.length(process_instance.c.state),
                    func.length(process_instance.c.variables),
                ).where(process_instance.c.definition_key == "ronde")
            ).one()
        return int(row[0]) + int(row[1])

    def _open_task(self) -> UUID:
        with self.app.database.reading() as connection:
            found: UUID = connection.scalars(
                select(user_task.c.id).where(
                    user_task.c.status == "open", user_task.c.process_key == "ronde"
                )
            ).one()
        return found

    def _cost(self, work: object) -> Cost:
        if not callable(work):
            raise TypeError(work)
        self.meter.statements, self.meter.seconds = 0, 0.0
        cpu, wall = time.process_time(), time.perf_counter()
        work()
        return Cost(
            cpu=(time.process_time() - cpu) * MILLI,
            wall=(time.perf_counter() - wall) * MILLI,
            sql=self.meter.seconds * MILLI,
            statements=self.meter.statements,
        )


def measure(name: str, url: str, folder: Path, rounds: int, timers: int) -> None:
    """Print the figures of one database."""
    desk = Desk(url, folder)
    costs, size_at_start = [], 0
    settle()  # as every process that serves or works does
    for number in range(rounds):
        costs.append(desk.by_http() if number % 2 else desk.by_door())
        desk.wait()
        if number == EDGE:
            size_at_start = desk.size()
    door, http = costs[EDGE::2], costs[EDGE + 1 :: 2]
    early, late = costs[EDGE : 2 * EDGE : 2], costs[-EDGE::2]
    print(f"{name}")
    print(f"  command     {_line(door)}")
    print(f"  over HTTP   {_line(http)}")
    ratio = median(c.cpu for c in late) / median(c.cpu for c in early)
    print(f"  {rounds}th against {2 * EDGE}th round: {ratio:.2f} of the CPU")
    print(f"  state at rest: {size_at_start} bytes then, {desk.size()} at the end")
    rate, cpu = fired_per_second(desk, timers)
    print(f"  timers: {rate:.0f} per second by one worker, {cpu:.2f} ms CPU each")
    if not desk.app.database.is_sqlite:
        print(f"  timers: {fired_by_two(desk, url, folder, timers):.0f} per second by two workers")
    desk.app.close()


def _pace() -> float:
    """Milliseconds of CPU of something well known: how fast the machine is at this moment."""
    taken = []
    for _ in range(PACES):
        began = time.process_time()
        sum(i * i for i in range(100_000))
        taken.append((time.process_time() - began) * MILLI)
    return median(taken)


def _line(costs: list[Cost]) -> str:
    cpu, wall = median(c.cpu for c in costs), median(c.wall for c in costs)
    sql, statements = median(c.sql for c in costs), max(c.statements for c in costs)
    return f"{cpu:5.2f} ms CPU  {wall:5.2f} ms wall  {sql:5.2f} ms SQL  {statements} statements"


def fired_per_second(desk: Desk, timers: int) -> tuple[float, float]:
    """Let many timers fall due at one moment and drain them."""
    desk.arm(timers)
    began, cpu = time.perf_counter(), time.process_time()
    ran = desk.app.worker.drain()
    each = (time.process_time() - cpu) / ran * MILLI
    return ran / (time.perf_counter() - began), each


def fired_by_two(desk: Desk, url: str, folder: Path, timers: int) -> float:
    """Let many timers fall due at one moment and drain them by two processes."""
    desk.arm(timers)
    spawn = multiprocessing.get_context("spawn")
    ready = spawn.Barrier(3)
    workers = [
        spawn.Process(target=_drain, args=(url, folder, desk.clock.at, ready)) for _ in range(2)
    ]
    for worker in workers:
        worker.start()
    ready.wait()
    began = time.perf_counter()
    for worker in workers:
        worker.join()
    return timers / (time.perf_counter() - began)


def _drain(url: str, folder: Path, at: datetime, ready: Barrier) -> None:
    app = application(url, folder, MovableClock(at))
    app.worker.next_due()
    settle()
    ready.wait()
    app.worker.drain()
    app.close()


def application(url: str, folder: Path, clock: MovableClock) -> Application:
    """Compose an application on a database."""
    return build_application(Settings(demo=True, database_url=url, data_folder=folder), clock)


@contextmanager
def databases(folder: Path) -> Iterator[list[tuple[str, str]]]:
    """Give a new database of either kind."""
    with temporary_server() as server:
        sqlite = f"sqlite:///{folder / 'meting.sqlite3'}"
        yield [("SQLite", sqlite), ("PostgreSQL", server.url("postgres"))]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1_000)
    parser.add_argument("--timers", type=int, default=500)
    arguments = parser.parse_args()
    print(f"sum(i*i for i in range(100_000)): {_pace():.1f} ms CPU on this machine, now")
    with tempfile.TemporaryDirectory() as name, databases(Path(name)) as found:
        for kind, url in found:
            measure(kind, url, Path(name), arguments.rounds, arguments.timers)


if __name__ == "__main__":
    main()
