"""Where a client slept, from when to when (ETHOS light): one open stay, and no overlap."""

from datetime import date, timedelta

import pytest
from sqlalchemy import RowMapping, select

from engine.domain.access import Actor, Role
from engine.persistence.tables import stay_episode
from tests.integration.filing import fill_in, open_case, text_form
from tests.integration.office import MONDAY, Office

STAY = text_form("verblijf", ["ethos", "gemeente", "mo_aanbieder", "verblijf_sinds"])
COLUMNS = text_form("kolommen", ["ethos", "gemeente_brp", "gemeente_verblijf"])


@pytest.fixture
def anna(at: Office) -> Actor:
    return at.hire("anna", Role.ADVISER)


def stays(at: Office) -> list[RowMapping]:
    query = select(stay_episode).order_by(stay_episode.c.from_date, stay_episode.c.id)
    with at.database.reading() as connection:
        return list(connection.execute(query).mappings())


def test_a_next_stay_ends_the_one_before_on_its_day(at: Office, anna: Actor) -> None:
    open_case(at, ("verblijf", STAY), ("verblijf", STAY))
    fill_in(at, anna, {"ethos": "1"})
    at.clock.forward(timedelta(days=9))

    fill_in(at, anna, {"ethos": "3", "gemeente": "Utrecht"})

    first, second = stays(at)
    assert (first["ethos"], first["to_date"]) == ("1", second["from_date"])
    assert (second["municipality"], second["to_date"]) == ("Utrecht", None)


def test_the_same_stay_told_again_is_one_stay(at: Office, anna: Actor) -> None:
    open_case(at, ("verblijf", STAY), ("verblijf", STAY), ("verblijf", STAY))
    fill_in(at, anna, {"ethos": "3", "gemeente": "Utrecht"})
    fill_in(at, anna, {"ethos": "3"})

    fill_in(at, anna, {"ethos": "3", "gemeente": "Zeist"})

    assert [row["municipality"] for row in stays(at)] == ["Utrecht", "Zeist"]


def test_what_is_no_place_to_sleep_begins_no_stay(at: Office, anna: Actor) -> None:
    open_case(at, ("verblijf", STAY))

    fill_in(at, anna, {"ethos": "bij de buren"})

    assert stays(at) == []


def test_a_case_that_learns_where_somebody_sleeps_begins_a_stay(at: Office, anna: Actor) -> None:
    open_case(at, ("casus", COLUMNS), ("casus", COLUMNS))
    fill_in(at, anna, {"ethos": "2", "gemeente_brp": "Delft", "gemeente_verblijf": "Utrecht"})

    fill_in(at, anna, {"ethos": "9"})

    (stay,) = stays(at)
    assert (stay["ethos"], stay["from_date"]) == ("2", MONDAY.date())
    assert stay["from_date"] == date(2026, 6, 1)
