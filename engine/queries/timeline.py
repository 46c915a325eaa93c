"""What happened in a case, from its history: people's steps, and what went by itself.

Gateways and the like are left out: the page tells the story, the diagram tells the path. The main
lines are what people did, decided and received; the steps in between come on request.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from engine.domain.access import Actor, Permission
from engine.persistence.tables import (
    care_case,
    contact_attempt,
    document,
    history_event,
    incident,
    signal,
    user_account,
)
from engine.persistence.types import Json
from engine.queries import Connection

LIMIT = 100
_HOLDER = "casushouder"
_REMINDED = "reminded"
_ROUTINE_TABLES = frozenset(
    {"toestand-bepalen", "interval-bepalen", "vervolg-na-contact", "uitkomst-voorstellen"}
)
"""Tables whose outcome the next line tells anyway."""


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One thing that happened. `kind` says what, in the words of the history table or below.

    Besides the kinds of history events: `attempt`, `attached`, `document`, `incident`, `repaired`,
    `signal`.
    """

    at: datetime
    kind: str
    element_type: str = ""
    element_id: str = ""
    process_key: str = ""
    name: str
    by: str | None = None
    task_id: UUID | None = None
    detail: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Which part of a timeline: until a moment, how long, and with the routine steps or without."""

    until: datetime | None = None
    most: int = LIMIT
    routine: bool = False


RECENT = Stretch()


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """What happened, the newest first. `earlier`: where it goes on; None when this is all."""

    happened: tuple[Happening, ...] = ()
    earlier: datetime | None = None


def timeline(
    connection: Connection, actor: Actor, case_id: UUID, stretch: Stretch = RECENT
) -> Timeline:
    """Give a stretch of the story; the next one begins with the moment at which this one ends."""
    visible = and_(
        care_case.c.id == case_id,
        care_case.c.region.in_(actor.regions_where(Permission.SEE_CASES)),
    )
    if connection.execute(select(care_case.c.id).where(visible)).one_or_none() is None:
        return Timeline()
    history, earlier = _history(connection, case_id, stretch)
    beside = [
        *_documents(connection, case_id),
        *_incidents(connection, case_id),
        *_signals(connection, case_id),
    ]
    # What lies before the oldest event of this stretch belongs to the next one.
    told = history + [h for h in beside if _lies_in(h.at, earlier, stretch.until)]
    newest_first = sorted(told, key=lambda happening: happening.at, reverse=True)
    return Timeline(happened=tuple(newest_first), earlier=earlier)


def _lies_in(at: datetime, since: datetime | None, until: datetime | None) -> bool:
    return (since is None or at >= since) and (until is None or at <= until)


def _told(stretch: Stretch) -> ColumnElement[bool]:
    event = history_event.c
    main = or_(
        and_(event.kind == "completed", event.element_type == "userTask"),
        and_(event.kind == "entered", event.element_type == "callActivity"),
        and_(event.kind == "decided", event.element_id.not_in(_ROUTINE_TABLES)),
        event.kind.in_(("fired", "reported", "moved")),
    )
    between = or_(
        and_(event.kind == "completed", event.element_type == "serviceTask"),
        and_(event.kind == "entered", event.element_type == "endEvent"),
        and_(event.kind == "cancelled", event.element_type == "userTask"),
        event.kind.in_(("decided", _REMINDED)),
    )
    told = or_(main, between) if stretch.routine else main
    return told if stretch.until is None else and_(told, event.at <= stretch.until)


def _history(
    connection: Connection, case_id: UUID, stretch: Stretch
) -> tuple[list[Happening], datetime | None]:
    event = history_event.c
    rows = connection.execute(
        select(history_event, user_account.c.name.label("by"))
        .outerjoin(user_account, user_account.c.id == event.actor_id)
        .where(event.case_id == case_id, _told(stretch))
        .order_by(event.at.desc(), event.id.desc())
        .limit(stretch.most)
    ).all()
    filled_in = {row.task_id for row in rows if row.task_id and row.kind != _REMINDED}
    said = _said(connection, case_id, filled_in)
    reported = {row.task_id for row in rows if row.kind == "reported"}
    told = [
        Happening(
            at=row.at,
            kind=row.kind,
            element_type=row.element_type,
            element_id=row.element_id,
            process_key=row.process_key,
            name=row.name or row.element_id,
            by=row.by,
            task_id=row.task_id,
            detail=(row.kind != _REMINDED and said.get(row.task_id)) or row.detail,
        )
        for row in rows
        if row.kind != "fired" or row.task_id not in reported
    ]
    return told, rows[-1].at if len(rows) == stretch.most else None


def _said(
    connection: Connection, case_id: UUID, tasks: set[UUID]
) -> Mapping[UUID | None, Mapping[str, Json]]:
    """Give what was filled in, by task: a contact in short, else the answers."""
    event, attempt = history_event.c, contact_attempt.c
    answers = connection.execute(
        select(event.task_id, event.detail).where(
            event.case_id == case_id, event.kind == "recorded", event.task_id.in_(tasks)
        )
    ).all()
    attempts = connection.execute(
        select(
            attempt.task_id, attempt.recipient, attempt.channel, attempt.result, attempt.note
        ).where(attempt.case_id == case_id, attempt.task_id.in_(tasks))
    ).all()
    holders = _names_of(connection, {_holder_in(row.detail) for row in answers})
    return {row.task_id: _with_name(row.detail, holders) for row in answers} | {
        row.task_id: _attempt(row.recipient, row.channel, row.result, row.note) for row in attempts
    }


def _holder_in(answers: Mapping[str, Json]) -> str:
    return str(answers.get(_HOLDER, ""))


def _names_of(connection: Connection, usernames: set[str]) -> dict[str, str]:
    rows = connection.execute(
        select(user_account.c.username, user_account.c.name).where(
            user_account.c.username.in_(usernames)
        )
    )
    return {row.username: row.name for row in rows}


def _with_name(answers: Mapping[str, Json], names: Mapping[str, str]) -> Mapping[str, Json]:
    """Name the case holder, whom the form knows by her username."""
    holder = _holder_in(answers)
    return {**answers, _HOLDER: names.get(holder, holder)} if holder else answers


def _attempt(recipient: str, channel: str, result: str, note: str) -> dict[str, Json]:
    told = {"Met": recipient, "Via": channel, "Uitkomst": result, "Notitie": note}
    return {label: text for label, text in told.items() if text}


def _documents(connection: Connection, case_id: UUID) -> list[Happening]:
    rows = connection.execute(
        select(
            *(document.c.created_at, document.c.title, document.c.id, document.c.uploaded_by),
            user_account.c.name.label("by"),
        )
        .outerjoin(user_account, user_account.c.id == document.c.uploaded_by)
        .where(document.c.case_id == case_id)
    )
    return [
        Happening(
            at=row.created_at,
            kind="document" if row.uploaded_by is None else "attached",
            name=row.title,
            task_id=row.id,
            by=row.by,
        )
        for row in rows
    ]


def _incidents(connection: Connection, case_id: UUID) -> list[Happening]:
    rows = connection.execute(
        select(incident, user_account.c.name.label("by"))
        .outerjoin(user_account, user_account.c.id == incident.c.resolved_by)
        .where(incident.c.case_id == case_id)
    ).all()
    failed = [
        Happening(at=row.created_at, kind="incident", element_id=row.element_id, name=row.message)
        for row in rows
    ]
    repaired = [
        Happening(
            at=row.resolved_at,
            kind="repaired",
            element_id=row.element_id,
            name=row.element_id,
            by=row.by,
        )
        for row in rows
        if row.resolved_at is not None
    ]
    return failed + repaired


def _signals(connection: Connection, case_id: UUID) -> list[Happening]:
    rows = connection.execute(
        select(signal.c.received_at, signal.c.kind, signal.c.source, signal.c.number).where(
            signal.c.case_id == case_id
        )
    )
    return [
        Happening(
            at=row.received_at,
            kind="signal",
            name=row.kind,
            detail={"Bron": row.source, "Nummer": row.number},
        )
        for row in rows
    ]
