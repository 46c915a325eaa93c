"""Counting what runs again after a term was changed: never by itself, always previewed.

The moment of a timer and the due date of a task are computed once, when their token arrives. Who
may manage terms can let those that asked for a term be counted again, from the moment at which
they began, with the term as it is now. A timer moves and never vanishes; a repeating one keeps its
rhythm. A task's reminders follow its new due date.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from engine.bpmn.elements import FlowNode, TimerKind
from engine.bpmn.model import parse_diagram
from engine.bpmn.timers import Moment, arm, is_literal, moment_of
from engine.commands.catalogue import bound
from engine.commands.command import Command, Done, Trace
from engine.commands.door import handles
from engine.commands.values import decode
from engine.commands.work import Work
from engine.domain.access import Permission
from engine.domain.calendar import AMSTERDAM
from engine.domain.ids import CaseId, InstanceId
from engine.domain.instance import ProcessInstance
from engine.domain.reminder import Reminder
from engine.domain.terms import Term
from engine.errors import ExecutionError, Invalid
from engine.feel import Scope, Value, compile_expression
from engine.persistence.history import NewEvent
from engine.persistence.jobs import RunningTimer
from engine.persistence.tasks import DueTask
from engine.persistence.types import Json

_TERMS = re.compile(r'termijn\s*\(\s*(?:"([^"]*)")?')


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What a term moves: a timer or a task, in which case, from which moment to which."""

    id: UUID
    task: DueTask | None
    instance_id: InstanceId
    case_id: CaseId | None
    element_id: str
    process_key: str
    name: str
    before: datetime
    after: datetime

    @property
    def is_task(self) -> bool:
        """Whether it is a person's task; otherwise a timer waits."""
        return self.task is not None


@dataclass(frozen=True, kw_only=True)
class PreviewRecompute(Command[tuple[Moved, ...]]):
    """Show what `RecomputeTimers` would move. Changes nothing, leaves no trace."""

    region: str
    name: str


@dataclass(frozen=True, kw_only=True)
class RecomputeTimers(Command[tuple[Moved, ...]]):
    """Move the running timers and open tasks that asked for this term to where it puts them now.

    `expected` is how many the preview showed. Raises `Invalid` when there are other ones by now.
    """

    region: str
    name: str
    expected: int


@handles(PreviewRecompute)
def _preview(command: PreviewRecompute, work: Work) -> Done[tuple[Moved, ...]]:
    work.require(Permission.MANAGE_TERMS, command.region)
    return Done(result=_Recount(work, command.name).of_region(command.region), trace=None)


@handles(RecomputeTimers)
def _recompute(command: RecomputeTimers, work: Work) -> Done[tuple[Moved, ...]]:
    work.require(Permission.MANAGE_TERMS, command.region)
    recount = _Recount(work, command.name)
    moved = recount.of_region(command.region)
    if len(moved) != command.expected:
        raise Invalid("Er liep net iets af of er kwam iets bij. Bekijk de lijst opnieuw.")
    for one in moved:
        recount.move(one)
    work.unit.history.add([_event(work, one, command.name) for one in moved])
    told: list[Json] = [
        [str(one.id), one.before.isoformat(), one.after.isoformat()] for one in moved
    ]
    return Done(
        result=moved,
        trace=Trace(
            region=command.region,
            subject_kind="region_term",
            detail={"name": command.name, "moved": told},
        ),
    )


class _Recount:
    """Counts with one term, as it is now, what began while it was otherwise."""

    def __init__(self, work: Work, name: str) -> None:
        self._work = work
        self._name = name
        self._drawn: dict[UUID, Mapping[str, FlowNode]] = {}

    def of_region(self, region: str) -> tuple[Moved, ...]:
        """Give what moves, tasks and timers together, by the moment at which each was due."""
        found = [*self._timers(region), *self._tasks(region)]
        return tuple(sorted(found, key=lambda one: (one.before, one.id)))

    def move(self, one: Moved) -> None:
        """Let it be due at its new moment; reminders that would have come by then stay."""
        unit = self._work.unit
        if one.task is None:
            unit.jobs.move(one.id, before=one.before, after=one.after)
            return
        level, remind_at = self._reminder(one.task, one.after)
        unit.tasks.move(one.task, due_at=one.after, level=level, remind_at=remind_at)

    def _timers(self, region: str) -> Iterator[Moved]:
        for timer in self._work.unit.jobs.running_timers(region):
            after = self._timer_again(timer)
            if after is not None and after != timer.due_at:
                yield _moved(timer, None, after)

    def _tasks(self, region: str) -> Iterator[Moved]:
        for task in self._work.unit.tasks.with_due_date(region):
            text = self._due_text(task)
            after = self._task_again(task, text) if text and _may_ask(text, self._name) else None
            if after is not None and after != task.due_at:
                yield _moved(task, task, after)

    def _timer_again(self, timer: RunningTimer) -> datetime | None:
        """Count a timer again from when it began to wait; None when it never asked for the term."""
        stored = self._work.unit.instances.locked(timer.instance_id)
        if stored is None or is_literal(timer.expression):
            return None
        try:
            value, at = self._asked(stored, timer.expression, timer.began_at, {})
            kind = self._timer_kind(stored, timer)
            if value is None or kind in {None, TimerKind.CYCLE}:
                return None
            return max(arm(kind, value, at).due, self._work.now) if kind else None
        except ExecutionError:
            return None

    def _task_again(self, task: DueTask, text: str) -> datetime | None:
        """Evaluate a task's due date again as of its begin; None when it did not ask the term."""
        stored = self._work.unit.instances.locked(task.instance_id)
        if stored is None:
            return None
        try:
            value, at = self._asked(stored, text, task.began_at, decode(task.local_variables))
        except ExecutionError:
            return None
        return moment_of(value, at, day_ends=True)

    def _asked(
        self, stored: ProcessInstance, text: str, began: datetime, local: Mapping[str, Value]
    ) -> tuple[Value, Moment]:
        """Evaluate as of a moment; the value is null when the term was not asked for."""
        asked: set[str] = set()
        scope = self._scope(stored)

        def term(wanted: str) -> Term | None:
            asked.add(wanted)
            return scope.terms(wanted)

        known = {**decode(stored.variables), **local}
        found = compile_expression(text).evaluate(known, replace(scope, now=began, terms=term))
        at = Moment(now=began, zone=AMSTERDAM, calendar=scope.calendar)
        return (found.value if self._name in asked else None), at

    def _scope(self, stored: ProcessInstance) -> Scope:
        work = self._work
        return work.environment.scope(
            work.unit.regions, stored.region, stored.terms_revision, work.now
        )

    def _reminder(self, task: DueTask, due: datetime) -> tuple[int, datetime | None]:
        """Say how far a task is reminded, and when next, if it is due at another moment."""
        stored = self._work.unit.instances.locked(task.instance_id)
        if task.level == 0 or due > self._work.now or stored is None:
            return 0, due
        reached = Reminder(
            task_id=task.id, due_at=due, level=task.level, at=due, urgency=task.urgency
        )
        scope = self._scope(stored)
        return task.level, reached.next_at(scope.terms, scope.calendar)

    def _due_text(self, task: DueTask) -> str | None:
        version = bound(task.bindings, "process", task.process_key) or task.definition_id
        node = self._nodes(version).get(task.element_id)
        text = node.camunda.due_date if node is not None else None
        return None if text is None or is_literal(text) else text

    def _timer_kind(self, stored: ProcessInstance, timer: RunningTimer) -> TimerKind | None:
        """Find in the diagram what kind of timer this is."""
        version = bound(stored.bindings, "process", timer.process_key) or stored.definition_id
        node = self._nodes(version).get(timer.element_id)
        return node.event.timer_kind if node is not None and node.event is not None else None

    def _nodes(self, version: UUID) -> Mapping[str, FlowNode]:
        """Read a diagram, once for all that runs on it."""
        if version not in self._drawn:
            catalogue = self._work.environment.catalogue
            source = catalogue.definition(self._work.unit.definitions, version).source
            processes = parse_diagram(source).processes
            self._drawn[version] = {n.id: n for p in processes for n in p.all_nodes()}
        return self._drawn[version]


def _may_ask(text: str, name: str) -> bool:
    """Tell whether an expression can ask for a term: it names it, or finds out which one."""
    return any(match[1] in (None, name) for match in _TERMS.finditer(text))


def _moved(waits: RunningTimer | DueTask, task: DueTask | None, after: datetime) -> Moved:
    return Moved(
        id=waits.id,
        task=task,
        instance_id=waits.instance_id,
        case_id=waits.case_id,
        element_id=waits.element_id,
        process_key=waits.process_key,
        name=waits.name,
        before=waits.due_at,
        after=after,
    )


def _event(work: Work, one: Moved, name: str) -> NewEvent:
    return NewEvent(
        id=work.new_id(),
        instance_id=one.instance_id,
        case_id=one.case_id,
        signal_id=one.task.signal_id if one.task else None,
        at=work.now,
        kind="moved",
        element_id=one.element_id,
        element_type="userTask" if one.is_task else "timer",
        process_key=one.process_key,
        name=one.name,
        actor_id=work.actor.user_id,
        task_id=None,
        detail={"termijn": name, "van": one.before.isoformat(), "naar": one.after.isoformat()},
    )
