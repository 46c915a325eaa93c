"""Files in the form of a task: chosen, kept through mistakes, sent, and given out again."""

import io
import json
from collections.abc import Sequence
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Browser, FilePayload, expect
from sqlalchemy import select
from werkzeug.test import TestResponse

from engine.commands.definitions import Deploy, SourceFile
from engine.commands.instances import StartProcess
from engine.domain.access import SYSTEM, Role
from engine.domain.ids import CaseId
from engine.persistence import tables
from engine.settings import MEGABYTE
from tests import papers
from tests.drawing import diagram, end, flows, start, user
from tests.integration.web.rows import ROTTERDAM, UTRECHT
from tests.integration.web.site import Person, Site, opened_site, words
from tests.serving import served

FORM = json.dumps(
    {
        "type": "default",
        "id": "stukken",
        "schemaVersion": 19,
        "components": [
            {"type": "textfield", "id": "r", "key": "reden", "label": "Reden",
             "validate": {"required": True}},
            {"type": "filepicker", "id": "b", "key": "brief", "label": "Brief",
             "accept": ".pdf,.docx", "validate": {"required": True}},
            {"type": "filepicker", "id": "f", "key": "fotos", "label": "Foto's",
             "multiple": True, "conditional": {"hide": '=reden != "schade"'}},
        ],
    }
).encode()  # fmt: skip
LETTER = ("brief Jansen.pdf", papers.PDF)
PHOTO = ("foto.png", papers.PNG)


def a_task(site: Site, *, secret: bool = False) -> UUID:
    """Start a process whose first step asks for files."""
    client = site.rows.client("Berg", "Fatima", secret_address=secret)
    step = user("stukken", camunda_candidateGroups=Role.ADVISER, camunda_formRef="stukken")
    drawn = diagram(start(), step, end(), flows("begin > stukken > einde"), key="stukken")
    files = [
        SourceFile(filename="stukken.bpmn", source=drawn),
        SourceFile(filename="stukken.form", source=FORM),
    ]
    site.door.execute(SYSTEM, Deploy(files=files))
    case = CaseId(site.rows.case(client, f"ROT-{uuid4().hex[:6]}"))
    command = StartProcess(key="stukken", region=ROTTERDAM, business_key="x", case_id=case)
    return site.door.execute(SYSTEM, command).tasks[0]


def sent(
    who: Person, path: str, *, files: dict[str, tuple[str, bytes]] | None = None, **fields: str
) -> TestResponse:
    """Post a form as a browser without JavaScript does: also the empty inputs for files."""
    given = {"brief": ("", b""), **(files or {})}
    parts = {key: (io.BytesIO(content), name) for key, (name, content) in given.items()}
    keys = fields.pop("gekozen", "").split()
    base = {"_revisie": "1", "_inzending": str(uuid4())}
    return who.client.post(
        path,
        data={
            "csrf_token": f"csrf-{who.name}",
            **base,
            **fields,
            **{key: [part] for key, part in parts.items()},
            **({"brief": [*keys, parts["brief"]]} if keys else {}),
        },
        content_type="multipart/form-data",
    )


def rows(site: Site, name: str) -> Sequence[object]:
    with site.database.reading() as connection:
        return connection.execute(select(tables.metadata.tables[name])).all()


def kept_id(site: Site) -> str:
    (row,) = rows(site, "draft_file")
    return str(row.id)  # type: ignore[attr-defined]  # a row of any table


@pytest.fixture
def anna(site: Site) -> Person:
    return site.person("anna", Role.ADVISER)


def test_the_form_of_a_task_with_files_can_send_them(site: Site, anna: Person) -> None:
    page = anna.get(f"/taken/{a_task(site)}").text
    assert 'enctype="multipart/form-data"' in page
    assert 'accept=".pdf,.docx"' in page
    assert "PDF of Word (docx), hoogstens 10 MB per bestand." in page
    assert 'aria-describedby="soorten-brief"' in page


def test_a_file_is_kept_when_something_else_is_wrong(site: Site, anna: Person) -> None:
    task = a_task(site)

    refused = sent(anna, f"/taken/{task}", files={"brief": LETTER}, reden="")

    assert refused.status_code == 422
    assert 'href="#veld-reden"' in refused.text
    assert 'href="#veld-brief"' not in refused.text
    assert "Gekozen: brief Jansen.pdf 1 kB" in words(refused)
    done = sent(anna, f"/taken/{task}", gekozen=kept_id(site), reden="ziek")
    assert done.status_code == 303
    assert [row.filename for row in rows(site, "document")] == ["brief Jansen.pdf"]  # type: ignore[attr-defined]  # a row


def test_a_file_of_a_kind_that_may_not_is_refused_in_plain_words(site: Site, anna: Person) -> None:
    task = a_task(site)
    for name, content in (PHOTO, ("brief.pdf", papers.PROGRAM), ("leeg.pdf", b"")):
        refused = sent(anna, f"/taken/{task}", files={"brief": (name, content)}, reden="ziek")
        assert refused.status_code == 422
        assert f"'{name}'" in words(refused)
        assert 'href="#veld-brief"' in refused.text
    assert rows(site, "draft_file") == []
    assert site.column(task, "status") == "open"


def test_a_wrong_file_and_a_wrong_answer_are_told_together(site: Site, anna: Person) -> None:
    refused = sent(anna, f"/taken/{a_task(site)}", files={"brief": PHOTO}, reden="")
    assert 'href="#veld-reden"' in refused.text
    assert 'href="#veld-brief"' in refused.text


def test_a_file_above_the_limit_is_refused(sqlite_url: str) -> None:
    with opened_site(sqlite_url, file_bytes=MEGABYTE // 4) as site:
        task, anna = a_task(site), site.person("anna", Role.ADVISER)
        large = ("groot.pdf", papers.PDF + b" " * (MEGABYTE // 4))
        refused = sent(anna, f"/taken/{task}", files={"brief": large}, reden="ziek")
    assert refused.status_code == 422
    assert "'groot.pdf' is groter dan 0,25 MB." in words(refused)


def test_a_post_above_the_limit_is_told_plainly(sqlite_url: str) -> None:
    with opened_site(sqlite_url, file_bytes=1_000) as site:
        task, anna = a_task(site), site.person("anna", Role.ADVISER)
        large = ("groot.pdf", papers.PDF + b" " * 3_000)
        refused = sent(anna, f"/taken/{task}", files={"brief": large}, reden="ziek")
    assert refused.status_code == 413
    assert "te groot om te versturen" in words(refused)


def test_the_same_page_sent_twice_attaches_once(site: Site, anna: Person) -> None:
    task, submission = a_task(site), str(uuid4())
    first, again = (
        sent(anna, f"/taken/{task}", files={"brief": LETTER}, reden="ziek", _inzending=submission)
        for _ in range(2)
    )
    assert first.status_code == again.status_code == 303
    assert len(rows(site, "document")) == 1


def test_who_lost_the_race_reads_that_a_file_was_given_not_its_number(
    site: Site, anna: Person
) -> None:
    task, bram = a_task(site), site.person("bram", Role.ADVISER)
    sent(bram, f"/taken/{task}/velden", files={"brief": ("andere.pdf", papers.PDF + b"%")})
    key = kept_id(site)
    sent(anna, f"/taken/{task}", files={"brief": LETTER}, reden="ziek")
    refused = sent(bram, f"/taken/{task}", gekozen=key, reden="ziek")
    assert refused.status_code == 409
    assert "een bestand" in words(refused)
    assert key not in refused.text


def test_a_draft_keeps_its_files(site: Site, anna: Person) -> None:
    task = a_task(site)
    sent(anna, f"/taken/{task}/concept", files={"brief": LETTER}, reden="schade")
    assert "Gekozen: brief Jansen.pdf" in anna.page(f"/taken/{task}")


def test_a_refresh_of_the_fields_keeps_a_file_that_was_just_chosen(
    site: Site, anna: Person
) -> None:
    task = a_task(site)
    fields = sent(anna, f"/taken/{task}/velden", files={"brief": LETTER}, reden="schade")
    assert f'value="{kept_id(site)}"' in fields.text
    assert "Foto&#39;s" in fields.text
    assert "Gekozen bij Brief: brief Jansen.pdf." in fields.text


def test_a_chosen_file_is_taken_away_without_javascript(site: Site, anna: Person) -> None:
    task = a_task(site)
    sent(anna, f"/taken/{task}/velden", files={"brief": LETTER})
    key = kept_id(site)
    page = sent(anna, f"/taken/{task}", gekozen=key, _verwijder=key, reden="ziek")
    assert page.status_code == 200
    assert "brief Jansen.pdf" not in page.text
    assert 'value="ziek"' in page.text
    assert rows(site, "draft_file") == []


def test_enter_never_takes_a_file_away(site: Site, anna: Person) -> None:
    task = a_task(site)
    page = sent(anna, f"/taken/{task}", files={"brief": LETTER}, reden="").text
    form = page[page.index('id="taakformulier"') :]
    first = form[form.index("<button") :]
    assert first.index("Taak afronden") < first.index("_verwijder")


def test_an_attached_file_is_only_given_to_be_saved(site: Site, anna: Person) -> None:
    task = a_task(site)
    sent(anna, f"/taken/{task}", files={"brief": LETTER}, reden="ziek")
    (kept,) = rows(site, "document")
    for path in ("", "/bestand"):
        given = anna.get(f"/documenten/{kept.id}{path}")  # type: ignore[attr-defined]  # a row
        assert given.data == papers.PDF
        assert given.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''brief")
        assert given.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in given.headers["Content-Security-Policy"]
    looks = [row.event for row in rows(site, "read_entry")]  # type: ignore[attr-defined]  # a row
    assert looks.count("document") == 2


def test_another_region_neither_finds_the_file_nor_attaches_one(site: Site, anna: Person) -> None:
    task = a_task(site)
    bram = site.person("bram", Role.ADVISER, region=UTRECHT)
    assert sent(bram, f"/taken/{task}", files={"brief": LETTER}).status_code == 404
    sent(anna, f"/taken/{task}", files={"brief": LETTER}, reden="ziek")
    (kept,) = rows(site, "document")
    assert bram.get(f"/documenten/{kept.id}").status_code == 404  # type: ignore[attr-defined]  # a row


def test_who_may_see_no_cases_gets_no_file(site: Site, anna: Person) -> None:
    sent(anna, f"/taken/{a_task(site)}", files={"brief": LETTER}, reden="ziek")
    (kept,) = rows(site, "document")
    keeper = site.person("beheer", Role.ADMINISTRATOR)
    assert keeper.get(f"/documenten/{kept.id}/bestand").status_code == 404  # type: ignore[attr-defined]  # a row


def test_a_file_that_may_name_a_secret_address_asks_for_a_reason(site: Site, anna: Person) -> None:
    sent(anna, f"/taken/{a_task(site, secret=True)}", files={"brief": LETTER}, reden="ziek")
    (kept,) = rows(site, "document")
    path = f"/documenten/{kept.id}/bestand"  # type: ignore[attr-defined]  # a row

    assert "Waarom heb je dit bestand nu nodig?" in anna.page(path)
    assert anna.post(path, {"reden": "nodig"}).status_code == 422
    given = anna.post(path, {"reden": "Nodig om de brief te lezen."})

    assert given.data == papers.PDF
    reasons = [row.reason for row in rows(site, "read_entry")]  # type: ignore[attr-defined]  # a row
    assert "Nodig om de brief te lezen." in reasons


def test_the_case_page_lists_the_file_and_who_attached_it(site: Site, anna: Person) -> None:
    task = a_task(site)
    sent(anna, f"/taken/{task}", files={"brief": LETTER}, reden="ziek")
    case = site.column(task, "case_id")
    page = anna.page(f"/casussen/{case}")
    assert "brief Jansen.pdf" in page
    assert "bijlage, toegevoegd door Anna" in page
    assert "Bestand toegevoegd: brief Jansen.pdf" in page


def test_no_log_names_a_file(site: Site, anna: Person, caplog: pytest.LogCaptureFixture) -> None:
    task = a_task(site)
    sent(anna, f"/taken/{task}", files={"brief": ("Jansen.exe", papers.PROGRAM)}, reden="ziek")
    sent(anna, f"/taken/{task}", files={"brief": LETTER}, reden="ziek")
    assert "Jansen" not in caplog.text


@pytest.mark.browser
def test_a_browser_keeps_a_file_through_a_mistake(browser: Browser, sqlite_url: str) -> None:
    with opened_site(sqlite_url) as site, served(site.app) as address:
        site.person("anna", Role.ADVISER)
        context = browser.new_context(locale="nl-NL")
        context.add_cookies([{"name": "loopplank_sessie", "value": "anna", "url": address}])
        page = context.new_page()
        page.goto(f"{address}/taken/{a_task(site)}")

        letter = FilePayload(name=LETTER[0], mimeType="application/pdf", buffer=LETTER[1])
        page.get_by_label("Brief").set_input_files(letter)
        expect(page.get_by_text("Gekozen: brief Jansen.pdf")).to_be_visible()
        page.get_by_role("button", name="Verwijderen van brief Jansen.pdf").click()
        expect(page.get_by_text("Gekozen: brief Jansen.pdf")).to_be_hidden()
        expect(page.get_by_label("Brief")).to_be_focused()
        page.get_by_label("Brief").set_input_files(letter)
        expect(page.get_by_text("Gekozen: brief Jansen.pdf")).to_be_visible()
        page.get_by_role("button", name="Taak afronden").last.click()
        expect(page.get_by_role("link", name="Vul 'Reden' in.")).to_be_visible()
        expect(page.get_by_text("Gekozen: brief Jansen.pdf")).to_be_visible()
        page.get_by_label("Reden").fill("ziek")
        page.get_by_role("button", name="Taak afronden").last.click()

        expect(page.get_by_role("heading", level=1)).to_contain_text("is afgerond")
        assert len(rows(site, "document")) == 1
        context.close()
