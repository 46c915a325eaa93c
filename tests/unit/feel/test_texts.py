from tests.rows import every_row
from tests.unit.feel.asking import feel, outcome


@every_row(
    ("text", "expected"),
    [
        ('substring("foobar", 3)', '"obar"'),
        ('substring("foobar", 3, 3)', '"oba"'),
        ('substring("foobar", -2, 1)', '"a"'),
        ('substring("foobar", 0)', "null"),
        ('substring("\\U01F40Eab", 2)', '"ab"'),
        ('string length("foo")', "3"),
        ('string length("\\U01F40E")', "1"),
        ('upper case("aBc4")', '"ABC4"'),
        ('lower case("aBc4")', '"abc4"'),
        ('substring before("foobar", "bar")', '"foo"'),
        ('substring before("foobar", "xyz")', '""'),
        ('substring before("foobar", "")', '""'),
        ('substring after("foobar", "ob")', '"ar"'),
        ('substring after("", "a")', '""'),
        ('substring after("foobar", "")', '"foobar"'),
        ('contains("foobar", "of")', "false"),
        ('starts with("foobar", "fo")', "true"),
        ('ends with("foobar", "r")', "true"),
        ('string join(["a", "b", "c"], "_")', '"a_b_c"'),
        ('string join(["a", null, "c"])', '"ac"'),
        ('string join([], "X")', '""'),
        ('string join(["a", 1])', "null"),
        ('matches("foobar", "^fo*b")', "true"),
        ('matches("FOO", "foo", "i")', "true"),
        ('matches("a\\nb", "a.b", "s")', "true"),
        ('matches("abc", "a b c", "x")', "true"),
        ('matches("a.c", "a.c", "q")', "true"),
        ('matches("a b", "a [ ] b", "x")', "true"),
        ('matches("hallo", "\\p{ IsBasicLatin}+", "x")', "true"),
        ('matches("input", "p", [])', "null"),
        ('matches("a\\rb", "a.b")', "false"),
        ('matches("a\\rb", "a.b", "s")', "true"),
        ('matches("a.b", "a[.]b")', "true"),
        ('matches("b", "[a-d-[bc]]")', "false"),
        ('matches("d", "[a-d-[bc]]")', "true"),
        ('matches("c", "^[a-d-[bc-[c]]]$")', "true"),
        ('matches("B", "[a-d-[bc]]", "i")', "false"),
        ('matches("b", "[^a-[b]]")', "false"),
        ('matches("5", "[\\d-[5]]")', "false"),
        ('matches("-x", "[\\w\\--[x]]x")', "true"),
        ('matches("x", "[\\D-[x]]")', "false"),
        ('matches("a", "[a-[a]]")', "false"),
        ('replace("kern", "[a-z-[aeiou]]", "*")', '"*e**"'),
        ('matches("b", "[z-a-[b]]")', "null"),
        ('matches("b", "[a-d-[b]")', "null"),
        ('matches("b", "[a-d-[]]")', "null"),
        ('matches("b", "[a-d-[\\p{L}]]")', "null"),
        ('matches("f", "[a-f-[a-e-[a-d-[a-c-[ab-[a]]]]]]")', "null"),
        ('matches("a-[", "[a\\-[]+$")', "true"),
        ('matches("a0", "a[b\\0]")', "null"),
        ('replace("ab", "[ab]", "[$0]")', '"[a][b]"'),
        (r'replace("0123", "(\d\d)(\d\d)", "$2-$1")', '"23-01"'),
        ('substring("foobar", 3, 3.8)', '"oba"'),
        ('matches("foo", "(")', "null"),
        ('matches("foo", "f", "z")', "null"),
        ('replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '"[1=ab][2=]cd"'),
        ('replace("abracadabra", "a.*?a", "*")', '"*c*bra"'),
        ('replace("abc", "b", "\\\\$")', '"a$c"'),
        ('replace("abc", "x*", "-")', "null"),
        ('split("John Doe", "\\\\s")', '["John", "Doe"]'),
        ('split("a;b;c;;", ";")', '["a", "b", "c", "", ""]'),
        ("string(1.10)", '"1.1"'),
        ("string(null)", "null"),
        ("string(true)", '"true"'),
        ('string("a")', '"a"'),
        ('string([1, "a", null])', '"[1, \\"a\\", null]"'),
        ('string({a: 1, b: "x"})', '"{a: 1, b: \\"x\\"}"'),
        ("string([1..3))", '"[1..3)"'),
        ('string(duration("P1DT2H"))', '"P1DT2H"'),
        ('string(duration("P14M"))', '"P1Y2M"'),
        ('string(time("10:00:00.123Z"))', '"10:00:00.123Z"'),
        (
            'string(date and time("2026-06-01T10:00:00@Europe/Amsterdam"))',
            '"2026-06-01T10:00:00@Europe/Amsterdam"',
        ),
        ('number("1 000,5", " ", ",")', "1000.5"),
        ('number("1,000.5", ",", ".")', "1000.5"),
        ('number("1.000,5", ".", ",")', "1000.5"),
        ('number("1,000.5", ",", ",")', "null"),
        ('number("-1.5")', "-1.5"),
        ("number(11.11)", "11.11"),
        ('number(123, ".", ",")', "null"),
        ('number("1,000.00", ",", null)', "1000"),
        ('number("abc")', "null"),
        ('number("NaN")', "null"),
        ('number("1_000")', "null"),
        ('number(from: "2", grouping separator: null, decimal separator: ".")', "2"),
    ],
)
def test_string_functions(text: str, expected: str) -> None:
    assert feel(text) == feel(expected)


def test_escapes_in_texts_are_characters() -> None:
    assert feel(r'"a\"b\\c\n\t\u0041\U01F40E\uD83D\uDC0E"') == 'a"b\\c\n\tA🐎🐎'


def test_a_pattern_that_does_not_exist_says_so() -> None:
    assert "patroon" in outcome(r'matches("aa", "(a)\\1")').reasons[0]


def test_a_pattern_cannot_take_exponential_time() -> None:
    assert feel('matches(lang, "(a+)+$")', lang="a" * 50_000 + "b") is False
