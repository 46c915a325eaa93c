"""How long a file of signals takes, from its bytes to a process for each row.

    python -m benchmarks.intake [ROWS]

Takes a made-up file in on a new SQLite database, with the processes that judge a signal; the aim
is less than a minute for 10,000 rows. All people are fictitious: names are numbers, BSNs are test
numbers.
"""

import csv
import io
import itertools
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from engine import delivered
from engine.app import Application, build_application
from engine.commands.accounts import CreateRegion
from engine.commands.definitions import Deploy
from engine.commands.signals import OpenIntake
from engine.commands.terms import SetTerm
from engine.demo.population import numbers
from engine.domain.access import SYSTEM
from engine.domain.calendar import AMSTERDAM
from engine.intake import Intake, Mode, Report, compare, judge, read_file
from engine.settings import KEY_BYTES, Keys, Settings

ROWS = 10_000
REGION = "5505"
HEADER = ("bsn", "geslachtsnaam", "signaalbron", "signaalsoort", "signaaldatum")
KINDS = ("detentie", "verblijf-mo", "geen-toewijzing")


def file_of(count: int) -> bytes:
    """Write a file of so many signals, each for a client of its own or of another kind."""
    written = io.StringIO()
    rows = csv.writer(written, delimiter=";")
    rows.writerow(HEADER)
    pairs = itertools.product(KINDS, itertools.islice(numbers(), 9_000))
    for number, (kind, bsn) in enumerate(itertools.islice(pairs, count)):
        rows.writerow((bsn.digits, f"Proef{number}", "iwlz", kind, "01-02-2025"))
    return written.getvalue().encode()


@contextmanager
def office(folder: Path) -> Iterator[Application]:
    """Set up the application with one region and the delivered definitions."""
    key, index, audit = (secrets.token_bytes(KEY_BYTES) for _ in range(3))
    settings = Settings(
        database_url=f"sqlite:///{folder / 'intake.sqlite3'}",
        data_folder=folder,
        keys=Keys(encryption=key, index=index, audit=audit),
    )
    application = build_application(settings)
    application.door.execute(SYSTEM, CreateRegion(code=REGION, name="Twente"))
    for name, value in delivered.delivered_terms().items():
        term = SetTerm(region="", name=name, value=value, effective_from=date(2015, 1, 1))
        application.door.execute(SYSTEM, term)
    processes, forms = delivered.folders()
    files = [*processes.glob("signaal-[uv]*"), *forms.glob("*.form")]
    application.door.execute(SYSTEM, Deploy(files=delivered.read_sources(sorted(files))))
    try:
        yield application
    finally:
        application.close()


def take_in(application: Application, content: bytes) -> Report:
    """Read, judge, compare and take in, as the page and the command line do."""
    today = application.clock.now().astimezone(AMSTERDAM).date()
    judged = judge(read_file(content), REGION, today)
    rows = compare(application.database, SYSTEM, REGION, judged)
    opened = OpenIntake(region=REGION, filename="x.csv", content=content, row_count=len(rows))
    batch = application.door.execute(SYSTEM, opened)
    run = Intake(door=application.door, actor=SYSTEM, region=REGION, batch_id=batch)
    return run.take_in(rows, Mode.PER_ROW)


def main() -> None:
    """Measure once and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder, office(Path(folder)) as application:
        content = file_of(count)
        began, worked = time.monotonic(), time.process_time()
        report = take_in(application, content)
        seconds, cpu = time.monotonic() - began, time.process_time() - worked
    print(f"{report.taken} of {count} rows in {seconds:.1f} s, {cpu:.1f} s of processor time")


if __name__ == "__main__":
    main()
