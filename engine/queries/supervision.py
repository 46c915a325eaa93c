"""Cases that are stuck, each with what a supervisor needs to say why in one sentence.

late        a task whose term has passed
incident    an automatic step that was given up
slow        a task or a wait that began longest ago
stranded    the watchdog sees nobody and nothing that moves it on (must be none); what a failure
            holds up stands with that incident
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Uuid,
    exists,
    func,
    null,
    select,
    type_coerce,
    union_all,
)

from engine.domain.access import Actor, Permission
from engine.domain.lapse import Lapse, LapseKind
from engine.domain.user_task import TaskKind
from engine.persistence.tables import (
    care_case,
    client,
    incident,
    job,
    process_instance,
    region,
    signal,
    user_account,
    user_task,
)
from engine.queries import Connection
from engine.queries.names import client_in_list

LIMIT = 50

_most_urgent = func.coalesce(care_case.c.urgency, 9)
"""The order of every list: who is in most danger comes first, who has no urgency yet last."""


class Trouble(StrEnum):
    """Why something is on the page."""

    LATE = "te-laat"
    INCIDENT = "storing"
    SLOW = "langst"
    STRANDED = "zonder-vervolg"


@dataclass(frozen=True, kw_only=True)
class Stuck:
    """One thing that is stuck. `since` is when it became late, failed, or began."""

    trouble: Trouble
    case_id: UUID | None
    case_number: str | None
    signal_number: str | None
    client: str
    region: str
    region_name: str
    urgency: int | None
    step: str
    since: datetime
    task_id: UUID | None = None
    assignee: str | None = None
    job_id: UUID | None = None
    attempts: int = 0
    message: str = ""
    waits_until: datetime | None = None
    reminder_level: int = 0


@dataclass(frozen=True, kw_only=True)
class Overview:
    """All that is stuck, with how much there is of each."""

    late: tuple[Stuck, ...]
    incidents: tuple[Stuck, ...]
    slow: tuple[Stuck, ...]
    stranded: tuple[Stuck, ...]
    late_count: int
    incident_count: int


def overview(
    connection: Connection, actor: Actor, now: datetime, lapses: Sequence[Lapse]
) -> Overview:
    """Give what is stuck in the regions that the actor supervises or administers.

    `lapses` is what the watchdog sees there now.
    """
    regions = supervised(actor)
    late = (
        user_task.c.status == "open",
        user_task.c.kind == TaskKind.BPMN,  # a repair stands with its incident
        user_task.c.due_at < now,
        user_task.c.region.in_(regions),
    )
    failed = (incident.c.status == "open", incident.c.region.in_(regions))
    return Overview(
        late=_late(connection, actor, late),
        incidents=_incidents(connection, actor, failed),
        slow=_slow(connection, actor, regions),
        stranded=_stranded(connection, actor, [one for one in lapses if not one.kind.is_failure]),
        late_count=_count(connection, select(user_task.c.id).where(*late)),
        incident_count=_count(connection, select(incident.c.id).where(*failed)),
    )


def failed_jobs(connection: Connection, actor: Actor) -> tuple[UUID, ...]:
    """Give the steps that were given up in the actor's regions, oldest first."""
    failed = (incident.c.status == "open", incident.c.job_id.is_not(None))
    here = incident.c.region.in_(supervised(actor))
    query = select(incident.c.job_id).where(*failed, here).order_by(incident.c.created_at)
    return tuple(connection.scalars(query.limit(LIMIT)))


def supervised(actor: Actor) -> frozenset[str]:
    """Give the regions in which the actor looks after what is stuck."""
    return actor.regions_where(Permission.SUPERVISE) | actor.regions_where(Permission.ADMINISTER)


def _late(
    connection: Connection, actor: Actor, condition: tuple[ColumnElement[bool], ...]
) -> tuple[Stuck, ...]:
    rows = connection.execute(
        select(
            *_ABOUT,
            signal.c.number.label("signal_number"),
            user_task.c.name.label("step"),
            user_task.c.due_at.label("since"),
            user_task.c.id.label("task_id"),
            user_account.c.name.label("assignee"),
            user_task.c.reminder_level,
        )
        .select_from(user_task)
        .outerjoin(user_account, user_account.c.id == user_task.c.assignee_id)
        .outerjoin(care_case, care_case.c.id == user_task.c.case_id)
        .outerjoin(signal, signal.c.id == user_task.c.signal_id)
        .outerjoin(client, client.c.id == func.coalesce(care_case.c.client_id, signal.c.client_id))
        .join(region, region.c.code == user_task.c.region)
        .where(*condition)
        .order_by(_most_urgent, user_task.c.due_at)
        .limit(LIMIT)
    )
    return tuple(
        _stuck(
            actor,
            Trouble.LATE,
            row,
            task_id=row.task_id,
            assignee=row.assignee,
            reminder_level=row.reminder_level,
        )
        for row in rows
    )


def _incidents(
    connection: Connection, actor: Actor, condition: tuple[ColumnElement[bool], ...]
) -> tuple[Stuck, ...]:
    rows = connection.execute(
        select(
            *_ABOUT,
            signal.c.number.label("signal_number"),
            func.coalesce(job.c.name, incident.c.element_id).label("step"),
            incident.c.created_at.label("since"),
            incident.c.job_id,
            job.c.attempts,
            incident.c.message,
        )
        .select_from(incident)
        .join(process_instance, process_instance.c.id == incident.c.instance_id)
        .outerjoin(job, job.c.id == incident.c.job_id)
        .outerjoin(care_case, care_case.c.id == incident.c.case_id)
        .outerjoin(signal, signal.c.id == process_instance.c.signal_id)
        .outerjoin(client, client.c.id == func.coalesce(care_case.c.client_id, signal.c.client_id))
        .join(region, region.c.code == incident.c.region)
        .where(*condition)
        .order_by(_most_urgent, incident.c.created_at)
        .limit(LIMIT)
    )
    return tuple(
        _stuck(
            actor,
            Trouble.INCIDENT,
            row,
            job_id=row.job_id,
            attempts=row.attempts or 0,
            message=row.message,
        )
        for row in rows
    )


def _slow(connection: Connection, actor: Actor, regions: frozenset[str]) -> tuple[Stuck, ...]:
    steps = union_all(_open_tasks(regions), _waits_without_task(regions)).subquery("steps")
    rows = connection.execute(
        select(
            *_ABOUT,
            null().label("signal_number"),
            steps.c.step,
            steps.c.since,
            steps.c.until,
            steps.c.task_id,
            user_account.c.name.label("assignee"),
        )
        .select_from(steps)
        .join(care_case, care_case.c.id == steps.c.case_id)
        .join(client, client.c.id == care_case.c.client_id)
        .join(region, region.c.code == care_case.c.region)
        .outerjoin(user_account, user_account.c.id == steps.c.assignee_id)
        .order_by(steps.c.since)
        .limit(LIMIT // 2)
    )
    return tuple(
        _stuck(
            actor,
            Trouble.SLOW,
            row,
            task_id=row.task_id,
            assignee=row.assignee,
            waits_until=None if row.task_id else row.until,
        )
        for row in rows
    )


def _open_tasks(regions: frozenset[str]) -> Select[tuple[object, ...]]:
    return select(
        user_task.c.case_id,
        user_task.c.name.label("step"),
        user_task.c.created_at.label("since"),
        user_task.c.due_at.label("until"),
        user_task.c.id.label("task_id"),
        user_task.c.assignee_id,
    ).where(user_task.c.status == "open", user_task.c.region.in_(regions))


def _waits_without_task(regions: frozenset[str]) -> Select[tuple[object, ...]]:
    has_task = exists().where(user_task.c.case_id == job.c.case_id, user_task.c.status == "open")
    return select(
        job.c.case_id,
        job.c.name,
        job.c.created_at,
        job.c.due_at,
        type_coerce(null(), Uuid),
        type_coerce(null(), Uuid),
    ).where(job.c.state == "ready", job.c.region.in_(regions), ~has_task)


def _stranded(connection: Connection, actor: Actor, lapses: Sequence[Lapse]) -> tuple[Stuck, ...]:
    """Show what the watchdog sees now, each case once, with the first thing that is wrong."""
    about = {lapse.case_id: lapse for lapse in reversed(lapses) if lapse.case_id is not None}
    rows = connection.execute(
        select(
            *_ABOUT,
            null().label("signal_number"),
            care_case.c.state.label("step"),
            care_case.c.opened_at.label("since"),
        )
        .select_from(care_case)
        .join(client, client.c.id == care_case.c.client_id)
        .join(region, region.c.code == care_case.c.region)
        .where(care_case.c.id.in_(list(about)))
        .order_by(_most_urgent, "since")
        .limit(LIMIT)
    )
    found = [
        _stuck(actor, Trouble.STRANDED, row, message=_reason(about[row.case_id])) for row in rows
    ]
    return (*found, *(_lost(lapse) for lapse in lapses if lapse.case_id is None))


def _reason(lapse: Lapse) -> str:
    return "" if lapse.kind is LapseKind.NO_STEP else lapse.kind.label


def _lost(lapse: Lapse) -> Stuck:
    return Stuck(
        trouble=Trouble.STRANDED,
        case_id=None,
        case_number=None,
        signal_number=None,
        client="Zonder casus",
        region=lapse.region,
        region_name=lapse.region,
        urgency=None,
        step="",
        since=lapse.since,
        message=lapse.kind.label,
    )


_ABOUT = (
    care_case.c.id.label("case_id"),
    care_case.c.number.label("case_number"),
    care_case.c.urgency,
    client.c.family_name,
    client.c.prefix,
    client.c.given_names,
    client.c.initials,
    region.c.code.label("region"),
    region.c.name.label("region_name"),
)


def _stuck(  # noqa: PLR0913 - the fields that only some troubles have
    actor: Actor,
    trouble: Trouble,
    row: "Row[*tuple[object, ...]]",
    *,
    task_id: UUID | None = None,
    assignee: str | None = None,
    job_id: UUID | None = None,
    attempts: int = 0,
    message: str = "",
    waits_until: datetime | None = None,
    reminder_level: int = 0,
) -> Stuck:
    visible = actor.may(Permission.SEE_CASES, row.region)
    return Stuck(
        trouble=trouble,
        case_id=row.case_id if visible else None,
        case_number=row.case_number,
        signal_number=row.signal_number,
        client=client_in_list(actor, row.region, row),
        region=row.region,
        region_name=row.region_name,
        urgency=row.urgency,
        step=row.step,
        since=row.since,
        task_id=task_id,
        assignee=assignee,
        job_id=job_id,
        attempts=attempts,
        message=message,
        waits_until=waits_until,
        reminder_level=reminder_level,
    )


def _count(connection: Connection, rows: Select[tuple[UUID]]) -> int:
    return connection.execute(select(func.count()).select_from(rows.subquery())).scalar_one()
