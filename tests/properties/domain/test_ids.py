"""Ids of any moment sort by birth and carry it."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from engine.domain.ids import RANDOM_BITS, uuid7

MOMENTS = st.datetimes(
    min_value=datetime(2020, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)
)


RANDOM = st.integers(0, 2**RANDOM_BITS - 1)


@given(MOMENTS, RANDOM)
def test_an_id_is_a_version_7_uuid(at: datetime, random_bits: int) -> None:
    made = uuid7(at, random_bits)
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert made.int >> 80 == int(at.timestamp() * 1000 + 1e-4)


@given(MOMENTS, RANDOM, RANDOM)
def test_ids_sort_by_birth(at: datetime, one: int, other: int) -> None:
    assert uuid7(at, one) < uuid7(at + timedelta(milliseconds=1), other)


@given(MOMENTS, RANDOM, RANDOM)
def test_all_random_bits_count(at: datetime, one: int, other: int) -> None:
    assert (uuid7(at, one) == uuid7(at, other)) == (one == other)
