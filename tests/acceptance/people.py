"""People at work in the browser: they log in, find their task, fill in its form and complete it.

    eva = Person(browser, address, "eva", "…")
    eva.do("Contactpoging doen", case, kanaal="telefoon", resultaat="geen-gehoor")

An answer is given by the key of its field. What is required and was not named is filled in the way
a hurried colleague would: the first choice, today's date of the application, one short sentence.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from playwright.sync_api import Browser, Locator, Page, expect

_A_LONG_JOURNEY = 60_000  # milliseconds: three months of timers fire one by one
SENTENCE = "Vastgelegd tijdens een proef met verzonnen personen."
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_EMPTY_REQUIRED = """() => {
  const named = new Map();
  for (const box of document.querySelectorAll('#velden [name]')) {
    if (box.readOnly || box.disabled) continue;
    if (!named.has(box.name)) named.set(box.name, []);
    named.get(box.name).push(box);
  }
  for (const [name, boxes] of named) {
    const frame = boxes[0].closest('.field, fieldset');
    if (!frame || frame.querySelector(':scope > :is(label, legend) .optional')) continue;
    const choice = ['radio', 'checkbox'].includes(boxes[0].type);
    if (choice && boxes.length === 1 && boxes[0].type === 'checkbox') continue;
    if (choice ? !boxes.some(box => box.checked) : !boxes[0].value) return name;
  }
  return null;
}"""


class Person:
    """Somebody who is logged in, in a browser window of her own."""

    def __init__(self, browser: Browser, address: str, username: str, password: str) -> None:
        self.address = address
        self.username = username
        self.page: Page = browser.new_context(locale="nl-NL", base_url=address).new_page()
        self.page.goto("/")
        self.page.get_by_label("Gebruikersnaam").fill(username)
        self.page.get_by_label("Wachtwoord").fill(password)
        self.page.get_by_role("button", name="Inloggen").click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("Mijn werk")

    def open_signal(self, client: str) -> None:
        """Open the task about a signal that is not a case yet, from the list of the groups."""
        self.page.goto("/?lijst=groepen")
        row = self.page.get_by_role("row").filter(has_text=client)
        row.get_by_role("link").first.click()

    def open_case(self, number: str) -> None:
        """Find a case by its number."""
        self.page.goto("/zoeken")
        self.page.get_by_label("Casusnummer, signaalnummer of naam").fill(number)
        self.page.keyboard.press("Enter")
        row = self.page.get_by_role("row").filter(has_text=number)
        row.get_by_role("link").first.click()
        expect(self.page.locator("main")).to_contain_text(f"casus {number}")

    def open_task(self, name: str, number: str) -> None:
        """Open a task of a case from the page of the case."""
        self.open_case(number)
        self.page.locator("main").get_by_role("link", name=name, exact=True).first.click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(name)

    def do(self, name: str, number: str, **answers: str | list[str]) -> None:
        """Open a task of a case, fill in its form and complete it."""
        self.open_task(name, number)
        self.complete(**answers)

    def complete(self, **answers: str | list[str]) -> None:
        """Fill in the form on the page and complete the task."""
        for key, answer in answers.items():
            self._answer(key, answer)
        self._fill_in_the_rest()
        self.page.get_by_role("button", name="Taak afronden").click()
        expect(self.page.get_by_role("heading", name=re.compile("is afgerond$"))).to_be_visible()

    def move_clock(self, button: str, times: int = 1) -> None:
        """Press a button of the clock bar."""
        clock = self.page.locator(".clock strong")
        for _ in range(times):
            before = clock.inner_text()
            self.page.get_by_role("button", name=button).click()
            expect(clock).not_to_have_text(before, timeout=_A_LONG_JOURNEY)

    def today(self) -> date:
        """Read the day on the clock bar."""
        text = self.page.locator(".clock strong").inner_text()
        found = re.search(r"(\d{1,2}) (\w+) (\d{4})", text)
        assert found, text
        return date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))

    def sees(self, *texts: str) -> None:
        """Check that the page says this."""
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)

    def _answer(self, key: str, answer: str | list[str]) -> None:
        boxes = self.page.locator(f'#velden [name="{key}"]')
        expect(boxes.first).to_be_visible()
        for value in [answer] if isinstance(answer, str) else answer:
            self._change(boxes, value)

    def _change(self, boxes: Locator, value: str) -> None:
        if _holds(boxes, value):
            return
        refreshes = boxes.first.evaluate("box => !!box.closest('[hx-post$=\"/velden\"]')")
        if not refreshes:
            _set(boxes, value)
            return
        with self.page.expect_response(re.compile(r"/velden$")):
            _set(boxes, value)
            self.page.keyboard.press("Tab")
        self.page.wait_for_function(
            "!document.querySelector('#velden.htmx-request, .htmx-swapping')"
        )

    def _fill_in_the_rest(self) -> None:
        for _ in range(60):
            key = self.page.evaluate(_EMPTY_REQUIRED)
            if key is None:
                return
            boxes = self.page.locator(f'#velden [name="{key}"]')
            self._change(boxes, self._something_for(boxes))
        raise AssertionError(f"Het formulier komt niet vol: {key}")

    def _something_for(self, boxes: Locator) -> str:
        kind = boxes.first.evaluate("box => box.type")
        if kind in {"radio", "checkbox"}:
            return str(boxes.first.get_attribute("value"))
        if kind == "select-one":
            return str(boxes.first.locator("option").nth(1).get_attribute("value"))
        if kind == "date":
            return (self.today() + timedelta(days=1)).isoformat()
        if kind == "datetime-local":
            return f"{self.today().isoformat()}T10:00"
        return SENTENCE


def _holds(boxes: Locator, value: str) -> bool:
    if boxes.first.evaluate("box => box.type") in {"radio", "checkbox"}:
        return _choice(boxes, value).is_checked()
    return boxes.first.input_value() == value


def _choice(boxes: Locator, value: str) -> Locator:
    return boxes.and_(boxes.page.locator(f'[value="{value}"]'))


def _set(boxes: Locator, value: str) -> None:
    kind = boxes.first.evaluate("box => box.type")
    if kind in {"radio", "checkbox"}:
        _choice(boxes, value).check()
    elif kind == "select-one":
        boxes.first.select_option(value)
    else:
        boxes.first.fill(value)


def texts(locators: Iterable[Locator]) -> list[str]:
    """Give what stands in each."""
    return [locator.inner_text() for locator in locators]
