"""Every open task of the actor's regions in a few columns: for going through all work at once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from engine.domain.access import Actor, Permission
from engine.persistence.tables import (
    care_case,
    signal,
    user_account,
    user_task,
    user_task_candidate,
)
from engine.queries import Connection


@dataclass(frozen=True, kw_only=True)
class WaitingTask:
    """One open task of a process, and who may do it."""

    task_id: UUID
    owner: UUID  # the case, or the signal that is no case yet
    case_id: UUID | None
    opened_at: datetime | None  # of the case
    client_id: UUID | None
    region: str
    element_id: str
    due_at: datetime | None
    assignee: str | None
    roles: frozenset[str]


def waiting_tasks(connection: Connection, actor: Actor) -> tuple[WaitingTask, ...]:
    """Give the open tasks of processes, oldest first."""
    task = user_task.c
    rows = connection.execute(
        select(
            task.id,
            func.coalesce(task.case_id, task.signal_id, task.instance_id).label("owner"),
            task.case_id,
            care_case.c.opened_at,
            func.coalesce(care_case.c.client_id, signal.c.client_id).label("client_id"),
            task.region,
            task.element_id,
            task.due_at,
            user_account.c.username,
            user_task_candidate.c.role,
        )
        .outerjoin(care_case, care_case.c.id == task.case_id)
        .outerjoin(signal, signal.c.id == task.signal_id)
        .outerjoin(user_account, user_account.c.id == task.assignee_id)
        .outerjoin(user_task_candidate, user_task_candidate.c.task_id == task.id)
        .where(
            task.status == "open",
            task.kind == "bpmn",
            task.region.in_(actor.regions_where(Permission.SEE_CASES)),
        )
        .order_by(task.id)
    ).all()
    roles: dict[UUID, set[str]] = {}
    for row in rows:
        roles.setdefault(row.id, set()).update({row.role} - {None})
    return tuple(
        WaitingTask(
            task_id=row.id,
            owner=row.owner,
            case_id=row.case_id,
            opened_at=row.opened_at,
            client_id=row.client_id,
            region=row.region,
            element_id=row.element_id,
            due_at=row.due_at,
            assignee=row.username,
            roles=frozenset(roles[row.id]),
        )
        for row in {row.id: row for row in rows}.values()
    )
