"""A running demo and a browser, for tests that do what people do.

`demo` is the real application with the real pages, its worker, its movable clock, the region
Amsterdam, its staff (`FUNCTIE.amsterdam`, all with the demo's password) and the delivered
processes, but no clients: a test takes in its own.
"""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from engine.app import Application, build_application, create_web
from engine.commands.signals import NewClient, NewSignal, RegisterSignals
from engine.demo import PASSWORD, REGIONS, furnish
from engine.domain.access import SYSTEM
from engine.domain.calendar import AMSTERDAM
from engine.domain.client import Address, Bsn, PersonName
from engine.domain.signal import Ethos, SafetyRisk, SignalKind, SignalSource
from engine.persistence.types import Json
from engine.settings import Mail, Settings
from tests.acceptance.people import Desk, Person
from tests.databases import SqliteTemplate
from tests.serving import served

_PATIENCE = 20_000  # milliseconds: on a busy machine a page takes its time
_FIRST_PORT = 21_000  # below those that systems give to outgoing connections


@dataclass(frozen=True, kw_only=True)
class Demo:
    """The running demo."""

    application: Application
    address: str
    desk: Desk

    def person(self, username: str) -> Person:
        """Log somebody in, like `adviseur.amsterdam`."""
        return Person(self.desk, username, PASSWORD)

    def window(self, *, scripts: bool = True) -> Page:
        """Open a window of its own."""
        browser = self.desk.context.browser
        assert browser is not None
        return browser.new_context(
            locale="nl-NL",
            base_url=self.address,
            viewport={"width": 1400, "height": 900},
            java_script_enabled=scripts,
        ).new_page()

    def signal(self, surname: str, **facts: Json) -> NewSignal:
        """Give a signal about somebody new."""
        today = self.application.clock.now().astimezone(AMSTERDAM).date()
        address = Address(
            street="Valreepweg", house_number="3", postcode="1011 AA", city="Amsterdam"
        )
        return NewSignal(
            source=SignalSource.IWLZ,
            kind=SignalKind.NO_ALLOCATION,
            signal_date=today - timedelta(days=1),
            client=NewClient(
                name=PersonName(surname=surname), bsn=Bsn("999990019"), address=address
            ),
            ethos=Ethos.WITH_OTHERS,
            safety_risk=SafetyRisk.NONE,
            facts={"aanbieder_bekend": "nee", "gemeente": "Amsterdam", **facts},
        )

    def take_in(self, signal: NewSignal) -> str:
        """Let a signal come in; the answer is its number."""
        command = RegisterSignals(region="5515", signals=[signal])
        return self.application.door.execute(SYSTEM, command)[0].number


@pytest.fixture(scope="session")
def port() -> int:
    """Give a port that is free, the same for all tests: then the browser remembers our scripts."""
    for number in range(_FIRST_PORT + os.getpid() % 1_000, _FIRST_PORT + 3_000):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", number)):
                return number
    raise AssertionError("Er is geen poort vrij.")


@pytest.fixture(scope="session")
def desk(browser: Browser, port: int) -> Desk:
    """A window of the browser at which people take turns."""
    expect.set_options(timeout=_PATIENCE)
    context = browser.new_context(locale="nl-NL", base_url=f"http://127.0.0.1:{port}")
    context.set_default_timeout(3 * _PATIENCE)
    return Desk(context)


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplate:
    """A database with one region, its staff and all processes; made once."""
    folder = tmp_path_factory.mktemp("furnished")
    path = folder / "template.sqlite3"
    application = build_application(_settings(folder, f"sqlite:///{path}"))
    furnish(application, REGIONS[:1])
    application.close()
    return SqliteTemplate(path)


@pytest.fixture
def demo(desk: Desk, port: int, furnished: SqliteTemplate, tmp_path: Path) -> Iterator[Demo]:
    """The running demo, new for every test."""
    url = furnished.copy_to(tmp_path / "demo.sqlite3")
    application = build_application(replace(_settings(tmp_path, url), demo=True))
    with serving(application, port) as address:
        yield Demo(application=application, address=address, desk=desk)
        desk.clear()


@contextmanager
def serving(application: Application, port: int) -> Iterator[str]:
    """Serve the pages with a worker beside them; gives the address."""
    thread = threading.Thread(target=application.worker.run_forever, name="worker")
    with served(create_web(application), port) as address:
        thread.start()
        try:
            yield address
        finally:
            application.worker.stop()
            thread.join()
    application.close()


def _settings(folder: Path, url: str) -> Settings:
    outbox = Mail(outbox=folder / "uitgaand")
    return Settings(database_url=url, data_folder=folder, mail=outbox, password_time_cost=1)
