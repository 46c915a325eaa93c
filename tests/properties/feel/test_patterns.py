"""A character class less another holds exactly what the first has and the other has not."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.feel.asking import feel

_LETTERS = "abcdefgh"


@st.composite
def classes(draw: st.DrawFn) -> str:
    spans = st.tuples(st.sampled_from(_LETTERS), st.sampled_from(_LETTERS)).map(sorted)
    parts = draw(st.lists(spans, min_size=1, max_size=4))
    negated = draw(st.sampled_from(["", "^"]))
    return negated + "".join(low if low == high else f"{low}-{high}" for low, high in parts)


@given(whole=classes(), taken=classes(), letter=st.sampled_from(_LETTERS))
def test_subtraction_is_that_of_sets(whole: str, taken: str, letter: str) -> None:
    both = [re.fullmatch(f"[{held}]", letter) is not None for held in (whole, taken)]
    found = feel("matches(letter, pattern)", letter=letter, pattern=f"^[{whole}-[{taken}]]$")
    assert found is (both == [True, False])


@given(pattern=st.text(alphabet="a-[]^\\d.*", max_size=20))
def test_any_pattern_gives_an_answer_or_null(pattern: str) -> None:
    assert feel("matches(t, pattern)", t="ada-", pattern=pattern) in {True, False, None}
