"""The overview for a client who asks what is known: plain words, made by the privacy officer."""

import re

import pytest
from sqlalchemy import select

from engine.domain.access import Role
from engine.persistence import tables
from tests.integration.web.rows import UTRECHT
from tests.integration.web.site import Person, Site
from tests.pdf import squeezed, text_of


@pytest.fixture
def petra(site: Site) -> Person:
    return site.person("petra", Role.PRIVACY_OFFICER)


def overview(site: Site, person: Person, *, secret_address: bool = False) -> str:
    client = site.rows.client("Berg", "Fatima", secret_address=secret_address)
    case_id = site.rows.case(client, "ROT-1")
    person.get(f"/casussen/{case_id}")
    answer = person.post(f"/casussen/{case_id}/inzage")
    assert answer.status_code == 303, answer.text
    return text_of(person.get(answer.headers["Location"]).data)


def test_an_overview_says_what_is_known_and_who_looked(site: Site, petra: Person) -> None:
    said = overview(site, petra)

    assert squeezed("Fatima Berg") in said
    assert squeezed("Waar het staat") in said
    assert squeezed("privacy officer") in said
    assert squeezed("bekeek uw casus") in said


def test_an_overview_does_not_show_a_secret_address(site: Site, petra: Person) -> None:
    said = overview(site, petra, secret_address=True)

    assert squeezed("geheim; het staat niet in dit overzicht") in said


def test_an_overview_stays_with_the_case(site: Site, petra: Person) -> None:
    overview(site, petra)

    with site.database.reading() as connection:
        (kept,) = connection.execute(select(tables.document)).all()
    assert kept.kind == "inzageoverzicht"
    assert re.search(r"\d{9}", kept.filename) is None


def test_only_who_may_see_the_log_makes_an_overview(site: Site, petra: Person) -> None:
    case_id = site.rows.case(site.rows.client("Berg"), "ROT-1")
    address = f"/casussen/{case_id}/inzage"
    adviser = site.person("anna", Role.ADVISER)
    elsewhere = site.person("ugur", Role.PRIVACY_OFFICER, region=UTRECHT)

    assert "Inzageoverzicht" in petra.page(f"/casussen/{case_id}")
    assert "Inzageoverzicht" not in adviser.page(f"/casussen/{case_id}")
    assert adviser.post(address).status_code == 403
    assert elsewhere.post(address).status_code == 404
