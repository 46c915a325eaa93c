from engine.feel import Value
from tests.rows import every_row
from tests.unit.feel.asking import feel, outcome


@every_row(
    ("text", "expected"),
    [
        ("{a: 1, b: a + 1}.b", "2"),
        ('{"a b": 1}.a b', "1"),
        ("{a: 1}.b", "null"),
        ("{Monthly Salary: 100, year: Monthly Salary * 12}.year", "1200"),
        ("{a-b: 5, a: 3, b: 2, c: a-b}.c", "5"),
        ('get value({a: 1}, "a")', "1"),
        ('get value({a: {b: 2}}, ["a", "b"])', "2"),
        ("get entries({a: 1})", '[{key: "a", value: 1}]'),
        ('context([{key: "a", value: 1}])', "{a: 1}"),
        ('context([{key: "a", value: 1}, {key: "a", value: 2}])', "null"),
        ('context put({a: 1}, "b", 2)', "{a: 1, b: 2}"),
        ('context put({a: {b: 1}}, ["a", "b"], 2)', "{a: {b: 2}}"),
        ('context put({n: 1, a: {b: 1}}, ["a", "b", "c"], 2)', "null"),
        ("context merge([{a: 1}, {a: 2, b: 3}])", "{a: 2, b: 3}"),
        ("{f: function(x) x * 2, y: f(4)}.y", "8"),
        ("{f: function(n) if n <= 1 then 1 else n * f(n - 1), y: f(10)}.y", "3628800"),
        ("(function(a, b) a - b)(b: 1, a: 3)", "2"),
        ("(function(a: number) a)(5)", "5"),
        ('(function(a: number) a)("x")', "null"),
        ("(function(a: number) a)([5])", "5"),
        ("(function(a) a)(1, 2)", "null"),
        ("{x: 1, f: function() x, x2: f()}.x2", "1"),
    ],
)
def test_contexts_and_functions(text: str, expected: str) -> None:
    assert feel(text) == feel(expected)


@every_row(
    ("text", "expected"),
    [
        ("1 instance of number", True),
        ("1 instance of string", False),
        ("null instance of Null", True),
        ("null instance of Any", False),
        ('@"2026-06-01" instance of date', True),
        ('@"2026-06-01T10:00:00" instance of date', False),
        ('@"2026-06-01T10:00:00" instance of date and time', True),
        ('@"P1D" instance of days and time duration', True),
        ('@"P1Y" instance of years and months duration', True),
        ("[1, 2] instance of list<number>", True),
        ('[1, "a"] instance of list<number>', False),
        ("{a: 1} instance of context<a: number>", True),
        ("{a: 1} instance of context<a: string>", False),
        ("{a: 1, b: 2} instance of context<a: number>", True),
        ("{} instance of context<a: number>", False),
        ("[1..2] instance of range<number>", True),
        ("abs instance of function<number> -> number", True),
        ("(function(a) a) instance of function<Any> -> Any", True),
        ("(function(a: number) a) instance of function<string> -> Any", False),
        ('(function(a) "x") instance of function<number> -> number', False),
        ('(function(a) {n: 1, t: "x"}) instance of function<Any> -> context<n: number>', True),
        ("(function(a) {n: 1}) instance of function<Any> -> context<t: string>", False),
        ("(function(a) [1, 2]) instance of function<Any> -> list<number>", True),
        ('(function(a) [1, "x"]) instance of function<Any> -> list<Any>', True),
        (
            (
                "(function(c: context<n: number>) 1) instance of"
                " function<context<n: number, t: string>> -> number"
            ),
            True,
        ),
        (
            (
                "(function(c: context<n: number, t: string>) 1) instance of"
                " function<context<n: number>> -> number"
            ),
            False,
        ),
        ("1 instance of bestaat niet", None),
    ],
)
def test_instance_of_knows_the_types(text: str, expected: Value) -> None:
    assert feel(text) is expected


def test_a_function_that_does_not_exist_is_named() -> None:
    assert "de functie bestaatniet bestaat niet" in outcome("bestaatniet(1)").reasons


def test_a_variable_does_not_hide_a_function_of_the_same_name() -> None:
    assert feel("count(xs) + count", xs=[1], count=2) == feel("3")


def test_variables_with_spaces_need_no_quotes() -> None:
    assert feel("aantal dagen in zorg * 2", **{"aantal dagen in zorg": 4}) == feel("8")
