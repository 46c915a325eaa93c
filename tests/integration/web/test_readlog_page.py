"""Who looked at a case: for privacy officer and auditor, as a file, and in words for the client."""

from uuid import UUID

import pytest
from sqlalchemy import select

from engine.domain.access import Role
from engine.persistence.tables import read_entry
from tests.integration.web.rows import UTRECHT
from tests.integration.web.site import Person, Site


@pytest.fixture
def case_id(site: Site) -> UUID:
    return site.rows.case(site.rows.client("Berg", "Fatima", bsn="999990019"), "ROT-1")


@pytest.fixture
def seen(site: Site, case_id: UUID) -> UUID:
    anna = site.person("anna", Role.ADVISER)
    anna.page(f"/casussen/{case_id}")
    anna.page("/zoeken?zoek=berg")
    return case_id


@pytest.fixture
def auditor(site: Site) -> Person:
    return site.person("ada", Role.AUDITOR)


def events(site: Site) -> list[str]:
    with site.database.reading() as connection:
        return list(connection.scalars(select(read_entry.c.event).order_by(read_entry.c.id)))


def test_the_number_of_a_case_leads_to_who_looked(auditor: Person, seen: UUID) -> None:
    assert auditor.get("/inzage?casus=ROT-1").headers["Location"] == f"/inzage/{seen}"


def test_the_list_names_who_looked_also_in_search_results(auditor: Person, seen: UUID) -> None:
    page = auditor.page(f"/inzage/{seen}")

    assert "Klantadviseur" in page
    assert "bij zoeken" in page
    assert "Berg" not in page


def test_beside_the_looks_stands_who_did_what(site: Site, auditor: Person) -> None:
    anna = site.person("anna", Role.ADVISER)
    case_id = site.rows.case(site.rows.client("Berg"), "ROT-3")
    instance = site.rows.instance(site.rows.process(b"<x/>", "p"), case_id)
    task = site.rows.task(instance, case_id)
    anna.post(f"/taken/{task}/oppakken")

    page = auditor.page(f"/inzage/{case_id}")

    assert "taak opgepakt" in page
    assert "Anna" in page
    assert "taak opgepakt" in auditor.get(f"/inzage/{case_id}/bestand").text


def test_looking_at_the_log_is_noted_too(site: Site, auditor: Person, seen: UUID) -> None:
    auditor.page(f"/inzage/{seen}")
    auditor.get(f"/inzage/{seen}/bestand")

    assert events(site) == ["casus", "zoeken", "logboek", "export"]


def test_the_file_opens_in_a_spreadsheet_and_runs_no_formula(site: Site, auditor: Person) -> None:
    person = site.person("piet", Role.ADVISER)
    client = site.rows.client("Stil", secret_address=True)
    hidden = site.rows.case(client, "ROT-2")
    person.post(f"/casussen/{hidden}/geheim-adres", {"reden": "=HYPERLINK(1) en dan meer"})

    answer = auditor.get(f"/inzage/{hidden}/bestand")

    assert answer.mimetype == "text/csv"
    assert "inzage-ROT-2.csv" in answer.headers["Content-Disposition"]
    assert "'=HYPERLINK" in answer.text


def test_the_client_reads_who_looked_in_plain_words(auditor: Person, seen: UUID) -> None:
    page = auditor.page(f"/inzage/{seen}/overzicht")

    assert "Een klantadviseur van het zorgkantoor bekeek uw casus." in page
    assert "1 juni 2026" in page


def test_an_unknown_number_is_said_beside_the_field(auditor: Person) -> None:
    answer = auditor.get("/inzage?casus=ROT-999")

    assert answer.status_code == 422
    assert "bestaat niet" in answer.text


def test_the_log_of_another_region_is_not_found(site: Site, auditor: Person) -> None:
    elsewhere = site.rows.case(site.rows.client("Ver", region=UTRECHT), "UTR-1", region=UTRECHT)

    assert auditor.get(f"/inzage/{elsewhere}").status_code == 404
    assert auditor.get("/inzage?casus=UTR-1").status_code == 422


def test_who_works_on_cases_does_not_read_the_log(site: Site, seen: UUID) -> None:
    adviser = site.person("bea", Role.ADVISER)

    assert adviser.get("/inzage").status_code == 403
    assert adviser.get(f"/inzage/{seen}").status_code == 404
