"""A team leader says with which centrumgemeenten there is a meeting."""

import pytest

from engine.domain.access import Role
from tests.integration.web.rows import ROTTERDAM
from tests.integration.web.site import Person, Site

PAGE = f"/centrumgemeenten/{ROTTERDAM}"


@pytest.fixture
def leader(site: Site) -> Person:
    return site.person("joris", Role.TEAM_LEADER)


def test_each_line_is_a_centrumgemeente_with_its_municipalities(leader: Person) -> None:
    answer = leader.post(PAGE, {"gemeenten": "Rotterdam: Capelle aan den IJssel\n\nVlaardingen"})

    assert answer.status_code == 303
    page = leader.get(PAGE).text
    assert "Rotterdam: Capelle aan den IJssel\nVlaardingen</textarea>" in page


def test_a_municipality_for_which_nobody_speaks_is_named(leader: Person) -> None:
    leader.post(PAGE, {"gemeenten": "Rotterdam: Capelle aan den IJssel"})
    assert "spreekt nog niemand: Krimpen aan den IJssel." in leader.get(PAGE).text

    leader.post(PAGE, {"gemeenten": "Rotterdam: capelle aan den ijssel, Krimpen aan den IJssel"})
    assert "spreekt nog niemand" not in leader.get(PAGE).text


def test_what_is_wrong_is_said_and_nothing_is_lost(leader: Person) -> None:
    answer = leader.post(PAGE, {"gemeenten": "Rotterdam: Schiedam\nVlaardingen: Schiedam"})

    assert answer.status_code == 422
    assert "De gemeente Schiedam staat bij twee centrumgemeenten." in answer.text
    assert "Vlaardingen: Schiedam</textarea>" in answer.text


def test_the_list_is_linked_from_the_terms(leader: Person) -> None:
    assert PAGE in leader.get(f"/termijnen/{ROTTERDAM}").text
