"""Every construct takes its path when it rests in a database after every step, on both kinds."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import Connection, create_engine

from engine.bpmn.step import Snapshot
from engine.commands.values import decode, encode
from engine.persistence.tables import definition, process_instance, region
from tests.processes.constructs import CONSTRUCTS
from tests.processes.plays import Player, evaluated

ROW = UUID(int=1)
SOME_DAY = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    """A connection to a database with one process instance, each statement its own transaction."""
    engine = create_engine(database_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        lay_down(connection)
        yield connection
    engine.dispose()


def lay_down(connection: Connection) -> None:
    connection.execute(region.insert().values(code="5515", name="Regio"))
    connection.execute(
        definition.insert().values(
            id=ROW,
            kind="process",
            key="proces",
            name="Proces",
            version=1,
            source=b"",
            filename="proces.bpmn",
            digest="0" * 64,
            state="published",
            created_at=SOME_DAY,
        )
    )
    connection.execute(
        process_instance.insert().values(
            id=ROW,
            definition_id=ROW,
            definition_key="proces",
            business_key="1",
            region="5515",
            status="running",
            revision=1,
            variables="{}",
            bindings={},
            tokens=[],
            state=b"",
            state_version=1,
            started_at=SOME_DAY,
        )
    )


def through(connection: Connection, snapshot: Snapshot) -> Snapshot:
    """Put an instance into its row, and take it out again."""
    connection.execute(
        process_instance.update().values(
            state=snapshot.state,
            state_version=snapshot.version,
            variables=encode(snapshot.variables),
        )
    )
    row = connection.execute(process_instance.select()).one()
    return Snapshot(state=row.state, version=row.state_version, variables=decode(row.variables))


def test_every_construct_takes_its_path_through_the_database(connection: Connection) -> None:
    for construct in CONSTRUCTS:
        player = Player(construct, rest=lambda snapshot: through(connection, snapshot))
        instance = player.play()
        for name, text in construct.then.items():
            assert instance.variables.get(name) == evaluated(text, {}), construct.name
