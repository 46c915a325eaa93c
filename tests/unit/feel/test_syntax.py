import pytest

from engine.feel import FeelSyntaxError, compile_expression, compile_unary_tests
from tests.rows import every_row
from tests.unit.feel.asking import feel


@every_row(
    ("text", "line", "column", "found", "expected"),
    [
        ("1 +", 1, 4, "het einde", "een waarde"),
        ("1 +\n  * 2", 2, 3, "'*'", "een waarde"),
        ("(1 + 2", 1, 7, "het einde", "')'"),
        ("if a then b", 1, 12, "het einde", "'else'"),
        ('"open', 1, 1, "een tekst zonder einde", "aanhalingsteken"),
        ("a # b", 1, 3, "'#'", "een teken dat FEEL kent"),
        ("[1, 2", 1, 6, "het einde", "']'"),
        ("{a 1}", 1, 5, "'}'", "':'"),
        ("{a: 1, a: 2}", 1, 8, "'a'", "een andere naam"),
        ("1 2", 1, 3, "'2'", "einde van de uitdrukking"),
        ("x between 1 or 2", 1, 13, "'or'", "'and'"),
        ("for x in [1] x", 1, 14, "'x'", "'return'"),
        ("f(a: 1, 2)", 1, 10, "')'", "overal of nergens een naam"),
        ('@"gisteren"', 1, 2, "de tekst", "een datum"),
        ("a == 1", 1, 4, "'='", "een waarde"),
        ("", 1, 1, "het einde", "een waarde"),
        ("/* open", 1, 1, "een opmerking zonder einde", "*/"),
        ("1e99999", 1, 1, "'1e99999'", "een getal tot"),
    ],
)
def test_a_syntax_error_says_where_and_what(
    text: str, line: int, column: int, found: str, expected: str
) -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        compile_expression(text)
    error = caught.value
    assert (error.line, error.column) == (line, column)
    assert found in error.found
    assert expected in error.expected
    assert error.message.startswith(f"regel {line}, teken {column}: ")


@every_row("text", ["= 1 + 1", "${1 + 1}", "${ 1 + 1 }", "1 + 1", " =1+1 "])
def test_what_modelers_write_around_an_expression_is_ignored(text: str) -> None:
    assert feel(text) == feel("2")


@every_row("text", ["1 // een\n+ 1", "1 /* een */ + 1", "1\n+\n1"])
def test_comments_and_lines_are_space(text: str) -> None:
    assert feel(text) == feel("2")


def test_an_expression_tells_what_it_needs() -> None:
    text = 'sum(for x in lijst return x * tarief) > {a: grens, b: a}.b + termijn("nazorg")'
    expression = compile_expression(text)
    assert expression.names == {"lijst", "tarief", "grens"}
    assert expression.functions == {"sum", "termijn"}
    assert expression.term_names == {"nazorg"}


def test_names_in_a_filter_may_be_those_of_the_elements() -> None:
    assert compile_expression("xs[prijs > 3]").names == {"xs"}


def test_the_input_of_a_test_is_not_a_variable() -> None:
    assert compile_unary_tests("? > grens").names == {"grens"}


def test_the_same_text_is_compiled_once() -> None:
    assert compile_expression("1 + 41") is compile_expression("1 + 41")


def test_a_known_name_wins_from_a_subtraction() -> None:
    assert feel("netto-bruto", **{"netto-bruto": 1, "netto": 5, "bruto": 3}) == feel("1")
    assert feel("netto-bruto", netto=5, bruto=3) == feel("2")


@every_row("text", ["[1..5[", "]1..5]", "]1..5[ = ]1..5[", "x in ]1..5[ and true"])
def test_open_ends_of_ranges_may_be_turned_around(text: str) -> None:
    compile_expression(text)


def test_known_names_may_hold_words_of_the_language() -> None:
    days = ["zaterdag", "zondag"]
    text = 'for d in dagen in weekend return d = "zondag"'
    assert feel(text, **{"dagen in weekend": days}) == [False, True]
    assert feel("count(in de lijst) + 1", **{"in de lijst": days}) == feel("3")
