"""The composed application: the demo's clock, a worker of its own, and stopping in good order."""

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from sqlalchemy import select

from engine.app import Application, build_application, run_worker, serve
from engine.commands.accounts import CreateRegion
from engine.commands.clock import MoveClock
from engine.commands.definitions import Deploy, SourceFile
from engine.commands.instances import StartProcess
from engine.commands.terms import SetTerm
from engine.domain.access import SYSTEM
from engine.errors import Invalid, NotAllowed
from engine.persistence.tables import history_event, job, user_task
from engine.settings import Keys, Settings
from tests.integration.diagrams import process, task, timer
from tests.integration.office import REGION, diagram


def open_demo(url: str, folder: Path) -> Application:
    settings = Settings(
        demo=True, database_url=url, data_folder=folder, poll=timedelta(milliseconds=50)
    )
    return build_application(settings)


def begin(app: Application, drawn: str, key: str) -> None:
    app.door.execute(SYSTEM, CreateRegion(code=REGION, name="Amsterdam"))
    file = SourceFile(filename="p.bpmn", source=diagram(drawn))
    app.door.execute(SYSTEM, Deploy(files=[file]))
    app.door.execute(SYSTEM, StartProcess(key=key, region=REGION, business_key="1"))


@pytest.fixture
def demo(database_url: str, tmp_path: Path) -> Iterator[Application]:
    app = open_demo(database_url, tmp_path)
    yield app
    app.close()


def test_moving_the_clock_fires_chained_timers_each_at_its_own_moment(demo: Application) -> None:
    begin(demo, process("p", timer("een", "P1D"), timer("twee", "P2D"), task("bel")), "p")
    start = demo.clock.now()

    reached = demo.door.execute(SYSTEM, MoveClock(to=start + timedelta(days=7)))

    with demo.database.reading() as connection:
        (opened,) = connection.execute(select(user_task)).all()
        fired = connection.execute(
            select(history_event.c.at).where(history_event.c.kind == "fired")
        ).all()
    assert reached == start + timedelta(days=7)
    assert timedelta(days=3) <= opened.created_at - start < timedelta(days=3, hours=3)
    assert len(fired) == 2


def test_a_journey_that_ends_just_after_a_timer_arrives(demo: Application) -> None:
    begin(demo, process("p", timer("een", "P1D"), task("bel")), "p")
    due = demo.worker.next_due()
    assert due is not None

    reached = demo.door.execute(SYSTEM, MoveClock(to=due + timedelta(milliseconds=1)))

    assert due < reached < due + timedelta(minutes=1)
    assert demo.worker.next_due() is None


def test_the_demos_clock_stays_where_it_is_and_does_not_go_back(
    demo: Application, tmp_path: Path
) -> None:
    later = demo.clock.now() + timedelta(days=30)
    demo.door.execute(SYSTEM, MoveClock(to=later))

    again = open_demo(demo.settings.database_url, tmp_path)

    assert again.clock.now() >= later
    with pytest.raises(Invalid, match="alleen vooruit"):
        again.door.execute(SYSTEM, MoveClock(to=later - timedelta(days=1)))
    again.close()


def test_outside_the_demo_the_clock_cannot_be_moved(sqlite_url: str) -> None:
    app = build_application(Settings(demo=False, database_url=sqlite_url))

    with pytest.raises(NotAllowed):
        app.door.execute(SYSTEM, MoveClock(to=app.clock.now() + timedelta(days=1)))
    app.close()


def test_production_does_not_start_on_a_database_whose_clock_was_moved(
    demo: Application,
) -> None:
    demo.door.execute(SYSTEM, MoveClock(to=demo.clock.now() + timedelta(days=1)))
    keys = Keys(encryption=b"e" * 32, index=b"i" * 32, audit=b"a" * 32)

    with pytest.raises(Invalid, match="oefenomgeving"):
        build_application(Settings(database_url=demo.settings.database_url, keys=keys))


def test_a_form_sees_the_terms_of_its_region(demo: Application) -> None:
    demo.door.execute(SYSTEM, CreateRegion(code=REGION, name="Amsterdam"))
    term = SetTerm(region=REGION, name="bel", value="2 weken", effective_from=date(2020, 1, 1))
    demo.door.execute(SYSTEM, term)

    found = demo.scope(REGION, demo.clock.now()).terms("bel")

    assert str(found) == "2 weken"


def test_a_worker_wakes_for_new_work_and_stops_on_sigterm(demo: Application) -> None:
    demo.database.close()  # no connection may be shared with the child
    child = os.fork()
    if child == 0:
        worker = open_demo(demo.settings.database_url, demo.settings.data_folder)
        run_worker(worker)
        os._exit(0)
    begin(demo, process("p", timer("kort", "PT0S"), task("bel")), "p")

    fired = wait_until_done(demo)
    os.kill(child, signal.SIGTERM)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    assert fired
    assert code == 0


def test_the_pages_stop_on_sigterm_with_the_worker_beside_them(
    sqlite_url: str, tmp_path: Path
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    child = os.fork()
    if child == 0:
        settings = Settings(demo=True, database_url=sqlite_url, data_folder=tmp_path, port=port)
        serve(build_application(settings), with_worker=True)
        os._exit(0)

    answered = answers_within(port, seconds=60)
    os.kill(child, signal.SIGTERM)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    assert answered
    assert code == 0


def answers_within(port: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while time.monotonic() < deadline:
        try:
            with urlopen(f"http://127.0.0.1:{port}/inloggen", timeout=5) as answer:
                return bool(answer.status == 200)
        except URLError:
            pause.wait(0.1)
    return False


def wait_until_done(app: Application) -> bool:
    deadline = time.monotonic() + 60
    pause = threading.Event()
    while time.monotonic() < deadline:
        with app.database.reading() as connection:
            if connection.execute(select(job).where(job.c.state == "done")).all():
                return True
        pause.wait(0.05)
    return False
