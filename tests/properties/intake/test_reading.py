"""Any file is read or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import Invalid
from engine.intake import judge, read_file
from engine.intake.judging import Verdict
from tests.unit.intake.builders import TODAY

HEADER = "bsn;geslachtsnaam;signaalbron;signaalsoort;signaaldatum"


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda t: f"{HEADER}\n{t}".encode()))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        sheet = read_file(content)
    except Invalid:
        return
    assert all(row.verdict in Verdict for row in judge(sheet, "5505", TODAY))


def test_a_file_with_too_many_rows_is_refused_as_a_whole() -> None:
    with pytest.raises(Invalid, match="meer dan 50000 rijen"):
        read_file(f"{HEADER}\n".encode() + b"999990019;Jansen;iwlz;detentie;2026-11-20\n" * 50_001)
