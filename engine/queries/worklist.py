"""The worklist: the open tasks that wait for this person, in the order in which they press.

    mine     claimed by her, or assigned to her
    groups   nobody's yet, for one of her roles in the region of the task
    others   for one of her roles, and in a colleague's hands

What presses most stands first, over the whole list: what is late, then what is due today, by
urgency; then day by day, by urgency too. The exact moment decides between equals, then priority
and age (`engine.queries.need`).

The three are disjoint. Each selects by an index on `user_task` (assignee, or region and status with
the due moment), so the list stays quick when the table is long.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select

from engine.domain.access import Actor, Permission, Role
from engine.persistence.tables import (
    care_case,
    client,
    region,
    signal,
    user_account,
    user_task,
    user_task_candidate,
)
from engine.queries import Connection
from engine.queries.names import client_in_list
from engine.queries.need import by_need

PAGE_SIZE = 50
COUNT_LIMIT = 500
"""Beyond this the page says "500+": counting every task of a long list helps nobody."""


class Whose(StrEnum):
    """Whose tasks are listed."""

    MINE = "mijn"
    GROUPS = "groepen"
    OTHERS = "collegas"


class Sort(StrEnum):
    """By what the list is ordered; every order ends with the task's age."""

    DUE = "uiterlijk"
    URGENCY = "urgentie"
    CASE = "casus"
    CLIENT = "client"
    TASK = "taak"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What the reader asks of the list."""

    whose: Whose = Whose.MINE
    region: str | None = None
    urgency: int | None = None
    task: str | None = None
    late_before: datetime | None = None
    sort: Sort = Sort.DUE
    descending: bool = False
    page: int = 1

    @property
    def narrows(self) -> bool:
        """Whether anything is left out of the list."""
        return bool(self.region or self.urgency or self.task or self.late_before)


@dataclass(frozen=True, kw_only=True)
class WorklistRow:
    """One task as the list shows it."""

    task_id: UUID
    name: str
    documentation: str
    kind: str
    region: str
    region_name: str
    case_id: UUID | None
    case_number: str | None
    case_state: str | None
    urgency: int | None
    ethos: str | None
    signal_number: str | None
    client: str
    assignee: str | None
    is_mine: bool
    priority: int
    due_at: datetime | None
    follow_up_at: datetime | None
    created_at: datetime
    draft_at: datetime | None
    reminder_level: int = 0


@dataclass(frozen=True, kw_only=True)
class Worklist:
    """One page of the list, and how much there is."""

    rows: tuple[WorklistRow, ...]
    total: int
    counts: dict[Whose, int]
    task_names: tuple[str, ...]

    @property
    def pages(self) -> int:
        """How many pages there are to leaf through."""
        return max(1, -(-self.total // PAGE_SIZE))


def worklist(connection: Connection, actor: Actor, wish: Wish, now: datetime) -> Worklist:
    """Give the page of the list that the actor asks for."""
    condition = and_(_whose(actor, wish.whose), _filtered(wish))
    counts = {whose: _count(connection, _whose(actor, whose)) for whose in Whose}
    total = _count(connection, condition) if wish.narrows else counts[wish.whose]
    skipped = min(max(1, wish.page) - 1, COUNT_LIMIT) * PAGE_SIZE
    if wish.sort is Sort.DUE and not wish.descending:
        is_long = total > COUNT_LIMIT
        first = by_need(connection, condition, now, skipped + PAGE_SIZE, is_long=is_long)
        rows = _in_order(connection, actor, first[skipped:])
    else:
        rows = _sorted(connection, actor, wish, condition, skipped)
    return Worklist(
        rows=rows,
        total=total,
        counts=counts,
        task_names=_task_names(connection, actor, wish.whose),
    )


def next_task(connection: Connection, actor: Actor, now: datetime) -> WorklistRow | None:
    """Give the task that presses most: hers first, then her groups'."""
    for whose in (Whose.MINE, Whose.GROUPS):
        condition = _whose(actor, whose)
        is_long = _count(connection, condition) > COUNT_LIMIT
        if first := by_need(connection, condition, now, 1, is_long=is_long):
            return next(iter(_in_order(connection, actor, first)), None)
    return None


def _in_order(connection: Connection, actor: Actor, ids: Sequence[UUID]) -> tuple[WorklistRow, ...]:
    rows = connection.execute(_rows().where(user_task.c.id.in_(ids))) if ids else ()
    found = {row.task_id: _row(actor, row) for row in rows}
    return tuple(found[key] for key in ids if key in found)


def _sorted(
    connection: Connection, actor: Actor, wish: Wish, condition: ColumnElement[bool], skipped: int
) -> tuple[WorklistRow, ...]:
    rows = connection.execute(
        _rows()
        .where(condition)
        .order_by(*_order(wish), user_task.c.id)
        .limit(PAGE_SIZE)
        .offset(skipped)
    )
    return tuple(_row(actor, row) for row in rows)


def tasks_of_case(connection: Connection, actor: Actor, case_id: UUID) -> tuple[WorklistRow, ...]:
    """Give the open tasks of a case, whoever's they are."""
    rows = connection.execute(
        _rows()
        .where(
            user_task.c.case_id == case_id,
            user_task.c.status == "open",
            user_task.c.region.in_(actor.regions_where(Permission.SEE_CASES)),
        )
        .order_by(*_order(Wish()), user_task.c.id)
    ).all()
    return tuple(_row(actor, row) for row in rows)


def is_candidate(actor: Actor) -> ColumnElement[bool]:
    """Whether a task is for one of the actor's roles in the task's own region."""
    alike: dict[frozenset[Role], list[str]] = {}
    for code in sorted(actor.regions_where(Permission.WORK_TASKS)):
        alike.setdefault(actor.roles_in(code), []).append(code)
    conditions = [
        and_(user_task.c.region.in_(codes), _role_in(sorted(roles)))
        for roles, codes in alike.items()
    ]
    return or_(*conditions) if conditions else user_task.c.id.is_(None)


def _role_in(roles: Sequence[str]) -> ColumnElement[bool]:
    return exists().where(
        user_task_candidate.c.task_id == user_task.c.id, user_task_candidate.c.role.in_(roles)
    )


def _whose(actor: Actor, whose: Whose) -> ColumnElement[bool]:
    is_open = user_task.c.status == "open"
    match whose:
        case Whose.MINE:
            return and_(
                is_open,
                user_task.c.assignee_id == actor.user_id,
                # As an expression, so that SQLite looks by assignee and not by region.
                user_task.c.region.concat("").in_(actor.regions_where(Permission.WORK_TASKS)),
            )
        case Whose.GROUPS:
            return and_(is_open, user_task.c.assignee_id.is_(None), is_candidate(actor))
        case Whose.OTHERS:
            return and_(is_open, user_task.c.assignee_id != actor.user_id, is_candidate(actor))


def _filtered(wish: Wish) -> ColumnElement[bool]:
    wanted: list[ColumnElement[bool]] = [user_task.c.status == "open"]
    if wish.region:
        wanted.append(user_task.c.region == wish.region)
    if wish.urgency:
        wanted.append(user_task.c.urgency == wish.urgency)
    if wish.task:
        wanted.append(user_task.c.name == wish.task)
    if wish.late_before:
        wanted.append(user_task.c.due_at < wish.late_before)
    return and_(*wanted)


def _order(wish: Wish) -> list[ColumnElement[object]]:
    due = user_task.c.due_at
    column: ColumnElement[object] = {
        Sort.DUE: due,
        Sort.URGENCY: care_case.c.urgency,
        Sort.CASE: care_case.c.number,
        Sort.CLIENT: client.c.search_name,
        Sort.TASK: user_task.c.name,
    }[wish.sort]
    first = column.desc() if wish.descending else column.asc()
    rest = [] if wish.sort is Sort.DUE else [due.asc().nulls_last()]
    return [first.nulls_last(), *rest, user_task.c.priority.desc()]


def _rows() -> Select[tuple[object, ...]]:
    return (
        select(
            user_task.c.id.label("task_id"),
            user_task.c.name,
            user_task.c.documentation,
            user_task.c.kind,
            user_task.c.region,
            region.c.name.label("region_name"),
            user_task.c.case_id,
            care_case.c.number.label("case_number"),
            care_case.c.state.label("case_state"),
            care_case.c.urgency,
            func.coalesce(care_case.c.ethos, signal.c.ethos).label("ethos"),
            signal.c.number.label("signal_number"),
            client.c.family_name,
            client.c.prefix,
            client.c.given_names,
            client.c.initials,
            user_account.c.name.label("assignee"),
            user_task.c.assignee_id,
            user_task.c.priority,
            user_task.c.due_at,
            user_task.c.follow_up_at,
            user_task.c.created_at,
            user_task.c.draft_at,
            user_task.c.reminder_level,
        )
        .join(region, region.c.code == user_task.c.region)
        .outerjoin(care_case, care_case.c.id == user_task.c.case_id)
        .outerjoin(signal, signal.c.id == user_task.c.signal_id)
        .outerjoin(client, client.c.id == func.coalesce(care_case.c.client_id, signal.c.client_id))
        .outerjoin(user_account, user_account.c.id == user_task.c.assignee_id)
    )


def _row(actor: Actor, row: "Row[*tuple[object, ...]]") -> WorklistRow:
    return WorklistRow(
        task_id=row.task_id,
        name=row.name,
        documentation=row.documentation,
        kind=row.kind,
        region=row.region,
        region_name=row.region_name,
        case_id=row.case_id,
        case_number=row.case_number,
        case_state=row.case_state,
        urgency=row.urgency,
        ethos=row.ethos,
        signal_number=row.signal_number,
        client=client_in_list(actor, row.region, row),
        assignee=row.assignee,
        is_mine=row.assignee_id == actor.user_id,
        priority=row.priority,
        due_at=row.due_at,
        follow_up_at=row.follow_up_at,
        created_at=row.created_at,
        draft_at=row.draft_at,
        reminder_level=row.reminder_level,
    )


def _count(connection: Connection, condition: ColumnElement[bool]) -> int:
    some = select(user_task.c.id).where(condition).limit(COUNT_LIMIT + 1).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one()


def _task_names(connection: Connection, actor: Actor, whose: Whose) -> tuple[str, ...]:
    names = select(user_task.c.name).where(_whose(actor, whose)).limit(COUNT_LIMIT).subquery()
    found = connection.execute(select(names.c.name).distinct().order_by(names.c.name))
    return tuple(found.scalars())
