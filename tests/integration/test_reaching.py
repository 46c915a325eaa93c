"""How a client can be reached: a row per address, number and person, and if it works (UT07)."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from engine.domain.access import Actor, Role
from engine.domain.reach import Reach
from engine.persistence.reaching import Reaching
from engine.persistence.tables import client
from tests.integration.filing import fill_in, open_case
from tests.integration.office import Office

FORMS = Path(__file__).parents[2] / "forms"
FORM = (FORMS / "contactgegevens-verzamelen.form").read_bytes()
STEP = ("contactgegevens", FORM)
SOURCES = {"bronnen_geraadpleegd": ["iwlz"]}
PHONE = {**SOURCES, "telefoon": "06 1234 5678", "telefoon_bron": "iwlz"}
HOUSE = {"adres": "Dorpsstraat 1\n3511 aa Utrecht", "adressoort": "briefadres", "adres_bron": "brp"}
BROTHER = {
    "contactpersoon_1": "Jan",
    "contactpersoon_1_relatie": "broer-zus",
    "contactpersoon_1_telefoon": "030 123 4567",
    "contactpersoon_1_bron": "aanbieder",
}


@pytest.fixture
def anna(at: Office) -> Actor:
    return at.hire("anna", Role.ADVISER)


def lines(at: Office) -> Sequence[Reach]:
    case_id = at.open_tasks()[0].case_id
    with at.database.reading() as connection:
        return Reaching(connection).of_case(case_id)


def said(at: Office) -> set[str]:
    return {line.text for line in lines(at)}


def test_what_somebody_finds_becomes_a_line_with_its_source(at: Office, anna: Actor) -> None:
    """Regels 46 en 48."""
    open_case(at, STEP)
    fill_in(at, anna, {**PHONE, **HOUSE, **BROTHER})
    assert said(at) == {
        "telefoon 06 1234 5678, bron: iWlz",
        "briefadres Dorpsstraat 1, 3511 AA  Utrecht, bron: BRP",
        "030 123 4567, Jan (broer of zus), bron: aanbieder",
    }


def test_each_line_is_judged_by_itself_and_none_disappears(at: Office, anna: Actor) -> None:
    """Regels 44 en 45: a number or an address that no longer works is marked."""
    open_case(at, STEP, STEP)
    fill_in(at, anna, {**PHONE, **HOUSE, **BROTHER})
    works = [str(line.id) for line in lines(at) if line.kind == "relatie"]
    fill_in(at, anna, {**SOURCES, "bruikbare_gegevens": works})
    assert {(line.kind, line.usable) for line in lines(at)} == {
        ("relatie", True),
        ("telefoon", False),
        ("briefadres", False),
    }


def test_a_line_that_works_again_comes_back(at: Office, anna: Actor) -> None:
    open_case(at, STEP, STEP, STEP)
    fill_in(at, anna, {**PHONE, **HOUSE})
    fill_in(at, anna, {**SOURCES, "bruikbare_gegevens": ["geen"]})
    assert not any(line.usable for line in lines(at))
    fill_in(at, anna, {**SOURCES, "bruikbare_gegevens": [str(line.id) for line in lines(at)]})
    assert all(line.usable for line in lines(at))


def test_the_same_line_found_twice_stands_there_once(at: Office, anna: Actor) -> None:
    open_case(at, STEP, STEP)
    found = {**PHONE, **HOUSE}
    fill_in(at, anna, found)
    fill_in(at, anna, {**found, "bruikbare_gegevens": [str(line.id) for line in lines(at)]})
    assert len(lines(at)) == 2


def test_a_secret_address_is_not_told_in_a_list(at: Office, anna: Actor) -> None:
    open_case(at, STEP)
    fill_in(at, anna, {**SOURCES, **HOUSE})
    with at.database.engine.begin() as connection:
        connection.execute(client.update().values(secret_address=True))
    assert said(at) == {"briefadres geheim, bron: BRP"}
