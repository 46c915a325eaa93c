"""Taking files in for real: twice, cut off, in parts, and a long one.

How long ten thousand rows take is measured in `benchmarks/intake.py`.
"""

import csv
import io
import itertools
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from engine import delivered
from engine.app import Application, build_application
from engine.commands.accounts import CreateRegion
from engine.commands.definitions import Deploy
from engine.commands.signals import OpenIntake
from engine.commands.terms import SetTerm
from engine.demo.population import numbers
from engine.domain.access import SYSTEM
from engine.domain.calendar import AMSTERDAM
from engine.errors import Invalid, Unavailable
from engine.intake import Intake, Judged, Mode, Report, Verdict, compare, judge, read_file
from engine.persistence.tables import intake_row, process_instance, signal
from engine.settings import KEY_BYTES, Keys, Settings

REGION = "5505"
HEADER = ("bsn", "geslachtsnaam", "signaalbron", "signaalsoort", "signaaldatum", "pgb")
MANY = 1_000

PROCESSES, FORMS = delivered.folders()
DEFINITIONS = [
    PROCESSES / "signaal-verwerken.bpmn",
    PROCESSES / "signaal-uitkomst.dmn",
    *(FORMS / f"{key}.form" for key in ("signaal-beoordelen", "onterecht-bevestigen")),
    *(FORMS / f"{key}.form" for key in ("signaal-overdragen", "overdracht-bevestigen")),
]
"""What a signal needs until somebody judges it."""


@contextmanager
def office(url: str, folder: Path) -> Iterator[Application]:
    """The application with one region, ready for signals."""
    key, index, audit = (secrets.token_bytes(KEY_BYTES) for _ in range(3))
    keys = Keys(encryption=key, index=index, audit=audit)
    application = build_application(Settings(database_url=url, data_folder=folder, keys=keys))
    command = CreateRegion(code=REGION, name="Twente")
    application.door.execute(SYSTEM, command)
    for name, value in delivered.delivered_terms().items():
        term = SetTerm(region="", name=name, value=value, effective_from=date(2015, 1, 1))
        application.door.execute(SYSTEM, term)
    application.door.execute(SYSTEM, Deploy(files=delivered.read_sources(DEFINITIONS)))
    yield application
    application.close()


def file_of(count: int, *, pgb: int = 0, wrong: int = 0) -> bytes:
    """A file with so many right rows, then held-back rows, then wrong ones."""
    written = io.StringIO()
    rows = csv.writer(written, delimiter=";")
    rows.writerow(HEADER)
    pairs = itertools.product(("detentie", "verblijf-mo"), itertools.islice(numbers(), 9_000))
    for number, (kind, bsn) in enumerate(itertools.islice(pairs, count + pgb)):
        held = "ja" if number >= count else "nee"
        rows.writerow((bsn.digits, f"Proef{number}", "iwlz", kind, "01-02-2025", held))
    rows.writerows([("123", "Fout", "iwlz", "detentie", "01-02-2025", "nee")] * wrong)
    return written.getvalue().encode()


def take_in(
    application: Application, content: bytes, mode: Mode = Mode.PER_ROW
) -> tuple[Report, tuple[Judged, ...]]:
    today = application.clock.now().astimezone(AMSTERDAM).date()
    judged = judge(read_file(content), REGION, today)
    rows = compare(application.database, SYSTEM, REGION, judged)
    opened = OpenIntake(region=REGION, filename="x.csv", content=content, row_count=len(rows))
    batch = application.door.execute(SYSTEM, opened)
    run = Intake(door=application.door, actor=SYSTEM, region=REGION, batch_id=batch)
    return run.take_in(rows, mode), rows


def counts(application: Application) -> tuple[int, int]:
    """How many signals and how many running processes there are."""
    with application.database.reading() as connection:
        return tuple(  # type: ignore[return-value] # two counts
            connection.scalar(select(func.count()).select_from(table)) or 0
            for table in (signal, process_instance)
        )


def test_the_same_file_twice_makes_no_second_case(database_url: str, tmp_path: Path) -> None:
    with office(database_url, tmp_path) as application:
        first, _ = take_in(application, file_of(30, pgb=2))
        again, rows = take_in(application, file_of(30, pgb=2))
        assert (first.taken, first.held) == (30, 2)
        assert (again.taken, again.held, again.doubled) == (0, 0, 32)
        assert {row.why for row in rows} == {"Eerder ontvangen."}
        assert counts(application) == (32, 30)


def test_every_row_is_accounted_for_with_its_reason(database_url: str, tmp_path: Path) -> None:
    with office(database_url, tmp_path) as application:
        report, _ = take_in(application, file_of(3, pgb=1, wrong=2))
        with application.database.reading() as connection:
            rows = connection.execute(select(intake_row).order_by(intake_row.c.row_number)).all()
    assert (report.taken, report.held, report.wrong) == (3, 1, 2)
    assert [row.row_number for row in rows] == [2, 3, 4, 5, 6, 7]
    assert [row.status for row in rows] == ["accepted"] * 3 + ["suppressed"] + ["rejected"] * 2
    assert all(row.reason for row in rows[3:])


def test_all_or_nothing_takes_nothing_when_a_row_is_wrong(
    database_url: str, tmp_path: Path
) -> None:
    with office(database_url, tmp_path) as application:
        with pytest.raises(Invalid, match="1 rijen zijn fout; er is niets opgenomen") as refused:
            take_in(application, file_of(3, wrong=1), Mode.ALL)
        assert list(refused.value.problems) == ["rij 5"]
        assert counts(application) == (0, 0)


def test_a_run_that_was_cut_off_is_finished_by_the_same_file(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office(sqlite_url, tmp_path) as application:
        begin, calls = type(application.database).transaction, iter(range(100))

        def gone_after_three(self: object) -> object:
            if next(calls) == 3:
                raise Unavailable("weg")
            return begin(self)  # type: ignore[arg-type] # the database itself

        monkeypatch.setattr(type(application.database), "transaction", gone_after_three)
        with pytest.raises(Unavailable):
            take_in(application, file_of(100))
        monkeypatch.undo()
        assert counts(application) == (50, 50)
        report, _ = take_in(application, file_of(100))
        assert (report.taken, report.doubled) == (50, 50)
        assert counts(application) == (100, 100)


def test_a_second_signal_about_a_client_is_new_but_names_the_client(
    sqlite_url: str, tmp_path: Path
) -> None:
    with office(sqlite_url, tmp_path) as application:
        take_in(application, file_of(1))
        other = file_of(1).replace(b"detentie", b"verblijf-mo")
        report, rows = take_in(application, other)
        assert (report.taken, rows[0].verdict) == (1, Verdict.TAKEN)


def test_every_row_of_a_long_file_is_taken(sqlite_url: str, tmp_path: Path) -> None:
    with office(sqlite_url, tmp_path) as application:
        report, _ = take_in(application, file_of(MANY))
    assert report.taken == MANY
