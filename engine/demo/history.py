"""Half a year of work, played day by day: signals arrive, timers fire, staff does tasks.

Each case has its own pace, drawn from its id; a few hardly move, for the supervisor to find. Every
change is a real command by a real person of the region.
"""

import contextlib
import dataclasses
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from engine import delivered
from engine.app import Application
from engine.commands.definitions import Deploy
from engine.commands.door import Door
from engine.commands.signals import NewSignal, RegisterSignals
from engine.commands.tasks import ClaimTask
from engine.demo.courses import CHANCE, COURSES, Befalls, Course
from engine.demo.deeds import Deeds
from engine.demo.population import Population
from engine.demo.staff import REGIONS
from engine.domain.access import SYSTEM, Actor, Permission
from engine.domain.calendar import AMSTERDAM
from engine.domain.ids import TaskId
from engine.domain.job import Claim
from engine.errors import EngineError, ExecutionError
from engine.feel import Scope
from engine.jobs import internal
from engine.jobs.worker import Worker
from engine.persistence.jobs import StoredJob
from engine.queries.regions import Colleague, colleagues
from engine.queries.waiting import WaitingTask, waiting_tasks

CLIENTS = 200
DAYS = 210
_RECENT = 28  # days, in which the clients come in whose cases go as chance has it
LATER = ("casus-waakhond.bpmn", "periodiek-overleg-gemeente.bpmn")
"""Processes that run every day without a case: the offices use them since the last weeks, so that
half a year is played in half a minute."""
_CLAIMED = 0.4  # of the tasks that are open today
_WEEK = 5  # working days
_SLOW = 0.05  # of the cases: they overrun their terms
_SOON = timedelta(days=1)
_TOLD_EVERY = 30  # days
_LETTERS = "brief.maken"


class MovingClock:
    """The clock of the played half year."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """Give the moment that is being played."""
        return self.at


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """A signal, and how the case goes that comes of it."""

    region: str
    signal: NewSignal
    course: Course


@dataclass(frozen=True, kw_only=True)
class History:
    """Everything that playing needs; `courses` and `befallen` are by client."""

    application: Application
    clock: MovingClock
    people: Sequence[Actor]
    dice: random.Random
    courses: dict[UUID, Course] = field(default_factory=dict)
    befallen: set[UUID] = field(default_factory=set)

    def play(self, until: datetime, tell: Callable[[str], None]) -> None:
        """Play from `DAYS` before a moment up to it."""
        first = until.astimezone(AMSTERDAM).date() - timedelta(days=DAYS)
        arrivals = self._arrivals(first)
        last = self._last_working_day(until.astimezone(AMSTERDAM).date())
        for number in range(DAYS + 1):
            day = first + timedelta(days=number)
            self.clock.at = min(datetime.combine(day, time(9), AMSTERDAM), until)
            if number == DAYS - _RECENT:
                self._begin_rounds()
            worker = self._worker if day < last else self._without_letters()
            worker.drain()
            if self.application.environment.calendar.is_workday(day):
                self._receive(arrivals.get(day, ()))
                self._work()
            self._drain(worker)
            if number and number % _TOLD_EVERY == 0:
                tell(f"  gespeeld tot en met {day:%d-%m-%Y}")
        self.clock.at = until
        self._without_letters().drain()
        self._claim()

    def _last_working_day(self, until: date) -> date:
        """Give the day on which letters begin to fail."""
        days = (until - timedelta(days=n) for n in range(DAYS))
        return next(day for day in days if self.application.environment.calendar.is_workday(day))

    def _drain(self, worker: Worker) -> None:
        """Work off what the day brought; what fails is tried again until it is given up."""
        while worker.drain() and worker is not self._worker:
            self.clock.at += timedelta(minutes=1)

    @property
    def _worker(self) -> Worker:
        return self.application.worker

    def _without_letters(self) -> Worker:
        """Give a worker whose letters fail, for somebody to put right."""
        application, settings = self.application, self.application.settings
        executor = dataclasses.replace(
            application.executor, internal={**internal.TOPICS, _LETTERS: _no_letter}
        )
        return Worker(application.door, executor, lease=settings.lease, poll=settings.poll)

    def _begin_rounds(self) -> None:
        """Let the offices begin to use the standing processes."""
        processes, _ = delivered.folders()
        files = delivered.read_sources(processes / name for name in LATER)
        self.application.door.execute(SYSTEM, Deploy(files=files))

    def _arrivals(self, first: date) -> Mapping[date, Sequence[Arrival]]:
        """Spread the clients over the working days; those of no course came lately."""
        population = Population(self.dice)
        calendar = self.application.environment.calendar
        until = first + timedelta(days=DAYS)
        days = [first + timedelta(days=n) for n in range(DAYS)]
        working = [day for day in days if calendar.is_workday(day)]
        planned = [course for count, course in COURSES.values() for _ in range(count)]
        found: dict[date, list[Arrival]] = {}
        for number in range(CLIENTS):
            region, place = REGIONS[number % len(REGIONS)], number // len(REGIONS)
            course = planned[place] if place < len(planned) else CHANCE
            earliest, latest = course.came
            able = [day for day in working if earliest >= (until - day).days >= latest]
            day = self.dice.choice(able or working[:_WEEK])
            signal = population.signal(region, day, course)
            arrival = Arrival(region=region.code, signal=signal, course=course)
            found.setdefault(day, []).append(arrival)
        return found

    def _receive(self, arrivals: Sequence[Arrival]) -> None:
        """Register the signals of a day, and remember whose course is which."""
        for region in {arrival.region for arrival in arrivals}:
            here = [arrival for arrival in arrivals if arrival.region == region]
            actor = self._somebody(region, Permission.TAKE_IN_SIGNALS)
            command = RegisterSignals(region=region, signals=[one.signal for one in here])
            received = self.application.door.execute(actor, command)
            with self.application.database.view() as unit:
                stored = [unit.signals.get(one.signal_id) for one in received]
            for arrival, signal in zip(here, stored, strict=True):
                if signal is not None and signal.client_id is not None:
                    self.courses[signal.client_id] = arrival.course

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
                self._turn(task, team, scope)

    def _turn(self, task: WaitingTask, team: Sequence[Colleague], scope: Scope) -> None:
        """Do a task, report what befalls its client, or leave it for another day."""
        befalls = self._befalls(task)
        if befalls is None and self.dice.random() >= self._chance(task):
            return
        able = [person for person in self.people if _may_do(person, task)]
        if not able:
            return
        self.clock.at += timedelta(minutes=self.dice.randint(1, 3))
        deeds = Deeds(
            application=self.application,
            person=self.dice.choice(able),
            team=team,
            scope=scope,
            dice=self.dice,
            answers=self._course(task).answers,
        )
        # Four eyes, or the case moved on: somebody else does it another day.
        with contextlib.suppress(EngineError):
            if befalls is None or task.case_id is None:
                deeds.complete(task.task_id)
            else:
                deeds.report(task.case_id, befalls.message)
                self.befallen.add(task.case_id)

    def _course(self, task: WaitingTask) -> Course:
        return CHANCE if task.client_id is None else self.courses.get(task.client_id, CHANCE)

    def _chance(self, task: WaitingTask) -> float:
        """Give the chance that somebody does a task today: a case's own pace, or its due date."""
        drawn = random.Random(task.owner.int).random()  # noqa: S311 - a demo, not a secret
        pace = self._course(task).pace
        if drawn < _SLOW and not pace:
            return 0.01
        is_due = task.due_at is not None and task.due_at < self.clock.now() + _SOON
        return max(0.7 if is_due else 0.02 + drawn * 0.1, pace)

    def _befalls(self, task: WaitingTask) -> Befalls | None:
        """Tell what befalls the client of this task's case today, if anything does."""
        befalls = self._course(task).befalls
        if befalls is None or task.opened_at is None or task.case_id in self.befallen:
            return None
        is_time = task.opened_at <= self.clock.now() - timedelta(days=befalls.after)
        return befalls if is_time else None

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


def _may_do(person: Actor, task: WaitingTask) -> bool:
    if task.assignee is not None:
        return person.username == task.assignee
    return bool({role.value for role in person.roles_in(task.region)} & task.roles)


def _no_letter(_door: Door, _claim: Claim, _job: StoredJob) -> bool:
    raise ExecutionError(
        "De brief is niet gemaakt: de opmaak van brieven gaf geen antwoord. Er is niets verstuurd."
    )
