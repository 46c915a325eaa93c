"""Any text can be sealed."""

from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from engine.persistence.sealing import Seal

SEAL = Seal(b"e" * 32, b"i" * 32)


@given(st.text(max_size=40))
def test_what_was_sealed_opens_in_its_own_row(text: str) -> None:
    row = uuid4()

    assert SEAL.open(row, SEAL.close(row, text)) == text
