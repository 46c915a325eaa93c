"""The pages where regions edit definitions, over HTTP on a real database."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import TypedDict
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from engine.commands.door import Door
from engine.commands.environment import Environment
from engine.delivered import folders
from engine.domain.access import Role
from engine.feel import Scope
from engine.persistence import tables
from engine.persistence.database import Database
from engine.settings import Settings
from engine.web.application import create_app
from engine.web.context import WebContext
from engine.web.security import EDIT, STRICT
from tests.drawing import diagram, end, flows, start, user
from tests.integration.web.rows import NOON, ROTTERDAM, UTRECHT, Rows

KEY = "client-bereiken"
HOME = f"/processen/{ROTTERDAM}/proces/{KEY}"


def drawn(*, roles: str = "zk-klantadviseur", key: str = KEY) -> bytes:
    """A right diagram; its roles tell versions apart."""
    task = user("bellen", camunda_candidateGroups=roles, camunda_formRef="contactpoging-doen")
    return diagram(start(), task, end(), flows("begin > bellen > einde"), key=key)


BROKEN = drawn().replace(b"contactpoging-doen", b"weet-ik-niet")
"""The task asks for a form that does not exist."""

ODD = (
    b"\xef\xbb\xbf"
    + drawn(roles="zk-signalering").replace(b"\n", b"\r\n")
    + b"\r\n\r\n <!-- \t -->"
)
"""As another editor might save it: a mark at the start, Windows line ends, odd blanks."""


@dataclass(frozen=True)
class FixedClock:
    """Stands still."""

    moment: datetime = NOON

    def now(self) -> datetime:
        return self.moment


@dataclass
class Office:
    """Two regions with a designer each, a mediator, and the national definitions."""

    database: Database
    rows: Rows
    rules: list[Rule]
    clients: dict[str, FlaskClient] = field(default_factory=dict)

    def draft_of(self, key: str = KEY) -> tuple[int, bytes] | None:
        with self.database.reading() as connection:
            found = connection.execute(
                tables.definition_draft.select().where(tables.definition_draft.c.key == key)
            ).one_or_none()
        return found and (found.revision, found.source)

    def versions_of(self, region: str | None, key: str = KEY) -> list[UUID]:
        with self.database.reading() as connection:
            rows = connection.execute(
                tables.definition.select()
                .where(tables.definition.c.key == key)
                .order_by(tables.definition.c.version)
            )
            return [row.id for row in rows if row.region == region]


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    database = Database.open(database_url)
    rows = Rows(database)
    rows.region(ROTTERDAM, "Rotterdam")
    rows.region(UTRECHT, "Utrecht")
    rows.form()
    rows.process(drawn(), KEY)
    settings = Settings(demo=True)
    clock = FixedClock()
    environment = Environment(settings=settings)
    app = create_app(
        WebContext(
            settings=settings,
            database=database,
            door=Door(database=database, clock=clock, environment=environment),
            clock=clock,
            scope=lambda _region, now: Scope(
                now=now, terms=lambda _name: None, calendar=environment.calendar
            ),
            wall_clock=clock.now,
        )
    )
    people = {
        "ontwerper": ("Anna Pen", {ROTTERDAM: (Role.PROCESS_DESIGNER,)}),
        "collega": ("Bram Stift", {ROTTERDAM: (Role.PROCESS_DESIGNER,)}),
        "elders": ("Cor Krijt", {UTRECHT: (Role.PROCESS_DESIGNER,)}),
        "bemiddelaar": ("Dina Bel", {ROTTERDAM: (Role.ADVISER,)}),
    }
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("definitions")]
    office = Office(database, rows, rules)
    office.clients["vreemde"] = app.test_client()
    for username, (name, grants) in people.items():
        rows.session(rows.user(username, name, grants), username)
        office.clients[username] = app.test_client()
        office.clients[username].set_cookie("loopplank_sessie", username)
    yield office
    database.close()


def get(office: Office, path: str, who: str = "ontwerper") -> TestResponse:
    return office.clients[who].get(path)


def post(
    office: Office, path: str, content: dict[str, object], who: str = "ontwerper"
) -> TestResponse:
    """Post as the modeler's script does."""
    headers = {"X-CSRF-Token": f"csrf-{who}", "Accept": "application/json"}
    return office.clients[who].post(path, json=content, headers=headers)


def send(
    office: Office, path: str, fields: dict[str, object], who: str = "ontwerper"
) -> TestResponse:
    """Post as a plain form does."""
    return office.clients[who].post(path, data={"csrf_token": f"csrf-{who}", **fields})


def upload(
    office: Office, source: bytes, filename: str = f"{KEY}.bpmn", **more: object
) -> TestResponse:
    fields = {"bestand": (BytesIO(source), filename), **more}
    return send(office, f"/processen/{ROTTERDAM}/bestand", fields)


def save(office: Office, source: bytes, revision: int, who: str = "ontwerper") -> TestResponse:
    return post(office, f"{HOME}/concept", {"xml": source.decode(), "revision": revision}, who)


def faults_in(answer: TestResponse) -> list[str | None]:
    """The elements that the gate refuses."""
    assert answer.json is not None
    findings = answer.json["findings"]
    return [found["element_id"] for found in findings if found["severity"] == "error"]


class ModelerScript(TypedDict):
    """What the modeler page carries, as far as these tests look."""

    xml: str
    revision: int
    findings: list[dict[str, str]]
    choices: dict[str, list[dict[str, str]]]


def script_of(answer: TestResponse) -> ModelerScript:
    found = re.search(r'id="modeler-page">(.*?)</script>', answer.text, re.DOTALL)
    assert found
    script: ModelerScript = json.loads(found[1])
    return script


def test_a_designer_with_one_region_lands_on_its_definitions(office: Office) -> None:
    assert get(office, "/processen/").location == f"/processen/{ROTTERDAM}/"
    page = get(office, f"/processen/{ROTTERDAM}/").text
    assert "Client bereiken" in page
    assert "landelijk 1" in page


@pytest.mark.parametrize(
    "path",
    [f"/processen/{ROTTERDAM}/", f"{HOME}/", f"{HOME}/tekenen", f"{HOME}/concept/bestand"],
)
def test_definitions_of_another_region_are_not_found(office: Office, path: str) -> None:
    assert get(office, path, "elders").status_code == 404


@pytest.mark.parametrize("who", ["vreemde", "elders", "bemiddelaar"])
def test_every_address_is_closed_to_who_is_no_designer_of_the_region(
    office: Office, who: str
) -> None:
    expected = {"vreemde": 303, "elders": 404, "bemiddelaar": 403}[who]
    [version] = office.versions_of(None)
    parts = {"region": ROTTERDAM, "kind": "proces", "key": KEY, "version_id": str(version)}
    for rule in office.rules:
        if rule.endpoint == "definitions.overview":
            continue
        path = "".join(parts.get(part, part) for _, part in rule._trace if part != "|")  # noqa: SLF001 - the parts of an address
        method = "POST" if "POST" in (rule.methods or ()) else "GET"
        data = {"csrf_token": f"csrf-{who}"}
        answer = office.clients[who].open(path, method=method, data=data)
        assert answer.status_code == expected, rule.endpoint


def test_a_mediator_may_not_open_the_modeler(office: Office) -> None:
    assert get(office, f"{HOME}/tekenen", "bemiddelaar").status_code == 403
    assert save(office, drawn(), 0, "bemiddelaar").status_code == 403


@pytest.mark.parametrize("path", ["proces/onbekend/", "rooster/x/", "proces/onbekend/tekenen"])
def test_an_unknown_definition_is_not_found(office: Office, path: str) -> None:
    assert get(office, f"/processen/{ROTTERDAM}/{path}").status_code == 404


def test_every_version_comes_back_byte_for_byte(office: Office) -> None:
    upload(office, ODD, revisie="0")
    assert get(office, f"{HOME}/concept/bestand").data == ODD
    send(office, f"{HOME}/publiceren", {"revisie": "1"})
    [version] = office.versions_of(ROTTERDAM)
    answer = get(office, f"{HOME}/versies/{version}/bestand")
    assert answer.data == ODD
    assert answer.headers["Content-Disposition"] == f"attachment; filename={KEY}.bpmn"


def test_a_version_of_another_region_cannot_be_downloaded(office: Office) -> None:
    save(office, drawn(roles="zk-signalering"), 0)
    post(office, f"{HOME}/publiceren", {"revision": 1})
    [version] = office.versions_of(ROTTERDAM)
    path = f"/processen/{UTRECHT}/proces/{KEY}/versies/{version}/bestand"
    assert get(office, path, "elders").status_code == 404


def test_an_uploaded_file_is_a_draft_and_nothing_more(office: Office) -> None:
    answer = upload(office, drawn(roles="zk-signalering"))
    assert answer.location == f"{HOME}/"
    assert office.draft_of() == (1, drawn(roles="zk-signalering"))
    assert office.versions_of(ROTTERDAM) == []


def test_the_findings_of_a_draft_can_be_read_without_javascript(office: Office) -> None:
    upload(office, BROKEN)
    page = get(office, f"{HOME}/").text
    assert "<strong>bellen</strong>" in page
    assert "Publiceren voor" not in page


def test_a_file_that_cannot_be_read_is_refused_and_not_kept(office: Office) -> None:
    answer = upload(office, b"<dit is geen xml")
    assert answer.status_code == 422
    assert office.draft_of() is None


@pytest.mark.parametrize("filename", ["plaatje.png", "bpmn", ""])
def test_a_file_of_another_kind_is_refused(office: Office, filename: str) -> None:
    assert upload(office, drawn(), filename).status_code == 422
    assert office.draft_of() is None


@pytest.mark.parametrize("key", ["a/b", "../x", "met spatie", "x" * 101, "?"])
def test_a_key_that_is_no_part_of_an_address_is_refused(office: Office, key: str) -> None:
    assert upload(office, drawn(key=key)).status_code == 422
    assert office.draft_of(key) is None


def test_a_file_with_another_key_is_not_taken_for_this_definition(office: Office) -> None:
    answer = upload(office, drawn(key="bemiddelen"), sleutel=KEY)
    assert answer.status_code == 422
    assert "In dit bestand staat" in answer.text
    assert office.draft_of("bemiddelen") is None


def test_a_new_definition_may_be_uploaded(office: Office) -> None:
    upload(office, drawn(key="eigen-proces"), "eigen-proces.bpmn")
    path = f"/processen/{ROTTERDAM}/proces/eigen-proces/"
    assert "kan worden gepubliceerd" in get(office, path).text
    assert send(office, f"{path}publiceren", {"revisie": "1"}).status_code == 303
    assert len(office.versions_of(ROTTERDAM, "eigen-proces")) == 1


@pytest.mark.parametrize(
    ("folder", "filename", "word"),
    [(0, "urgentie.dmn", "beslistabel"), (1, "contactpoging.form", "formulier")],
)
def test_tables_and_forms_go_the_same_way(
    office: Office, folder: int, filename: str, word: str
) -> None:
    source = (folders()[folder] / filename).read_bytes()
    home = upload(office, source, filename).location
    assert home == f"/processen/{ROTTERDAM}/{word}/{filename.split('.', maxsplit=1)[0]}/"
    assert send(office, f"{home}publiceren", {"revisie": "1"}).status_code == 303
    version = re.search(r"versies/[^/]*/bestand", get(office, home).text)
    assert version
    assert get(office, home + version[0]).data == source


def test_what_one_missing_arrow_causes_everywhere_comes_after_the_place_to_repair(
    office: Office,
) -> None:
    task = user("bellen", camunda_formRef="contactpoging-doen")
    cut = diagram(start(), task, end(), flows("begin > bellen"), key=KEY)
    answer = post(office, f"{HOME}/nakijken", {"xml": cut.decode()})
    assert faults_in(answer)[0] == "bellen"


def test_a_draft_does_not_overwrite_what_a_colleague_saved_meanwhile(office: Office) -> None:
    assert save(office, drawn(roles="zk-signalering"), 0).status_code == 200
    answer = save(office, drawn(roles="zk-teamleider"), 0, "collega")
    assert answer.status_code == 409
    assert answer.json is not None
    assert "Anna Pen" in answer.json["message"]
    assert office.draft_of() == (1, drawn(roles="zk-signalering"))


def test_an_upload_does_not_overwrite_a_draft_that_its_sender_did_not_see(office: Office) -> None:
    save(office, drawn(roles="zk-signalering"), 0)
    assert upload(office, drawn(roles="zk-teamleider")).status_code == 409


def test_a_draft_with_faults_is_kept_and_says_which(office: Office) -> None:
    answer = save(office, BROKEN, 0)
    assert faults_in(answer) == ["bellen"]
    assert office.draft_of() == (1, BROKEN)


def test_a_draft_with_faults_is_not_published(office: Office) -> None:
    save(office, BROKEN, 0)
    answer = post(office, f"{HOME}/publiceren", {"revision": 1})
    assert answer.status_code == 422
    assert faults_in(answer) == ["bellen"]
    assert office.versions_of(ROTTERDAM) == []


def test_publishing_gives_the_region_its_own_version_and_no_other(office: Office) -> None:
    save(office, drawn(roles="zk-signalering"), 0)
    answer = post(office, f"{HOME}/publiceren", {"revision": 1})
    assert answer.json is not None
    assert answer.json["version"] == 1
    assert "Nieuwe casussen in Rotterdam starten erop" in answer.json["message"]
    assert office.draft_of() is None
    assert "eigen versie 1" in get(office, f"/processen/{ROTTERDAM}/").text
    assert "landelijk 1" in get(office, f"/processen/{UTRECHT}/", "elders").text


def test_publishing_a_draft_that_was_saved_again_is_refused(office: Office) -> None:
    save(office, drawn(roles="zk-signalering"), 0)
    save(office, drawn(roles="zk-teamleider"), 1, "collega")
    assert post(office, f"{HOME}/publiceren", {"revision": 1}).status_code == 409
    assert office.versions_of(ROTTERDAM) == []


def test_checking_names_the_elements_and_keeps_nothing(office: Office) -> None:
    answer = post(office, f"{HOME}/nakijken", {"xml": BROKEN.decode()})
    assert answer.json is not None
    first = answer.json["findings"][0]
    assert (first["element_id"], first["severity"]) == ("bellen", "error")
    assert "weet-ik-niet" in first["message"]
    assert first["advice"]
    assert office.draft_of() is None


@pytest.mark.parametrize("content", [{}, {"xml": 3}, {"xml": None}])
def test_an_incomplete_question_is_refused(office: Office, content: dict[str, object]) -> None:
    assert post(office, f"{HOME}/nakijken", content).status_code in {400, 422}


def test_a_discarded_draft_leaves_the_versions_alone(office: Office) -> None:
    save(office, BROKEN, 0)
    assert send(office, f"{HOME}/concept/weg", {}).location == f"{HOME}/"
    assert office.draft_of() is None
    assert "landelijk 1" in get(office, f"{HOME}/").text


def test_no_change_comes_without_the_token_of_the_page(office: Office) -> None:
    client = office.clients["ontwerper"]
    answer = client.post(f"{HOME}/concept", json={"xml": drawn().decode(), "revision": 0})
    assert answer.status_code == 403
    assert office.draft_of() is None


def test_only_the_modeler_may_set_styles_from_script(office: Office) -> None:
    assert get(office, f"{HOME}/tekenen").headers["Content-Security-Policy"] == EDIT
    assert get(office, f"{HOME}/").headers["Content-Security-Policy"] == STRICT


def test_the_modeler_opens_with_the_draft_and_what_it_may_refer_to(office: Office) -> None:
    save(office, BROKEN, 0)
    page = script_of(get(office, f"{HOME}/tekenen"))
    assert page["xml"] == BROKEN.decode()
    assert page["revision"] == 1
    assert page["findings"][0]["element_id"] == "bellen"
    assert "contactpoging-doen" in str(page["choices"]["forms"])


def test_a_diagram_in_utf16_opens_as_text_and_downloads_as_it_was(office: Office) -> None:
    source = drawn().decode().replace("UTF-8", "UTF-16").encode("utf-16")
    upload(office, source)
    assert 'id="bellen"' in script_of(get(office, f"{HOME}/tekenen"))["xml"]
    assert get(office, f"{HOME}/concept/bestand").data == source


def test_a_version_can_be_read_as_a_list_of_steps(office: Office) -> None:
    [version] = office.versions_of(None)
    page = get(office, f"{HOME}/versies/{version}").text
    assert "<strong>bellen</strong>" in page
    assert "daarna: einde" in page


def test_running_cases_are_counted_under_the_version_they_follow(office: Office) -> None:
    [national] = office.versions_of(None)
    main = office.rows.process(drawn(key="casus-zonder-zorg"))
    office.rows.instance(main, None, bindings={f"process:{KEY}": str(national)})
    assert re.search(r'<td class="num">1</td>', get(office, f"{HOME}/").text)


def test_an_unknown_version_is_not_found(office: Office) -> None:
    assert get(office, f"{HOME}/versies/{uuid4()}").status_code == 404
    assert get(office, f"{HOME}/versies/{quote('geen id')}").status_code == 404
