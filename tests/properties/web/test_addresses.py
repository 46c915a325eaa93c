"""No address at all sends somebody to another site."""

from hypothesis import given
from hypothesis import strategies as st

from engine.web.display import safe_back


@given(st.text())
def test_what_is_kept_begins_with_one_slash(address: str) -> None:
    kept = safe_back(address)

    assert kept is None or (kept[0] == "/" and kept[1:2] not in {"/", "\\"})
