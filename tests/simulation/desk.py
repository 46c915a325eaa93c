"""One region on one working day: what its staff does with the work that lies there.

The staff knows no process: it opens whatever task is there, fills in whatever the form asks, and
reports whatever the diagram says can be reported.
"""

import contextlib
import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from sqlalchemy import func, select

from engine.app import Application
from engine.commands.repair import RetryJob
from engine.commands.reporting import ReportEvent
from engine.commands.signals import NewSignal, RegisterSignals
from engine.commands.tasks import CompleteUserTask, ReassignTask
from engine.commands.values import decode
from engine.demo.answering import fill_in
from engine.demo.history import MovingClock
from engine.demo.papers import with_papers
from engine.domain.access import Actor, Permission
from engine.domain.ids import CaseId, JobId, TaskId, new_uuid7
from engine.errors import EngineError
from engine.feel import Scope
from engine.forms import Option, parse_form
from engine.forms.known import HIDDEN_ADDRESS
from engine.persistence.tables import care_case, job, signal, user_task, user_task_candidate
from engine.queries.regions import colleagues
from engine.queries.reports import report_page, reportable
from engine.queries.tasks import task_page
from engine.web.task_form import TaskForm, task_form
from tests.simulation.clients import EVENTS, PER_DAY, SELDOM, Fate, weights_of
from tests.simulation.tally import Tally

_SLOW = 0.04  # of the cases: hardly looked at
_SOON = timedelta(days=1)
_PAUSE = timedelta(seconds=7)  # between two things that anybody does: 4,000 fit in a day


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """An open task. `client` is the number of the case or signal, or the name of the process."""

    id: UUID
    client: str
    process_key: str
    element_id: str
    due_at: datetime | None
    created_at: datetime
    assignee_id: UUID | None
    roles: frozenset[str]


@dataclass(kw_only=True)
class Desk:
    """A region on a day. Of its people those that are away stand behind those that are there."""

    application: Application
    clock: MovingClock
    fate: Fate
    tally: Tally
    region: str
    day: date
    people: Sequence[Actor]
    present: int

    def __post_init__(self) -> None:
        self._door, self._database = self.application.door, self.application.database
        self._there = self.people[: self.present]
        self._leader = self._somebody(Permission.SUPERVISE)
        self._terms = self.application.scope(self.region, self.clock.now())
        with self._database.reading() as connection:
            self._team = colleagues(connection, self._leader, self.region)

    def receive(self, signals: Sequence[NewSignal]) -> None:
        """Take in what was signalled today."""
        if signals:
            receiver = self._somebody(Permission.TAKE_IN_SIGNALS)
            self._door.execute(receiver, RegisterSignals(region=self.region, signals=signals))

    def repair(self) -> None:
        """Give what failed a new chance."""
        with self._database.reading() as connection:
            dead = connection.scalars(
                select(job.c.id).where(job.c.state == "dead", job.c.region == self.region)
            ).all()
        for job_id in dead:
            self.tally.repaired += 1
            self._door.execute(self._leader, RetryJob(job_id=JobId(job_id)))

    def report(self) -> None:
        """Report what befell clients."""
        dice = self.fate.dice("events", self.region, self.day)
        for case_id, number in self._open_cases():
            if dice.random() < PER_DAY:
                self._report_one(CaseId(case_id), number)

    def do_tasks(self) -> None:
        """Do the tasks whose turn it is; in between the clock goes on."""
        for task in self._tasks():
            dice = self.fate.dice(self.day, task.client, task.element_id, task.created_at)
            if dice.random() < self._chance(task):
                self.clock.at += _PAUSE
                self._do(task, dice)
            elif self._is_forsaken(task):
                self.tally.handed_over += 1
                back = ReassignTask(task_id=TaskId(task.id), user_id=None)
                self._door.execute(self._leader, back)

    def _chance(self, task: Waiting) -> float:
        """Give the chance that a task is done today: the pace of its case, or its due date."""
        pace = self.fate.dice("pace", task.client).random()
        if pace < _SLOW:
            return 0.03
        is_due = task.due_at is not None and task.due_at < self.clock.now() + _SOON
        return 0.75 if is_due else 0.05 + pace * 0.2

    def _do(self, task: Waiting, dice: Random) -> None:
        able = [person for person in self._there if self._may_do(person, task)]
        dice.shuffle(able)
        for person in able[:2]:  # four eyes: the second one may have to
            try:
                answers = self._answers(task, person, dice)
                if answers is None:
                    self.tally.unfilled[f"{task.process_key}/{task.element_id}"] += 1
                    return
                self._door.execute(person, CompleteUserTask(task_id=TaskId(task.id), raw=answers))
            except EngineError as error:
                self.tally.refused[f"{task.element_id}: {error.message[:60]}"] += 1
                continue
            late = task.due_at is not None and task.due_at < self.clock.now()
            self.tally.did(task.element_id, late=late)
            return

    def _answers(self, task: Waiting, person: Actor, dice: Random) -> dict[str, list[str]] | None:
        with self._database.reading() as connection:
            page = task_page(connection, person, task.id)
            form = task_form(connection, page, self._team, self._scope())
        if form is None:
            return {}
        ready = with_papers(form, self._door, person, TaskId(task.id))
        return self._filled_in(ready, task.client, dice)

    def _filled_in(self, form: TaskForm, client: str, dice: Random) -> dict[str, list[str]] | None:
        character = weights_of(self.fate.temperament(client))
        return fill_in(form, self.clock.now(), dice, character)

    def _report_one(self, case_id: CaseId, number: str) -> None:
        reporter = self._somebody(Permission.WORK_TASKS)
        dice = self.fate.dice("event", self.day, number)
        with self._database.reading() as connection:
            events = reportable(connection, reporter, case_id)
            if not events:
                return
            chances = [EVENTS.get(event.message, SELDOM) for event in events]
            event = dice.choices(events, chances)[0]
            found = report_page(connection, reporter, case_id, event.message)
        form = TaskForm(
            form=parse_form(found.form_source),
            context={**decode(found.variables), HIDDEN_ADDRESS: found.secret_address},
            options={"medewerkers": [Option(p.username, p.name) for p in self._team]},
            scope=self._scope(),
        )
        answers = self._filled_in(form, number, dice)
        if answers is None:
            self.tally.unfilled[event.form] += 1
            return
        self.clock.at += _PAUSE
        report_id = new_uuid7(self.clock.now())
        report = ReportEvent(
            case_id=case_id, message=event.message, report_id=report_id, raw=answers
        )
        with contextlib.suppress(EngineError):
            self._door.execute(reporter, report)
            self.tally.events[event.name] += 1

    def _open_cases(self) -> Sequence[tuple[UUID, str]]:
        query = (
            select(care_case.c.id, care_case.c.number)
            .where(care_case.c.closed_at.is_(None), care_case.c.region == self.region)
            .order_by(care_case.c.number)
        )
        with self._database.reading() as connection:
            return [(row.id, row.number) for row in connection.execute(query)]

    def _tasks(self) -> Sequence[Waiting]:
        """List the open tasks, in an order that has nothing to do with ids."""
        task = user_task.c
        is_here = (task.status == "open") & (task.region == self.region)
        query = (
            select(
                *(task.id, task.process_key, task.element_id),
                *(task.due_at, task.created_at, task.assignee_id),
                func.coalesce(care_case.c.number, signal.c.number, task.process_key).label("who"),
            )
            .outerjoin(care_case, care_case.c.id == task.case_id)
            .outerjoin(signal, signal.c.id == task.signal_id)
            .where(is_here, task.kind == "bpmn")
            .order_by("who", task.process_key, task.element_id, task.created_at)
        )
        candidates = (
            select(user_task_candidate)
            .join(user_task, task.id == user_task_candidate.c.task_id)
            .where(is_here)
        )
        roles: dict[UUID, set[str]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(candidates):
                roles.setdefault(row.task_id, set()).add(row.role)
            return [
                Waiting(
                    id=row.id,
                    client=row.who,
                    process_key=row.process_key,
                    element_id=row.element_id,
                    due_at=row.due_at,
                    created_at=row.created_at,
                    assignee_id=row.assignee_id,
                    roles=frozenset(roles.get(row.id, ())),
                )
                for row in connection.execute(query)
            ]

    def _may_do(self, person: Actor, task: Waiting) -> bool:
        if task.assignee_id is not None:
            return person.user_id == task.assignee_id
        return bool({role.value for role in person.roles_in(self.region)} & task.roles)

    def _is_forsaken(self, task: Waiting) -> bool:
        """Tell whether a late task lies with somebody who is away."""
        if task.assignee_id is None or task.due_at is None:
            return False
        is_late = task.due_at < self.clock.now() - _SOON
        return is_late and all(person.user_id != task.assignee_id for person in self._there)

    def _somebody(self, permission: Permission) -> Actor:
        """Give somebody who may; who is away is called when nobody else can."""
        return next(person for person in self.people if person.may(permission, self.region))

    def _scope(self) -> Scope:
        return dataclasses.replace(self._terms, now=self.clock.now())
