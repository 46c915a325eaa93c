"""The simulated year at a smaller size, on both databases (`make year` plays the whole of it)."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from engine.persistence.tables import job, user_task
from tests.simulation.invariant import broken
from tests.simulation.stage import FIRST, staged

pytestmark = pytest.mark.long

CLIENTS = 18
DAYS = 95  # from Monday 5 January 2026: over the change to summer time and Easter


def test_at_every_midnight_every_open_case_has_a_next_step(
    sqlite_url: str, tmp_path: Path, figures: Callable[[str], None]
) -> None:
    with staged(sqlite_url, tmp_path, clients=CLIENTS, seed=1) as year:
        year.play(FIRST, DAYS, print)
        tally = year.tally
        with year.application.database.reading() as connection:
            figures(f"[year] {CLIENTS} clients, {DAYS} midnights: {tally.line(connection)}")
    print(f"\n{tally.told()}")

    assert tally.violations == []
    assert tally.midnights == DAYS
    assert tally.tasks.total() > 5 * CLIENTS
    assert dict(tally.unfilled) == {}


def test_the_same_seed_plays_the_same_year_on_either_database(
    sqlite_url: str, postgresql_url: str, tmp_path: Path
) -> None:
    told = []
    for url in (sqlite_url, postgresql_url):
        with staged(url, tmp_path, clients=5, seed=7) as year:
            year.play(FIRST, 28, lambda _: None)
            told.append(year.tally.told())
            assert year.tally.violations == []

    assert told[0] == told[1]


@pytest.mark.parametrize("lost", ["the task", "the term"])
def test_what_loses_a_next_step_is_seen_at_midnight(
    sqlite_url: str, tmp_path: Path, lost: str
) -> None:
    with staged(sqlite_url, tmp_path, clients=6, seed=3) as year:
        year.play(FIRST, 12, lambda _: None)
        with year.application.database.engine.begin() as connection:
            if lost == "the task":
                connection.execute(update(user_task).values(status="cancelled"))
            connection.execute(
                delete(job) if lost == "the term" else update(job).values(state="void")
            )
            seen = broken(connection, year.clock.now())

    assert len(seen) >= 1
