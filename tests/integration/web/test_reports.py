"""Reporting an event on a case: a form like a task's, and what follows from it."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import Table, func, select

from engine.commands.definitions import Deploy, SourceFile
from engine.commands.instances import StartProcess
from engine.domain.access import SYSTEM, Role
from engine.domain.ids import CaseId
from engine.persistence import tables
from tests.drawing import diagram, end, flows, refers, rim, start, user
from tests.integration.web.rows import NOON, ROTTERDAM, UTRECHT
from tests.integration.web.site import Person, Site, words

FORM = b"""{"type": "default", "id": "melden-klacht", "components": [
  {"type": "radio", "id": "v1", "key": "klacht_van", "label": "Wie heeft een klacht?",
   "validate": {"required": true}, "properties": {"voorvullen": "null"},
   "values": [{"value": "client", "label": "Client"}, {"value": "naaste", "label": "Naaste"}]},
  {"type": "textarea", "id": "v2", "key": "klacht_inhoud", "label": "Wat is de klacht?",
   "conditional": {"hide": "=klacht_van = null"}}
]}"""
RECORDED = '<camunda:property name="vastleggen" value="toestemming-ingetrokken"/>'
PROPERTY = (
    '<extensionElements><camunda:properties><camunda:property name="melden"'
    ' value="melden-klacht"/></camunda:properties></extensionElements>'
)
DRAWN = diagram(
    start(),
    user("bellen", name="Bellen", camunda_formRef="melden-klacht"),
    rim("klacht", "bellen", PROPERTY + refers("message", "k"), interrupting=False),
    user("klacht-behandelen", name="Klacht behandelen", camunda_formRef="melden-klacht"),
    end(),
    end("behandeld"),
    flows("begin > bellen > einde", "klacht > klacht-behandelen > behandeld"),
    key="bellen-en-klagen",
    extra='<message id="k" name="klacht-ontvangen"/>',
).replace(b'id="klacht"', b'id="klacht" name="Klacht ontvangen"')


def begun_on(site: Site, case: UUID, drawn: bytes) -> None:
    """Publish a diagram with its form, and start it for a case."""
    files = [
        SourceFile(filename="bellen.bpmn", source=drawn),
        SourceFile(filename="melden-klacht.form", source=FORM),
    ]
    site.door.execute(SYSTEM, Deploy(files=files))
    site.door.execute(
        SYSTEM,
        StartProcess(
            key="bellen-en-klagen", region=ROTTERDAM, business_key="ROT", case_id=CaseId(case)
        ),
    )


@pytest.fixture
def case_id(site: Site) -> UUID:
    case = site.rows.case(site.rows.client("Berg", "Fatima"), "ROT-1")
    begun_on(site, case, DRAWN)
    return case


@pytest.fixture
def anna(site: Site) -> Person:
    return site.person("anna", Role.ADVISER)


def address(case_id: UUID) -> str:
    return f"/casussen/{case_id}/melden/klacht-ontvangen"


def report(person: Person, case_id: UUID, **fields: object) -> int:
    given = {"klacht_van": "client", "klacht_inhoud": "Te laat gebeld", **fields}
    return person.post(address(case_id), given).status_code


def counted(site: Site, table: Table, **values: object) -> int:
    wanted = (table.c[name] == value for name, value in values.items())
    with site.database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(table).where(*wanted)) or 0


def test_the_case_page_offers_the_events_that_the_diagram_waits_for(
    anna: Person, case_id: UUID
) -> None:
    assert "Klacht ontvangen" in anna.page(f"/casussen/{case_id}")
    assert "Wie heeft een klacht?" in anna.page(address(case_id))


def test_a_report_opens_the_work_that_the_diagram_draws(anna: Person, case_id: UUID) -> None:
    assert report(anna, case_id) == 303

    page = anna.page(f"/casussen/{case_id}")
    assert "Klacht behandelen" in page
    assert "Bellen" in page


def test_the_story_tells_who_reported_what(anna: Person, case_id: UUID) -> None:
    report(anna, case_id)

    page = anna.page(f"/casussen/{case_id}")
    assert "Gemeld: klacht ontvangen door Anna" in page
    assert "Klacht inhoud: Te laat gebeld" in page
    assert "Vanzelf gebeurd" not in page


def test_an_unanswered_question_is_shown_beside_its_field(anna: Person, case_id: UUID) -> None:
    answer = anna.post(address(case_id), {"klacht_inhoud": "Te laat gebeld"})

    assert answer.status_code == 422
    assert "Kies een antwoord bij" in words(answer)


def test_without_javascript_the_form_shows_what_the_answers_bring(
    anna: Person, case_id: UUID
) -> None:
    answer = anna.post(address(case_id), {"klacht_van": "client", "_actie": "bijwerken"})

    assert answer.status_code == 200
    assert "Wat is de klacht?" in words(answer)


def test_the_same_report_sent_twice_counts_once(site: Site, anna: Person, case_id: UUID) -> None:
    sent = str(uuid4())

    assert report(anna, case_id, _melding=sent) == 303
    assert report(anna, case_id, _melding=sent) == 303
    assert counted(site, tables.user_task, element_id="klacht-behandelen") == 1


def test_two_different_reports_count_twice(site: Site, anna: Person, case_id: UUID) -> None:
    report(anna, case_id)
    report(anna, case_id)

    assert counted(site, tables.user_task, element_id="klacht-behandelen") == 2


def test_a_report_leaves_an_entry_in_the_audit_log(site: Site, anna: Person, case_id: UUID) -> None:
    report(anna, case_id)

    assert counted(site, tables.audit_entry, action="ReportEvent", case_id=case_id) == 1


def test_a_case_of_another_region_is_not_found(site: Site, case_id: UUID) -> None:
    stranger = site.person("ulla", Role.ADVISER, region=UTRECHT)

    assert stranger.get(address(case_id)).status_code == 404
    assert report(stranger, case_id) == 404


def test_who_may_only_look_cannot_report(site: Site, case_id: UUID) -> None:
    reader = site.person("otto", Role.AUDITOR)

    assert reader.get(address(case_id)).status_code == 404
    assert report(reader, case_id) == 404


def test_what_the_case_does_not_wait_for_cannot_be_reported(anna: Person, case_id: UUID) -> None:
    assert anna.get(f"/casussen/{case_id}/melden/casus-openen").status_code == 404


def test_a_report_without_its_token_is_refused(anna: Person, case_id: UUID) -> None:
    answer = anna.client.post(address(case_id), data={"klacht_van": "client"})

    assert answer.status_code == 403


def test_withdrawn_consent_holds_from_the_report_on(site: Site, anna: Person) -> None:
    """Regel 11: sharing stops at once, not when somebody gets to the task."""
    case = site.rows.case(site.rows.client("Stil"), "ROT-2")
    site.rows.add(
        tables.consent,
        id=case,
        case_id=case,
        purpose="passende zorg",
        recipients=["gemeente"],
        categories=["contact"],
        result="gegeven",
        given_on=NOON.date(),
        valid_to=NOON.date(),
        recorded_at=NOON,
    )
    recording = DRAWN.replace(b"</camunda:properties>", f"{RECORDED}</camunda:properties>".encode())
    begun_on(site, case, recording)

    report(anna, case)

    assert counted(site, tables.consent, case_id=case, withdrawn_by=anna.user_id) == 1
