"""What completing a task costs, from the browser's post to the commit, and what a timer costs.

    .venv/bin/python benchmarks/completion.py [--rounds 1000] [--timers 500]

One case goes round and round: a contact attempt with its form, then a wait, as `client-bereiken`
does. Run on SQLite and on a temporary PostgreSQL (without fsync: the disk is not what is measured).
CPU is that of this process; SQL is the time inside the database driver, so on PostgreSQL it
includes waiting for the server. Compare columns of one run only: other work on the machine shows.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from uuid import UUID, uuid4

from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from engine.app import Application, build_application, create_web
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

REGION, WHO, PASSWORD = "5515", "anna", "meetwerk" * 2
MILLI = 1_000
EDGE = 50
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
        settings = Settings(demo=True, database_url=url, data_folder=folder)
        self.app = build_application(settings, self.clock)
        self.meter = Meter()
        self.meter.watch(self.app)
        self.actor = self._furnish()
        self.browser, self.csrf = self._log_in()

    def _furnish(self) -> Actor:
        run = self.app.door.execute
        run(SYSTEM, CreateRegion(code=REGION, name="Amsterdam"))
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

    def _log_in(self) -> tuple[FlaskClient, str]:
        command = LogIn(username=WHO, password=PASSWORD, at=datetime.now(UTC))
        session = self.app.door.execute(SYSTEM, command)
        browser = create_web(self.app).test_client()
        browser.set_cookie("loopplank_sessie", session.token)
        return browser, session.csrf_token

    def start(self, key: str) -> None:
        """Start an instance."""
        self.app.door.execute(SYSTEM, StartProcess(key=key, region=REGION, business_key="meting"))

    def by_door(self) -> Cost:
        """Complete the open task with the command alone."""
        key = self._open_task()
        command = CompleteUserTask(task_id=TaskId(key), raw=ANSWERS, submission_id=uuid4())
        return self._cost(lambda: self.app.door.execute(self.actor, command))

    def by_http(self) -> Cost:
        """Complete the open task as a browser does."""
        key = self._open_task()
        form = {**ANSWERS, "csrf_token": self.csrf, "_inzending": str(uuid4())}

        def post() -> object:
            answer = self.browser.post(f"/taken/{key}", data=form)
            if answer.status_code != 303:  # noqa: PLR2004 - see other
                raise RuntimeError(answer.text)
            return answer

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
    print(f"  timers: {fired_per_second(desk, timers):.0f} per second by one worker")
    desk.app.close()


def _line(costs: list[Cost]) -> str:
    cpu, wall = median(c.cpu for c in costs), median(c.wall for c in costs)
    sql, statements = median(c.sql for c in costs), max(c.statements for c in costs)
    return f"{cpu:5.2f} ms CPU  {wall:5.2f} ms wall  {sql:5.2f} ms SQL  {statements} statements"


def fired_per_second(desk: Desk, timers: int) -> float:
    """Let many timers fall due at one moment and drain them."""
    for _ in range(timers):
        desk.start("wachten")
    desk.clock.forward(timedelta(hours=1))
    began = time.perf_counter()
    ran = desk.app.worker.drain()
    return ran / (time.perf_counter() - began)


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
    with tempfile.TemporaryDirectory() as name, databases(Path(name)) as found:
        for kind, url in found:
            measure(kind, url, Path(name), arguments.rounds, arguments.timers)


if __name__ == "__main__":
    main()
