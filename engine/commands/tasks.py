"""What people do with a task: claim it, put it back, keep a draft, complete it, hand it over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from engine.bpmn.step import OpenTask
from engine.commands.command import Command, Done, trace_of_task
from engine.commands.door import handles, reports
from engine.commands.files import file_away, kept_for
from engine.commands.municipality import with_central
from engine.commands.options import form_options, known_facts
from engine.commands.recording import record_answers
from engine.commands.running import Running, resume
from engine.commands.values import decode
from engine.commands.walk import walk
from engine.commands.work import Work
from engine.domain.access import Actor, Permission, Role
from engine.domain.ids import CaseId, TaskId, UserId
from engine.domain.user_task import FOUR_EYES, TaskKind, TaskStatus, UserTask
from engine.errors import (
    Conflict,
    ExecutionError,
    Invalid,
    NotAllowed,
    NotFound,
    TaskNotOpen,
)
from engine.feel import Value
from engine.forms.known import level_of
from engine.persistence.incidents import NewIncident
from engine.persistence.tasks import NewTask
from engine.persistence.types import Json


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """Where the work went: what the next page shows.

    `mine` are the new tasks of this step that the actor may do; `repeated` tells that this
    submission had been received before.
    """

    case_id: CaseId | None
    next_tasks: tuple[TaskId, ...] = ()
    mine: tuple[TaskId, ...] = ()
    ended: bool = False
    repeated: bool = False


@dataclass(frozen=True, kw_only=True)
class ClaimTask(Command[None]):
    """Make an open task mine. Raises `Conflict` when somebody else has it."""

    task_id: TaskId


@dataclass(frozen=True, kw_only=True)
class ReleaseTask(Command[None]):
    """Put my task back in the list of its groups (a supervisor may do so for anybody)."""

    task_id: TaskId


@dataclass(frozen=True, kw_only=True)
class SaveDraft(Command[None]):
    """Keep what was filled in so far, unchecked. Replaces the draft before it."""

    task_id: TaskId
    raw: Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class CompleteUserTask(Command[NextStep]):
    """Complete a task with its form.

    `revision` is that of the task when the page was shown; None leaves out that check.
    `submission_id` is made when the page is shown: the same one twice completes once.
    Raises `Invalid` (problems by field key), `Conflict` (somebody else first, or the task
    changed), `NotFound`, `NotAllowed`.
    """

    task_id: TaskId
    raw: Mapping[str, Sequence[str]] = field(default_factory=dict)
    revision: int | None = None
    submission_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ReassignTask(Command[None]):
    """Give a task to somebody, or (None) back to its groups. For supervisors."""

    task_id: TaskId
    user_id: UserId | None


@handles(ClaimTask)
def _claim(command: ClaimTask, work: Work) -> Done[None]:
    task = _found(work, command.task_id)
    claimed = task.claimed_by(work.actor, at=work.now)
    return _save_assignment(work, task, claimed)


@handles(ReleaseTask)
def _release(command: ReleaseTask, work: Work) -> Done[None]:
    task = _found(work, command.task_id)
    return _save_assignment(work, task, task.released_by(work.actor))


@handles(ReassignTask)
def _reassign(command: ReassignTask, work: Work) -> Done[None]:
    task = _found(work, command.task_id, Permission.SUPERVISE)
    if command.user_id and not work.unit.accounts.works_in(command.user_id, task.region):
        raise Invalid("Deze persoon werkt niet in de regio van de taak.")
    return _save_assignment(work, task, task.assigned_to(command.user_id, at=work.now))


@handles(SaveDraft)
def _save_draft(command: SaveDraft, work: Work) -> Done[None]:
    task = _found(work, command.task_id)
    task.check_completable_by(work.actor, None)
    raw: dict[str, Json] = {key: list(values) for key, values in command.raw.items()}
    if not work.unit.tasks.save_draft(task, raw, by=work.actor.user_id, at=work.now):
        _found(work, command.task_id).check_open()
    return Done(result=None, trace=trace_of_task(task))


@handles(CompleteUserTask)
def _complete(command: CompleteUserTask, work: Work) -> Done[NextStep]:
    found = work.unit.tasks.with_instance(command.task_id)
    if found is None:
        raise NotFound("Deze taak bestaat niet.")
    task, stored = found
    work.require(Permission.WORK_TASKS, task.region)
    if _is_repeated(task, command, work):
        return _repeated(task)
    task.check_completable_by(work.actor, command.revision)
    if task.kind is TaskKind.REPAIR:
        raise Invalid("Deze taak is klaar zodra de mislukte stap opnieuw wordt geprobeerd.")
    _check_four_eyes(work, task)
    running = resume(work, stored)
    values = with_central(work.unit, task.region, _filled_in(work, task, running, command.raw))
    if not work.unit.tasks.complete(
        task, by=work.actor.user_id, at=work.now, submission_id=command.submission_id
    ):
        return _lost(work, command)
    file_away(work, task, values)
    running.instance.complete_task(task.id, values, running.surroundings)
    record_answers(work, task, running, values)
    walked = walk(work, running)
    step = NextStep(
        case_id=walked.case_id,
        next_tasks=tuple(TaskId(opened.id) for opened in walked.opened),
        mine=tuple(TaskId(o.id) for o in walked.opened if _is_for(work.actor, o, task.region)),
        ended=walked.ended,
    )
    return Done(result=step, trace=trace_of_task(task))


@reports(CompleteUserTask)
def _report(command: CompleteUserTask, error: ExecutionError, work: Work) -> Done[None]:
    """Show supervisors that a task cannot be completed; the task itself stays open."""
    task = _found(work, command.task_id)
    element_id = error.element_id or task.element_id
    if isinstance(error, TaskNotOpen) or work.unit.incidents.is_open(task.instance_id, element_id):
        return Done(result=None, trace=None)
    work.unit.incidents.add(
        NewIncident(
            id=work.new_id(),
            job_id=None,
            instance_id=task.instance_id,
            case_id=task.case_id,
            region=task.region,
            process_key=task.process_key,
            element_id=element_id,
            message=error.message,
            created_at=work.now,
        )
    )
    work.unit.tasks.add([_repair_task(work, task, error)])
    return Done(result=None, trace=trace_of_task(task, failed=True))


def _repair_task(work: Work, task: UserTask, error: ExecutionError) -> NewTask:
    """Tell the administrators: what stands in the way is a rule or a diagram, not the answers."""
    return NewTask(
        id=work.new_id(),
        instance_id=task.instance_id,
        case_id=task.case_id,
        signal_id=task.signal_id,
        region=task.region,
        process_key=task.process_key,
        element_id=task.element_id,
        kind=TaskKind.REPAIR,
        name=f"Taak lukt niet: {task.name}"[:200],
        documentation=error.message,
        roles=(Role.ADMINISTRATOR,),
        priority=80,
        due_at=work.now,
        created_at=work.now,
    )


def _found(work: Work, task_id: TaskId, permission: Permission = Permission.WORK_TASKS) -> UserTask:
    task = work.unit.tasks.get(task_id)
    if task is None:
        raise NotFound("Deze taak bestaat niet.")
    work.require(permission, task.region)
    return task


def _save_assignment(work: Work, before: UserTask, after: UserTask) -> Done[None]:
    if not work.unit.tasks.save_assignment(before, after):
        _found(work, before.id).check_open()
        raise Conflict("Iemand anders wijzigde deze taak net. Laad de pagina opnieuw.")
    assignee = str(after.assignee_id) if after.assignee_id else None
    return Done(result=None, trace=trace_of_task(before, assignee=assignee))


def _is_repeated(task: UserTask, command: CompleteUserTask, work: Work) -> bool:
    return (
        task.status is TaskStatus.COMPLETED
        and command.submission_id is not None
        and task.submission_id == command.submission_id
        and task.completed_by == work.actor.user_id
    )


def _repeated(task: UserTask) -> Done[NextStep]:
    return Done(result=NextStep(case_id=task.case_id, repeated=True), trace=None)


def _lost(work: Work, command: CompleteUserTask) -> Done[NextStep]:
    """Somebody completed the task while this transaction waited for the instance."""
    task = _found(work, command.task_id)
    if _is_repeated(task, command, work):
        return _repeated(task)
    task.check_completable_by(work.actor, command.revision)
    raise Conflict("Iemand anders wijzigde deze taak net. Laad de pagina opnieuw.")


def _check_four_eyes(work: Work, task: UserTask) -> None:
    other = task.properties.get(FOUR_EYES)
    if not other:
        return
    if work.unit.tasks.last_completer(task.instance_id, other) == work.actor.user_id:
        raise NotAllowed("Vier ogen: jij deed de stap hiervoor, dus een collega bevestigt deze.")


def _filled_in(
    work: Work, task: UserTask, running: Running, raw: Mapping[str, Sequence[str]]
) -> Mapping[str, Value]:
    """Check the form; raises `Invalid` with the problems by field key."""
    if task.form_definition_id is None:
        return {}
    form = work.environment.catalogue.form(work.unit.definitions, task.form_definition_id)
    known = running.instance.variables
    context = {
        **known,
        **decode(task.local_variables),
        **known_facts(work, form, task.case_id, level_of(known)),
        **kept_for(work, form, task),
    }
    submission = form.submit(
        {key: list(values) for key, values in raw.items()},
        context,
        form_options(work, form, task.region),
        running.surroundings.scope,
    )
    if submission.problems:
        raise Invalid("Niet alles is goed ingevuld.", submission.problems)
    return submission.values


def _is_for(actor: Actor, opened: OpenTask, region: str) -> bool:
    if opened.assignee:
        return opened.assignee == actor.username
    roles = {role.value for role in actor.roles_in(region)}
    return not opened.candidate_groups or bool(roles & set(opened.candidate_groups))
