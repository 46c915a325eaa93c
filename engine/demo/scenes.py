"""What stands in the demo beside its cases: places, a term of a region's own, and a draft.

Every change is a real command by somebody of the region.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from engine import delivered
from engine.app import Application
from engine.commands.definitions import SaveDefinitionDraft
from engine.commands.places import AddPlace, ChangePlace
from engine.commands.terms import SetTerm
from engine.domain.access import Actor, Permission
from engine.domain.calendar import AMSTERDAM
from engine.domain.kinds import DefinitionKind
from engine.domain.place import PlaceKind, PlaceStatus
from engine.queries.cases import case_numbers
from engine.queries.waiting import waiting_tasks

_FREE, _TAKEN = PlaceStatus.FREE, PlaceStatus.OCCUPIED
_SET_ASIDE, _CLOSED = PlaceStatus.RESERVED, PlaceStatus.OUT_OF_USE
_PLACES = (
    ("Woonzorg De Sluis", "98000003", "De Sluis, kamer 12", PlaceKind.HOME, "884, 886", _FREE),
    ("Woonzorg De Sluis", "98000003", "De Sluis, kamer 14", PlaceKind.HOME, "884, 886", _TAKEN),
    ("Woonzorg De Sluis", "98000003", "De Sluis, kamer 15", PlaceKind.HOME, "884", _TAKEN),
    ("Stichting Meerpaal", "98000002", "Huis aan de Kade", PlaceKind.BRIDGING, "", _FREE),
    ("Stichting Meerpaal", "98000002", "Huis aan de Kade, 2", PlaceKind.BRIDGING, "", _TAKEN),
    ("Stichting Meerpaal", "98000002", "Steigerhof 3", PlaceKind.LOW_THRESHOLD, "", _FREE),
    ("Stichting Meerpaal", "98000002", "Steigerhof 5", PlaceKind.LOW_THRESHOLD, "", _SET_ASIDE),
    ("GGZ Het Anker (fictief)", "98000004", "Afdeling Haven", PlaceKind.CRISIS, "", _TAKEN),
    ("De Voorbeeldzorg", "98000001", "Valreepweg 8", PlaceKind.HOME, "882, 884", _CLOSED),
)
"""Provider, AGB, location, kind, care packages, and what became of it."""
_SUITS = ("Eigen voordeur, begeleiding overdag", "Rustige gang, huisdier mag mee", "")
_TERM, _SHORTER, _SINCE = "tussen-contactpogingen", "2 werkdagen", timedelta(days=14)
_DRAFT, _CALLED, _CALLED_HERE = "nazorg.bpmn", "Nazorgcontact doen", "Nabellen of langsgaan"


@dataclass(frozen=True, kw_only=True)
class Scenes:
    """One region, and the people who work there."""

    application: Application
    people: Sequence[Actor]
    region: str
    dice: random.Random

    def set_up(self) -> None:
        """Make everything that does not come of playing."""
        self._keep_places()
        self._change_term()
        self._draw()

    def _keep_places(self) -> None:
        """Let the purchaser keep places, some free and some with a case of the region."""
        cases = self._case_numbers()
        for provider, agb, location, kind, packages, status in _PLACES:
            place = AddPlace(
                region=self.region,
                provider=provider,
                agb=agb,
                location=location,
                kind=kind,
                care_packages=packages,
                suits=self.dice.choice(_SUITS),
            )
            place_id = self.application.door.execute(self._purchaser, place)
            if status is not PlaceStatus.FREE:
                number = cases.pop() if status.has_occupant and cases else ""
                change = ChangePlace(
                    place_id=place_id, status=status, case_number=number, revision=1
                )
                self.application.door.execute(self._purchaser, change)

    def _case_numbers(self) -> list[str]:
        with self.application.database.reading() as connection:
            found = [
                task.case_id
                for task in waiting_tasks(connection, self._purchaser)
                if task.case_id is not None and task.region == self.region
            ]
            return list(case_numbers(connection, self._purchaser, found[: len(_PLACES)]).values())

    def _change_term(self) -> None:
        """Let the region try again sooner than the national term says, since a while."""
        now = self.application.clock.now()
        change = SetTerm(
            region=self.region,
            name=_TERM,
            value=_SHORTER,
            effective_from=(now - _SINCE).astimezone(AMSTERDAM).date(),
        )
        self.application.door.execute(self._somebody(Permission.MANAGE_TERMS), change)

    def _draw(self) -> None:
        """Leave a draft of the region's own diagram, not published yet."""
        processes, _ = delivered.folders()
        source = (processes / _DRAFT).read_text(encoding="utf-8")
        draft = SaveDefinitionDraft(
            kind=DefinitionKind.PROCESS,
            key=_DRAFT.partition(".")[0],
            region=self.region,
            source=source.replace(_CALLED, _CALLED_HERE).encode(),
            revision=0,
        )
        self.application.door.execute(self._somebody(Permission.DESIGN_PROCESSES), draft)

    @property
    def _purchaser(self) -> Actor:
        return self._somebody(Permission.MANAGE_PLACES)

    def _somebody(self, permission: Permission) -> Actor:
        return next(one for one in self.people if one.may(permission, self.region))
