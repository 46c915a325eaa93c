"""Signals coming in by file: read it, judge every row, show what would happen, take it in.

    content ─ read_file ─▶ Sheet ─ judge ─▶ Judged rows ─ compare ─▶ preview ─ take_in ─▶ Report

Only `Intake.take_in` changes anything, by commands through the door.
"""

from engine.intake.columns import COLUMNS, Column, template
from engine.intake.judging import Judged, Verdict, judge
from engine.intake.known import compare
from engine.intake.reading import Sheet, read_file
from engine.intake.taking_in import Intake, Mode, Report

__all__ = [
    "COLUMNS",
    "Column",
    "Intake",
    "Judged",
    "Mode",
    "Report",
    "Sheet",
    "Verdict",
    "compare",
    "judge",
    "read_file",
    "template",
]
