"""Reminding of a task that is past its due moment (see `engine.domain.reminder`).

The worker asks for it when the moment comes. Two workers, or a repeated try, remind once: the
task's row is changed only as it was seen.
"""

from dataclasses import dataclass
from datetime import timedelta

from engine.commands.command import Command, Done, trace_of_task
from engine.commands.door import handles
from engine.commands.work import Work
from engine.domain.access import Permission
from engine.domain.reminder import Reminder
from engine.domain.user_task import UserTask
from engine.persistence.history import NewEvent

_LATER = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class RemindTask(Command[bool]):
    """Bring a task to a reminder's level. False: it is done, or was reminded meanwhile."""

    reminder: Reminder


@dataclass(frozen=True, kw_only=True)
class PostponeReminder(Command[None]):
    """Try a reminder that failed again in an hour, so that it is in nobody's way."""

    reminder: Reminder


@handles(RemindTask)
def _remind(command: RemindTask, work: Work) -> Done[bool]:
    reminder, tasks = command.reminder, work.unit.tasks
    found = tasks.with_instance(reminder.task_id)
    if found is None:
        return Done(result=False, trace=None)
    task, instance = found
    work.require(Permission.WORK_TASKS, task.region)
    environment = work.environment
    scope = environment.scope(work.unit.regions, task.region, instance.terms_revision, work.now)
    following = reminder.next_at(scope.terms, environment.calendar)
    if not tasks.remind(reminder, following=following):
        return Done(result=False, trace=None)
    if reminder.role is not None and _is_somebodys(task):
        tasks.add_candidate(task, reminder.role)
    work.unit.history.add([_event(work, task, reminder)])
    return Done(result=True, trace=trace_of_task(task, level=reminder.level))


@handles(PostponeReminder)
def _postpone(command: PostponeReminder, work: Work) -> Done[None]:
    work.unit.tasks.postpone_reminder(command.reminder, work.now + _LATER)
    return Done(result=None, trace=None)


def _is_somebodys(task: UserTask) -> bool:
    """Tell whether another group may be named: of a task for all, that would keep the rest out."""
    return bool(task.roles) or task.assignee_id is not None


def _event(work: Work, task: UserTask, reminder: Reminder) -> NewEvent:
    return NewEvent(
        id=work.new_id(),
        instance_id=task.instance_id,
        case_id=task.case_id,
        signal_id=task.signal_id,
        at=work.now,
        kind="reminded",
        element_id=task.element_id,
        element_type="userTask",
        process_key=task.process_key,
        name=task.name,
        actor_id=None,
        task_id=task.id,
        detail={"ook_bij": reminder.role.label} if reminder.role else {},
    )
