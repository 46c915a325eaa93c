"""Looking at a letter before it is sent: made from the answers as they stand, and not kept."""

import json
from uuid import UUID

import pytest
from sqlalchemy import func, select

from engine.commands.definitions import Deploy, SourceFile
from engine.commands.instances import StartProcess
from engine.commands.tasks import CompleteUserTask
from engine.domain.access import SYSTEM, Role
from engine.domain.ids import CaseId, TaskId
from engine.errors import Invalid
from engine.persistence import tables
from tests.drawing import diagram, end, flows, service, start, user
from tests.integration.web.rows import ROTTERDAM, UTRECHT
from tests.integration.web.site import Person, Site
from tests.pdf import squeezed, text_of

INPUTS = (
    "<extensionElements><camunda:inputOutput>"
    '<camunda:inputParameter name="sjabloon">=sjabloon</camunda:inputParameter>'
    '<camunda:inputParameter name="tekst">=brieftekst</camunda:inputParameter>'
    '<camunda:inputParameter name="adres">=adres</camunda:inputParameter>'
    "</camunda:inputOutput></extensionElements>"
)
LETTER = (
    '<extensionElements><camunda:properties><camunda:property name="brief" value="maken"/>'
    "</camunda:properties></extensionElements>"
)
FORM = json.dumps(
    {
        "type": "default",
        "id": "brief-schrijven",
        "components": [
            {"type": "textfield", "id": "a", "key": "sjabloon", "label": "Welke brief?"},
            {"type": "textarea", "id": "d", "key": "adres", "label": "Adres"},
            {
                "type": "textarea",
                "id": "b",
                "key": "brieftekst",
                "label": "Tekst",
                "validate": {"required": True},
            },
            {
                "type": "radio",
                "id": "c",
                "key": "controle_geheim_adres",
                "label": "Gecontroleerd?",
                "values": [{"value": "ja", "label": "Ja"}],
                "validate": {"required": True},
                "conditional": {"hide": "=geheime_client != true"},
            },
        ],
    }
).encode()


@pytest.fixture
def anna(site: Site) -> Person:
    return site.person("anna", Role.ADVISER)


def letter_task(site: Site, *, secret: bool = False) -> UUID:
    """Start a process whose first step is to write a letter."""
    client = site.rows.client("Berg", "Fatima", secret_address=secret)
    case_id = site.rows.case(client, "ROT-1")
    drawn = diagram(
        start(),
        user("schrijven", LETTER, camunda_formRef="brief-schrijven"),
        service("maken", INPUTS, camunda_topic="brief.maken"),
        end(),
        flows("begin > schrijven > maken > einde"),
        key="schrijven",
    )
    files = [
        SourceFile(filename="schrijven.bpmn", source=drawn),
        SourceFile(filename="brief-schrijven.form", source=FORM),
    ]
    site.door.execute(SYSTEM, Deploy(files=files))
    asked = StartProcess(
        key="schrijven", region=ROTTERDAM, business_key="ROT-1", case_id=CaseId(case_id)
    )
    return site.door.execute(SYSTEM, asked).tasks[0]


def documents(site: Site) -> int:
    with site.database.reading() as connection:
        return connection.execute(select(func.count()).select_from(tables.document)).scalar_one()


def test_a_letter_can_be_looked_at_before_it_is_sent(site: Site, anna: Person) -> None:
    task = letter_task(site)
    assert f'formaction="/taken/{task}/brief"' in anna.get(f"/taken/{task}").text

    answer = anna.post(f"/taken/{task}/brief", {"sjabloon": "herinnering", "brieftekst": "Dag."})

    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")


def test_looking_at_a_letter_keeps_nothing(site: Site, anna: Person) -> None:
    task = letter_task(site)

    anna.post(f"/taken/{task}/brief", {"sjabloon": "herinnering", "brieftekst": "Dag."})

    assert documents(site) == 0
    assert site.column(task, "status") == "open"
    assert site.column(task, "draft") is None


def test_a_preview_shows_no_secret_address_and_says_what_it_is(site: Site, anna: Person) -> None:
    task = letter_task(site, secret=True)
    typed: dict[str, object] = {
        "sjabloon": "herinnering",
        "brieftekst": "Dag.",
        "adres": "Geheimlaan 9",
    }

    said = text_of(anna.post(f"/taken/{task}/brief", typed).data)

    assert "Geheimlaan" not in said
    assert squeezed("Voorbeeld: nog niet verstuurd") in said


def test_a_changed_text_changes_the_letter(site: Site, anna: Person) -> None:
    task = letter_task(site)
    shown = [
        anna.post(f"/taken/{task}/brief", {"sjabloon": "herinnering", "brieftekst": text}).data
        for text in ("Dag.", "Hallo.")
    ]
    assert shown[0] != shown[1]


def test_without_a_chosen_letter_there_is_nothing_to_look_at(site: Site, anna: Person) -> None:
    answer = anna.post(f"/taken/{letter_task(site)}/brief", {"brieftekst": "Dag."})

    assert answer.status_code == 422
    assert "Kies eerst een brief" in answer.text


def test_a_task_without_a_letter_has_none_to_look_at(site: Site, anna: Person) -> None:
    task = site.started_task(site.rows.case(site.rows.client("Berg"), "ROT-1"))

    assert "Bekijk de brief" not in anna.get(f"/taken/{task}").text
    assert anna.post(f"/taken/{task}/brief").status_code == 404


def test_a_letter_is_shown_to_nobody_from_elsewhere(site: Site) -> None:
    elsewhere = site.person("ugur", Role.TEAM_LEADER, region=UTRECHT)
    administrator = site.person("bea", Role.ADMINISTRATOR)
    task = letter_task(site)

    assert elsewhere.post(f"/taken/{task}/brief").status_code == 404
    assert administrator.post(f"/taken/{task}/brief").status_code == 403


def test_a_secret_address_asks_for_one_confirmation_more(site: Site, anna: Person) -> None:
    task = letter_task(site, secret=True)
    raw = {"sjabloon": ["herinnering"], "brieftekst": ["Dag."]}

    assert "Gecontroleerd?" in anna.get(f"/taken/{task}").text
    with pytest.raises(Invalid) as refused:
        site.door.execute(SYSTEM, CompleteUserTask(task_id=TaskId(task), raw=raw))
    assert set(refused.value.problems) == {"controle_geheim_adres"}


def test_an_address_that_is_not_secret_asks_for_none(site: Site, anna: Person) -> None:
    task = letter_task(site)
    raw = {"sjabloon": ["herinnering"], "brieftekst": ["Dag."]}

    assert "Gecontroleerd?" not in anna.get(f"/taken/{task}").text
    site.door.execute(SYSTEM, CompleteUserTask(task_id=TaskId(task), raw=raw))
    assert site.column(task, "status") == "completed"
