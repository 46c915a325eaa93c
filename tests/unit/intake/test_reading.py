"""Files as spreadsheets write them, and files that cannot be read."""

import pytest

from engine.errors import Invalid
from engine.intake import COLUMNS, judge, read_file, template
from engine.intake.judging import Verdict
from tests.unit.intake.builders import TODAY

HEADER = "bsn;geslachtsnaam;signaalbron;signaalsoort;signaaldatum"
ROW = "999990019;Müller;iwlz;detentie;2026-11-20"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_way_of_writing_is_read_alike(encoding: str, separator: str, newline: str) -> None:
    text = newline.join([HEADER, ROW, ""]).replace(";", separator)
    sheet = read_file(text.encode(encoding))
    assert [dict(row.cells)["geslachtsnaam"] for row in sheet.rows] == ["Müller"]
    assert sheet.separator == separator


def test_columns_are_recognised_by_other_spellings_and_in_any_order() -> None:
    sheet = read_file(b"Signaal-Datum;BRON;Soort;Achternaam;Woonplaats\n2026-11-20;a;b;Jansen;X")
    assert set(sheet.rows[0].cells) == {
        "signaaldatum",
        "signaalbron",
        "signaalsoort",
        "geslachtsnaam",
        "plaats",
    }


def test_unknown_columns_are_reported_and_blank_rows_skipped() -> None:
    sheet = read_file(f"{HEADER};Kleur\n;;;;;\n{ROW};rood\n".encode())
    assert sheet.ignored == ("Kleur",)
    assert [row.number for row in sheet.rows] == [3]


def test_quoted_cells_may_hold_separators_and_line_breaks() -> None:
    sheet = read_file(f'{HEADER};straat\n{ROW};"Kade; 2e\nverdieping"\n{ROW};x'.encode())
    assert [row.number for row in sheet.rows] == [2, 3]
    assert sheet.rows[0].cells["straat"] == "Kade; 2e\nverdieping"


def test_the_hint_that_excel_writes_is_skipped() -> None:
    assert len(read_file(f"sep=;\r\n{HEADER}\r\n{ROW}".encode()).rows) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "leeg"),
        (HEADER.encode(), "alleen een kop"),
        (b"bsn;geslachtsnaam\n1;2", "ontbreken kolommen: signaalbron, signaalsoort"),
        (f"{HEADER};bsn\n{ROW};1".encode(), "twee keer in: bsn"),
        (b"PK\x03\x04rest", "Excel-bestand"),
        (b"\x00\x01\x02", "geen tekstbestand"),
        (f'{HEADER}\n{ROW};"open'.encode(), "aanhalingstekens"),
        (b"x" * 20_000_001, "groter dan 20 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(content: bytes, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        read_file(content)


def test_the_example_file_has_every_column_and_is_right() -> None:
    sheet = read_file(template())
    assert sheet.ignored == ()
    assert {column.name for column in COLUMNS} >= set(sheet.rows[0].cells)
    judged = judge(sheet, "5505", TODAY)
    assert [(row.verdict, row.why) for row in judged] == [(Verdict.TAKEN, "")]
