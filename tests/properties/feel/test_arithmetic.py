"""Any two numbers are added and subtracted exactly."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.feel.asking import feel


@given(a=st.decimals(-(10**9), 10**9, places=4), b=st.decimals(-(10**9), 10**9, places=4))
def test_sums_and_differences_are_exact_in_decimals(a: Decimal, b: Decimal) -> None:
    assert feel("a + b - b = a", a=a, b=b) is True
