"""Comparing a file with what is known already, so that the preview tells what will happen."""

from collections.abc import Iterable
from dataclasses import replace

from engine.domain.access import Actor
from engine.intake.judging import Judged, Verdict
from engine.persistence.database import Database
from engine.persistence.sealing import Seal
from engine.queries.intake import KnownClient, known_clients

_CHUNK = 500


def compare(
    database: Database, actor: Actor, region: str, rows: Iterable[Judged]
) -> tuple[Judged, ...]:
    """Mark the signals that were received before, and name the open case of a client.

    Rows without BSN are compared when they are registered.
    """
    judged = tuple(rows)
    seal = Seal(database.keys.encryption, database.keys.index)
    indexes = {row.number: index for row in judged if (index := _index(row, seal))}
    wanted = sorted(set(indexes.values()))
    known: dict[str, KnownClient] = {}
    with database.reading() as connection:
        for start in range(0, len(wanted), _CHUNK):
            known |= known_clients(connection, actor, region, wanted[start : start + _CHUNK])
    return tuple(_compared(row, known.get(indexes.get(row.number, ""))) for row in judged)


def _index(row: Judged, seal: Seal) -> str | None:
    bsn = row.signal.client.bsn if row.signal else None
    return seal.index(bsn.digits) if bsn else None


def _compared(row: Judged, client: KnownClient | None) -> Judged:
    signal = row.signal
    if client is None or signal is None:
        return row
    if (signal.source.value, signal.kind.value, signal.signal_date) in client.signals:
        return replace(row, verdict=Verdict.DOUBLED, reason="Eerder ontvangen.", signal=None)
    if client.open_case and row.verdict is Verdict.TAKEN:
        return replace(row, reason=f"Hoort bij de open casus {client.open_case}.")
    return row
