"""Makes the pictures in this folder from a running demo, so that they show what is there now.

    make demo                                              in one window
    .venv/bin/python docs/pictures/make.py http://localhost:8000

Each picture is a page as one of the demo's people sees it. The people in it are fictitious.
"""

import os
import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from engine.demo import PASSWORD
from tests.chromium import chromium

FOLDER = Path(__file__).parent
_WIDTH, _HEIGHT = 1180, 760


def log_in(browser: Browser, address: str, username: str) -> Page:
    """Open a window in which somebody is logged in."""
    context = browser.new_context(
        base_url=address, locale="nl-NL", viewport={"width": _WIDTH, "height": _HEIGHT}
    )
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Gebruikersnaam").fill(username)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    page.get_by_role("heading", level=1).wait_for()
    return page


def keep(page: Page, name: str) -> None:
    """Save what the window shows."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png")


def open_task(page: Page, names: str) -> None:
    """Open the first task on the worklist with one of these names."""
    links = page.get_by_role("table").get_by_role("link")
    links.filter(has_text=re.compile(names)).first.click()


def picture_letter(page: Page) -> None:
    """Come to the task with a letter, by way of a telephone number that is wrong."""
    page.goto("/?lijst=groepen")
    open_task(page, "Contactpoging doen")
    page.get_by_label("Met wie?").select_option("client")
    page.get_by_label("Hoe?").select_option("telefoon")
    page.get_by_label("Nummer onjuist").check()
    page.get_by_role("button", name="Taak afronden").click()
    page.get_by_role("link", name=re.compile("Brief naar laatst bekende adres")).first.click()
    page.get_by_role("button", name=re.compile("Bekijk de brief")).scroll_into_view_if_needed()
    keep(page, "brief")


def picture_everything(browser: Browser, address: str) -> None:
    """Make all pictures."""
    adviser = log_in(browser, address, "adviseur.amsterdam")
    adviser.goto("/?lijst=groepen")
    keep(adviser, "werklijst")
    open_task(adviser, "Contactpoging|Herhaalcontact|Nazorgcontact")
    keep(adviser, "taak")
    adviser.goto("/?lijst=groepen")
    open_task(adviser, "Reactie op brief|Antwoord vastleggen|Herhaalcontact")
    adviser.locator("aside").get_by_role("link", name=re.compile("^Casus ")).click()
    keep(adviser, "casus")
    adviser.get_by_role("link", name="Diagram bekijken").click()
    keep(adviser, "diagram")
    picture_letter(adviser)
    leader = log_in(browser, address, "teamleider.amsterdam")
    leader.goto("/vastgelopen")
    keep(leader, "vastgelopen")
    designer = log_in(browser, address, "ontwerper.amsterdam")
    designer.goto("/processen")
    keep(designer, "processen")


def main() -> int:
    """Make the pictures of the demo at the address that was given."""
    found = chromium()
    if len(sys.argv) != 2 or found is None:  # noqa: PLR2004 - the program and one address
        print(__doc__)
        return 2
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found,
            args=["--no-sandbox", "--lang=nl-NL"],
            env={**os.environ, "LANGUAGE": "nl"},
        )
        picture_everything(browser, sys.argv[1])
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
