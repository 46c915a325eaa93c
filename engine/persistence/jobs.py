"""The job rows: claimed with a lease in their own short transaction, finished behind a fence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import (
    Connection,
    Integer,
    Row,
    Text,
    bindparam,
    insert,
    literal_column,
    or_,
    select,
    type_coerce,
    update,
)

from engine.domain.ids import CaseId, InstanceId, JobId
from engine.domain.job import Claim, JobKind, JobState
from engine.persistence.prepared import Prepared
from engine.persistence.tables import job
from engine.persistence.types import Json


@dataclass(frozen=True, kw_only=True)
class NewJob:
    """Work that will be due."""

    id: UUID
    kind: JobKind
    instance_id: InstanceId
    case_id: CaseId | None
    region: str
    engine_task_id: UUID
    element_id: str
    process_key: str
    name: str
    occurrence: int
    dedup: str
    due_at: datetime
    max_attempts: int
    payload: Mapping[str, Json] = field(default_factory=dict)
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class StoredJob:
    """A job as it stands, for the handler that runs it and the person who repairs it."""

    id: JobId
    kind: JobKind
    instance_id: InstanceId
    case_id: CaseId | None
    region: str
    engine_task_id: UUID
    element_id: str
    process_key: str
    name: str
    occurrence: int
    dedup: str
    state: JobState
    attempts: int
    payload: Mapping[str, Json]
    last_error: str


@dataclass(frozen=True, kw_only=True)
class RunningTimer:
    """A timer that waits: what it counts, and since when."""

    id: JobId
    instance_id: InstanceId
    case_id: CaseId | None
    element_id: str
    process_key: str
    name: str
    expression: str
    due_at: datetime
    began_at: datetime


@dataclass(frozen=True)
class Jobs:
    """The table `job`."""

    connection: Connection

    def add(self, jobs: Sequence[NewJob]) -> None:
        """Add rows that are ready."""
        if jobs:
            _INSERT.add(
                self.connection,
                [{**vars(j), "payload": dict(j.payload), "state": JobState.READY} for j in jobs],
            )

    def get(self, job_id: JobId) -> StoredJob | None:
        """Read one job."""
        row = self.connection.execute(select(job).where(job.c.id == job_id)).one_or_none()
        return None if row is None else _stored(row)

    def first_due(self, now: datetime) -> datetime | None:
        """Tell since when the earliest job to claim is due, without standing in a writer's way."""
        row = _FIRST_DUE.rows(self.connection, {"b_now": now, "b_until": now}).one_or_none()
        return None if row is None else row.due_at

    def claim(
        self,
        *,
        now: datetime,
        until: datetime | None = None,
        owner: str,
        lease: timedelta,
        most: int,
    ) -> list[Claim]:
        """Lease the earliest jobs that are due (and no later than `until`), counting the try.

        One with tries behind it comes alone.
        """
        due = _DUE.rows(
            self.connection, {"b_now": now, "b_until": until or now, "b_most": most}
        ).all()
        chosen = due[:1] if due and due[0].attempts else [row for row in due if not row.attempts]
        if chosen:
            self.connection.execute(
                update(job)
                .where(job.c.id.in_([row.id for row in chosen]))
                .values(attempts=job.c.attempts + 1, lock_owner=owner, locked_until=now + lease)
            )
        return [_claim(row, owner) for row in chosen]

    def exhausted(self, *, now: datetime) -> list[Claim]:
        """Find jobs whose last try ended without a word: their worker died with them."""
        rows = _EXHAUSTED.rows(self.connection, {"b_now": now}).all()
        return [_claim(row, row.lock_owner or "", attempt=row.attempts) for row in rows]

    def finish(self, claim: Claim, state: JobState, at: datetime) -> bool:
        """Settle a claimed job. False: the fence closed, the claim is somebody else's now."""
        return self._behind_fence(
            claim, state=state, done_at=at, lock_owner=None, locked_until=None
        )

    def postpone(self, claim: Claim, until: datetime, error: str) -> bool:
        """Free a claimed job for a later try."""
        return self._behind_fence(
            claim, due_at=until, lock_owner=None, locked_until=None, last_error=error
        )

    def give_up(self, claim: Claim, at: datetime, error: str) -> bool:
        """Declare a claimed job dead."""
        return self._behind_fence(
            claim,
            state=JobState.DEAD,
            done_at=at,
            lock_owner=None,
            locked_until=None,
            last_error=error,
        )

    def unclaim(self, claims: Sequence[Claim]) -> None:
        """Hand back jobs that were claimed and not begun: that is no try."""
        for claim in claims:
            self._behind_fence(
                claim, attempts=claim.attempt - 1, lock_owner=None, locked_until=None
            )

    def cancel(self, ids: Sequence[UUID], at: datetime) -> None:
        """Void jobs that the engine no longer waits for."""
        if ids:
            self.connection.execute(_CANCEL, {"b_ids": list(ids), "done_at": at})

    def revive(self, job_id: JobId, at: datetime) -> bool:
        """Give a dead job a new chance, now."""
        changed = self.connection.execute(
            update(job)
            .where(job.c.id == job_id, job.c.state == JobState.DEAD)
            .values(state=JobState.READY, attempts=0, due_at=at, done_at=None)
        )
        return bool(changed.rowcount)

    def reopen(self, dedups: Sequence[str]) -> None:
        """Make jobs ready again that the process waits for and whose rows say otherwise."""
        settled = (JobState.DONE, JobState.VOID)
        self.connection.execute(
            update(job)
            .where(job.c.dedup.in_(dedups), job.c.state.in_(settled))
            .values(
                state=JobState.READY,
                attempts=0,
                done_at=None,
                lock_owner=None,
                locked_until=None,
            )
        )

    def next_due(self) -> datetime | None:
        """Tell when the earliest job that nobody holds is due."""
        return self.connection.scalar(
            select(job.c.due_at)
            .where(_READY, job.c.locked_until.is_(None))
            .order_by(job.c.due_at)
            .limit(1)
        )

    def running_timers(self, region: str) -> list[RunningTimer]:
        """Give a region's timers that asked for a term and that nobody holds, the first first."""
        rows = self.connection.execute(
            select(job)
            .where(
                job.c.region == region,
                job.c.kind == JobKind.TIMER,
                job.c.state == JobState.READY,
                job.c.locked_until.is_(None),
                type_coerce(job.c.payload, Text).like("%termijn%"),
            )
            .order_by(job.c.due_at, job.c.id)
        )
        return [
            RunningTimer(
                id=row.id,
                instance_id=row.instance_id,
                case_id=row.case_id,
                element_id=row.element_id,
                process_key=row.process_key,
                name=row.name,
                expression=str(row.payload.get("expression", "")),
                due_at=row.due_at,
                began_at=row.created_at,
            )
            for row in rows
        ]

    def move(self, job_id: UUID, *, before: datetime, after: datetime) -> bool:
        """Let a waiting job be due at another moment; False when it is no longer as it was."""
        return bool(
            self.connection.execute(
                update(job)
                .where(
                    job.c.id == job_id,
                    job.c.state == JobState.READY,
                    job.c.due_at == before,
                    job.c.locked_until.is_(None),
                )
                .values(due_at=after)
            ).rowcount
        )

    def _behind_fence(self, claim: Claim, **values: object) -> bool:
        fence = {
            "b_id": claim.job_id,
            "b_owner": claim.owner,
            "b_attempt": claim.attempt,
        }
        return bool(_BEHIND_FENCE.change(self.connection, {**fence, **values}))


_INSERT = Prepared(insert(job))
_CANCEL = (
    update(job)
    .where(job.c.id.in_(bindparam("b_ids", expanding=True)))
    .values(state=JobState.VOID, lock_owner=None, locked_until=None)
)
_BEHIND_FENCE = Prepared(
    update(job).where(
        job.c.id == bindparam("b_id"),
        job.c.state == JobState.READY,
        job.c.lock_owner == bindparam("b_owner"),
        job.c.attempts == bindparam("b_attempt"),
    )
)


_READY = job.c.state == literal_column(f"'{JobState.READY}'")
"""In the statement's text: an index on ready jobs only is not used for a value filled in later."""
_NOW = bindparam("b_now", type_=job.c.due_at.type)
_CLAIMABLE = (
    _READY
    & (job.c.due_at <= bindparam("b_until", type_=job.c.due_at.type))
    & (job.c.attempts < job.c.max_attempts)
    & or_(job.c.locked_until.is_(None), job.c.locked_until <= _NOW)
)
_FIRST_DUE = Prepared(select(job.c.due_at).where(_CLAIMABLE).order_by(job.c.due_at).limit(1))
_CLAIMED = (
    job.c.id,
    job.c.instance_id,
    job.c.kind,
    job.c.engine_task_id,
    job.c.occurrence,
    job.c.due_at,
    job.c.attempts,
    job.c.max_attempts,
)
_DUE = Prepared(
    select(*_CLAIMED)
    .where(_CLAIMABLE)
    .order_by(job.c.due_at, job.c.id)
    .limit(bindparam("b_most", type_=Integer))
    .with_for_update(skip_locked=True)
)
_EXHAUSTED = Prepared(
    select(*_CLAIMED, job.c.lock_owner).where(
        _READY,
        job.c.due_at <= _NOW,
        job.c.attempts >= job.c.max_attempts,
        job.c.locked_until <= _NOW,
    )
)


def _claim(row: Row[*tuple[object, ...]], owner: str, attempt: int | None = None) -> Claim:
    return Claim(
        job_id=row.id,
        instance_id=row.instance_id,
        kind=JobKind(row.kind),
        engine_task_id=row.engine_task_id,
        occurrence=row.occurrence,
        due_at=row.due_at,
        owner=owner,
        attempt=row.attempts + 1 if attempt is None else attempt,
        max_attempts=row.max_attempts,
    )


def _stored(row: Row[*tuple[object, ...]]) -> StoredJob:
    return StoredJob(
        id=row.id,
        kind=JobKind(row.kind),
        instance_id=row.instance_id,
        case_id=row.case_id,
        region=row.region,
        engine_task_id=row.engine_task_id,
        element_id=row.element_id,
        process_key=row.process_key,
        name=row.name,
        occurrence=row.occurrence,
        dedup=row.dedup,
        state=JobState(row.state),
        attempts=row.attempts,
        payload=row.payload,
        last_error=row.last_error or "",
    )
