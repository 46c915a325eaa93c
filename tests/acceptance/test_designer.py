"""A process designer at work in the browser: she changes her region's diagram and publishes it."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Locator, Page, expect
from sqlalchemy import select

from engine.delivered import folders
from engine.demo import PASSWORD
from engine.domain.access import SYSTEM
from engine.persistence.tables import definition
from engine.queries.definitions import definitions_of
from tests.acceptance.conftest import Demo

pytestmark = pytest.mark.browser

REGION = "5515"
SELECT_ALL = """async () => {
  const { modeler, missing } = window.loopplankModeler;
  const kindOf = ({ type, businessObject }) => type + businessObject?.eventDefinitions?.[0]?.$type;
  const elements = modeler.get("elementRegistry").getAll();
  const kinds = new Map(elements.map((element) => [kindOf(element), element]));
  for (const element of kinds.values()) {
    modeler.get("selection").select(element);
    await new Promise(requestAnimationFrame);
  }
  return [...missing];
}"""
"""Selects one element of every kind in turn; gives the texts that had no Dutch."""

DRAW = """async (address) => {
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  const { xml } = JSON.parse(page.getElementById("modeler-page").textContent);
  const { warnings } = await window.loopplankModeler.modeler.importXML(xml);
  return [page.querySelector("h1").textContent.trim(), warnings.map(String)];
}"""
"""Draws in the open modeler what another page delivers; gives its heading, and what went wrong."""

APPEND_ALL = """() => {
  const get = (name) => window.loopplankModeler.modeler.get(name);
  const from = get("elementRegistry").get("contactpoging-doen");
  const menu = get("popupMenu");
  const entries = Object.values(menu._getEntries(from, menu._getProviders("bpmn-append")));
  for (const { action } of entries) {
    action.click(new MouseEvent("click"), from);
    get("directEditing").cancel();
  }
  return entries.length;
}"""
"""Puts one of everything that the menu offers behind an element; gives how many."""

ENOUGH = "genoeg-geprobeerd-naar-brief-voorbereiden"


class Designer:
    """A process designer with the modeler open before her."""

    def __init__(self, demo: Demo, *, scripts: bool = True) -> None:
        self.complaints: list[str] = []
        self.page: Page = demo.window(scripts=scripts)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.log_in(self.page)

    def log_in(self, page: Page) -> None:
        page.goto("/processen/")
        page.get_by_label("Gebruikersnaam").fill("ontwerper.amsterdam")
        page.get_by_label("Wachtwoord").fill(PASSWORD)
        page.get_by_role("button", name="Inloggen").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Processen van Amsterdam")

    def open(self, key: str = "client-bereiken") -> "Designer":
        self.page.goto(drawing_of(key))
        self.page.wait_for_selector("#modeler[data-ready]")
        return self

    def choose(self, element_id: str) -> None:
        """Choose an element from the list; the diagram gets the keys."""
        self.page.get_by_role("tab", name="Elementen").click()
        self.page.locator(f'#modeler-outline [data-element="{element_id}"]').click()
        self.page.get_by_role("tab", name="Eigenschappen").click()

    def set_condition(self, flow_id: str, condition: str) -> None:
        self.choose(flow_id)
        with self.page.expect_response("**/nakijken"):
            self.page.get_by_label("Voorwaarde (FEEL)").fill(condition)

    def remove(self, element_id: str) -> None:
        self.choose(element_id)
        self.page.locator("#modeler-canvas svg[tabindex]").first.focus()
        with self.page.expect_response("**/nakijken"):
            self.page.keyboard.press("Delete")

    def save(self) -> None:
        self.page.get_by_role("button", name="Concept opslaan").click()

    def publish(self) -> None:
        self.page.get_by_role("button", name="Publiceren voor Amsterdam").click()

    @property
    def notice(self) -> Locator:
        return self.page.locator("#modeler-notice")

    def marked(self) -> set[str]:
        """The elements that are marked as wrong in the drawing."""
        return set(
            self.page.locator("#modeler-canvas .finding-error").evaluate_all(
                "found => found.map(element => element.dataset.elementId)"
            )
        )

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)


def drawing_of(key: str) -> str:
    """The page on which a process is drawn."""
    return f"/processen/{REGION}/proces/{key}/tekenen"


def own_versions(demo: Demo) -> dict[str, int]:
    """The versions that the region published itself."""
    with demo.application.database.reading() as connection:
        rows = definitions_of(connection, SYSTEM, REGION)
    return {row.key: row.own.version for row in rows if row.own}


def test_the_next_case_follows_the_number_of_attempts_that_a_designer_published(
    demo: Demo,
) -> None:
    designer = Designer(demo).open()
    designer.set_condition(ENOUGH, "pogingen >= 2 and count(distinct values(kanalen)) >= 2")
    designer.publish()
    expect(designer.notice).to_contain_text("Versie 1 van Amsterdam is gepubliceerd")
    assert own_versions(demo) == {"client-bereiken": 1}

    demo.take_in(demo.signal("Vos", aanbieder_naam="Huize Kade", aanbieder_agb="06010101"))
    intake = demo.person("signalering.amsterdam")
    intake.open_signal("Vos")
    intake.complete(uitkomst="nieuwe-casus")
    adviser = demo.person("adviseur.amsterdam")
    adviser.visit("/?lijst=groepen")
    row = adviser.page.get_by_role("row").filter(has_text="Vos")
    case = row.get_by_role("link").filter(has_text=re.compile(r"^\d")).inner_text()
    adviser.do(
        "Casus aannemen",
        case,
        casushouder="adviseur.amsterdam",
        aanbieder_bekend="ja",
        parallel_bereiken="ja",
    )
    adviser.do("Contactgegevens verzamelen", case)
    adviser.do("Contactpoging doen", case, kanaal="telefoon", resultaat="geen-gehoor")
    adviser.move_clock("+1 week")
    adviser.do("Contactpoging doen", case, kanaal="huisbezoek", resultaat="geen-gehoor")
    adviser.open_case(case)
    adviser.sees("Brief naar laatst bekende adres")


def test_a_broken_diagram_is_refused_with_its_elements_marked(demo: Demo) -> None:
    designer = Designer(demo).open()
    designer.remove("contactpoging-doen-naar-poging-tellen")
    assert {"contactpoging-doen", "poging-tellen"} <= designer.marked()
    designer.publish()
    expect(designer.notice).to_contain_text("niet gepubliceerd")
    designer.page.get_by_role("button", name="Contactpoging doen").first.click()
    assert "contactpoging-doen" in designer.marked()
    assert own_versions(demo) == {}


def test_a_draft_that_was_saved_meanwhile_is_not_overwritten(demo: Demo) -> None:
    first, second = Designer(demo).open(), Designer(demo).open()
    for window in (first, second):
        window.set_condition(ENOUGH, "pogingen >= 5")
    first.save()
    expect(first.notice).to_contain_text("Het concept is opgeslagen")
    second.save()
    expect(second.notice).to_contain_text("Download je eigen versie")
    expect(second.page.locator("[data-state]")).to_have_text("Niet opgeslagen")


def test_who_was_logged_out_while_drawing_logs_in_elsewhere_and_saves(demo: Demo) -> None:
    designer = Designer(demo).open()
    designer.set_condition(ENOUGH, "pogingen >= 5")
    designer.page.context.clear_cookies()
    designer.save()
    expect(designer.notice).to_contain_text("Je bent uitgelogd")
    designer.log_in(designer.page.context.new_page())
    designer.save()
    expect(designer.notice).to_contain_text("Het concept is opgeslagen")


def test_nothing_is_published_that_nobody_changed(demo: Demo) -> None:
    designer = Designer(demo).open()
    designer.publish()
    expect(designer.notice).to_contain_text("nog niets veranderd")
    assert own_versions(demo) == {}


def test_an_untouched_upload_is_published_from_the_modeler_as_it_came_in(
    demo: Demo, tmp_path: Path
) -> None:
    designer = Designer(demo)
    file = tmp_path / "client-bereiken.bpmn"
    source = (folders()[0] / "client-bereiken.bpmn").read_bytes()
    file.write_bytes(source.replace(b"\n", b"\r\n"))
    designer.page.get_by_label("Bestand uit de Camunda Modeler").set_input_files(file)
    designer.page.get_by_role("button", name="Uploaden als concept").click()
    designer.page.get_by_role("link", name="Verder tekenen").click()
    designer.page.wait_for_selector("#modeler[data-ready]")
    designer.publish()
    expect(designer.notice).to_contain_text("is gepubliceerd")
    with demo.application.database.reading() as connection:
        stored = connection.scalar(select(definition.c.source).where(definition.c.region == REGION))
    assert stored == file.read_bytes()


def test_a_file_from_the_desktop_is_uploaded_read_and_published_without_scripts(
    demo: Demo, tmp_path: Path
) -> None:
    designer = Designer(demo, scripts=False)
    file = tmp_path / "client-bereiken.bpmn"
    source = (folders()[0] / "client-bereiken.bpmn").read_bytes()
    file.write_bytes(source.replace(b"pogingen &gt;= 3", b"pogingen &gt;= 4"))
    designer.page.get_by_label("Bestand uit de Camunda Modeler").set_input_files(file)
    designer.page.get_by_role("button", name="Uploaden als concept").click()
    designer.page.get_by_role("button", name="Publiceren voor Amsterdam").click()
    expect(designer.page.get_by_role("main").get_by_role("status")).to_contain_text(
        "Versie 1 van Amsterdam"
    )
    with designer.page.expect_download() as download:
        designer.page.get_by_role("link", name="Downloaden van versie 1").first.click()
    assert download.value.path().read_bytes() == file.read_bytes()


def test_every_shipped_diagram_opens_in_dutch_and_within_the_content_policy(demo: Demo) -> None:
    designer = Designer(demo).open()
    for path in sorted(folders()[0].glob("*.bpmn")):
        name, warnings = designer.page.evaluate(DRAW, drawing_of(path.stem))
        assert (name != "", warnings) == (True, []), path.stem
        assert designer.page.evaluate(SELECT_ALL) == []
    assert designer.complaints == []


def test_the_menu_offers_nothing_that_the_gate_refuses_as_such(demo: Demo) -> None:
    designer = Designer(demo).open()
    with designer.page.expect_response("**/nakijken") as checked:
        appended = designer.page.evaluate(APPEND_ALL)
    assert appended > 30
    rules = {finding["rule"] for finding in checked.value.json()["findings"]}
    assert "geen-einde" in rules
    assert not rules & {
        "taak-zonder-soort",
        "soort-subproces",
        "complexe-gateway",
        "gebeurtenistype",
        "onbekend-element",
    }


def test_the_pages_have_no_accessibility_violations(demo: Demo) -> None:
    designer = Designer(demo)
    assert _violations(designer.page) == []
    designer.page.goto(f"/processen/{REGION}/proces/client-bereiken/")
    assert _violations(designer.page) == []
    designer.page.get_by_role("link", name="landelijk 1").click()
    expect(designer.page.get_by_role("button", name="Vergroten")).to_be_visible()
    assert _violations(designer.page) == []
    designer.open()
    for tab in ("Eigenschappen", "Bevindingen", "Elementen", "Toetsen"):
        designer.page.get_by_role("tab", name=tab).click()
        assert _violations(designer.page) == []
    assert designer.complaints == []


def test_the_modeler_can_be_used_by_keyboard(demo: Demo) -> None:
    designer = Designer(demo).open()
    page = designer.page
    page.get_by_role("tab", name="Eigenschappen").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Elementen")).to_be_focused()
    page.locator('[data-element="brief-voorbereiden"]').focus()
    page.keyboard.press("Enter")
    page.keyboard.press("a")
    page.keyboard.type("servicetaak")
    page.keyboard.press("Enter")
    page.keyboard.type("Nagaan")
    with page.expect_response("**/concept"):
        page.keyboard.press("Control+s")
    expect(designer.notice).to_contain_text("Het concept is opgeslagen")
    expect(page.locator("#modeler-outline")).to_contain_text("Nagaan")


def _violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{violation['id']}: {violation['nodes'][0]['html'][:120]}" for violation in found]
