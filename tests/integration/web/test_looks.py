"""Who looked at what: every page that shows somebody's data leaves a row, and refusals do too."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import RowMapping, select, update

from engine.domain.access import Role
from engine.persistence.tables import audit_entry, client_address, read_entry, stay_episode
from tests.integration.web.rows import UTRECHT
from tests.integration.web.site import Person, Site

REASON = "De deurwaarder belt zo aan bij dit adres."


@pytest.fixture
def anna(site: Site) -> Person:
    return site.person("anna", Role.ADVISER)


@pytest.fixture
def case_id(site: Site) -> UUID:
    return site.rows.case(site.rows.client("Berg", "Fatima", bsn="999990019"), "ROT-1")


@pytest.fixture
def hidden(site: Site) -> UUID:
    client = site.rows.client("Stil", secret_address=True)
    site.rows.add(
        client_address, id=uuid4(), client_id=client, kind="BRP", street="Geheimstraat", number="1"
    )
    site.rows.add(
        stay_episode,
        id=uuid4(),
        client_id=client,
        ethos="3",
        from_date=date(2026, 5, 1),
        shelter="Opvang Geheimhof",
    )
    return site.rows.case(client, "ROT-2")


def looks(site: Site) -> list[RowMapping]:
    with site.database.reading() as connection:
        return list(connection.execute(select(read_entry).order_by(read_entry.c.id)).mappings())


def test_looking_at_a_case_is_noted_with_who_and_when(
    site: Site, anna: Person, case_id: UUID
) -> None:
    anna.page(f"/casussen/{case_id}")

    (look,) = looks(site)
    assert (look["event"], look["action"], look["outcome"]) == ("casus", "R", "success")
    assert (look["actor_id"], look["case_id"], look["roles"]) == (
        anna.user_id,
        case_id,
        "zk-klantadviseur",
    )


def test_a_search_is_noted_with_its_question_and_what_it_showed(
    site: Site, anna: Person, case_id: UUID
) -> None:
    anna.page("/zoeken?zoek=berg")

    (look,) = looks(site)
    assert (look["event"], look["shown"]) == ("zoeken", [str(case_id)])
    assert b"berg" not in bytes(look["question"])
    with site.database.view() as unit:
        assert unit.reads.question_of(look["id"], look["question"]) == "berg"


def test_a_search_that_finds_nobody_is_noted_too(site: Site, anna: Person) -> None:
    anna.page("/zoeken?zoek=niemand")

    assert [(look["event"], look["shown"]) for look in looks(site)] == [("zoeken", [])]


def test_a_bsn_that_was_searched_for_is_kept_masked(site: Site, anna: Person) -> None:
    anna.post("/zoeken/bsn", {"bsn": "999990019"})

    (look,) = looks(site)
    with site.database.view() as unit:
        assert "99999" not in unit.reads.question_of(look["id"], look["question"])


def test_asking_for_a_case_of_another_region_is_noted_as_refused(site: Site, anna: Person) -> None:
    elsewhere = site.rows.case(site.rows.client("Ver", region=UTRECHT), "UTR-1", region=UTRECHT)

    assert anna.get(f"/casussen/{elsewhere}").status_code == 404
    assert anna.get(f"/documenten/{uuid4()}").status_code == 404

    assert [(look["event"], look["outcome"]) for look in looks(site)] == [
        ("geweigerd", "refused")
    ] * 2
    assert looks(site)[0]["case_id"] == elsewhere


def test_asking_for_a_page_of_another_role_is_noted_as_refused(site: Site, anna: Person) -> None:
    assert anna.get("/termijnen").status_code == 403

    (look,) = looks(site)
    assert (look["outcome"], look["object_kind"]) == ("refused", "terms.start")


def test_a_secret_address_shows_after_a_reason_and_is_noted_with_it(
    site: Site, anna: Person, hidden: UUID
) -> None:
    shown = anna.post(f"/casussen/{hidden}/geheim-adres", {"reden": REASON})

    assert "Geheimstraat" in shown.text
    (look,) = looks(site)
    assert (look["event"], look["reason"]) == ("adres", REASON)
    with site.database.reading() as connection:
        audited = connection.scalars(select(audit_entry.c.action)).all()
    assert "RevealAddress" in audited


def test_a_secret_address_stays_hidden_without_a_reason(
    site: Site, anna: Person, hidden: UUID
) -> None:
    answer = anna.post(f"/casussen/{hidden}/geheim-adres", {"reden": "zomaar"})

    assert answer.status_code == 422
    assert "Geheimstraat" not in answer.text
    assert looks(site) == []


def test_no_list_of_the_file_tells_where_a_hidden_client_stays(anna: Person, hidden: UUID) -> None:
    page = anna.page(f"/casussen/{hidden}")

    assert "Geheim" not in page.replace("Geheim adres", "")
    assert "plaats afgeschermd" in page


def test_a_changed_row_and_a_removed_row_break_the_log(
    site: Site, anna: Person, case_id: UUID
) -> None:
    for _ in range(3):
        anna.page(f"/casussen/{case_id}")
    second = looks(site)[1]["id"]
    with site.database.transaction() as unit:
        unit.reads.seal(site.clock.at.replace(year=site.clock.at.year + 1))
        assert unit.reads.check().is_whole

    with site.database.transaction() as unit:
        unit.connection.execute(
            update(read_entry).where(read_entry.c.id == second).values(actor_name="iemand anders")
        )
        assert unit.reads.check().changed == (second,)

    with site.database.transaction() as unit:
        unit.connection.execute(read_entry.delete().where(read_entry.c.id == second))
        assert unit.reads.check().broken_seal is not None
