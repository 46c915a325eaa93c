"""Half a year of work, played day by day: signals arrive, timers fire, staff does tasks.

Each case has its own pace, drawn from its id; a few hardly move, for the supervisor to find. Every
change is a real command by a real person of the region.
"""

import contextlib
import dataclasses
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from engine import delivered
from engine.app import Application
from engine.commands.definitions import Deploy
from engine.commands.signals import NewSignal, RegisterSignals
from engine.commands.tasks import ClaimTask, CompleteUserTask
from engine.demo.answering import fill_in
from engine.demo.papers import with_papers
from engine.demo.population import Population
from engine.demo.staff import REGIONS
from engine.domain.access import SYSTEM, Actor, Permission
from engine.domain.calendar import AMSTERDAM
from engine.domain.ids import TaskId
from engine.errors import EngineError
from engine.feel import Scope
from engine.queries.regions import Colleague, colleagues
from engine.queries.tasks import task_page
from engine.queries.waiting import WaitingTask, waiting_tasks
from engine.web.task_form import task_form

CLIENTS = 200
DAYS = 210
_RECENT = 28  # days, in which most of the clients come in
LATER = ("casus-waakhond.bpmn", "periodiek-overleg-gemeente.bpmn")
"""Processes that run every day without a case: the offices use them since the last weeks, so that
half a year is played in half a minute."""
_OLD_HANDS = 0.2  # of the clients: known for longer
_CLAIMED = 0.4  # of the tasks that are open today
_SLOW = 0.05  # of the cases: they overrun their terms
_SOON = timedelta(days=1)
_TOLD_EVERY = 30  # days


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
            if number == DAYS - _RECENT:
                self._begin_rounds()
            self.application.worker.drain()
            if self.application.environment.calendar.is_workday(day):
                self._receive(arrivals.get(day, {}))
                self._work()
            if number and number % _TOLD_EVERY == 0:
                tell(f"  gespeeld tot en met {day:%d-%m-%Y}")
        self.clock.at = until
        self.application.worker.drain()
        self._claim()

    def _begin_rounds(self) -> None:
        """Let the offices begin to use the standing processes."""
        processes, _ = delivered.folders()
        files = delivered.read_sources(processes / name for name in LATER)
        self.application.door.execute(SYSTEM, Deploy(files=files))

    def _arrivals(self, first: date) -> Mapping[date, Mapping[str, list[NewSignal]]]:
        """Spread the clients over the working days; most are recent."""
        population = Population(self.dice)
        calendar = self.application.environment.calendar
        days = [first + timedelta(days=n) for n in range(DAYS)]
        working = [day for day in days if calendar.is_workday(day)]
        found: dict[date, dict[str, list[NewSignal]]] = {}
        for number in range(CLIENTS):
            region = REGIONS[number % len(REGIONS)]
            known_long = self.dice.random() < _OLD_HANDS
            day = self.dice.choice(working if known_long else working[-_RECENT * 5 // 7 :])
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
                team = colleagues(connection, viewer, region.code)
            scope = self.application.scope(region.code, self.clock.now())
            for task in tasks:
                if self.dice.random() < self._chance(task):
                    self._do(task, team, scope)
        self.application.worker.drain()

    def _chance(self, task: WaitingTask) -> float:
        """Give the chance that somebody does a task today: a case's own pace, or its due date."""
        drawn = random.Random(task.owner.int).random()  # noqa: S311 - a demo, not a secret
        if drawn < _SLOW:
            return 0.01
        is_due = task.due_at is not None and task.due_at < self.clock.now() + _SOON
        return 0.7 if is_due else 0.02 + drawn * 0.1

    def _claim(self) -> None:
        """Let people take up some of the tasks that are open now."""
        for region in REGIONS:
            viewer = self._somebody(region.code, Permission.SUPERVISE)
            with self.application.database.reading() as connection:
                tasks = waiting_tasks(connection, viewer)
            for task in tasks:
                able = [person for person in self.people if _may_do(person, task)]
                if task.assignee is None and able and self.dice.random() < _CLAIMED:
                    claim = ClaimTask(task_id=TaskId(task.task_id))
                    self.application.door.execute(self.dice.choice(able), claim)

    def _do(self, task: WaitingTask, team: Sequence[Colleague], scope: Scope) -> None:
        candidates = [person for person in self.people if _may_do(person, task)]
        if not candidates:
            return
        person = self.dice.choice(candidates)
        self.clock.at += timedelta(minutes=self.dice.randint(1, 3))
        now = self.clock.now()
        with self.application.database.reading() as connection:
            page = task_page(connection, person, task.task_id)
            form = task_form(connection, page, team, dataclasses.replace(scope, now=now))
        door, task_id = self.application.door, TaskId(task.task_id)
        # Four eyes, or the case moved on: somebody else does it another day.
        with contextlib.suppress(EngineError):
            form = with_papers(form, door, person, task_id) if form else None
            answers = fill_in(form, now, self.dice) if form else {}
            if answers is not None:
                door.execute(person, CompleteUserTask(task_id=task_id, raw=answers))


def _may_do(person: Actor, task: WaitingTask) -> bool:
    if task.assignee is not None:
        return person.username == task.assignee
    return bool({role.value for role in person.roles_in(task.region)} & task.roles)
