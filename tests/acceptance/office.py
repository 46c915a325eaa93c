"""The people of one region who follow one client, at one desk."""

import re

from tests.acceptance.conftest import Demo
from tests.acceptance.people import Person

PROVIDER = "06010101"
ACCEPTED = {"casushouder": "adviseur.amsterdam", "aanbieder_bekend": "ja"}


class Office:
    """The people of one region who follow one client; each logs in the first time she is asked."""

    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        self._people: dict[str, Person] = {}
        self.number = ""

    def __getattr__(self, post: str) -> Person:
        if post not in self._people:
            self._people[post] = self.demo.person(f"{post}.amsterdam")
        return self._people[post]

    def open_case(self, surname: str, urgency: str = "3") -> None:
        """Take a signal in, judge it, and accept the case."""
        facts = {"aanbieder_naam": "Huize Kade", "aanbieder_agb": PROVIDER}
        self.demo.take_in(self.demo.signal(surname, **facts))
        self.judge_new(surname, self.adviseur)
        self.adviser_does("Casus aannemen", **ACCEPTED, parallel_bereiken="nee", urgentie=urgency)

    def judge_new(self, surname: str, accepts: Person) -> None:
        """Make a case of a signal that came in; its number is on the list of who accepts it."""
        self.signalering.open_signal(surname)
        self.signalering.complete(uitkomst="nieuwe-casus")
        accepts.visit("/?lijst=groepen")
        link = accepts.page.get_by_role("row").filter(has_text=surname).get_by_role("link")
        self.number = link.filter(has_text=re.compile(r"^\d")).inner_text()

    def adviser_does(self, task: str, **answers: str | list[str]) -> None:
        self.adviseur.do(task, self.number, **answers)

    def care_adviser_does(self, task: str, **answers: str | list[str]) -> None:
        self.zorginhoudelijk.do(task, self.number, **answers)

    def provider_answers(self, reason: str) -> None:
        """Ask the last provider, who answers at once."""
        self.adviser_does("Laatste aanbieder benaderen", kanaal="telefoon", resultaat="beantwoord")
        self.adviser_does(
            "Antwoord aanbieder vastleggen", reden_geen_zorg=reason, iets_misgegaan="nee"
        )

    def reach_at_once(self) -> None:
        """Reach the client at the first attempt."""
        self.adviser_does("Contactgegevens verzamelen", bronnen_geraadpleegd=["iwlz", "aanbieder"])
        self.adviser_does("Contactpoging doen", kanaal="telefoon", resultaat="gesproken")
