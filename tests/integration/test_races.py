"""Many at once: one winner, one effect, no error that a person would see, nothing lost."""

import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import func, select

from engine.commands.accounts import CreateRegion
from engine.commands.signals import Reception
from engine.domain.access import SYSTEM, Actor, Role
from engine.domain.ids import TaskId
from engine.errors import Conflict, Unavailable
from engine.persistence.tables import app_state, audit_entry, history_event
from tests.integration.diagrams import process, task, timer
from tests.integration.office import REGION, Office, office
from tests.integration.test_signals import new_signal, register

THREADS = 8
TASKS = 100
SECONDS = 60.0


def in_threads(work: Iterable[Callable[[], str]]) -> Counter[str]:
    with ThreadPoolExecutor(THREADS) as pool:
        return Counter(future.result() for future in [pool.submit(one) for one in work])


def attempt(at: Office, who: Actor, found: TaskId, submission: UUID | None = None) -> str:
    try:
        step = at.complete(who, found, submission_id=submission)
    except Conflict:
        return "conflict"
    return "repeated" if step.repeated else "won"


def completions(at: Office) -> int:
    with at.database.reading() as connection:
        return (
            connection.scalar(
                select(func.count())
                .select_from(history_event)
                .where(history_event.c.kind == "completed", history_event.c.element_id == "bel")
            )
            or 0
        )


def test_of_two_mediators_one_wins_and_the_other_hears_it(at: Office) -> None:
    """Fault 14: 8 threads on the same tasks."""
    people = [at.hire(f"m{n}", Role.ADVISER) for n in range(THREADS)]
    at.deploy(process("bellen", task("bel"), task("nog-eens")))
    tasks = [at.start("bellen").tasks[0] for _ in range(TASKS)]
    began = time.perf_counter()

    outcome = in_threads(partial(attempt, at, who, found) for found in tasks for who in people)

    spent = time.perf_counter() - began
    print(f"fault 14: {TASKS} tasks x {THREADS}: {dict(outcome)}, {spent:.1f} s")
    assert outcome == {"won": TASKS, "conflict": TASKS * (THREADS - 1)}
    assert completions(at) == TASKS
    assert len(at.open_tasks()) == TASKS


def test_a_post_that_is_repeated_at_the_same_time_has_one_effect(at: Office) -> None:
    """Fault 15: the same submission, four times at once."""
    anna = at.hire("anna", Role.ADVISER)
    at.deploy(process("bellen", task("bel"), task("nog-eens")))
    posts = [(at.start("bellen").tasks[0], uuid4()) for _ in range(TASKS // 2)]

    outcome = in_threads(
        partial(attempt, at, anna, found, key) for found, key in posts for _ in range(4)
    )

    print(f"fault 15: {len(posts)} posts x 4: {dict(outcome)}")
    assert outcome == {"won": len(posts), "repeated": 3 * len(posts)}
    assert completions(at) == len(posts)


@pytest.mark.long
def test_eight_threads_on_sqlite_lose_no_update_and_raise_no_error(sqlite_url: str) -> None:
    """Fault 16: read, change and write a counter in one transaction, with work beside it."""
    with office(sqlite_url) as at:
        anna = at.hire("anna", Role.ADVISER)
        at.deploy(process("bellen", task("bel"), task("nog-eens")))
        waits: list[float] = []
        until = time.perf_counter() + SECONDS

        def add_one() -> None:
            with at.database.transaction() as unit:
                count = int(unit.regions.state("teller") or 0)
                unit.regions.set_state("teller", str(count + 1))

        def work() -> str:
            done = 0
            while time.perf_counter() < until:
                began = time.perf_counter()
                add_one()
                waits.append(time.perf_counter() - began)
                at.complete(anna, at.start("bellen").tasks[0])
                done += 1
            return str(done)

        total = sum(int(n) * k for n, k in in_threads([work] * THREADS).items())
        with at.database.reading() as connection:
            counted = int(connection.scalar(select(app_state.c.value)) or 0)
        half, most, longest = (
            sorted(waits)[int((len(waits) - 1) * q)] * 1000 for q in (0.5, 0.99, 1)
        )
        print(
            f"fault 16: {total} rounds, {total - counted} lost, a write takes"
            f" {half:.0f} ms, p99 {most:.0f} ms, at most {longest:.0f} ms"
        )
        assert counted == total
        assert completions(at) == total


def test_a_locked_sqlite_file_delays_work_and_loses_none(sqlite_url: str) -> None:
    with office(sqlite_url) as at:
        at.deploy(process("wachten", timer("wacht", "P1D"), task("bel")))
        at.start("wachten")
        at.clock.forward(timedelta(days=1))
        intruder = sqlite3.connect(
            sqlite_url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False
        )
        intruder.execute("BEGIN IMMEDIATE")
        lock = threading.Timer(1.0, intruder.rollback)
        lock.start()
        began = time.perf_counter()

        fired = at.worker.drain()

        waited = time.perf_counter() - began
        lock.join()
        intruder.close()
        print(f"locked database: waited {waited:.1f} s, {fired} of 1 timers fired")
        assert fired == 1


def test_a_connection_that_is_cut_delays_work_and_loses_none(postgresql_url: str) -> None:
    with office(postgresql_url) as at:
        anna = at.hire("anna", Role.ADVISER)
        at.deploy(process("bellen", task("bel"), task("nog-eens")))
        tasks = [at.start("bellen").tasks[0] for _ in range(20)]
        for found in tasks:
            cut_all_connections(postgresql_url)
            with_patience(partial(at.complete, anna, found))

        assert completions(at) == len(tasks)
        assert len(at.open_tasks()) == len(tasks)


def cut_all_connections(url: str) -> None:
    address = url.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def with_patience(work: Callable[[], object]) -> None:
    for _ in range(5):
        try:
            work()
        except Unavailable:
            continue
        return
    pytest.fail("the database stayed unavailable")


def test_the_same_file_taken_in_by_many_at_once_makes_one_of_each_signal(at: Office) -> None:
    at.deploy(process("signaal-verwerken", task("beoordelen")))
    signals = [new_signal(day=day) for day in range(1, 11)]

    def take_in() -> str:
        received = register(at, *signals)
        return str(sum(got.reception is Reception.ACCEPTED for got in received))

    outcome = in_threads([take_in] * THREADS)

    assert outcome == {"10": 1, "0": THREADS - 1}
    assert len(at.open_tasks()) == 10


def test_the_audit_chain_stays_whole_under_many_writers(at: Office) -> None:
    def rename(number: int) -> str:
        at.run(CreateRegion(code=REGION, name=f"Amsterdam {number}"))
        return "done"

    in_threads(partial(rename, number) for number in range(80))

    with at.database.transaction() as unit:
        broken = unit.audit.first_broken(REGION)
        length, _ = unit.audit.head(REGION)
    assert (broken, length) == (None, 81)


def test_a_changed_or_removed_audit_entry_is_found_at_its_place(at: Office) -> None:
    for n in range(5):
        at.run(CreateRegion(code=REGION, name=f"Amsterdam {n}"), SYSTEM)
    with at.database.transaction() as unit:
        unit.connection.execute(
            audit_entry.update().where(audit_entry.c.seq == 3).values(action="Niets")
        )
        changed = unit.audit.first_broken(REGION)
        unit.connection.execute(audit_entry.delete().where(audit_entry.c.seq == 2))
        removed = unit.audit.first_broken(REGION)

    assert (changed, removed) == (3, 2)
