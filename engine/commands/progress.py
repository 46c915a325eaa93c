"""After a step: write down what now waits and what happened.

The engine's own lists are the truth: a row that the engine no longer lists lapses, a listing
without a row gets one. The promise of Loopplank, checked before every commit: an instance has
ended, or somebody has an open task, or a job is ready (an armed timer, a handler that will run).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from engine.bpmn.elements import numbered
from engine.bpmn.step import ArmedTimer, OpenTask, PendingService, Thrown
from engine.bpmn.step import Subscription as Listening
from engine.commands.case_columns import follow_variables
from engine.commands.catalogue import bound
from engine.commands.running import Running
from engine.commands.values import encode
from engine.commands.work import Work
from engine.domain.access import SYSTEM
from engine.domain.ids import CaseId, InstanceId
from engine.domain.job import JobKind, dedup_key
from engine.errors import Conflict
from engine.feel import from_feel, to_feel
from engine.persistence.history import NewEvent
from engine.persistence.instances import Step, Waiting
from engine.persistence.jobs import NewJob
from engine.persistence.messages import NewSubscription
from engine.persistence.tasks import NewTask
from engine.persistence.types import Json

_NOTHING = Waiting(tasks=frozenset(), repairs=frozenset(), jobs={}, dead={}, subscriptions={})


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What a step left: new tasks, messages to deliver, and whether the promise holds."""

    instance_id: InstanceId
    case_id: CaseId | None
    opened: tuple[OpenTask, ...]
    thrown: tuple[Thrown, ...]
    promise_kept: bool
    ended: bool


def record(work: Work, running: Running) -> Recorded:
    """Write a step down. Raises `Conflict` when another step was saved in between."""
    rows = _Rows(work, running)
    waiting = _NOTHING if running.is_new else work.unit.instances.waiting(running.stored.id)
    rows.save_instance()
    opened = rows.follow_tasks(waiting)
    kept = rows.follow_jobs(waiting)
    rows.follow_subscriptions(waiting)
    rows.add_history()
    follow_variables(work, running)
    if running.stored.is_reported:
        work.unit.incidents.resolve_steps(running.stored.id, by=work.actor.user_id, at=work.now)
        work.unit.tasks.cancel_step_repairs(running.stored.id, work.now)
    ended = running.instance.ended
    return Recorded(
        instance_id=running.stored.id,
        case_id=running.stored.case_id,
        opened=opened,
        thrown=(*running.instance.take_thrown(), *running.said),
        promise_kept=ended or rows.has_tasks or kept or bool(waiting.repairs),
        ended=ended,
    )


class _Rows:
    """The rows of one instance, brought in line with what the engine lists."""

    def __init__(self, work: Work, running: Running) -> None:
        self._work = work
        self._unit = work.unit
        self._now = work.now
        self._stored = running.stored
        self._instance = running.instance
        self._running = running
        self.has_tasks = False

    def save_instance(self) -> None:
        snapshot = self._instance.snapshot()
        step = Step(
            variables=encode(snapshot.variables),
            state=snapshot.state,
            state_version=snapshot.version,
            tokens=self._instance.active_elements(),
            ended_at=self._now if self._instance.ended else None,
        )
        if self._running.is_new:
            self._unit.instances.add(self._stored, step, by=self._work.actor.user_id)
        elif not self._unit.instances.save(self._stored, step):
            raise Conflict(
                "Er gebeurde net iets anders in deze casus. Laad de pagina opnieuw en ga verder."
            )

    def follow_tasks(self, waiting: Waiting) -> tuple[OpenTask, ...]:
        listed = self._instance.tasks()
        self.has_tasks = bool(listed)
        opened = tuple(task for task in listed if task.id not in waiting.tasks)
        self._unit.tasks.cancel(sorted(waiting.tasks - {t.id for t in listed}), self._now)
        self._unit.tasks.add([self._new_task(task) for task in opened])
        return opened

    def follow_jobs(self, waiting: Waiting) -> bool:
        """Tell whether any job is ready afterwards."""
        wanted: dict[str, ArmedTimer | PendingService] = {
            dedup_key(timer.task_id, timer.occurrence): timer for timer in self._instance.timers()
        }
        wanted |= {dedup_key(s.task_id, 0): s for s in self._instance.services()}
        stale = [key for name, key in waiting.jobs.items() if name not in wanted]
        given_up = [key for name, key in waiting.dead.items() if name not in wanted]
        fresh = [name for name in wanted if name not in {*waiting.jobs, *waiting.dead}]
        self._unit.jobs.cancel([*stale, *given_up], self._now)
        self._drop_repairs(given_up)
        self._unit.jobs.add([self._new_job(name, wanted[name]) for name in fresh])
        return bool(fresh) or any(name in wanted for name in waiting.jobs)

    def follow_subscriptions(self, waiting: Waiting) -> None:
        wanted = {(s.task_id, s.kind.value, s.name): s for s in self._instance.subscriptions()}
        gone = [key for name, key in waiting.subscriptions.items() if name not in wanted]
        self._unit.subscriptions.remove(gone)
        self._unit.subscriptions.add(
            [self._new_subscription(s) for k, s in wanted.items() if k not in waiting.subscriptions]
        )

    def add_history(self) -> None:
        by = None if self._work.actor is SYSTEM else self._work.actor.user_id
        self._unit.history.add(
            [
                *self._running.notes,
                *(
                    NewEvent(
                        id=self._work.new_id(),
                        instance_id=self._stored.id,
                        case_id=self._stored.case_id,
                        signal_id=self._stored.signal_id,
                        at=self._now,
                        kind=event.kind,
                        element_id=event.element_id,
                        element_type=event.element_type,
                        process_key=event.process_key,
                        name=event.name[:200],
                        actor_id=by,
                        task_id=event.task_id,
                        detail=_plain(event.detail),
                    )
                    for event in self._instance.take_events()
                ),
            ]
        )

    def _drop_repairs(self, jobs: list[UUID]) -> None:
        for key in jobs:
            self._unit.tasks.cancel_repair(key, self._now)
            self._unit.incidents.resolve(key, by=None, at=self._now)

    def _new_task(self, task: OpenTask) -> NewTask:
        form = task.form_ref
        return NewTask(
            id=task.id,
            instance_id=self._stored.id,
            case_id=self._stored.case_id,
            signal_id=self._stored.signal_id,
            region=self._stored.region,
            process_key=task.process_key,
            element_id=task.element_id,
            name=task.name[:200],
            documentation=task.documentation,
            roles=tuple(dict.fromkeys(task.candidate_groups)),
            assignee=task.assignee,
            form=form,
            form_version=self._form_version(form, task.form_number) if form else None,
            priority=task.priority,
            due_at=task.due_at,
            follow_up_at=task.follow_up_at,
            created_at=self._now,
            properties=task.properties,
            local_variables=encode(task.local),
        )

    def _form_version(self, form: str, number: int | None) -> UUID | None:
        """Choose the form's version: as bound at the start, by number, or (None) the newest."""
        if number is None:
            return bound(self._stored.bindings, "form", form)
        found = bound(self._stored.bindings, "form", numbered(form, number))
        return found or self._unit.definitions.numbered("form", form, number, self._stored.region)

    def _new_job(self, dedup: str, awaited: ArmedTimer | PendingService) -> NewJob:
        timer = awaited if isinstance(awaited, ArmedTimer) else None
        return NewJob(
            id=self._work.new_id(),
            kind=JobKind.TIMER if timer else JobKind.SERVICE,
            instance_id=self._stored.id,
            case_id=self._stored.case_id,
            region=self._stored.region,
            engine_task_id=awaited.task_id,
            element_id=awaited.element_id,
            process_key=awaited.process_key,
            name=awaited.name[:200],
            occurrence=timer.occurrence if timer else 0,
            dedup=dedup,
            due_at=timer.due_at if timer else self._now,
            max_attempts=self._work.environment.settings.max_attempts,
            payload=_payload(awaited),
            created_at=self._now,
        )

    def _new_subscription(self, listening: Listening) -> NewSubscription:
        return NewSubscription(
            id=self._work.new_id(),
            instance_id=self._stored.id,
            case_id=self._stored.case_id,
            region=self._stored.region,
            engine_task_id=listening.task_id,
            element_id=listening.element_id,
            kind=listening.kind,
            name=listening.name,
            created_at=self._now,
        )


def _payload(awaited: ArmedTimer | PendingService) -> dict[str, Json]:
    if isinstance(awaited, ArmedTimer):
        return {
            "expression": awaited.expression,
            "attached_to": awaited.attached_to,
            "interrupting": awaited.interrupting,
        }
    return {
        "topic": awaited.topic,
        "inputs": _plain(awaited.inputs),
        "properties": dict(awaited.properties),
    }


def _plain(values: Mapping[str, object]) -> dict[str, Json]:
    return {name: from_feel(to_feel(value)) for name, value in values.items()}
