"""Every page as a browser shows it: for everybody, on a small screen, light, and without scripts.

The marks: no axe violation, no sideways scrolling at 320 px, at most 100 kB, no
breach of the content policy; and without JavaScript the work can still be done.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response, expect

from engine.domain.access import Role
from engine.persistence import tables
from tests.drawing import diagram, end, flows, start, user
from tests.integration.web.rows import NOON
from tests.integration.web.site import Site, opened_site
from tests.serving import served

pytestmark = pytest.mark.browser

MOST_KB = 100
WIDE, SMALL = 1280, 320


@dataclass(frozen=True)
class Place:
    """A served site with something at every address."""

    site: Site
    address: str
    task: UUID
    pages: dict[str, str]


@pytest.fixture(scope="module")
def place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    template = request.getfixturevalue("sqlite_template")
    url = template.copy_to(tmp_path_factory.mktemp("looks") / "test.sqlite3")
    with opened_site(url) as site, served(site.app) as address:
        yield _furnished(site, address)


def _furnished(site: Site, address: str) -> Place:
    rows = site.rows
    leader = site.person("joris", Role.TEAM_LEADER, Role.ADVISER)
    client = rows.client("Berg", "Fatima", bsn="999990019")
    case = rows.case(client, "ROT-1", case_holder_id=leader.user_id)
    drawn = diagram(
        start(), user("bellen", name="Bellen"), end(), flows("begin > bellen > einde"), key="casus"
    )
    instance = rows.instance(
        rows.process(drawn, "casus"), case, definition_key="casus", tokens=[["casus", "bellen"]]
    )
    rows.task(instance, case, due_in=timedelta(days=-2))
    rows.event(instance, case, "Contactpoging doen", actor_id=leader.user_id)
    rows.document(case, "Brief")
    rows.signal(client, "S-1", case_id=case)
    rows.add(tables.client_contact, id=uuid4(), client_id=client, kind="telefoon", value="06 1")
    job_id = rows.job(instance, case, "Brief versturen", kind="service", state="dead")
    rows.incident(instance, case, job_id, "De mailserver antwoordt niet.")
    rows.job(instance, case, "Volgende contactpoging")
    task = site.started_task(case)
    batch = rows.batch("klaar.csv", None, status="finished", finished_at=NOON)
    preview = rows.batch(
        "nieuw.csv",
        b"bsn;geslachtsnaam;signaalbron;signaalsoort;signaaldatum\n"
        b"999990020;Bos;iwlz;geen-toewijzing;20-05-2026\n1;Wit;iwlz;x;20-05-2026\n",
        row_count=2,
    )
    return Place(
        site=site,
        address=address,
        task=task,
        pages={
            "worklist": "/",
            "groups": "/?lijst=groepen",
            "task": f"/taken/{task}",
            "case": f"/casussen/{case}",
            "diagram": f"/casussen/{case}/diagram",
            "stuck": "/vastgelopen",
            "search": "/zoeken?zoek=berg",
            "intake": "/signalen",
            "preview": f"/signalen/{preview}",
            "result": f"/signalen/{batch}",
            "failure": "/bestaat-niet",
        },
    )


def opened(browser: Browser, place: Place, *, width: int = WIDE, scripts: bool = True) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=scripts, locale="nl-NL"
    )
    context.add_cookies([{"name": "loopplank_sessie", "value": "joris", "url": place.address}])
    return context.new_page()


PAGES = (
    "worklist", "groups", "task", "case", "diagram", "stuck",
    "search", "intake", "preview", "result", "failure",
)  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shuts_nobody_out_is_light_and_breaks_no_policy(
    browser: Browser, place: Place, name: str
) -> None:
    page = opened(browser, place)
    sizes: list[int] = []
    complaints: list[str] = []

    def weigh(response: Response) -> None:
        sizes.append(int(response.headers.get("content-length", 0)))

    page.on("response", weigh)
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(place.address + place.pages[name])
    page.evaluate("document.fonts.ready.then(() => true)")

    assert sum(sizes) <= MOST_KB * 1024
    for width in (WIDE, SMALL):
        page.set_viewport_size({"width": width, "height": 900})
        violations = Axe().run(page).response["violations"]
        assert [(found["id"], found["nodes"][0]["target"]) for found in violations] == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [text for text in complaints if "Content Security Policy" in text] == []
    page.context.close()


def test_the_log_in_page_shuts_nobody_out(browser: Browser, place: Place) -> None:
    page = browser.new_page()
    page.goto(f"{place.address}/inloggen")

    assert Axe().run(page).response["violations"] == []
    page.close()


def test_a_wrong_form_takes_the_reader_to_its_summary(browser: Browser, place: Place) -> None:
    page = opened(browser, place)
    page.goto(place.address + place.pages["task"])
    page.get_by_role("button", name="Taak afronden").click()

    expect(page.locator("[data-focus]")).to_be_focused()
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("link", name="Hoe?").click()
    expect(page.locator("#veld-kanaal")).to_be_focused()
    page.context.close()


def test_a_field_appears_while_filling_in_and_the_draft_is_kept(
    browser: Browser, place: Place
) -> None:
    page = opened(browser, place)
    page.goto(place.address + place.pages["task"])
    page.get_by_label("Notitie").fill("Belt terug")
    page.get_by_label("Afspraak gemaakt").check()

    expect(page.get_by_label("Wanneer is de afspraak?")).to_be_visible()
    expect(page.get_by_label("Notitie")).to_have_value("Belt terug")
    expect(page.locator("#concept")).to_contain_text("Concept bewaard om")
    page.context.close()


def test_the_work_can_be_done_without_javascript(browser: Browser, place: Place) -> None:
    task = place.site.started_task()
    page = opened(browser, place, scripts=False)
    page.goto(f"{place.address}/taken/{task}")
    page.get_by_label("Wie heb je geprobeerd te bereiken?").select_option("client")
    page.get_by_label("Telefoon").check()
    page.get_by_label("Wanneer?").fill("2026-06-01T09:30")
    page.get_by_label("Afspraak gemaakt").check()
    page.get_by_role("button", name="Formulier bijwerken").click()
    page.get_by_label("Wanneer is de afspraak?").fill("2026-06-05")
    page.get_by_role("button", name="Taak afronden").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("is afgerond")
    page.context.close()


def test_the_arrows_walk_through_the_worklist(browser: Browser, place: Place) -> None:
    page = opened(browser, place)
    page.goto(place.address + place.pages["groups"])
    stops = page.locator("a[data-stop]")
    stops.nth(0).focus()
    page.keyboard.press("ArrowDown")

    expect(stops.nth(1)).to_be_focused()
    page.context.close()


def test_the_first_stop_of_the_keyboard_skips_to_the_content(
    browser: Browser, place: Place
) -> None:
    page = opened(browser, place)
    page.goto(place.address)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#inhoud")).to_be_focused()
    page.context.close()


def test_on_a_small_screen_the_list_is_sorted_by_a_field(browser: Browser, place: Place) -> None:
    page = opened(browser, place, width=SMALL)
    page.goto(place.address + place.pages["groups"])
    page.get_by_label("Volgorde").select_option("client")

    expect(page).to_have_url(re.compile("sorteer=client"))
    expect(page.get_by_label("Volgorde")).to_be_focused()
    assert page.locator("thead").first.is_hidden()
    page.context.close()


def test_a_draft_that_cannot_be_kept_says_so_beside_the_form(
    browser: Browser, place: Place
) -> None:
    task = place.site.started_task()
    bea = place.site.person("bea", Role.ADVISER)
    page = opened(browser, place)
    page.goto(f"{place.address}/taken/{task}")
    bea.post(f"/taken/{task}/oppakken")
    page.get_by_label("Notitie").fill("Belt terug")

    expect(page.locator("#concept")).to_contain_text("Bea heeft deze taak")
    expect(page.get_by_label("Notitie")).to_have_value("Belt terug")
    page.context.close()
