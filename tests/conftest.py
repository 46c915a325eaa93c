"""What all tests share: a PostgreSQL server for the run, new databases, a browser, figures.

`database_url` runs a test twice: on SQLite and on PostgreSQL, each time on a new database. What
lays databases out is imported by the first test that wants one: unit tests do without.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.postgresql import Server, temporary_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.databases import PostgresqlTemplate, SqliteTemplate

_FIGURE = "figure"
_FIRST = ("long", "browser")
_NO_CHROMIUM = "NO CHROMIUM: the browser tests did not run. Run `make test`, or set CHROMIUM=."


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Headless Chromium; without one its tests are skipped loudly, and fail when CI=true."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow, and unit tests do without

    from tests.chromium import chromium  # noqa: PLC0415 - the same

    found = chromium()
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(_NO_CHROMIUM, pytrace=False)
        pytest.skip(_NO_CHROMIUM)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server that lives as long as the test run."""
    with temporary_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_template(postgresql: Server) -> "PostgresqlTemplate":
    from tests.databases import PostgresqlTemplate  # noqa: PLC0415 - slow, and unit tests do without

    return PostgresqlTemplate.lay_out(postgresql)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> "SqliteTemplate":
    from tests.databases import SqliteTemplate  # noqa: PLC0415 - slow, and unit tests do without

    return SqliteTemplate.lay_out(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture
def sqlite_url(sqlite_template: "SqliteTemplate", tmp_path: Path) -> str:
    """A new SQLite database."""
    return sqlite_template.copy_to(tmp_path / "test.sqlite3")


@pytest.fixture
def postgresql_url(postgresql_template: "PostgresqlTemplate") -> Iterator[str]:
    """A new PostgreSQL database."""
    with postgresql_template.copy() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A new database of either kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Take a line with figures; all lines are printed at the end, from every worker."""
    return lambda line: request.node.user_properties.append((_FIGURE, line))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long tests, then with browsers, so that no worker ends with one."""
    items.sort(key=lambda item: [item.get_closest_marker(name) is None for name in _FIRST])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that tests measured."""
    reports = [*terminalreporter.stats.get("passed", ()), *terminalreporter.stats.get("failed", ())]
    properties = [pair for report in reports for pair in getattr(report, "user_properties", ())]
    lines = sorted({line for name, line in properties if name == _FIGURE})
    if lines:
        terminalreporter.section("figures")
    for line in lines:
        terminalreporter.write_line(line)
