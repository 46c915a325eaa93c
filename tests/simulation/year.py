"""A year of a few care offices, played day by day on the real application.

    06:31  timers that came due in the night fire, the watchdog looks
    09:00  signals come in; staff does tasks, reports what befell clients, repairs what failed
    17:30  what became due during the day
    24:00  what became due in the evening; then the invariant is asked of the rows

Every change is a real command by a person who may give it, with answers that the real form
accepted. Only the laying out of letters as PDF is left out: it would be most of the time.
"""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from engine.app import Application
from engine.commands.signals import NewSignal
from engine.commands.standing import EnsureStanding
from engine.demo.history import MovingClock
from engine.demo.population import Population
from engine.demo.staff import REGIONS
from engine.domain.access import SYSTEM, Actor
from engine.domain.calendar import AMSTERDAM
from engine.domain.signal import SignalKind
from tests.simulation.clients import SIGNAL_AGAIN, Fate
from tests.simulation.desk import Desk
from tests.simulation.invariant import broken
from tests.simulation.tally import Tally

_MORNING, _OPENING, _CLOSING = time(6, 31), time(9), time(17, 30)
_ARRIVING = 0.7  # of the year, in which new clients are signalled
_BACKLOG = 0.3  # of the clients: signalled in the first month
_HOLIDAY_WEEKS = ((7, 9), (17, 19), (28, 35), (42, 44), (51, 53))
_OUT_OF_ORDER = frozenset({60, 61, 200})  # days on which letters cannot be laid out
_AGAIN = (SignalKind.IN_SHELTER, SignalKind.NO_DELIVERY, SignalKind.DELIVERY_ENDED)


@dataclass
class Printer:
    """Stands in for the laying out of letters; out of order on some days."""

    out_of_order: bool = False

    def __call__(self, *_: object) -> bytes:
        if self.out_of_order:
            raise RuntimeError("de printer doet het niet")
        return b"%PDF-1.7 (niet opgemaakt)"


@dataclass(kw_only=True)
class Year:
    """Everything that playing needs."""

    application: Application
    clock: MovingClock
    people: Sequence[Actor]
    fate: Fate
    clients: int
    printer: Printer
    tally: Tally = field(default_factory=Tally)

    def play(self, first: date, days: int, tell: Callable[[str], None]) -> None:
        """Play so many days; at each midnight the rows are asked whether all is well."""
        for region in REGIONS:
            self.application.door.execute(SYSTEM, EnsureStanding(region=region.code))
        arrivals = self._arrivals(first, days)
        for number in range(days):
            day = first + timedelta(days=number)
            self.printer.out_of_order = number in _OUT_OF_ORDER
            self._until(day, _MORNING)
            if self.application.environment.calendar.is_workday(day):
                self._until(day, _OPENING)
                self._work(day, arrivals.get(day, {}))
                self._until(day, _CLOSING)
            self._until(day + timedelta(days=1), time(0))
            self._look(day, tell)
        self.tally.count(self.application.database)

    def _until(self, day: date, at: time) -> None:
        moment = datetime.combine(day, at, AMSTERDAM).astimezone(UTC)
        self.clock.at = max(self.clock.at, moment)
        self.tally.jobs += self.application.worker.drain()

    def _look(self, day: date, tell: Callable[[str], None]) -> None:
        self.tally.midnights += 1
        with self.application.database.reading() as connection:
            found = broken(connection, self.clock.now())
            if day.day == 1:
                tell(f"  {day:%d-%m-%Y}: {self.tally.line(connection)}")
        for sentence, which in found.items():
            self.tally.violations.append(f"{day:%d-%m-%Y} {sentence}: {', '.join(which[:5])}")

    # ── Clients ──────────────────────────────────────────────────────────────────────────────

    def _arrivals(self, first: date, days: int) -> Mapping[date, Mapping[str, Sequence[NewSignal]]]:
        """Spread the clients over the year, and signal some of them again later."""
        dice = self.fate.dice("arrivals")
        population = Population(dice)
        found: dict[date, dict[str, list[NewSignal]]] = {}
        for number in range(self.clients):
            region = REGIONS[number % len(REGIONS)]
            share = 0.08 if dice.random() < _BACKLOG else _ARRIVING
            day = self._workday(first + timedelta(days=int(dice.random() * share * days)))
            news = population.signal(region, day)
            found.setdefault(day, {}).setdefault(region.code, []).append(news)
            while (gone_by := dice.expovariate(SIGNAL_AGAIN)) < days:
                day = self._workday(day + timedelta(days=1 + int(gone_by)))
                again = dataclasses.replace(
                    news, kind=dice.choice(_AGAIN), signal_date=day, suppressed=None
                )
                found.setdefault(day, {}).setdefault(region.code, []).append(again)
        return found

    def _workday(self, day: date) -> date:
        while not self.application.environment.calendar.is_workday(day):
            day += timedelta(days=1)
        return day

    # ── Staff ────────────────────────────────────────────────────────────────────────────────

    def _work(self, day: date, arrivals: Mapping[str, Sequence[NewSignal]]) -> None:
        for region in REGIONS:
            present = [
                p for p in self.people if not self._is_away(p, day) and p.roles_in(region.code)
            ]
            desk = Desk(
                application=self.application,
                clock=self.clock,
                fate=self.fate,
                tally=self.tally,
                region=region.code,
                day=day,
                people=[*present, *self.people],
                present=len(present),
            )
            desk.receive(arrivals.get(region.code, ()))
            desk.repair()
            desk.report()
            desk.do_tasks()

    def _is_away(self, person: Actor, day: date) -> bool:
        """Tell whether somebody is on holiday or ill: some three weeks in summer, one elsewhere."""
        dice = self.fate.dice("holiday", person.username)
        for number, (begin, end) in enumerate(_HOLIDAY_WEEKS):
            length = 3 if number == 2 else 1
            start = dice.randint(begin, end - length)
            if number % 2 == 0 and start <= day.isocalendar().week < start + length:
                return True
        return self.fate.dice("ill", person.username, day.isocalendar()[:2]).random() < 0.04
