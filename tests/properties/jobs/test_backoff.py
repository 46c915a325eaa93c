"""How long a failed job waits."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from engine.domain.job import LONGEST_BACKOFF, backoff


@given(st.integers(1, 100), st.floats(0, 1))
def test_a_wait_is_never_longer_than_an_hour_and_a_quarter(attempt: int, jitter: float) -> None:
    assert timedelta(seconds=1) < backoff(attempt, jitter) <= LONGEST_BACKOFF * 1.25


@given(st.integers(1, 9))
def test_each_try_waits_longer_than_the_one_before(attempt: int) -> None:
    assert backoff(attempt, 0.5) < backoff(attempt + 1, 0.5)
