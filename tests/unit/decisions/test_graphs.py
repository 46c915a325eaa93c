import pytest

from engine.decisions import DecisionModel, parse_decisions
from engine.decisions.reading import read_definitions
from engine.errors import DefinitionRefused, NotFound
from engine.feel import FeelLimitError, to_feel
from tests.rows import every_row
from tests.unit.decisions.tables import (
    SCOPE,
    decide,
    decision,
    definitions,
    literal,
    model,
    table,
)

INPUT = (
    '<inputData id="leeftijd" name="leeftijd">'
    '<variable name="leeftijd" typeRef="number"/></inputData>'
)
DOUBLE = (
    '<businessKnowledgeModel id="dubbel" name="dubbel"><variable name="dubbel"/>'
    '<encapsulatedLogic><formalParameter name="x" typeRef="number"/>'
    f"{literal('x * 2')}</encapsulatedLogic></businessKnowledgeModel>"
)


def test_a_decision_uses_the_decisions_it_requires() -> None:
    graph = model(
        INPUT,
        decision("volwassen", literal("leeftijd >= 18"), ["requiredInput #leeftijd"]),
        decision(
            "uit", literal('if volwassen then "ja" else "nee"'), ["requiredDecision #volwassen"]
        ),
    )
    assert graph.evaluate("uit", {"leeftijd": 20}, SCOPE).value == "ja"


def test_a_required_table_explains_itself_too() -> None:
    graph = model(
        decision("score", table("FIRST", ["n"], ["score"], ["> 1", "10"])),
        decision("uit", literal("score + 1"), ["requiredDecision #score"]),
    )
    outcome = graph.evaluate("uit", {"n": 2}, SCOPE)
    assert outcome.value == to_feel(11)
    assert outcome.rule_numbers == ()
    assert [(hit.decision_id, hit.rule_numbers) for hit in outcome.hits] == [("score", (1,))]


def test_a_node_that_is_not_required_is_not_seen() -> None:
    graph = model(INPUT, decision("uit", literal("leeftijd")))
    assert graph.evaluate("uit", {"leeftijd": 20}, SCOPE).value is None


def test_a_variable_that_is_no_node_is_seen_as_the_camunda_modeler_expects() -> None:
    assert decide(literal("leeftijd + 1"), leeftijd=20).value == to_feel(21)


def test_a_decision_is_found_by_id_or_name() -> None:
    graph = model(decision("uit", literal("1")).replace('name="uit"', 'name="De uitkomst"'))
    assert graph.evaluate("De uitkomst", {}, SCOPE).value == to_feel(1)
    with pytest.raises(NotFound):
        graph.evaluate("iets anders", {}, SCOPE)


def test_decisions_that_need_each_other_are_refused() -> None:
    with pytest.raises(DefinitionRefused, match="hebben elkaar nodig: a → b → a"):
        model(
            decision("a", literal("b"), ["requiredDecision #b"]),
            decision("b", literal("a"), ["requiredDecision #a"]),
        )


def test_a_knowledge_model_is_called_in_text_and_by_invocation() -> None:
    invocation = (
        f"<invocation>{literal('dubbel')}<binding><parameter name='x'/>{literal('4')}</binding>"
        "</invocation>"
    )
    graph = model(
        DOUBLE,
        decision("tekst", literal("dubbel(3)"), ["requiredKnowledge #dubbel"]),
        decision("blok", invocation, ["requiredKnowledge #dubbel"]),
    )
    assert graph.evaluate("tekst", {}, SCOPE).value == to_feel(6)
    assert graph.evaluate("blok", {}, SCOPE).value == to_feel(8)


def test_an_argument_that_does_not_fit_its_type_is_null() -> None:
    invocation = (
        f"<invocation>{literal('function(x) x')}<binding><parameter name='x' typeRef='number'/>"
        f"{literal('y')}</binding></invocation>"
    )
    graph = model(decision("uit", invocation))
    assert graph.evaluate("uit", {"y": 4}, SCOPE).value == to_feel(4)
    assert graph.evaluate("uit", {"y": "vier"}, SCOPE).value is None


def test_a_cell_may_have_a_type_of_its_own() -> None:
    logic = table("FIRST", ["n"], ["uit"], ["-", "n"])
    typed = logic.replace("<outputEntry", '<outputEntry typeRef="number"', 1)
    assert decide(typed, n=4).value == to_feel(4)
    assert decide(typed, n="vier").value is None


def test_a_decision_service_is_a_function() -> None:
    service = (
        '<decisionService id="dienst" name="dienst"><variable name="dienst"/>'
        '<outputDecision href="#volwassen"/><inputData href="#leeftijd"/></decisionService>'
    )
    graph = model(
        INPUT,
        service,
        decision("volwassen", literal("leeftijd >= 18"), ["requiredInput #leeftijd"]),
        decision("uit", literal("[dienst(17), dienst(18)]"), ["requiredKnowledge #dienst"]),
    )
    assert graph.evaluate("uit", {}, SCOPE).value == [False, True]


def context(*entries: str) -> str:
    return f"<context>{''.join(entries)}</context>"


def entry(name: str, logic: str) -> str:
    variable = f"<variable name='{name}'/>" if name else ""
    return f"<contextEntry>{variable}{logic}</contextEntry>"


def box(tag: str, **parts: str) -> str:
    """A boxed expression of parts, each a piece of FEEL; `variable` is an attribute."""
    attribute = f" iteratorVariable='{parts.pop('variable')}'" if "variable" in parts else ""
    inner = (
        f"<{name.strip('_')}>{literal(text)}</{name.strip('_')}>" for name, text in parts.items()
    )
    return f"<{tag}{attribute}>{''.join(inner)}</{tag}>"


def relation(columns: list[str], *rows: list[str]) -> str:
    heads = "".join(f"<column name='{name}'/>" for name in columns)
    lines = (f"<row>{''.join(literal(cell) for cell in row)}</row>" for row in rows)
    return f"<relation>{heads}{''.join(lines)}</relation>"


@every_row(
    ("logic", "expected"),
    [
        (context(entry("a b", literal("1")), entry("c", literal("a b + 1"))), {"a b": 1, "c": 2}),
        (context(entry("a", literal("1")), entry("", literal("a + 1"))), 2),
        (f"<list>{literal('1')}{literal('1 + 1')}</list>", [1, 2]),
        (relation(["x", "y"], ["1", "2"], ["3", "4"]), [{"x": 1, "y": 2}, {"x": 3, "y": 4}]),
        (box("conditional", if_="n > 1", then="1", else_="2"), 1),
        (box("filter", in_="[1, 2, 3]", match="item > 1"), [2, 3]),
        (box("for", variable="x", in_="[1, 2]", return_="x * n"), [5, 10]),
        (box("for", variable="x", in_="[7, 7, 7]", return_="count(partial)"), [0, 1, 2]),
        (box("every", variable="x", in_="[1, 2]", satisfies="x > 0"), True),
        (box("some", variable="x", in_="[1, 2]", satisfies="x > 2"), False),
    ],
)
def test_boxed_expressions(logic: str, expected: object) -> None:
    assert decide(logic, n=5).value == to_feel(expected)


def test_a_boxed_function_is_a_value() -> None:
    function = (
        f"<functionDefinition><formalParameter name='x'/>{literal('x + 1')}</functionDefinition>"
    )
    assert decide(context(entry("f", function), entry("", literal("f(2)")))).value == to_feel(3)


def test_a_boxed_function_may_have_the_type_of_what_it_gives() -> None:
    body = (
        "<functionDefinition><formalParameter name='x'/>" + literal("x") + "</functionDefinition>"
    )
    typed = entry("f", body).replace("name='f'", "name='f' typeRef='number'")
    assert decide(context(typed, entry("", literal("f(2)")))).value == to_feel(2)
    assert decide(context(typed, entry("", literal('f("twee")')))).value is None


def test_a_function_in_another_language_is_refused() -> None:
    function = "<functionDefinition kind='Java'/>"
    with pytest.raises(DefinitionRefused, match="functies in Java worden niet uitgevoerd"):
        decide(context(entry("f", function), entry("", literal("f()"))))


def test_a_cell_in_another_language_is_refused() -> None:
    logic = table("FIRST", ["n"], ["uit"], ["1", "2"])
    foreign = logic.replace("<inputEntry>", '<inputEntry expressionLanguage="juel">')
    with pytest.raises(DefinitionRefused, match=r"regel 1, kolom 'n': .* juel"):
        decide(foreign)


def test_a_type_that_does_not_exist_asks_nothing() -> None:
    typed = decision("uit", literal("1")).replace(
        '<variable name="uit"/>', '<variable name="uit" typeRef="tOnbekend"/>'
    )
    assert model(typed).evaluate("uit", {}, SCOPE).value == to_feel(1)


TYPES = (
    "<itemDefinition name='tKleur'><typeRef>string</typeRef>"
    '<allowedValues><text>"rood", "groen"</text></allowedValues></itemDefinition>'
    "<itemDefinition name='tAuto'><itemComponent name='kleur'><typeRef>tKleur</typeRef>"
    "</itemComponent></itemDefinition>"
    "<itemDefinition name='tAutos' isCollection='true'><typeRef>tAuto</typeRef></itemDefinition>"
)


@every_row(
    ("text", "expected"),
    [
        ('"rood" instance of tKleur', True),
        ('"blauw" instance of tKleur', True),
        ("1 instance of tKleur", False),
        ('{kleur: "groen"} instance of tAuto', True),
        ("{kleur: 1} instance of tAuto", False),
        ('[{kleur: "groen"}] instance of tAutos', True),
    ],
)
def test_item_definitions_are_types(text: str, expected: object) -> None:
    graph = model(TYPES, decision("uit", literal(text)))
    assert graph.evaluate("uit", {}, SCOPE).value is expected


def test_a_value_that_does_not_fit_its_type_is_null_with_a_reason() -> None:
    typed = decision("uit", literal("n")).replace(
        '<variable name="uit"/>', '<variable name="uit" typeRef="tKleur"/>'
    )
    outcome = model(TYPES, typed).evaluate("uit", {"n": "blauw"}, SCOPE)
    assert outcome.value is None
    assert outcome.reasons == ("de uitkomst van 'uit' past niet bij het type tKleur",)


def test_a_function_may_call_itself() -> None:
    sum_to = DOUBLE.replace("x * 2", "if x = 0 then 0 else x + dubbel(x - 1)")
    graph = model(sum_to, decision("uit", literal("dubbel(4)"), ["requiredKnowledge #dubbel"]))
    assert graph.evaluate("uit", {}, SCOPE).value == to_feel(10)


def test_an_endless_function_ends_as_a_limit() -> None:
    endless = DOUBLE.replace("x * 2", "dubbel(x)")
    graph = model(endless, decision("uit", literal("dubbel(1)"), ["requiredKnowledge #dubbel"]))
    with pytest.raises(FeelLimitError):
        graph.evaluate("uit", {}, SCOPE)


def test_a_costly_decision_stops_at_the_limit() -> None:
    with pytest.raises(FeelLimitError):
        decide(literal("for i in 1..9999 return for j in 1..9999 return i * j"))


@every_row(
    ("source", "message"),
    [
        (b"geen xml", "geen goede XML"),
        (b"<a/>", "geen DMN"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "DOCTYPE"),
        (b"x" * 1_000_001, "groter dan"),
        (definitions("<decision/>"), "geen id"),
        (definitions(decision("a", table("BESTE", [], ["u"]))), "geen hit policy"),
        (definitions(decision("a", table("FIRST", ["n"], ["u"], ["1"]))), "evenveel cellen"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(source: bytes, message: str) -> None:
    with pytest.raises(DefinitionRefused, match=message):
        parse_decisions(source)


def test_all_wrong_expressions_are_reported_together() -> None:
    logic = table("FIRST", ["n"], ["uit"], ["1 +", "2"], ["3", "(4"])
    with pytest.raises(DefinitionRefused) as caught:
        model(decision("uit", logic))
    messages = [str(finding) for finding in caught.value.findings]
    assert len(messages) == 2
    assert "regel 1, kolom 'n'" in messages[0]
    assert "regel 2, kolom 'uit'" in messages[1]


@every_row(
    "namespace",
    [
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    ],
)
def test_every_version_of_dmn_is_read(namespace: str) -> None:
    graph = parse_decisions(definitions(decision("uit", literal("1")), namespace))
    assert graph.evaluate("uit", {}, SCOPE).value == to_feel(1)


def test_the_allowed_values_of_a_type_rank_the_outputs() -> None:
    logic = table(
        "PRIORITY", ["n"], ["uit"], ["-", '"groen"'], ["-", '"rood"'], types={"uit": "tKleur"}
    )
    graph = model(TYPES, decision("uit", logic))
    assert graph.evaluate("uit", {"n": 1}, SCOPE).value == "rood"


def test_a_type_may_have_the_prefix_of_its_namespace() -> None:
    typed = decision("uit", literal("1")).replace(
        '<variable name="uit"/>', '<variable name="uit" typeRef="ns1:tKleur"/>'
    )
    assert model(TYPES, typed).evaluate("uit", {}, SCOPE).value is None


FUNCTION_TYPE = (
    "<itemDefinition name='tKleurFunctie'><functionItem outputTypeRef='tKleur'>"
    "<parameters name='x' typeRef='string'/></functionItem></itemDefinition>"
)


@every_row(("argument", "expected"), [('"rood"', "rood"), ('"blauw"', None)])
def test_a_function_keeps_to_its_function_type(argument: str, expected: object) -> None:
    echo = DOUBLE.replace("x * 2", "x").replace(' typeRef="number"', "")
    typed = echo.replace(
        '<variable name="dubbel"/>', '<variable name="dubbel" typeRef="tKleurFunctie"/>'
    )
    call = decision("uit", literal(f"dubbel({argument})"), ["requiredKnowledge #dubbel"])
    graph = model(TYPES, FUNCTION_TYPE, typed, call)
    assert graph.evaluate("uit", {}, SCOPE).value == expected


def test_allowed_values_replace_those_of_the_base_type() -> None:
    other = (
        "<itemDefinition name='tKant'><typeRef>tKleur</typeRef>"
        '<allowedValues><text>"links"</text></allowedValues></itemDefinition>'
    )
    typed = decision("uit", literal("n")).replace(
        '<variable name="uit"/>', '<variable name="uit" typeRef="tKant"/>'
    )
    graph = model(TYPES, other, typed)
    assert graph.evaluate("uit", {"n": "links"}, SCOPE).value == "links"
    assert graph.evaluate("uit", {"n": "rood"}, SCOPE).value is None


def test_an_argument_of_the_wrong_type_is_null_in_the_function() -> None:
    echo = DOUBLE.replace("x * 2", "x = null")
    call = decision("uit", literal('dubbel("tekst")'), ["requiredKnowledge #dubbel"])
    assert model(echo, call).evaluate("uit", {}, SCOPE).value is True


def test_a_date_that_is_none_is_null_and_is_refused_at_deployment() -> None:
    source = definitions(decision("dag", literal('@"gisteren" = null')))
    assert DecisionModel(read_definitions(source)).evaluate("dag", {}, SCOPE).value is True
    with pytest.raises(DefinitionRefused, match="gisteren"):
        parse_decisions(source)


def test_a_list_of_one_is_unpacked_at_every_depth() -> None:
    number = '<literalExpression typeRef="number"><text>[[7]]</text></literalExpression>'
    assert decide(number).value == 7
