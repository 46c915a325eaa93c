from engine.feel import Value
from tests.rows import every_row
from tests.unit.feel.asking import feel, outcome


@every_row(
    ("left", "right", "conjunction", "disjunction"),
    [
        ("true", "true", True, True),
        ("true", "false", False, True),
        ("true", "null", None, True),
        ("false", "false", False, False),
        ("false", "null", False, None),
        ("null", "null", None, None),
        ("1", "true", None, True),
        ("1", "false", False, None),
    ],
)
def test_logic_has_three_values(
    left: str, right: str, conjunction: Value, disjunction: Value
) -> None:
    assert feel(f"{left} and {right}") is conjunction
    assert feel(f"{right} and {left}") is conjunction
    assert feel(f"{left} or {right}") is disjunction
    assert feel(f"{right} or {left}") is disjunction


@every_row(
    ("text", "expected"),
    [
        ("not(true)", False),
        ("not(null)", None),
        ('not("ja")', None),
        ("true and false or true", True),
        ("true or false and false", True),
        ("false and true and 1 / 0 = 1", False),
        ('if null then "a" else "b"', "b"),
        ('if 1 < 2 then "a" else "b"', "a"),
        ('if "x" then "a" else "b"', "b"),
    ],
)
def test_only_true_is_true(text: str, expected: object) -> None:
    assert feel(text) == expected


@every_row(
    ("text", "expected"),
    [
        ("1 = 1.0", True),
        ('1 = "1"', None),
        ("null = null", True),
        ("1 != null", True),
        ("[] = null", False),
        ("[1, 2] = [1, 2]", True),
        ("[1, 2] = [2, 1]", False),
        ("{a: 1, b: 2} = {b: 2, a: 1}", True),
        ("{a: 1} = {a: 2}", False),
        ("{} = 1", None),
        ('date("2026-06-01") = date("2026-06-01")', True),
        ('date("2026-06-01") = date and time("2026-06-01T00:00:00")', None),
        (
            'date and time("2026-06-01T10:00:00+02:00") = date and time("2026-06-01T08:00:00Z")',
            True,
        ),
        ('date and time("2026-06-01T10:00:00") = date and time("2026-06-01T10:00:00Z")', False),
        ('time("10:00:00+02:00") = time("08:00:00Z")', True),
        ("[1..3] = [1..3]", True),
        ("[1..3] = [1..3)", False),
        ('"a" < "b"', True),
        ('1 < "b"', None),
        ("true < false", None),
        ("null < 1", None),
        ("3 between 1 and 3", True),
        ("4 between 1 and 3", False),
        ("null between 1 and 3", None),
        ("1 < 2 = true", True),
    ],
)
def test_values_of_one_kind_can_be_compared(text: str, expected: Value) -> None:
    assert feel(text) is expected


def test_an_impossible_comparison_says_why() -> None:
    assert "een getal is niet te vergelijken met een tekst" in outcome('1 = "1"').reasons


def test_an_unknown_variable_is_null_and_named() -> None:
    assert outcome("onbekend + 1").reasons[0] == "'onbekend' is hier niet bekend"


@every_row(
    ("text", "expected"),
    [
        ("5 in (1, 5)", True),
        ("5 in 1", False),
        ("5 in [1, 5]", True),
        ("5 in (> 3)", True),
        ("5 in > 3", True),
        ("5 in [1..5)", False),
        ("5 in ]1..5]", True),
        ("5 in (< 3, [4..6])", True),
        ("5 in ([1..2], [4..6])", True),
        ("null in (1, 2)", False),
        ("5 in null", False),
        ('"b" in ["a".."c"]', True),
        ("1 in [[1..3]]", True),
        ("[1] in [[1], [2]]", True),
        ("5 in (? > 4)", True),
        ("(5) in (1)", False),
        ("3 in (1 + 2)", True),
        ("3 in (1 + 2) * 1", True),
    ],
)
def test_in_tests_a_value(text: str, expected: Value) -> None:
    assert feel(text) is expected
