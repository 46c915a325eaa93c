import pytest

from engine.feel import FeelSyntaxError, Value, compile_unary_tests, to_feel
from tests.rows import every_row
from tests.unit.feel.asking import passes


@every_row(
    ("cell", "value", "expected"),
    [
        ("-", 1, True),
        ("", None, True),
        ("5", 5, True),
        ("5", 6, False),
        ("-5", -5, True),
        ('"a", "b"', "b", True),
        ('"a", "b"', "c", False),
        ("< 5", 4, True),
        ("<= 5", 5, True),
        ("!= 5", 4, True),
        ("= 5", 5, True),
        ("< 5", None, None),
        ("[1..5]", 5, True),
        ("[1..5)", 5, False),
        ("(1..5]", 1, False),
        ("< 3, > 8", 9, True),
        ("not(5)", 6, True),
        ("not(5, 6)", 6, False),
        ('not("a")', None, True),
        ("not(< 3)", None, None),
        ("null", None, True),
        ("null", 1, False),
        ("not(null)", 1, True),
        ("true", True, True),
        ("false", False, True),
        ("true", False, False),
        ("? > 3 and ? < 8", 5, True),
        ("? > 3 and ? < 8", 9, False),
        ("even(?)", 4, True),
        ("[1, 2, 3]", 2, True),
        ("count(?) > 1", [1, 2], True),
        ("1 + 1", 2, True),
        ("> 1 + 1", 3, True),
        ('starts with(?, "ZZP")', "ZZP6", True),
    ],
)
def test_a_cell_tests_its_input(cell: str, value: object, expected: Value) -> None:
    assert passes(cell, to_feel(value)) is expected


def test_a_cell_may_use_other_variables() -> None:
    assert passes("> grens", to_feel(5), grens=4) is True
    assert passes("lijst", "a", lijst=["a", "b"]) is True
    assert passes("klaar", "wat ook", klaar=True) is True


@every_row("cell", ["> 3 and < 8", "3,", "not(", "5 6", "a b c ="])
def test_a_wrong_cell_is_refused(cell: str) -> None:
    with pytest.raises(FeelSyntaxError):
        compile_unary_tests(cell)


def test_two_demands_get_an_advice() -> None:
    with pytest.raises(FeelSyntaxError, match=r"\[3..5\]"):
        compile_unary_tests("> 3 and < 5")
