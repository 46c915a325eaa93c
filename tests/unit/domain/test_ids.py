"""Ids sort by birth and carry their moment."""

from datetime import UTC, datetime

from engine.domain.ids import new_uuid7, parse_uuid


def test_two_ids_of_one_moment_differ() -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    assert new_uuid7(at) != new_uuid7(at)


def test_what_is_no_id_reads_as_none() -> None:
    assert parse_uuid("casus-1") is None
    assert parse_uuid("00000000-0000-7000-8000-000000000001") is not None
