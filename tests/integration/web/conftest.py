"""The pages on a new database of either kind."""

from collections.abc import Iterator

import pytest

from tests.integration.web.site import Site, opened_site


@pytest.fixture
def site(database_url: str) -> Iterator[Site]:
    with opened_site(database_url) as opened:
        yield opened


@pytest.fixture
def small_site(sqlite_url: str) -> Iterator[Site]:
    """For what does not depend on the kind of database."""
    with opened_site(sqlite_url) as opened:
        yield opened
