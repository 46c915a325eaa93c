"""The watchdog looks at the rows: which open cases have nobody and nothing to move them on.

This is deliberately not what the engine lists as waiting. It reads what pages and the worker act
on: a task that somebody can open, a job that the worker will claim. Where the two differ, the rows
are what people live with (domain.md §2.2, points 1, 7 and 10).

    no step        no open task of a running process, and no job that is due before the horizon
    only incident  the same, but something failed and waits for repair
    old incident   an incident since `stale`, and its task did not come to the team leader either
    lost           the process of a case runs on while its case is closed or gone
    still          a process runs that waits for nobody and nothing, whatever its case has besides
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, exists, or_, select

from engine.domain.access import Role
from engine.domain.calendar import WorkCalendar
from engine.domain.case import CASE_OPENED
from engine.domain.lapse import SILENT_AFTER_HOURS, WATCHDOG, Check, Lapse, LapseKind
from engine.domain.terms import Term
from engine.persistence.tables import (
    app_state,
    care_case,
    definition,
    incident,
    job,
    process_instance,
    user_task,
    user_task_candidate,
)
from engine.queries import Connection

_HORIZON = Term.parse("6 maanden")
_PATIENCE = Term.parse("1 werkdag")


@dataclass(frozen=True, kw_only=True)
class Horizon:
    """Up to when a wait is a next step, and since when an incident is old."""

    furthest: datetime
    stale: datetime

    @classmethod
    def at(cls, now: datetime, calendar: WorkCalendar, patience: Term | None = None) -> "Horizon":
        """Count six months ahead (D12) and the region's term for incidents back."""
        wait = patience or _PATIENCE
        return cls(furthest=_HORIZON.after(now, calendar), stale=wait.before(now, calendar))


def lapses(connection: Connection, regions: Collection[str], horizon: Horizon) -> tuple[Lapse, ...]:
    """Find every lapse in these regions, the longest open first."""
    found = [
        *_without_step(connection, regions, horizon),
        *_old_incidents(connection, regions, horizon),
        *_lost(connection, regions),
    ]
    named = {key for lapse in found for key in (lapse.case_id, lapse.instance_id)} - {None}
    still = _still(connection, regions)
    found += [one for one in still if not {one.case_id, one.instance_id} & named]
    return tuple(sorted(found, key=lambda lapse: lapse.since))


@dataclass(frozen=True, kw_only=True)
class Watch:
    """What the watchdog sees now, when it last looked by itself, and where it fell silent."""

    lapses: tuple[Lapse, ...]
    checked_at: datetime | None
    silent: tuple[str, ...]


def watch(
    connection: Connection, regions: Collection[str], now: datetime, calendar: WorkCalendar
) -> Watch:
    """Look as the watchdog does, and look after the watchdog itself."""
    checks = last_checks(connection, regions)
    moments = [check.at for check in checks.values() if check is not None]
    return Watch(
        lapses=lapses(connection, regions, Horizon.at(now, calendar)),
        checked_at=min(moments, default=None),
        silent=silent(checks, now),
    )


def last_checks(connection: Connection, regions: Collection[str]) -> Mapping[str, Check | None]:
    """Give the last check of each region; None where there never was one."""
    names = {Check.name(region): region for region in regions}
    rows = connection.execute(
        select(app_state.c.name, app_state.c.value).where(app_state.c.name.in_(list(names)))
    )
    known = {names[row.name]: Check.parse(row.value) for row in rows}
    return {region: known.get(region) for region in sorted(regions)}


def silent(checks: Mapping[str, Check | None], now: datetime) -> tuple[str, ...]:
    """Give the regions where the watchdog itself did not run."""
    patience = timedelta(hours=SILENT_AFTER_HOURS)
    return tuple(
        region for region, check in checks.items() if check is None or now - check.at > patience
    )


def _without_step(
    connection: Connection, regions: Collection[str], horizon: Horizon
) -> Iterator[Lapse]:
    asked = {"b_regions": sorted(regions), "b_furthest": horizon.furthest}
    rows = connection.execute(_WITHOUT_STEP, asked)
    for row in rows:
        kind = LapseKind.ONLY_INCIDENT if row.waits_for_repair else LapseKind.NO_STEP
        yield Lapse(
            kind=kind,
            region=row.region,
            since=row.opened_at,
            case_id=row.id,
            case_number=row.number,
        )


def _old_incidents(
    connection: Connection, regions: Collection[str], horizon: Horizon
) -> Iterator[Lapse]:
    asked = {"b_regions": sorted(regions), "b_stale": horizon.stale}
    rows = connection.execute(_OLD_INCIDENTS, asked)
    for row in rows:
        yield Lapse(
            kind=LapseKind.OLD_INCIDENT,
            region=row.region,
            since=row.created_at,
            case_id=row.id,
            case_number=row.number,
            instance_id=row.instance_id,
        )


def _lost(connection: Connection, regions: Collection[str]) -> Iterator[Lapse]:
    rows = connection.execute(_LOST, {"b_regions": sorted(regions)})
    for row in rows:
        yield Lapse(
            kind=LapseKind.LOST, region=row.region, since=row.started_at, instance_id=row.id
        )


def _still(connection: Connection, regions: Collection[str]) -> Iterator[Lapse]:
    """Find what was suspended, by whatever cause: running, and nothing will move it on."""
    rows = connection.execute(_STILL, {"b_regions": sorted(regions)})
    for row in rows:
        yield Lapse(
            kind=LapseKind.STILL,
            region=row.region,
            since=row.started_at,
            case_id=row.of_case,
            case_number=row.number,
            instance_id=row.id,
        )


def _is_with_team_leader() -> ColumnElement[bool]:
    """Tell whether the repair task of an incident stands in the team leader's own list."""
    return exists(
        select(user_task.c.id)
        .join(user_task_candidate, user_task_candidate.c.task_id == user_task.c.id)
        .where(
            user_task.c.instance_id == incident.c.instance_id,
            user_task.c.element_id == incident.c.element_id,
            user_task.c.kind == "repair",
            user_task.c.status == "open",
            user_task_candidate.c.role == Role.TEAM_LEADER,
        )
    )


def _has_task(kind: str) -> ColumnElement[bool]:
    task = and_(
        user_task.c.case_id == care_case.c.id,
        user_task.c.status == "open",
        user_task.c.kind == kind,
        user_task.c.process_key != WATCHDOG,
    )
    return exists(_of_running(user_task.c.instance_id).where(task))


def _has_job(furthest: ColumnElement[datetime]) -> ColumnElement[bool]:
    ready = and_(
        job.c.case_id == care_case.c.id,
        job.c.state == "ready",
        job.c.due_at <= furthest,
        job.c.process_key != WATCHDOG,
    )
    return exists(_of_running(job.c.instance_id).where(ready))


def _of_running(instance_id: ColumnElement[object]) -> Select[tuple[object]]:
    """Look only at what belongs to a process that runs: the rest will never happen."""
    return select(process_instance.c.id).where(
        process_instance.c.id == instance_id, process_instance.c.status == "running"
    )


_regions: BindParameter[str] = bindparam("b_regions", expanding=True)
_instance = process_instance.c

# Made once: the watchdog of every region asks them every morning.
_WITHOUT_STEP = (
    select(
        care_case.c.id,
        care_case.c.number,
        care_case.c.region,
        care_case.c.opened_at,
        _has_task("repair").label("waits_for_repair"),
    )
    .where(
        care_case.c.closed_at.is_(None),
        care_case.c.region.in_(_regions),
        ~or_(_has_task("bpmn"), _has_job(bindparam("b_furthest", type_=job.c.due_at.type))),
    )
    .order_by(care_case.c.opened_at)
)
_OLD_INCIDENTS = (
    select(
        incident.c.instance_id,
        incident.c.created_at,
        incident.c.region,
        care_case.c.id,
        care_case.c.number,
    )
    .select_from(incident)
    .outerjoin(care_case, care_case.c.id == incident.c.case_id)
    .where(
        incident.c.status == "open",
        incident.c.region.in_(_regions),
        incident.c.created_at < bindparam("b_stale"),
        ~_is_with_team_leader(),
    )
    .order_by(incident.c.created_at)
)
_LOST = (
    select(_instance.id, _instance.region, _instance.started_at)
    .select_from(process_instance)
    .join(definition, definition.c.id == _instance.definition_id)
    .outerjoin(care_case, care_case.c.id == _instance.case_id)
    .where(
        _instance.status == "running",
        _instance.region.in_(_regions),
        definition.c.start_message == CASE_OPENED,
        or_(care_case.c.id.is_(None), care_case.c.closed_at.is_not(None)),
    )
    .order_by(_instance.started_at)
)
_STILL = (
    select(_instance.id, _instance.region, _instance.started_at, care_case.c.number)
    .add_columns(care_case.c.id.label("of_case"))
    .select_from(process_instance)
    .outerjoin(care_case, care_case.c.id == _instance.case_id)
    .where(
        _instance.status == "running",
        _instance.region.in_(_regions),
        ~exists(
            select(user_task.c.id).where(
                user_task.c.instance_id == _instance.id, user_task.c.status == "open"
            )
        ),
        ~exists(select(job.c.id).where(job.c.instance_id == _instance.id, job.c.state == "ready")),
    )
    .order_by(_instance.started_at)
)
