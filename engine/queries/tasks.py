"""One task on one page: its form, what is known about the case, and who may do it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Row, bindparam, func, select

from engine.domain.access import Actor, Permission, Role
from engine.domain.client import PersonName
from engine.domain.user_task import FOUR_EYES
from engine.errors import NotFound
from engine.persistence.prepared import Prepared
from engine.persistence.tables import (
    care_case,
    client,
    definition,
    process_instance,
    region,
    signal,
    user_account,
    user_task,
    user_task_candidate,
)
from engine.persistence.types import Json
from engine.queries import Connection
from engine.queries.names import HIDDEN

_holder = user_account.alias("holder")
_completer = user_account.alias("completer")
_drafter = user_account.alias("drafter")
_TASK = Prepared(
    select(
        user_task,
        region.c.name.label("region_name"),
        _holder.c.name.label("assignee"),
        _completer.c.name.label("completed_by_name"),
        _drafter.c.name.label("draft_by_name"),
        definition.c.source,
        process_instance.c.variables,
        client.c.secret_address,
    )
    .join(process_instance, process_instance.c.id == user_task.c.instance_id)
    .join(region, region.c.code == user_task.c.region)
    .outerjoin(_holder, _holder.c.id == user_task.c.assignee_id)
    .outerjoin(_completer, _completer.c.id == user_task.c.completed_by)
    .outerjoin(_drafter, _drafter.c.id == user_task.c.draft_by)
    .outerjoin(definition, definition.c.id == user_task.c.form_definition_id)
    .outerjoin(care_case, care_case.c.id == user_task.c.case_id)
    .outerjoin(client, client.c.id == care_case.c.client_id)
    .where(user_task.c.id == bindparam("b_task"))
)
_ROLES = Prepared(
    select(user_task_candidate.c.role)
    .where(user_task_candidate.c.task_id == bindparam("b_task"))
    .order_by(user_task_candidate.c.role)
)


@dataclass(frozen=True, kw_only=True)
class SignalFacts:
    """What the task's signal says, for a task that has no case yet."""

    number: str
    source: str
    kind: str
    signal_date: date
    ethos: str | None
    safety_risk: str | None
    facts: Mapping[str, Json]
    client: str
    birth_date: date | None


@dataclass(frozen=True, kw_only=True)
class TaskPage:
    """A task with what its page needs; `variables` and `local_variables` are as stored."""

    task_id: UUID
    instance_id: UUID
    case_id: UUID | None
    job_id: UUID | None
    signal: SignalFacts | None
    region: str
    region_name: str
    kind: str
    name: str
    documentation: str
    process_key: str
    element_id: str
    status: str
    assignee_id: UUID | None
    assignee: str | None
    completed_by: str | None
    completed_at: datetime | None
    roles: tuple[str, ...]
    form_source: bytes | None
    due_at: datetime | None
    follow_up_at: datetime | None
    created_at: datetime
    claimed_at: datetime | None
    draft: Mapping[str, Json] | None
    draft_at: datetime | None
    draft_by: str | None
    properties: Mapping[str, str]
    variables: str
    local_variables: str
    revision: int
    secret_address: bool
    did_the_step_before: bool
    """Whether four eyes keep this actor from completing it."""

    @property
    def is_open(self) -> bool:
        """Whether the task still waits."""
        return self.status == "open"

    @property
    def role_labels(self) -> tuple[str, ...]:
        """The groups that may take it, as people call them."""
        known = set(Role)
        return tuple(Role(role).label if role in known else role for role in self.roles)

    def is_for(self, actor: Actor) -> bool:
        """Whether the actor may take this task: one of its groups, or a supervisor."""
        roles = {role.value for role in actor.roles_in(self.region)}
        mine = self.assignee_id == actor.user_id or not self.roles or roles & set(self.roles)
        return bool(mine) or actor.may(Permission.SUPERVISE, self.region)


def task_page(connection: Connection, actor: Actor, task_id: UUID) -> TaskPage:
    """Give a task; raises `NotFound` when it is unknown or not the actor's to see."""
    row = _TASK.rows(connection, {"b_task": task_id}).one_or_none()
    if row is None or row.region not in actor.regions_where(Permission.WORK_TASKS):
        raise NotFound("Niet gevonden.")
    page = TaskPage(
        task_id=row.id,
        instance_id=row.instance_id,
        case_id=row.case_id,
        job_id=row.job_id,
        signal=_signal(connection, actor, row.signal_id) if row.signal_id else None,
        region=row.region,
        region_name=row.region_name,
        kind=row.kind,
        name=row.name,
        documentation=row.documentation,
        process_key=row.process_key,
        element_id=row.element_id,
        status=row.status,
        assignee_id=row.assignee_id,
        assignee=row.assignee,
        completed_by=row.completed_by_name,
        completed_at=row.completed_at,
        roles=_roles(connection, task_id),
        form_source=None if row.source is None else bytes(row.source),
        due_at=row.due_at,
        follow_up_at=row.follow_up_at,
        created_at=row.created_at,
        claimed_at=row.claimed_at,
        draft=row.draft,
        draft_at=row.draft_at,
        draft_by=row.draft_by_name,
        properties=row.properties,
        variables=row.variables,
        local_variables=row.local_variables,
        revision=row.revision,
        secret_address=bool(row.secret_address),
        did_the_step_before=_did_before(connection, actor, row),
    )
    if not actor.may(Permission.SEE_CASES, page.region) and not page.is_for(actor):
        raise NotFound("Niet gevonden.")
    return page


def _did_before(connection: Connection, actor: Actor, row: "Row[*tuple[object, ...]]") -> bool:
    other = row.properties.get(FOUR_EYES)
    if not other:
        return False
    before = user_task.alias("before")
    last = (
        select(before.c.completed_by)
        .where(
            before.c.instance_id == row.instance_id,
            before.c.element_id == other,
            before.c.status == "completed",
        )
        .order_by(before.c.completed_at.desc())
        .limit(1)
    )
    return connection.execute(last).scalar() == actor.user_id


def _roles(connection: Connection, task_id: UUID) -> tuple[str, ...]:
    return tuple(row.role for row in _ROLES.rows(connection, {"b_task": task_id}))


def _signal(connection: Connection, actor: Actor, signal_id: UUID) -> SignalFacts:
    row = connection.execute(
        select(
            signal,
            func.coalesce(client.c.family_name, "").label("family_name"),
            client.c.prefix,
            client.c.given_names,
            client.c.initials,
            client.c.birth_date,
        )
        .outerjoin(client, client.c.id == signal.c.client_id)
        .where(signal.c.id == signal_id)
    ).one()
    visible = actor.may(Permission.SEE_CASES, row.region)
    name = PersonName(
        surname=row.family_name,
        prefix=row.prefix or "",
        first_names=row.given_names or row.initials or "",
    )
    return SignalFacts(
        number=row.number,
        source=row.source,
        kind=row.kind,
        signal_date=row.signal_date,
        ethos=row.ethos,
        safety_risk=row.safety_risk,
        facts=row.facts if visible else {},
        client=name.full if visible else HIDDEN,
        birth_date=row.birth_date if visible else None,
    )
