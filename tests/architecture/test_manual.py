"""Whatever a user can meet has its place in the manual."""

import re
from pathlib import Path

import pytest

from engine.cli.verbs import parser
from engine.intake import COLUMNS, Column

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs" / "manual"
FORMS = (MANUAL / "procesontwerper" / "formulieren.md").read_text(encoding="utf-8")
INTAKE = (MANUAL / "bemiddelaar" / "signalen-inlezen.md").read_text(encoding="utf-8")
RULES = sorted(
    set(re.findall(r'"(form-[a-z-]+)"', (ROOT / "engine/forms/reading.py").read_text("utf-8")))
)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_of_forms_has_a_heading(rule: str) -> None:
    assert f"\n### {rule}\n" in FORMS


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_every_column_of_an_intake_file_is_explained(column: Column) -> None:
    assert f"| `{column.name}`" in INTAKE


def test_the_readme_or_the_manual_names_every_verb() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    listed = re.findall(r"^    ([a-z-]+) ", parser().format_help(), re.MULTILINE)
    assert len(listed) >= 11
    assert [v for v in listed if f"`{v}`" not in text and f"loopplank {v}" not in text] == []
