"""Bringing a database to the present tables, from nothing or from an earlier version."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from engine.persistence.database import Database
from engine.persistence.tables import metadata

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(database: Database) -> None:
    """Run every migration that this database has not had. Safe to repeat."""
    with database.engine.connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


def differences(database: Database) -> list[str]:
    """List where the database's tables differ from the ones in `tables`."""
    with database.engine.connect() as connection:
        return [str(d) for d in compare_metadata(MigrationContext.configure(connection), metadata)]
