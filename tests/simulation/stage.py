"""Sets the stage for a simulated year: three regions with their staff, places and a clock."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from unittest.mock import patch

from sqlalchemy import event

from engine.app import build_application
from engine.demo import furnish
from engine.demo.history import MovingClock
from engine.domain.calendar import AMSTERDAM
from engine.settings import Mail, Settings
from handlers.letters import typesetting
from tests.simulation.clients import Fate
from tests.simulation.year import Printer, Year

FIRST = date(2026, 1, 5)


@contextmanager
def staged(url: str, folder: Path, *, clients: int, seed: int) -> Iterator[Year]:
    """Give a year that can be played from `FIRST` on."""
    clock = MovingClock(datetime.combine(FIRST, time(0), AMSTERDAM).astimezone(UTC))
    settings = Settings(
        demo=True,
        database_url=url,
        data_folder=folder,
        mail=Mail(outbox=folder / "uitgaand"),
        password_time_cost=1,
    )
    application = build_application(settings, clock)
    if url.startswith("sqlite"):
        event.listen(application.database.engine, "connect", _hurry)
        application.database.engine.dispose()
    people = furnish(application)
    printer = Printer()
    random.seed(seed)  # the jitter of retries
    with patch.object(typesetting, "_pdf", printer):
        yield Year(
            application=application,
            clock=clock,
            people=people,
            fate=Fate(seed),
            clients=clients,
            printer=printer,
        )
    application.close()


def _hurry(connection: sqlite3.Connection, _: object) -> None:
    """Do without waiting for the disk: nobody keeps a simulated year."""
    connection.execute("PRAGMA synchronous = OFF")
