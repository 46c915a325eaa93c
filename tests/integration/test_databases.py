"""The databases that tests run on."""

from sqlalchemy import create_engine

from engine.persistence.tables import region


def test_every_test_gets_an_empty_database_of_its_own(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        assert connection.execute(region.select()).all() == []
        connection.execute(region.insert().values(code="5515", name="Amsterdam"))
    engine.dispose()


def test_what_another_test_wrote_is_not_there(database_url: str) -> None:
    test_every_test_gets_an_empty_database_of_its_own(database_url)
