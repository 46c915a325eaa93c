"""Half a year of work, played day by day: signals arrive, timers fire, staff does tasks.

Each case has its own pace, drawn from its id; a few hardly move, for the supervisor to find. Every
change is a real command by a real person of the region.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from engine.app import Application
from engine.commands.signals import NewSignal, RegisterSignals
from engine.commands.tasks import ClaimTask, CompleteUserTask
from engine.demo.answering import fill_in
from engine.demo.population import Population
from engine.demo.staff import REGIONS
from engine.domain.access import Actor, Permission
from engine.domain.calendar import AMSTERDAM
from engine.domain.ids import TaskId
from engine.errors import EngineError
from engine.queries.regions import colleagues
from engine.queries.tasks import task_page
from engine.queries.waiting import WaitingTask, waiting_tasks
from engine.web.task_form import task_form

CLIENTS = 200
DAYS = 170
_SLOW = 0.05  # of the cases: they overrun their terms


class MovingClock:
    """The clock of the played half year."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """Give the moment that is being played."""
        return self.at


@dataclass(frozen=True, kw_only=True)
class History:
    """Everything that playing needs."""

    application: Application
    clock: MovingClock
    people: Sequence[Actor]
    dice: random.Random

    def play(self, until: datetime, tell: Callable[[str], None]) -> None:
        """Play from `DAYS` before a moment up to it."""
        first = until.astimezone(AMSTERDAM).date() - timedelta(days=DAYS)
        arrivals = self._arrivals(first)
        for number in range(DAYS + 1):
            day = first + timedelta(days=number)
            self.clock.at = min(datetime.combine(day, time(9), AMSTERDAM), until)
            self.application.worker.drain()
            if self.application.environment.calendar.is_workday(day):
                self._receive(arrivals.get(day, {}))
                self._work()
            if number % 34 == 33:
                tell(f"  gespeeld tot en met {day:%d-%m-%Y}")
        self.clock.at = until
        self.application.worker.drain()

    def _arrivals(self, first: date) -> Mapping[date, Mapping[str, list[NewSignal]]]:
        """Spread the clients over the working days, a little denser towards the end."""
        population = Population(self.dice)
        calendar = self.application.environment.calendar
        days = [first + timedelta(days=n) for n in range(DAYS)]
        working = [day for day in days if calendar.is_workday(day)]
        found: dict[date, dict[str, list[NewSignal]]] = {}
        for number in range(CLIENTS):
            region = REGIONS[number % len(REGIONS)]
            place = int(len(working) * self.dice.random() ** 0.7)
            day = working[min(place, len(working) - 1)]
            signals = found.setdefault(day, {}).setdefault(region.code, [])
            signals.append(population.signal(region, day))
        return found

    def _receive(self, arrivals: Mapping[str, Sequence[NewSignal]]) -> None:
        for region, signals in arrivals.items():
            actor = self._somebody(region, Permission.TAKE_IN_SIGNALS)
            command = RegisterSignals(region=region, signals=signals)
            self.application.door.execute(actor, command)

    def _somebody(self, region: str, permission: Permission) -> Actor:
        return next(person for person in self.people if person.may(permission, region))

    def _work(self) -> None:
        for region in REGIONS:
            viewer = self._somebody(region.code, Permission.SUPERVISE)
            with self.application.database.reading() as connection:
                tasks = waiting_tasks(connection, viewer)
            for task in tasks:
                if self.dice.random() < self._pace(task.owner):
                    self._do(task)

    def _pace(self, owner: UUID) -> float:
        """Give the chance that somebody works on a case today."""
        drawn = random.Random(owner.int).random()  # noqa: S311 - a demo, not a secret
        return 0.01 if drawn < _SLOW else 0.25 + drawn / 2

    def _do(self, task: WaitingTask) -> None:
        candidates = [person for person in self.people if _may_do(person, task)]
        if not candidates:
            return
        person = self.dice.choice(candidates)
        self.clock.at += timedelta(minutes=self.dice.randint(1, 3))
        answers = self._answers(person, task)
        if answers is None:
            return
        door = self.application.door
        try:
            if task.assignee is None:
                door.execute(person, ClaimTask(task_id=TaskId(task.task_id)))
            done = CompleteUserTask(task_id=TaskId(task.task_id), raw=answers)
            door.execute(person, done)
        except EngineError:
            return  # four eyes, or the case moved on: somebody else does it another day
        self.application.worker.drain()

    def _answers(self, person: Actor, task: WaitingTask) -> Mapping[str, Sequence[str]] | None:
        now = self.clock.now()
        with self.application.database.reading() as connection:
            page = task_page(connection, person, task.task_id)
            team = colleagues(connection, person, task.region)
        form = task_form(page, team, self.application.scope(task.region, now))
        return {} if form is None else fill_in(form, now, self.dice)


def _may_do(person: Actor, task: WaitingTask) -> bool:
    if task.assignee is not None:
        return person.username == task.assignee
    return bool({role.value for role in person.roles_in(task.region)} & task.roles)
