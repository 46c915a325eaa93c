"""Builders for intake rows."""

from datetime import date

from engine.intake import Judged, judge
from engine.intake.reading import Row, Sheet

TODAY = date(2026, 11, 22)
REGION = "5505"

RIGHT = {
    "bsn": "999990019",
    "geslachtsnaam": "Berg",
    "signaalbron": "iwlz",
    "signaalsoort": "geen-toewijzing",
    "signaaldatum": "20-11-2026",
}


def sheet(*rows: dict[str, str]) -> Sheet:
    numbered = (Row(number=number, cells=cells) for number, cells in enumerate(rows, start=2))
    return Sheet(rows=tuple(numbered), encoding="utf-8", separator=";", ignored=())


def judged(**cells: str) -> Judged:
    """Judge a right row with other cells; an empty cell is left out."""
    row = {name: cell for name, cell in (RIGHT | cells).items() if cell}
    return judge(sheet(row), REGION, TODAY)[0]
