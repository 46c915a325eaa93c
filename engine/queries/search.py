"""Finding a case by its number, by the client's name, or by a BSN (looked up by its keyed index).

A BSN never leaves this module whole: results show its last digits.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from engine.domain.access import Actor, Permission
from engine.domain.client import Bsn
from engine.persistence.sealing import Seal
from engine.persistence.tables import care_case, client, region, signal, user_task
from engine.queries import Connection
from engine.queries.names import client_in_list

LIMIT = 50
SHORTEST = 2


@dataclass(frozen=True, kw_only=True)
class Found:
    """One hit: a case, or a client of whom only a signal is known yet."""

    client: str
    birth_date: date | None
    bsn: str
    region_name: str
    case_id: UUID | None
    case_number: str | None
    state: str | None
    urgency: int | None
    opened_at: datetime | None
    closed_at: datetime | None
    signal_number: str | None
    task_id: UUID | None


def find_by_text(connection: Connection, actor: Actor, text: str, seal: Seal) -> tuple[Found, ...]:
    """Find by (the beginning of) a case or signal number, or by words of the client's name."""
    wanted = text.strip()
    if len(wanted) < SHORTEST:
        return ()
    number = f"{_literally(wanted.upper())}%"
    words = [
        client.c.search_name.like(f"%{_literally(word)}%", escape="\\")
        for word in searchable(wanted).split()
    ]
    return _find(
        connection,
        actor,
        by_case=or_(care_case.c.number.like(number, escape="\\"), and_(*words)),
        by_signal=or_(signal.c.number.like(number, escape="\\"), and_(*words)),
        seal=seal,
    )


def find_by_bsn(connection: Connection, actor: Actor, bsn: Bsn, seal: Seal) -> tuple[Found, ...]:
    """Find the client with exactly this BSN."""
    same = client.c.bsn_index == seal.index(bsn.digits)
    return _find(connection, actor, by_case=same, by_signal=same, seal=seal)


def masked_bsn(connection: Connection, actor: Actor, client_id: UUID, seal: Seal) -> str:
    """Give the last digits of a client's BSN, or nothing when none is known."""
    row = connection.execute(
        select(client.c.id, client.c.bsn_cipher).where(
            client.c.id == client_id,
            client.c.region.in_(actor.regions_where(Permission.SEE_CASES)),
        )
    ).one_or_none()
    return "" if row is None else _masked(seal, row.id, row.bsn_cipher)


def searchable(text: str) -> str:
    """Write a name as the search column has it: lower case, without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _find(
    connection: Connection,
    actor: Actor,
    *,
    by_case: ColumnElement[bool],
    by_signal: ColumnElement[bool],
    seal: Seal,
) -> tuple[Found, ...]:
    return _cases(connection, actor, by_case, seal) + _signals(connection, actor, by_signal, seal)


def _cases(
    connection: Connection, actor: Actor, condition: ColumnElement[bool], seal: Seal
) -> tuple[Found, ...]:
    rows = connection.execute(
        select(care_case, client, region.c.name.label("region_name"), care_case.c.id.label("case"))
        .join(client, client.c.id == care_case.c.client_id)
        .join(region, region.c.code == care_case.c.region)
        .where(condition, care_case.c.region.in_(actor.regions_where(Permission.SEE_CASES)))
        .order_by(care_case.c.closed_at.is_not(None), client.c.search_name, care_case.c.number)
        .limit(LIMIT)
    )
    return tuple(
        Found(
            client=client_in_list(actor, row.region, row),
            birth_date=row.birth_date,
            bsn=_masked(seal, row.client_id, row.bsn_cipher),
            region_name=row.region_name,
            case_id=row.case,
            case_number=row.number,
            state=row.state,
            urgency=row.urgency,
            opened_at=row.opened_at,
            closed_at=row.closed_at,
            signal_number=None,
            task_id=None,
        )
        for row in rows
    )


def _signals(
    connection: Connection, actor: Actor, condition: ColumnElement[bool], seal: Seal
) -> tuple[Found, ...]:
    rows = connection.execute(
        select(
            signal.c.number,
            signal.c.client_id,
            signal.c.region,
            client.c.family_name,
            client.c.prefix,
            client.c.given_names,
            client.c.initials,
            client.c.birth_date,
            client.c.bsn_cipher,
            region.c.name.label("region_name"),
            user_task.c.id.label("task_id"),
        )
        .outerjoin(client, client.c.id == signal.c.client_id)
        .join(region, region.c.code == signal.c.region)
        .join(user_task, and_(user_task.c.signal_id == signal.c.id, user_task.c.status == "open"))
        .where(
            condition,
            user_task.c.case_id.is_(None),
            signal.c.case_id.is_(None),
            signal.c.region.in_(actor.regions_where(Permission.SEE_CASES)),
        )
        .order_by(signal.c.number)
        .limit(LIMIT)
    )
    return tuple(
        Found(
            client=client_in_list(actor, row.region, row),
            birth_date=row.birth_date,
            bsn=_masked(seal, row.client_id, row.bsn_cipher),
            region_name=row.region_name,
            case_id=None,
            case_number=None,
            state=None,
            urgency=None,
            opened_at=None,
            closed_at=None,
            signal_number=row.number,
            task_id=row.task_id,
        )
        for row in rows
    )


def _masked(seal: Seal, client_id: UUID | None, cipher: bytes | None) -> str:
    if client_id is None or cipher is None:
        return ""
    return Bsn(seal.open(client_id, bytes(cipher))).masked


def _literally(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
