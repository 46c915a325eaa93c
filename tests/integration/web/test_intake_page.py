"""A file of signals: looked at first, taken in as chosen, with the outcome of every row."""

import threading
from io import BytesIO

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from engine.commands.definitions import Deploy, SourceFile
from engine.domain.access import SYSTEM, Role
from engine.persistence import tables
from tests.drawing import diagram, end, flows, start, user
from tests.integration.web.rows import FORM, ROTTERDAM, UTRECHT
from tests.integration.web.site import Person, Site, words

HEAD = "bsn;geslachtsnaam;signaalbron;signaalsoort;signaaldatum\n"
GOOD = "999990019;Berg;iwlz;geen-toewijzing;20-05-2026\n"
WITHOUT_BSN = ";Okafor;gemeente;verblijf-mo;21-05-2026\n"
WRONG = "123456789;Bos;iwlz;geen-toewijzing;20-05-2026\n"


@pytest.fixture
def sanne(site: Site) -> Person:
    task = user(
        "beoordelen",
        camunda_candidateGroups=Role.SIGNALLING,
        camunda_formRef="contactpoging-doen",
    )
    source = diagram(
        start(), task, end(), flows("begin > beoordelen > einde"), key="signaal-verwerken"
    )
    files = [
        SourceFile(filename="signaal-verwerken.bpmn", source=source),
        SourceFile(filename="contactpoging-doen.form", source=FORM),
    ]
    site.door.execute(SYSTEM, Deploy(files=files))
    return site.person("sanne", Role.SIGNALLING)


def upload(person: Person, rows: str, region: str = ROTTERDAM) -> TestResponse:
    file = (BytesIO((HEAD + rows).encode()), "signalen.csv")
    return person.post("/signalen", {"regio": region, "bestand": file})


def taken_in(person: Person, rows: str, choice: str = "per-rij") -> TestResponse:
    preview = upload(person, rows).headers["Location"]
    return person.post(f"{preview}/opnemen", {"keuze": choice})


def signals(site: Site) -> int:
    with site.database.reading() as connection:
        return connection.execute(select(func.count()).select_from(tables.signal)).scalar_one()


def test_an_upload_is_shown_and_changes_nothing_yet(site: Site, sanne: Person) -> None:
    page = sanne.page(upload(sanne, GOOD + WRONG + WITHOUT_BSN).headers["Location"])

    assert "1 fout" in page
    assert "2 goed" in page
    assert "zonder BSN" in page
    assert signals(site) == 0


def test_the_preview_names_the_wrong_column_and_never_the_wrong_bsn(sanne: Person) -> None:
    answer = sanne.get(upload(sanne, WRONG).headers["Location"])

    assert "bsn:" in words(answer)
    assert "123456789" not in answer.text


def test_the_right_rows_are_taken_in_and_the_wrong_ones_listed(site: Site, sanne: Person) -> None:
    page = sanne.page(taken_in(sanne, GOOD + WRONG).headers["Location"])

    assert "1 niet opgenomen" in page
    assert "1 opgenomen" in page
    assert signals(site) == 1


def test_all_or_nothing_takes_in_nothing_when_a_row_is_wrong(site: Site, sanne: Person) -> None:
    answer = taken_in(sanne, GOOD + WRONG, "alles")

    assert answer.status_code == 422
    assert "er is niets opgenomen" in words(answer)
    assert signals(site) == 0


def test_the_same_file_twice_makes_no_second_signal(site: Site, sanne: Person) -> None:
    taken_in(sanne, GOOD)

    page = sanne.page(upload(sanne, GOOD).headers["Location"])
    taken_in(sanne, GOOD)

    assert "1 dubbel" in page
    assert "Eerder ontvangen." in page
    assert signals(site) == 1


def test_a_cancelled_file_is_kept_out(site: Site, sanne: Person) -> None:
    preview = upload(sanne, GOOD).headers["Location"]

    sanne.post(f"{preview}/annuleren")

    assert "er is niets opgenomen" in sanne.page(preview)
    assert sanne.post(f"{preview}/opnemen").status_code == 404
    assert signals(site) == 0


@pytest.mark.parametrize("rows", ["", "\x00\x01", "zomaar;tekst\n" * 3])
def test_a_file_that_is_no_list_of_signals_is_refused_politely(sanne: Person, rows: str) -> None:
    answer = upload(sanne, rows)

    assert answer.status_code in {303, 422}
    assert "Traceback" not in answer.text


def test_without_a_file_the_page_asks_for_one(sanne: Person) -> None:
    answer = sanne.post("/signalen", {"regio": ROTTERDAM})

    assert answer.status_code == 422
    assert "Kies eerst een bestand." in words(answer)


def test_nobody_uploads_into_a_region_of_others(sanne: Person) -> None:
    assert upload(sanne, GOOD, UTRECHT).status_code == 404


def test_the_example_file_is_taken_in_whole(sanne: Person) -> None:
    example = sanne.get("/signalen/voorbeeld.csv").data.replace(b"5505", ROTTERDAM.encode())
    example = example.replace(b"20-11-2026", b"20-05-2026").replace(b"01-10-2026", b"01-05-2026")
    file = (BytesIO(example), "voorbeeld.csv")

    page = sanne.page(
        sanne.post("/signalen", {"regio": ROTTERDAM, "bestand": file}).headers["Location"]
    )

    assert "1 goed" in page


def test_a_long_file_is_taken_in_while_one_watches(site: Site, sanne: Person) -> None:
    rows = "".join(f";Naam{n};gemeente;verblijf-mo;21-05-2026\n" for n in range(101))

    watched = taken_in(sanne, rows).headers["Location"]
    for thread in threading.enumerate():
        if thread.name == "intake":
            thread.join()

    assert watched.endswith("?bezig=ja")
    assert "101 opgenomen" in sanne.page(watched)
    assert signals(site) == 101


def test_progress_is_read_from_the_rows(site: Site, sanne: Person) -> None:
    batch = site.rows.batch("lang.csv", row_count=4)
    for number in (2, 3):
        site.rows.add(tables.intake_row, batch_id=batch, row_number=number, status="rejected")

    page = sanne.page(f"/signalen/{batch}")

    assert "2 van 4 rijen verwerkt." in page
