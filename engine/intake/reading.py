"""From bytes to rows: which character set, which separator, which columns.

Spreadsheets write UTF-8 (with or without a mark) or Windows-1252, and in the Netherlands semicolons
rather than commas. Row numbers are those of the spreadsheet: the heading is row 1.
"""

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.errors import Invalid
from engine.intake.columns import BY_NAME, COLUMNS, normalised

MOST_BYTES = 20_000_000
MOST_ROWS = 50_000
MOST_CELL = 10_000

_SEPARATORS = (";", ",", "\t")
_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: its number in the spreadsheet, and its cells by column name, without blanks."""

    number: int
    cells: Mapping[str, str]
    surplus: bool = False


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A file that could be read; `ignored` are the columns that mean nothing to us."""

    rows: tuple[Row, ...]
    encoding: str
    separator: str
    ignored: tuple[str, ...]


def read_file(content: bytes) -> Sheet:
    """Read a CSV file. Raises `Invalid` when it cannot be read as a whole."""
    text, encoding = _decoded(content)
    lines = _without_hint(text)
    separator = _separator(lines.partition("\n")[0])
    records = _records(lines, separator)
    header = next(records, None)
    if header is None:
        raise Invalid("Het bestand is leeg.")
    names, ignored = _names(header)
    rows = tuple(_rows(records, names))
    if not rows:
        raise Invalid("Er staan geen signalen in het bestand, alleen een kop.")
    return Sheet(rows=rows, encoding=encoding, separator=separator, ignored=ignored)


def _decoded(content: bytes) -> tuple[str, str]:
    if len(content) > MOST_BYTES:
        raise Invalid(f"Het bestand is groter dan {MOST_BYTES // 1_000_000} MB. Splits het.")
    if content.startswith(_EXCEL):
        raise Invalid("Dit is een Excel-bestand. Bewaar het als CSV en probeer het opnieuw.")
    encodings = ["utf-8-sig", "cp1252"]
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, encoding
    raise Invalid("Dit is geen tekstbestand. Bewaar het als CSV in UTF-8 of Windows-1252.")


def _without_hint(text: str) -> str:
    """Drop the line `sep=;` that some spreadsheets write first."""
    first, _, rest = text.partition("\n")
    return rest if first.strip().lower().startswith("sep=") else text


def _separator(header: str) -> str:
    return max(_SEPARATORS, key=header.count)


def _records(text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error:
        raise Invalid(
            f"Regel {reader.line_num} is geen CSV: staan de aanhalingstekens goed?"
        ) from None


def _names(header: list[str]) -> tuple[list[str], tuple[str, ...]]:
    columns = [BY_NAME.get(normalised(cell)) for cell in header]
    names = [column.name if column else "" for column in columns]
    doubled = {name for name in names if name and names.count(name) > 1}
    if doubled:
        raise Invalid(f"Een kolom staat er twee keer in: {', '.join(sorted(doubled))}.")
    missing = [c.name for c in COLUMNS if c.required and c.name not in names]
    if missing:
        raise Invalid(f"Er ontbreken kolommen: {', '.join(missing)}.")
    unknown = (cell.strip() for cell, name in zip(header, names, strict=True) if not name)
    return names, tuple(cell[:60] for cell in unknown if cell)


def _rows(records: Iterator[list[str]], names: list[str]) -> Iterator[Row]:
    for number, record in enumerate(records, start=2):
        if number > MOST_ROWS + 1:
            raise Invalid(f"Het bestand heeft meer dan {MOST_ROWS} rijen. Splits het.")
        filled = [cell.strip() for cell in record]
        if any(filled):
            cells = {name: cell for name, cell in zip(names, filled, strict=False) if name and cell}
            yield Row(number=number, cells=cells, surplus=any(filled[len(names) :]))
