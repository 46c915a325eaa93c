"""What the tests of the running engine share: an office on a new database of either kind."""

from collections.abc import Iterator

import pytest

from tests.integration.office import Office, office


@pytest.fixture
def at(database_url: str) -> Iterator[Office]:
    """An office in Amsterdam on a Monday morning in June."""
    with office(database_url) as opened:
        yield opened
