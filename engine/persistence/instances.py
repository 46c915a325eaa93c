"""The process-instance rows, and everything that waits for an instance in one glance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Row,
    String,
    Uuid,
    bindparam,
    func,
    insert,
    literal,
    literal_column,
    null,
    or_,
    select,
    type_coerce,
    union_all,
    update,
)

from engine.domain.case import CASE_OPENED
from engine.domain.ids import CaseId, ClientId, InstanceId, UserId
from engine.domain.instance import InstanceStatus, ProcessInstance
from engine.persistence.prepared import Prepared
from engine.persistence.tables import (
    care_case,
    definition,
    history_event,
    incident,
    job,
    process_instance,
    region,
    subscription,
    user_task,
)
from engine.persistence.types import Json

URGENCIES = range(1, 5)
NOT_URGENT = 9
"""The urgencies in the tasks' own column, and what stands there for none: it comes last."""

_IS_REPORTED = (
    select(incident.c.id)
    .where(
        incident.c.instance_id == process_instance.c.id,
        incident.c.status == "open",
        incident.c.job_id.is_(None),
    )
    .exists()
)
_COLUMNS = (
    process_instance.c.id,
    process_instance.c.definition_id,
    process_instance.c.definition_key,
    process_instance.c.business_key,
    process_instance.c.region,
    process_instance.c.case_id,
    process_instance.c.signal_id,
    process_instance.c.status,
    process_instance.c.revision,
    process_instance.c.variables,
    process_instance.c.bindings,
    process_instance.c.state,
    process_instance.c.state_version,
    process_instance.c.started_at,
)
instance_columns = (
    *(column.label(f"of_{column.name}") for column in _COLUMNS),
    region.c.terms_revision.label("of_terms_revision"),
    _IS_REPORTED.label("of_is_reported"),
)
"""Under names of their own, so that they can stand beside those of a task."""


def read_instance(found: Row[*tuple[object, ...]]) -> ProcessInstance:
    """Make the domain's value of a row that holds `instance_columns`."""
    return ProcessInstance(
        id=found.of_id,
        definition_id=found.of_definition_id,
        definition_key=found.of_definition_key,
        business_key=found.of_business_key,
        region=found.of_region,
        case_id=found.of_case_id,
        signal_id=found.of_signal_id,
        status=InstanceStatus(found.of_status),
        revision=found.of_revision,
        variables=found.of_variables,
        bindings=cast("Mapping[str, str]", found.of_bindings),
        state=found.of_state,
        state_version=found.of_state_version,
        started_at=found.of_started_at,
        is_reported=found.of_is_reported,
        terms_revision=found.of_terms_revision,
    )


def urgency_of(case_id: CaseId | BindParameter[UUID] | None) -> ColumnElement[int]:
    """Give the urgency that the tasks of a case carry, for the order of the worklist."""
    known = select(care_case.c.urgency).where(
        care_case.c.id == case_id,
        care_case.c.urgency.between(_text(URGENCIES.start), _text(URGENCIES.stop - 1)),
    )
    return func.coalesce(known.scalar_subquery(), _text(NOT_URGENT))


def _text(number: int) -> ColumnElement[int]:
    """Write a number into a statement's text: a value would be filled in every time."""
    return literal_column(str(number), Integer)


@dataclass(frozen=True, kw_only=True)
class Step:
    """What a step leaves in the instance's own row."""

    variables: str
    state: bytes
    state_version: int
    tokens: Sequence[Sequence[str]]
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """The rows that say what an instance waits for.

    `jobs` maps the dedup key of ready jobs to their ids, `dead` that of jobs that were given up;
    `subscriptions` maps (engine task, kind, name) to ids.
    """

    tasks: frozenset[UUID]
    repairs: frozenset[UUID]
    jobs: Mapping[str, UUID]
    dead: Mapping[str, UUID]
    subscriptions: Mapping[tuple[UUID, str, str], UUID]


_RUNNING_HERE = select(process_instance.c.business_key).where(
    process_instance.c.definition_key == bindparam("b_key"),
    process_instance.c.region == bindparam("b_region"),
    process_instance.c.status == InstanceStatus.RUNNING.value,
)
_KEYS = Prepared(_RUNNING_HERE)
_PLACES = Prepared(
    _RUNNING_HERE.where(
        process_instance.c.case_id.is_(None), process_instance.c.signal_id.is_(None)
    )
)


@dataclass(frozen=True)
class Instances:
    """The table `process_instance`."""

    connection: Connection

    def locked(self, instance_id: InstanceId) -> ProcessInstance | None:
        """Read an instance and lock it: instance first, then its job, everywhere."""
        row = _LOCKED.rows(self.connection, {"b_instance": instance_id}).one_or_none()
        return None if row is None else read_instance(row)

    def add(self, instance: ProcessInstance, step: Step, *, by: UserId) -> None:
        """Add an instance that has just taken its first step."""
        _INSERT.change(
            self.connection,
            {
                "id": instance.id,
                "definition_id": instance.definition_id,
                "definition_key": instance.definition_key,
                "business_key": instance.business_key,
                "region": instance.region,
                "case_id": instance.case_id,
                "signal_id": instance.signal_id,
                "revision": instance.revision,
                "bindings": dict(instance.bindings),
                "started_at": instance.started_at,
                "started_by": by,
                **_step_values(step),
            },
        )

    def save(self, instance: ProcessInstance, step: Step) -> bool:
        """Save the next step. False: another step was saved in between."""
        changed = _SAVE.change(
            self.connection,
            {
                "b_id": instance.id,
                "b_revision": instance.revision,
                "revision": instance.revision + 1,
                **_step_values(step),
            },
        )
        return bool(changed)

    def attach_case(self, instance: ProcessInstance, case_id: CaseId) -> None:
        """Note which case an instance turned out to be about; its rows follow."""
        for table in (user_task, job, subscription, history_event):
            more = {"urgency": urgency_of(case_id)} if table is user_task else {}
            self.connection.execute(
                update(table)
                .where(table.c.instance_id == instance.id, table.c.case_id.is_(None))
                .values(case_id=case_id, **more)
            )
        self.connection.execute(
            update(process_instance)
            .where(process_instance.c.id == instance.id)
            .values(case_id=case_id)
        )

    def places(self, definition_key: str, region: str) -> frozenset[str]:
        """Give the business keys under which a process runs in a region without a case."""
        asked = {"b_key": definition_key, "b_region": region}
        return frozenset(row.business_key for row in _PLACES.rows(self.connection, asked))

    def keys_of(self, definition_key: str, region: str) -> frozenset[str]:
        """Give the business keys under which a process runs in a region."""
        asked = {"b_key": definition_key, "b_region": region}
        return frozenset(row.business_key for row in _KEYS.rows(self.connection, asked))

    def last_known(self, client_id: ClientId) -> str | None:
        """Give the variables with which the process of the client's last closed case ended."""
        return self.connection.scalar(
            select(process_instance.c.variables)
            .join(care_case, care_case.c.id == process_instance.c.case_id)
            .join(definition, definition.c.id == process_instance.c.definition_id)
            .where(
                care_case.c.client_id == client_id,
                care_case.c.closed_at.is_not(None),
                definition.c.start_message == CASE_OPENED,
            )
            .order_by(care_case.c.closed_at.desc(), process_instance.c.started_at.desc())
            .limit(1)
        )

    def of_case(self, case_id: CaseId) -> Sequence[InstanceId]:
        """Find the running instances of a case, the oldest first."""
        return self.connection.scalars(
            select(process_instance.c.id)
            .where(
                process_instance.c.case_id == case_id,
                process_instance.c.status == InstanceStatus.RUNNING,
            )
            .order_by(process_instance.c.started_at, process_instance.c.id)
        ).all()

    def waiting(self, instance_id: InstanceId) -> Waiting:
        """Read in one statement what the rows say an instance waits for."""
        rows = _WAITING.rows(self.connection, {"b_instance": instance_id}).all()
        return Waiting(
            tasks=frozenset(r.id for r in rows if r.what == "bpmn"),
            repairs=frozenset(r.id for r in rows if r.what == "repair"),
            jobs={r.label: r.id for r in rows if r.what == "ready"},
            dead={r.label: r.id for r in rows if r.what == "dead"},
            subscriptions={
                (r.ref, r.what, r.label): r.id for r in rows if r.what in {"message", "signal"}
            },
        )


_INSERT = Prepared(insert(process_instance))
_SAVE = Prepared(
    update(process_instance).where(
        process_instance.c.id == bindparam("b_id"),
        process_instance.c.revision == bindparam("b_revision"),
    )
)
_LOCKED = Prepared(
    select(*instance_columns)
    .select_from(process_instance.join(region, region.c.code == process_instance.c.region))
    .where(process_instance.c.id == bindparam("b_instance"))
    .with_for_update(of=process_instance)
)
_WAITING = Prepared(
    union_all(
        select(
            user_task.c.kind.label("what"),
            user_task.c.id.label("id"),
            type_coerce(null(), Uuid).label("ref"),
            literal("", String).label("label"),
        ).where(
            user_task.c.instance_id == bindparam("b_instance"),
            user_task.c.status == "open",
            # A repair task without a job tells of a step that failed; nothing waits for it.
            or_(user_task.c.kind == "bpmn", user_task.c.job_id.is_not(None)),
        ),
        select(job.c.state, job.c.id, job.c.engine_task_id, job.c.dedup).where(
            job.c.instance_id == bindparam("b_instance"),
            or_(job.c.state == "ready", job.c.state == "dead"),
        ),
        select(
            subscription.c.kind,
            subscription.c.id,
            subscription.c.engine_task_id,
            subscription.c.name,
        ).where(subscription.c.instance_id == bindparam("b_instance")),
    )
)


def _step_values(step: Step) -> dict[str, object]:
    tokens: Json = [list(token) for token in step.tokens]
    return {
        "variables": step.variables,
        "state": step.state,
        "state_version": step.state_version,
        "tokens": tokens,
        "status": InstanceStatus.ENDED if step.ended_at else InstanceStatus.RUNNING,
        "ended_at": step.ended_at,
    }
