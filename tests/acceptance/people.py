"""People at work in the browser: they log in, find their task, fill in its form and complete it.

    eva = Person(desk, "eva", "…")
    eva.do("Contactpoging doen", case, kanaal="telefoon", resultaat="geen-gehoor")

A browser window costs seconds, so people take turns at one `Desk`: each logs in for herself, and
finds her own page again when it is her turn.

An answer is given by the key of its field. What is required and was not named is filled in the way
a hurried colleague would: the first choice, today's date of the application, one short sentence.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import urljoin

from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, expect

from engine.demo.papers import a_pdf

_A_LONG_JOURNEY = 60_000  # milliseconds: three months of timers fire one by one
_TRIES, _MOMENT = 40, 250  # how often to look whether a handler is done, milliseconds apart
SENTENCE = "Vastgelegd tijdens een proef met verzonnen personen."
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_FILL_IN_THE_REST = """([today, tomorrow, sentence]) => {
  const fields = new Map();
  for (const box of document.querySelectorAll('#velden [name]')) {
    if (box.readOnly || box.disabled) continue;
    if (!fields.has(box.name)) fields.set(box.name, []);
    fields.get(box.name).push(box);
  }
  const filled = [];
  for (const [name, [first, ...others]] of fields) {
    const frame = first.closest('.field, fieldset');
    if (!frame || frame.querySelector(':scope > :is(label, legend) .optional')) continue;
    if (first.type === 'file') continue;
    const isChoice = ['radio', 'checkbox'].includes(first.type);
    if (first.type === 'checkbox' && others.length === 0) continue;
    if (isChoice ? [first, ...others].some(box => box.checked) : first.value) continue;
    if (isChoice) first.checked = true;
    else if (first.type === 'select-one') first.value = first.options[1].value;
    else if (first.type === 'date') first.value = tomorrow;
    else first.value = first.type === 'datetime-local' ? today + 'T10:00' : sentence;
    filled.push(first);
  }
  const refreshing = filled.filter(box => box.closest('[hx-post$="/velden"]')).at(-1);
  if (refreshing) document.getElementById('velden').dataset.asked = '';
  refreshing?.dispatchEvent(new Event('change', { bubbles: true }));
  return filled.map(box => box.name);
}"""
"""Fills in every empty required field at once and gives their names; the form refreshes once."""

_FILES_ASKED = """() => [...document.querySelectorAll('#velden .files')]
  .filter(field => !field.querySelector('.chosen, .optional')).map(field => field.id)"""
"""Names the file fields that ask for a file and have none."""

_LOOK_AT = """(boxes, value) => {
  const choice = ['radio', 'checkbox'].includes(boxes[0].type);
  return {
    holds: choice ? !!boxes.find(box => box.value === value)?.checked : boxes[0].value === value,
    refreshes: !!boxes[0].closest('[hx-post$="/velden"]'),
    kind: choice ? 'choice' : boxes[0].type,
  };
}"""
_AT_REST = """() => !document.querySelector(
  '#velden:is([data-asked], .htmx-request), .htmx-swapping')"""


class Desk:
    """One window of the browser, at which people take turns."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.page: Page = context.new_page()
        self._seated: Person | None = None

    def seat(self, person: "Person", address: str | None = None) -> Page:
        """Give the window to a person, at an address or else at the page where she was."""
        takes_over = self._seated is not person
        if takes_over:
            if self._seated is not None:
                self._seated.get_up(self.context, self.page)
            self._seated = person
            self.context.clear_cookies()
            person.sit_down(self.context)
        if takes_over or address is not None:
            self.page.goto(address or person.last_seen)
        return self.page

    def clear(self) -> None:
        """Log everybody out and close what else is open."""
        self._seated = None
        self.context.clear_cookies()
        self.page.goto("about:blank")
        for context in self.context.browser.contexts if self.context.browser else ():
            if context is not self.context:
                context.close()


class Person:
    """Somebody who is logged in."""

    def __init__(self, desk: Desk, username: str, password: str) -> None:
        self.username = username
        self._desk = desk
        self._cookies: list[tuple[str, str]] = []
        self.last_seen = "/"
        self._cases: dict[str, str] = {}
        self.page.get_by_label("Gebruikersnaam").fill(username)
        self.page.get_by_label("Wachtwoord").fill(password)
        self.page.get_by_role("button", name="Inloggen").click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("Mijn werk")

    @property
    def page(self) -> Page:
        """Her page; whoever sits at the desk makes room."""
        return self._desk.seat(self)

    def visit(self, address: str) -> Page:
        """Go to an address, without looking first where she was."""
        return self._desk.seat(self, address)

    def get_up(self, context: BrowserContext, page: Page) -> None:
        """Leave the desk to somebody else."""
        self.last_seen = page.url
        self._cookies = [(held["name"], held["value"]) for held in context.cookies()]

    def sit_down(self, context: BrowserContext) -> None:
        """Take the desk."""
        home = urljoin(self.last_seen, "/")
        for name, value in self._cookies:
            context.add_cookies([{"name": name, "value": value, "url": home}])

    def open_signal(self, client: str) -> None:
        """Open the task about a signal that is not a case yet, from the list of the groups."""
        self.visit("/?lijst=groepen")
        row = self.page.get_by_role("row").filter(has_text=client)
        row.get_by_role("link").first.click()

    def open_case(self, number: str) -> None:
        """Find a case by its number; later by its address."""
        if number in self._cases:
            self.visit(self._cases[number])
        else:
            self._find(number)
            self._cases[number] = self.page.url
        expect(self.page.locator("main")).to_contain_text(f"casus {number}")

    def _find(self, number: str) -> None:
        self.visit("/zoeken")
        self.page.get_by_label("Casusnummer, signaalnummer of naam").fill(number)
        self.page.keyboard.press("Enter")
        row = self.page.get_by_role("row").filter(has_text=number)
        row.get_by_role("link").first.click()
        self.page.wait_for_url("**/casussen/*")

    def open_task(self, name: str, number: str) -> None:
        """Open a task of a case from the page of the case."""
        self.open_case(number)
        link = self.page.locator("main").get_by_role("link", name=name, exact=True).first
        for _ in range(_TRIES):  # a letter may have to be made first
            if link.count():
                break
            self.page.wait_for_timeout(_MOMENT)
            self.page.reload()
        link.click()
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
            self.page.get_by_role("button", name=button).click(timeout=_A_LONG_JOURNEY)
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

    def sees_soon(self, *texts: str) -> None:
        """Check that the page says this, after a handler had its turn."""
        for _ in range(_TRIES):
            said = self.page.locator("main").inner_text()
            if all(text in said for text in texts):
                return
            self.page.wait_for_timeout(_MOMENT)
            self.page.reload()
        self.sees(*texts)

    def report(self, event: str, number: str, **answers: str | list[str]) -> None:
        """Report what happened to a client on the page of the case."""
        self.open_case(number)
        self.page.get_by_text("Gebeurtenis melden").click()
        self.page.get_by_role("link", name=event, exact=True).click()
        for key, answer in answers.items():
            self._answer(key, answer)
        self._fill_in_the_rest()
        self.page.get_by_role("button", name="Melden", exact=True).click()
        self.sees(f"Gemeld: {event}")

    def _answer(self, key: str, answer: str | list[str]) -> None:
        boxes = self.page.locator(f'#velden [name="{key}"]')
        expect(boxes.first).to_be_visible()
        for value in [answer] if isinstance(answer, str) else answer:
            self._change(boxes, value)

    def _change(self, boxes: Locator, value: str) -> None:
        found = boxes.evaluate_all(_LOOK_AT, value)
        if found["holds"]:
            return
        if not found["refreshes"]:
            _set(boxes, found["kind"], value)
            return
        with self.page.expect_response(re.compile(r"/velden$")):
            _set(boxes, found["kind"], value)
            self.page.keyboard.press("Tab")
        self.page.wait_for_function(_AT_REST)

    def _fill_in_the_rest(self) -> None:
        today = self.today()
        given = [today.isoformat(), (today + timedelta(days=1)).isoformat(), SENTENCE]
        names: list[str] = []
        for _ in range(20):
            self._give_files()
            names = self.page.evaluate(_FILL_IN_THE_REST, given)
            if not names:
                return
            self.page.wait_for_function(_AT_REST)
        raise AssertionError(f"Het formulier komt niet vol: {names}")

    def _give_files(self) -> None:
        """Give a small PDF wherever a file is asked."""
        paper = FilePayload(name="stuk.pdf", mimeType="application/pdf", buffer=a_pdf(SENTENCE))
        for field in self.page.evaluate(_FILES_ASKED):
            self.page.locator(f"#{field} input[type=file]").set_input_files(paper)
            expect(self.page.locator(f"#{field} .chosen")).to_be_visible()


def _set(boxes: Locator, kind: str, value: str) -> None:
    if kind == "choice":
        boxes.and_(boxes.page.locator(f'[value="{value}"]')).check()
    elif kind == "select-one":
        boxes.first.select_option(value)
    else:
        boxes.first.fill(value)


def texts(locators: Iterable[Locator]) -> list[str]:
    """Give what stands in each."""
    return [locator.inner_text() for locator in locators]
