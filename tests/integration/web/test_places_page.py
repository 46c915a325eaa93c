"""The capacity places of a region: added, taken and freed by the purchaser, within her region."""

from uuid import UUID

import pytest
from sqlalchemy import RowMapping, select

from engine.domain.access import Role
from engine.persistence.tables import capacity_place
from tests.integration.web.rows import ROTTERDAM, UTRECHT
from tests.integration.web.site import Person, Site

PLACES = f"/plekken/{ROTTERDAM}"
NEW: dict[str, object] = {
    "aanbieder": "Zorg aan de Maas",
    "agb": "12345678",
    "locatie": "Kamer 4",
    "soort": "overbruggingsplek",
}


@pytest.fixture
def buyer(site: Site) -> Person:
    return site.person("inge", Role.PURCHASER)


@pytest.fixture
def place(site: Site, buyer: Person) -> RowMapping:
    assert buyer.post(PLACES, NEW).status_code == 303
    return stored(site)


def stored(site: Site) -> RowMapping:
    with site.database.reading() as connection:
        return connection.execute(select(capacity_place)).mappings().one()


def set_status(buyer: Person, place: RowMapping, **fields: object) -> int:
    answer = buyer.post(f"{PLACES}/{place['id']}", {"versie": place["revision"], **fields})
    return answer.status_code


@pytest.fixture
def case_id(site: Site) -> UUID:
    return site.rows.case(site.rows.client("Berg", "Fatima", bsn="999990019"), "ROT-1")


def test_an_empty_list_says_what_to_do(buyer: Person) -> None:
    assert "Er staan nog geen plekken in" in buyer.page(PLACES)


def test_a_new_place_is_free(buyer: Person, place: RowMapping) -> None:
    assert place["status"] == "vrij"
    assert "Kamer 4" in buyer.page(PLACES)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"aanbieder": " "}, "naam van de aanbieder"),
        ({"soort": "kasteel"}, "wat voor plek"),
        ({"agb": "123"}, "acht cijfers"),
        ({"nieuw_op": "31-02-2026"}, "bestaande datum"),
    ],
)
def test_what_is_filled_in_wrong_is_said_and_nothing_is_added(
    buyer: Person, wrong: dict[str, object], said: str
) -> None:
    answer = buyer.post(PLACES, {**NEW, **wrong})

    assert answer.status_code == 422
    assert said in answer.text
    assert "Er staan nog geen plekken in" in buyer.page(PLACES)


def test_a_place_is_taken_by_a_case_of_the_region_and_freed_again(
    site: Site, buyer: Person, place: RowMapping, case_id: UUID
) -> None:
    assert set_status(buyer, place, status="bezet", casus="ROT-1") == 303
    taken = stored(site)
    assert (taken["case_id"], taken["status"]) == (case_id, "bezet")
    assert "ROT-1" in buyer.page(PLACES)

    assert set_status(buyer, taken, status="vrij", casus="") == 303
    assert stored(site)["case_id"] is None


@pytest.mark.parametrize("fields", [{"status": "vrij", "casus": "ROT-1"}, {"status": "weg"}])
def test_a_free_place_has_no_case(
    site: Site, buyer: Person, place: RowMapping, fields: dict[str, object]
) -> None:
    assert set_status(buyer, place, **fields) == 422
    assert stored(site)["status"] == "vrij"


def test_a_case_of_another_region_cannot_have_the_place(
    site: Site, buyer: Person, place: RowMapping
) -> None:
    site.rows.case(site.rows.client("Ver", region=UTRECHT), "UTR-1", region=UTRECHT)

    assert set_status(buyer, place, status="bezet", casus="UTR-1") == 422
    assert stored(site)["status"] == "vrij"


def test_who_was_second_hears_that_the_place_changed(
    site: Site, buyer: Person, place: RowMapping
) -> None:
    set_status(buyer, place, status="buiten-gebruik")

    assert set_status(buyer, place, status="gereserveerd") == 409
    assert stored(site)["status"] == "buiten-gebruik"


def test_an_adviser_does_not_keep_places(site: Site, place: RowMapping) -> None:
    adviser = site.person("anna", Role.ADVISER)

    assert adviser.get("/plekken").status_code == 403
    assert adviser.get(PLACES).status_code == 404
    assert set_status(adviser, place, status="bezet") == 403
