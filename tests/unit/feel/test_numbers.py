from tests.rows import every_row
from tests.unit.feel.asking import feel


@every_row(
    ("text", "expected"),
    [
        ("decimal(1/3, 2)", "0.33"),
        ("decimal(1.5, 0)", "2"),
        ("decimal(2.5, 0)", "2"),
        ("decimal(1234, -2)", "1200"),
        ("decimal(0, 3)", "0"),
        ("decimal(0.001, -6111)", "0"),
        ("decimal(1, 9999)", "null"),
        ("floor(1.5)", "1"),
        ("floor(-1.56, 1)", "-1.6"),
        ("ceiling(1.5)", "2"),
        ("ceiling(-1.56, 1)", "-1.5"),
        ("ceiling(0.0001)", "1"),
        ("round up(5.5, 0)", "6"),
        ("round up(-5.5, 0)", "-6"),
        ("round up(1.121, 2)", "1.13"),
        ("round up(0.0001, 0)", "1"),
        ("round down(5.5, 0)", "5"),
        ("round down(-1.126, 2)", "-1.12"),
        ("round half up(5.5, 0)", "6"),
        ("round half up(-5.5, 0)", "-6"),
        ("round half up(1.126, 2)", "1.13"),
        ("round half down(5.5, 0)", "5"),
        ("round half down(-5.5, 0)", "-5"),
        ("round half down(5.51, 0)", "6"),
        ("abs(-10)", "10"),
        ('abs(@"-PT5H")', '@"PT5H"'),
        ('abs(@"-P3M")', '@"P3M"'),
        ("modulo(12, 5)", "2"),
        ("modulo(-12, 5)", "3"),
        ("modulo(12, -5)", "-3"),
        ("modulo(-12, -5)", "-2"),
        ("modulo(10.1, 4.5)", "1.1"),
        ("modulo(1, 0)", "null"),
        ("sqrt(16)", "4"),
        ("sqrt(-1)", "null"),
        ("decimal(log(10), 8)", "2.30258509"),
        ("log(0)", "null"),
        ("decimal(exp(5), 6)", "148.413159"),
        ("exp(99999)", "null"),
        ("odd(5)", "true"),
        ("odd(-1)", "true"),
        ("even(5)", "false"),
        ("even(0)", "true"),
        ("even(1.5)", "null"),
        ('abs("a")', "null"),
        ("abs(1, 2)", "null"),
        ("abs(n: -1)", "1"),
        ("abs(m: -1)", "null"),
    ],
)
def test_numeric_functions(text: str, expected: str) -> None:
    assert feel(text) == feel(expected)


def test_whole_numbers_and_floats_of_python_are_numbers() -> None:
    assert feel("a + b = 0.3 and c[1] = 7", a=0.1, b=0.2, c=[7]) is True


def test_not_a_number_is_null() -> None:
    assert feel("a", a=float("nan")) is None
