"""What is known already about the clients in an intake file, by the keyed index of their BSN."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select

from engine.domain.access import Actor, Permission
from engine.persistence.tables import care_case, client, signal
from engine.queries import Connection


@dataclass(frozen=True, kw_only=True)
class KnownClient:
    """The number of the open case, if any, and the signals as (source, kind, date)."""

    open_case: str | None
    signals: frozenset[tuple[str, str, date]]


def known_clients(
    connection: Connection, actor: Actor, region: str, indexes: Sequence[str]
) -> Mapping[str, KnownClient]:
    """Find the clients of one region; nothing when the actor may not take in signals there."""
    if not actor.may(Permission.TAKE_IN_SIGNALS, region):
        return {}
    rows = connection.execute(
        select(
            client.c.bsn_index,
            care_case.c.number,
            signal.c.source,
            signal.c.kind,
            signal.c.signal_date,
        )
        .outerjoin(
            care_case, and_(care_case.c.client_id == client.c.id, care_case.c.closed_at.is_(None))
        )
        .outerjoin(signal, signal.c.client_id == client.c.id)
        .where(client.c.bsn_index.in_(indexes), client.c.region == region)
    ).all()
    cases = {row.bsn_index: row.number for row in rows}
    signals: dict[str, set[tuple[str, str, date]]] = {index: set() for index in cases}
    for row in rows:
        if row.source is not None:
            signals[row.bsn_index].add((row.source, row.kind, row.signal_date))
    return {
        index: KnownClient(open_case=number, signals=frozenset(signals[index]))
        for index, number in cases.items()
    }
