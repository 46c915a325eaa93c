"""BSNs at rest."""

from uuid import uuid4

import pytest

from engine.errors import ExecutionError
from engine.persistence.sealing import Seal

SEAL = Seal(b"e" * 32, b"i" * 32)


def test_a_text_that_was_moved_to_another_row_does_not_open() -> None:
    sealed = SEAL.close(uuid4(), "999990019")

    with pytest.raises(ExecutionError, match="past niet bij zijn rij"):
        SEAL.open(uuid4(), sealed)


def test_the_same_text_is_sealed_differently_each_time_and_indexed_the_same() -> None:
    row = uuid4()

    assert SEAL.close(row, "999990019") != SEAL.close(row, "999990019")
    assert SEAL.index("999990019") == SEAL.index("999990019")


def test_another_key_gives_another_index() -> None:
    assert Seal(b"e" * 32, b"j" * 32).index("999990019") != SEAL.index("999990019")
