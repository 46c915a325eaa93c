"""The 11-proef finds every slip of one digit."""

from hypothesis import given
from hypothesis import strategies as st

from engine.domain.client import is_bsn

TEST_NUMBERS = ["999990019", "999990020", "999990032", "999990044", "123456782", "111222333"]


@given(st.sampled_from(TEST_NUMBERS), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_fails_the_11_proef(digits: str, place: int, shift: int) -> None:
    wrong = (int(digits[place]) + shift) % 10
    assert not is_bsn(f"{digits[:place]}{wrong}{digits[place + 1 :]}")


@given(st.sampled_from(TEST_NUMBERS), st.integers(0, 6))
def test_two_swapped_digits_fail_the_11_proef(digits: str, place: int) -> None:
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    assert swapped == digits or not is_bsn(swapped)
