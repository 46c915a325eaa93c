"""The user-task rows: found with their instance locked, changed only as they were last seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import (
    Connection,
    Integer,
    Row,
    ScalarSelect,
    Uuid,
    bindparam,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from engine.domain.access import Role
from engine.domain.ids import CaseId, InstanceId, JobId, SignalId, TaskId, UserId
from engine.domain.instance import ProcessInstance
from engine.domain.reminder import Reminder
from engine.domain.user_task import TaskKind, TaskStatus, UserTask
from engine.persistence.instances import instance_columns, read_instance, urgency_of
from engine.persistence.prepared import Prepared
from engine.persistence.tables import (
    definition,
    process_instance,
    region,
    user_account,
    user_task,
    user_task_candidate,
)
from engine.persistence.types import Json

_holder = user_account.alias("holder")
_completer = user_account.alias("completer")


@dataclass(frozen=True, kw_only=True)
class NewTask:
    """A task that has just opened.

    `assignee` is a username. `form_version` is the form's id; without one the newest version of
    the key `form` is taken.
    """

    id: UUID
    instance_id: InstanceId
    case_id: CaseId | None = None
    signal_id: SignalId | None = None
    job_id: JobId | None = None
    region: str
    process_key: str
    element_id: str
    kind: TaskKind = TaskKind.BPMN
    name: str
    documentation: str = ""
    roles: tuple[str, ...] = ()
    assignee: str | None = None
    form: str | None = None
    form_version: UUID | None = None
    priority: int = 50
    due_at: datetime | None = None
    follow_up_at: datetime | None = None
    created_at: datetime
    properties: Mapping[str, str] = field(default_factory=dict)
    local_variables: str = "{}"


@dataclass(frozen=True, kw_only=True)
class DueTask:
    """An open task with a due date: what its date depends on, and how far it is reminded."""

    id: TaskId
    instance_id: InstanceId
    case_id: CaseId | None
    signal_id: SignalId | None
    definition_id: UUID
    bindings: Mapping[str, str]
    process_key: str
    element_id: str
    name: str
    due_at: datetime
    began_at: datetime
    local_variables: str
    level: int
    urgency: int


@dataclass(frozen=True)
class Tasks:
    """The table `user_task` with its candidates."""

    connection: Connection

    def get(self, task_id: TaskId) -> UserTask | None:
        """Read one task, without a lock: changes are conditional on its revision."""
        row = _TASK.rows(self.connection, {"b_task": task_id}).one_or_none()
        return None if row is None else _read_task(row)

    def with_instance(self, task_id: TaskId) -> tuple[UserTask, ProcessInstance] | None:
        """Read a task and lock its instance.

        After a wait for the lock the task may be older than the instance; its conditional update
        decides who was first.
        """
        row = _TASK_AND_INSTANCE.rows(self.connection, {"b_task": task_id}).one_or_none()
        return None if row is None else (_read_task(row), read_instance(row))

    def add(self, tasks: Sequence[NewTask]) -> None:
        """Add rows with their candidate roles; each gets the newest version of its form."""
        if not tasks:
            return
        _INSERT_TASK.add(self.connection, [_task_row(task) for task in tasks])
        candidates = [{"task_id": t.id, "role": role} for t in tasks for role in t.roles]
        if candidates:
            _INSERT_CANDIDATE.add(self.connection, candidates)

    def save_assignment(self, before: UserTask, after: UserTask) -> bool:
        """Save who has the task. False: somebody changed it in between."""
        return self._change(
            before,
            assignee_id=after.assignee_id,
            claimed_at=after.claimed_at,
            revision=after.revision,
        )

    def complete(
        self, task: UserTask, *, by: UserId, at: datetime, submission_id: UUID | None
    ) -> bool:
        """Complete the task. False: somebody was first."""
        return self._change(
            task,
            status=TaskStatus.COMPLETED,
            completed_by=by,
            completed_at=at,
            submission_id=submission_id,
            draft=None,
            revision=task.revision + 1,
        )

    def save_draft(
        self, task: UserTask, draft: Mapping[str, Json], *, by: UserId, at: datetime
    ) -> bool:
        """Keep a draft; this does not change the revision, so that the page stays valid."""
        return self._change(task, draft=draft, draft_at=at, draft_by=by)

    def cancel(self, ids: Sequence[UUID], at: datetime) -> None:
        """Let tasks lapse that the process no longer waits for."""
        if ids:
            self.connection.execute(_CANCEL, {"b_ids": list(ids), "completed_at": at})

    def reopen(self, ids: Sequence[UUID]) -> None:
        """Open tasks again that the process waits for and whose rows say otherwise."""
        self.connection.execute(
            update(user_task)
            .where(user_task.c.id.in_(ids), user_task.c.status != TaskStatus.OPEN)
            .values(
                status=TaskStatus.OPEN,
                completed_at=None,
                completed_by=None,
                submission_id=None,
                revision=user_task.c.revision + 1,
            )
        )

    def resolve_repair(self, job_id: JobId, *, by: UserId, at: datetime) -> None:
        """Complete the open repair tasks of a job."""
        self.connection.execute(
            update(user_task)
            .where(user_task.c.job_id == job_id, user_task.c.status == TaskStatus.OPEN)
            .values(
                status=TaskStatus.COMPLETED,
                completed_by=by,
                completed_at=at,
                revision=user_task.c.revision + 1,
            )
        )

    def cancel_repair(self, job_id: UUID, at: datetime) -> None:
        """Let the repair tasks of a job lapse: the process went on without it."""
        self.connection.execute(
            update(user_task)
            .where(user_task.c.job_id == job_id, user_task.c.status == TaskStatus.OPEN)
            .values(status=TaskStatus.CANCELLED, completed_at=at)
        )

    def cancel_step_repairs(self, instance_id: InstanceId, at: datetime) -> None:
        """Let the repair tasks of failed steps lapse: the instance goes on again."""
        self.connection.execute(
            update(user_task)
            .where(
                user_task.c.instance_id == instance_id,
                user_task.c.kind == TaskKind.REPAIR,
                user_task.c.job_id.is_(None),
                user_task.c.status == TaskStatus.OPEN,
            )
            .values(status=TaskStatus.CANCELLED, completed_at=at)
        )

    def with_due_date(self, region: str) -> list[DueTask]:
        """Give a region's open tasks of diagrams that are due once, the first first."""
        rows = self.connection.execute(_DUE, {"b_region": region})
        return [
            DueTask(
                id=row.id,
                instance_id=row.instance_id,
                case_id=row.case_id,
                signal_id=row.signal_id,
                definition_id=row.definition_id,
                bindings=row.bindings,
                process_key=row.process_key,
                element_id=row.element_id,
                name=row.name,
                due_at=row.due_at,
                began_at=row.created_at,
                local_variables=row.local_variables,
                level=row.reminder_level,
                urgency=row.urgency,
            )
            for row in rows
        ]

    def move(
        self, task: DueTask, *, due_at: datetime, level: int, remind_at: datetime | None
    ) -> bool:
        """Let a task be due at another moment; False when it is no longer as it was.

        Its revision stays, as with a reminder.
        """
        return bool(
            self.connection.execute(
                update(user_task)
                .where(
                    user_task.c.id == task.id,
                    user_task.c.status == TaskStatus.OPEN,
                    user_task.c.due_at == task.due_at,
                )
                .values(due_at=due_at, reminder_level=level, next_reminder_at=remind_at)
            ).rowcount
        )

    def reminders_due(self, now: datetime, most: int) -> list[Reminder]:
        """Give the reminders whose moment came, the first first."""
        rows = _REMINDERS.rows(self.connection, {"b_now": now, "b_most": most})
        return [
            Reminder(
                task_id=r.id,
                due_at=r.due_at,
                level=r.reminder_level + 1,
                at=r.at,
                kind=TaskKind(r.kind),
                urgency=r.urgency,
            )
            for r in rows
        ]

    def next_reminder(self) -> datetime | None:
        """Tell when the earliest reminder is due."""
        return self.connection.scalar(
            select(user_task.c.next_reminder_at)
            .where(IS_OPEN, user_task.c.next_reminder_at.is_not(None))
            .order_by(user_task.c.next_reminder_at)
            .limit(1)
        )

    def remind(self, reminder: Reminder, *, following: datetime | None) -> bool:
        """Bring a task to a reminder's level. False: it is done, or was reminded meanwhile.

        Its revision stays: who is filling in the form can send it.
        """
        return self._move_reminder(
            reminder, reminder_level=reminder.level, next_reminder_at=following
        )

    def postpone_reminder(self, reminder: Reminder, until: datetime) -> bool:
        """Let a reminder come later, because now it failed."""
        return self._move_reminder(reminder, next_reminder_at=until)

    def add_candidate(self, task: UserTask, role: Role) -> None:
        """Let another group do the task too."""
        if role not in task.roles:
            _INSERT_CANDIDATE.add(self.connection, [{"task_id": task.id, "role": role}])

    def _move_reminder(self, reminder: Reminder, **values: object) -> bool:
        seen = {
            "b_id": reminder.task_id,
            "b_level": reminder.level - 1,
            "b_at": reminder.at,
        }
        return bool(_REMIND.change(self.connection, {**seen, **values}))

    def last_completer(self, instance_id: InstanceId, element_id: str) -> UserId | None:
        """Tell who last completed an element in this instance (four eyes)."""
        return self.connection.scalar(
            select(user_task.c.completed_by)
            .where(
                user_task.c.instance_id == instance_id,
                user_task.c.element_id == element_id,
                user_task.c.status == TaskStatus.COMPLETED,
            )
            .order_by(user_task.c.completed_at.desc())
            .limit(1)
        )

    def _change(self, task: UserTask, **values: object) -> bool:
        seen = {"b_id": task.id, "b_revision": task.revision}
        return bool(_CHANGE.change(self.connection, {**seen, **values}))


_TASK_COLUMNS = (
    user_task.c.id,
    user_task.c.instance_id,
    user_task.c.case_id,
    user_task.c.signal_id,
    user_task.c.job_id,
    user_task.c.region,
    user_task.c.process_key,
    user_task.c.element_id,
    user_task.c.kind,
    user_task.c.name,
    user_task.c.status,
    user_task.c.assignee_id,
    user_task.c.claimed_at,
    user_task.c.completed_by,
    user_task.c.completed_at,
    user_task.c.submission_id,
    user_task.c.form_definition_id,
    user_task.c.properties,
    user_task.c.local_variables,
    user_task.c.revision,
)
# As text of the statement: a value here is filled in at every execution, not prepared.
_SPACE = cast("str", literal_column("' '"))
_ROLES = (
    select(func.aggregate_strings(user_task_candidate.c.role, _SPACE))
    .where(user_task_candidate.c.task_id == user_task.c.id)
    .correlate(user_task)
    .scalar_subquery()
)
_NAMES = (_holder.c.name.label("holder_name"), _completer.c.name.label("completer_name"))
_PEOPLE = user_task.outerjoin(_holder, _holder.c.id == user_task.c.assignee_id).outerjoin(
    _completer, _completer.c.id == user_task.c.completed_by
)
_TASK = Prepared(
    select(*_TASK_COLUMNS, _ROLES.label("roles"), *_NAMES)
    .select_from(_PEOPLE)
    .where(user_task.c.id == bindparam("b_task"))
)
_TASK_AND_INSTANCE = Prepared(
    select(*_TASK_COLUMNS, _ROLES.label("roles"), *_NAMES, *instance_columns)
    .select_from(
        _PEOPLE.join(process_instance, process_instance.c.id == user_task.c.instance_id).join(
            region, region.c.code == process_instance.c.region
        )
    )
    .where(user_task.c.id == bindparam("b_task"))
    .with_for_update(of=process_instance)
)


_INSERT_CANDIDATE = Prepared(insert(user_task_candidate))
_CHANGE = Prepared(
    update(user_task).where(
        user_task.c.id == bindparam("b_id"),
        user_task.c.status == TaskStatus.OPEN,
        user_task.c.revision == bindparam("b_revision"),
    )
)
IS_OPEN = user_task.c.status == literal_column(f"'{TaskStatus.OPEN}'")
"""In the statement's text: an index on open tasks only is not used for a value filled in later."""
_REMINDERS = Prepared(
    select(
        user_task.c.id,
        user_task.c.due_at,
        user_task.c.reminder_level,
        user_task.c.next_reminder_at.label("at"),
        user_task.c.kind,
        user_task.c.urgency,
    )
    .where(IS_OPEN, user_task.c.next_reminder_at <= bindparam("b_now"))
    .order_by(user_task.c.next_reminder_at, user_task.c.id)
    .limit(bindparam("b_most", type_=Integer))
)
_REMIND = Prepared(
    update(user_task).where(
        user_task.c.id == bindparam("b_id"),
        user_task.c.status == TaskStatus.OPEN,
        user_task.c.reminder_level == bindparam("b_level"),
        user_task.c.next_reminder_at == bindparam("b_at"),
    )
)
_DUE = (
    select(
        user_task.c.id,
        user_task.c.instance_id,
        user_task.c.case_id,
        user_task.c.signal_id,
        user_task.c.process_key,
        user_task.c.element_id,
        user_task.c.name,
        user_task.c.due_at,
        user_task.c.created_at,
        user_task.c.local_variables,
        user_task.c.reminder_level,
        user_task.c.urgency,
        process_instance.c.definition_id,
        process_instance.c.bindings,
    )
    .join(process_instance, process_instance.c.id == user_task.c.instance_id)
    .where(
        user_task.c.region == bindparam("b_region"),
        user_task.c.status == TaskStatus.OPEN,
        user_task.c.kind == TaskKind.BPMN,
        user_task.c.due_at.is_not(None),
    )
    .order_by(user_task.c.due_at, user_task.c.id)
)
_CANCEL = (
    update(user_task)
    .where(user_task.c.id.in_(bindparam("b_ids", expanding=True)))
    .values(status=TaskStatus.CANCELLED, revision=user_task.c.revision + 1)
)


def _newest_form() -> ScalarSelect[UUID]:
    return (
        select(definition.c.id)
        .where(
            definition.c.kind == "form",
            definition.c.key == bindparam("b_form"),
            definition.c.state == "published",
            or_(definition.c.region == bindparam("b_region"), definition.c.region.is_(None)),
        )
        .order_by(definition.c.region.is_(None), definition.c.version.desc())
        .limit(1)
        .scalar_subquery()
    )


_INSERT_TASK = Prepared(
    insert(user_task).values(
        form_definition_id=func.coalesce(bindparam("b_form_version", type_=Uuid), _newest_form()),
        assignee_id=select(user_account.c.id)
        .where(user_account.c.username == bindparam("b_assignee"))
        .scalar_subquery(),
        urgency=urgency_of(bindparam("b_case", type_=Uuid)),
    )
)


def _task_row(task: NewTask) -> dict[str, object]:
    row: dict[str, object] = dict(vars(task))
    del row["roles"]
    row["b_assignee"] = row.pop("assignee")
    row["b_form"] = row.pop("form")
    row["b_form_version"] = row.pop("form_version")
    row["b_region"] = task.region
    row["b_case"] = task.case_id
    row["claimed_at"] = task.created_at if task.assignee else None
    row["status"] = TaskStatus.OPEN
    row["next_reminder_at"] = task.due_at
    row["properties"] = dict(task.properties)
    return row


def _read_task(found: Row[*tuple[object, ...]]) -> UserTask:
    return UserTask(
        id=found.id,
        instance_id=found.instance_id,
        case_id=found.case_id,
        signal_id=found.signal_id,
        job_id=found.job_id,
        region=found.region,
        process_key=found.process_key,
        element_id=found.element_id,
        kind=TaskKind(found.kind),
        name=found.name,
        status=TaskStatus(found.status),
        roles=frozenset((found.roles or "").split()),
        assignee_id=found.assignee_id,
        assignee_name=found.holder_name or "",
        claimed_at=found.claimed_at,
        completed_by=found.completed_by,
        completed_by_name=found.completer_name or "",
        completed_at=found.completed_at,
        submission_id=found.submission_id,
        form_definition_id=found.form_definition_id,
        properties=cast("Mapping[str, str]", found.properties),
        local_variables=found.local_variables,
        revision=found.revision,
    )
