"""A bridging place lasts three months at most, and nobody stands on two bridges."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import RowMapping, Table, select

from engine.commands.places import AddPlace
from engine.domain.access import SYSTEM, Actor, Role
from engine.errors import Invalid
from engine.persistence.tables import bridging_place, capacity_place
from tests.integration.filing import Fields, fill_in, open_case, text_form
from tests.integration.office import REGION, Office

SHIPPED = Path(__file__).parents[2] / "forms" / "overbrugging-regelen.form"
BEGIN = text_form("begin", ["vorm", "aanbieder_agb", "plek_id", "start", "uiterste_einddatum"])
END = text_form("einde", ["besluit", "motivering", "einddatum", "afwijking_tot"])
BRIDGE: Fields = {
    "vorm": "overbruggingsplek",
    "instelling": "Zorg BV",
    "agb": "12345678",
    "start": "2026-06-01",
    "brieftekst": "Dank u wel.",
    "client_betrokken": "ja",
}


@pytest.fixture
def anna(at: Office) -> Actor:
    return at.hire("anna", Role.CARE_ADVISER, Role.ADVISER)


def place(at: Office) -> UUID:
    command = AddPlace(
        region=REGION, provider="Zorg BV", location="Kamer 4", kind="overbruggingsplek"
    )
    return at.door.execute(SYSTEM, command)


def rows(at: Office, table: Table) -> list[RowMapping]:
    with at.database.reading() as connection:
        return list(connection.execute(select(table)).mappings())


def test_a_bridge_ends_three_months_after_its_start(at: Office, anna: Actor) -> None:
    open_case(at, ("overbrugging", SHIPPED.read_bytes()))

    fill_in(at, anna, {**BRIDGE, "start": "2026-11-30"})

    (bridge,) = rows(at, bridging_place)
    assert (bridge["starts_on"], bridge["latest_end_on"]) == (date(2026, 11, 30), date(2027, 2, 28))


def test_a_region_may_agree_on_less_and_never_on_more(at: Office, anna: Actor) -> None:
    at.term("overbruggingsplek", "6 weken")
    open_case(at, ("overbrugging", SHIPPED.read_bytes()))

    fill_in(at, anna, BRIDGE)

    assert rows(at, bridging_place)[0]["latest_end_on"] == date(2026, 7, 13)


def test_choosing_a_free_place_of_the_list_takes_it(at: Office, anna: Actor) -> None:
    chosen = place(at)
    open_case(at, ("overbrugging", SHIPPED.read_bytes()))

    fill_in(at, anna, {**BRIDGE, "plek_id": str(chosen)})

    (taken,) = rows(at, capacity_place)
    assert (taken["status"], taken["occupied_since"]) == ("bezet", date(2026, 6, 1))
    assert rows(at, bridging_place)[0]["place_id"] == chosen


def test_a_place_that_is_taken_is_not_offered(at: Office, anna: Actor) -> None:
    chosen = place(at)
    open_case(at, ("overbrugging", SHIPPED.read_bytes()), ("overbrugging", BEGIN))
    fill_in(at, anna, {**BRIDGE, "plek_id": str(chosen)})

    with at.database.view() as unit:
        assert unit.places.free(REGION, "overbruggingsplek") == ()


def test_a_second_bridge_ends_the_first_and_frees_its_place(at: Office, anna: Actor) -> None:
    chosen = place(at)
    open_case(at, ("overbrugging", SHIPPED.read_bytes()), ("overbrugging", SHIPPED.read_bytes()))
    fill_in(at, anna, {**BRIDGE, "plek_id": str(chosen)})

    fill_in(at, anna, {**BRIDGE, "vorm": "crisisplek", "start": "2026-07-01"})

    ended = [row["ended_on"] for row in rows(at, bridging_place)]
    assert sorted(ended, key=str) == [date(2026, 7, 1), None]
    assert [row["status"] for row in rows(at, capacity_place)] == ["vrij"]


def test_a_deviation_keeps_the_bridge_open_with_its_own_last_day(at: Office, anna: Actor) -> None:
    open_case(at, ("overbrugging", SHIPPED.read_bytes()), ("overbrugging-einde", END))
    fill_in(at, anna, BRIDGE)

    fill_in(at, anna, {"besluit": "afwijking", "motivering": "plek op 1 oktober"})

    (bridge,) = rows(at, bridging_place)
    assert (bridge["decision"], bridge["ended_on"]) == ("afwijking", None)


def test_an_end_frees_the_place(at: Office, anna: Actor) -> None:
    shipped = SHIPPED.with_name("overbrugging-afronden.form").read_bytes()
    chosen = place(at)
    open_case(at, ("overbrugging", SHIPPED.read_bytes()), ("overbrugging-einde", shipped))
    fill_in(at, anna, {**BRIDGE, "plek_id": str(chosen)})

    fill_in(at, anna, {"besluit": "doorgestroomd", "einddatum": "2026-06-20"})

    assert rows(at, bridging_place)[0]["ended_on"] == date(2026, 6, 20)
    assert rows(at, capacity_place)[0]["status"] == "vrij"


def test_a_place_that_is_not_free_is_refused(at: Office, anna: Actor) -> None:
    open_case(at, ("overbrugging", BEGIN))

    with pytest.raises(Invalid) as refused:
        fill_in(at, anna, {"vorm": "overbruggingsplek", "plek_id": "geen-id"})

    assert set(refused.value.problems) == {"plek_id"}
    assert rows(at, bridging_place) == []


def test_a_case_that_is_closed_keeps_no_place(at: Office, anna: Actor) -> None:
    """Somebody who died stands on no bridge; the place is for the next one."""
    chosen = place(at)
    open_case(at, ("overbrugging", SHIPPED.read_bytes()))
    fill_in(at, anna, {**BRIDGE, "plek_id": str(chosen)})

    fill_in(at, anna, {})

    assert [row["ended_on"] for row in rows(at, bridging_place)] == [date(2026, 6, 1)]
    assert [row["status"] for row in rows(at, capacity_place)] == ["vrij"]


def test_a_bridge_that_had_not_begun_ends_on_its_first_day(at: Office, anna: Actor) -> None:
    open_case(at, ("overbrugging", SHIPPED.read_bytes()))
    fill_in(at, anna, {**BRIDGE, "start": "2026-07-01"})
    fill_in(at, anna, {})
    assert [row["ended_on"] for row in rows(at, bridging_place)] == [date(2026, 7, 1)]
