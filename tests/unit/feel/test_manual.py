import re
from pathlib import Path

from engine.feel import compile_expression, compile_unary_tests
from engine.feel.library import BUILTINS
from tests.rows import every_row
from tests.unit.feel.asking import feel

MANUAL = Path(__file__).parents[3] / "docs" / "manual" / "procesontwerper" / "feel.md"
TEXT = MANUAL.read_text(encoding="utf-8")
EXAMPLES = [
    line
    for block in re.findall(r"```feel\n(.*?)```", TEXT, re.DOTALL)
    for line in block.splitlines()
]
OUTCOMES = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \| ", TEXT, re.MULTILINE)


@every_row("line", EXAMPLES)
def test_every_example_in_the_manual_is_feel(line: str) -> None:
    compile_expression(line)


@every_row(("text", "expected"), OUTCOMES)
def test_every_outcome_in_the_manual_is_true(text: str, expected: str) -> None:
    assert feel(text) == feel(expected)


def test_every_function_is_in_the_manual() -> None:
    missing = {name for name in BUILTINS if f"`{name}`" not in TEXT and f"`{name}(" not in TEXT}
    assert not missing


def test_the_cells_in_the_manual_are_unary_tests() -> None:
    section = TEXT[TEXT.index("| Cel |") : TEXT.index("Een cel van een uitvoerkolom")]
    cells = re.findall(r"^\| `([^`]+)`", section, re.MULTILINE)
    assert len(cells) == 9
    for cell in cells:
        compile_unary_tests(cell)
