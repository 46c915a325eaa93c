from engine.feel import Value, to_feel
from tests.rows import every_row
from tests.unit.decisions.tables import decide, table


def two_rules(policy: str, **more: dict[str, str]) -> str:
    """Rules 1 and 2 both hit when n is between 5 and 10."""
    return table(policy, ["n"], ["uit"], ["< 10", '"laag"'], ["> 5", '"hoog"'], **more)


@every_row(
    ("policy", "n", "expected", "rules"),
    [
        ("UNIQUE", 1, "laag", (1,)),
        ("UNIQUE", 7, None, (1, 2)),
        ("FIRST", 7, "laag", (1,)),
        ("FIRST", 12, "hoog", (2,)),
        ("ANY", 7, None, (1, 2)),
        ("RULE ORDER", 7, ["laag", "hoog"], (1, 2)),
        ("COLLECT", 7, ["laag", "hoog"], (1, 2)),
        ("COLLECT", 1, ["laag"], (1,)),
        ("COLLECT+COUNT", 7, 2, (1, 2)),
        ("COLLECT+MIN", 7, "hoog", (1, 2)),
    ],
)
def test_each_hit_policy_makes_its_own_of_two_hits(
    policy: str, n: int, expected: object, rules: tuple[int, ...]
) -> None:
    outcome = decide(two_rules(policy), n=n)
    assert outcome.value == to_feel(expected)
    assert outcome.rule_numbers == rules


@every_row(("policy", "expected"), [("PRIORITY", "hoog"), ("OUTPUT ORDER", ["hoog", "laag"])])
def test_priority_follows_the_order_of_the_allowed_outputs(policy: str, expected: Value) -> None:
    outcome = decide(two_rules(policy, allowed={"uit": '"hoog", "laag"'}), n=7)
    assert outcome.value == expected


def test_a_unique_table_names_the_rules_that_break_its_promise() -> None:
    assert "regels 1 en 2 passen allemaal" in decide(two_rules("UNIQUE"), n=7).reasons[0]


def test_any_accepts_rules_that_agree() -> None:
    logic = table("ANY", ["n"], ["uit"], ["< 10", "1"], ["> 5", "1.0"])
    assert decide(logic, n=7).value == to_feel(1)


@every_row(("kind", "total"), [("SUM", 12), ("MIN", 2), ("MAX", 10), ("COUNT", 2)])
def test_collect_counts_what_it_collects(kind: str, total: int) -> None:
    logic = table(f"COLLECT+{kind}", ["n"], ["punten"], ["> 1", "10"], ["> 2", "2"], ["> 99", "5"])
    assert decide(logic, n=5).value == to_feel(total)


def test_several_outputs_make_a_context() -> None:
    logic = table("FIRST", ["n"], ["a", "b"], ["-", "n + 1", '"x"'])
    assert decide(logic, n=1).value == {"a": to_feel(2), "b": "x"}


@every_row(
    ("policy", "expected"),
    [
        ("COLLECT", []),
        ("RULE ORDER", []),
        ("OUTPUT ORDER", []),
        ("COLLECT+COUNT", to_feel(0)),
        ("COLLECT+SUM", None),
    ],
)
def test_all_hits_of_a_table_without_a_hit_are_an_empty_list(policy: str, expected: Value) -> None:
    assert decide(table(policy, ["n"], ["punten"], ["> 1", "10"]), n=0).value == expected


def test_no_hit_gives_the_default_outputs() -> None:
    logic = two_rules("UNIQUE", default={"uit": '"onbekend"'})
    assert decide(logic, n=None).value == "onbekend"


def test_no_hit_without_default_is_null_with_a_reason() -> None:
    outcome = decide(two_rules("UNIQUE"), n=None)
    assert outcome.value is None
    assert "geen enkele regel van de tabel past" in outcome.reasons


def test_missing_data_only_passes_a_dash() -> None:
    logic = table("FIRST", ["n"], ["uit"], ["< 10", "1"], ["not(5)", "2"], ["-", "3"])
    assert decide(logic, n=None).rule_numbers == (2,)
    logic = table("FIRST", ["n"], ["uit"], ["< 10", "1"], ["not(> 5)", "2"], ["-", "3"])
    assert decide(logic, n=None).rule_numbers == (3,)


def test_an_input_outside_its_allowed_values_counts_as_null_with_a_reason() -> None:
    allowed = {"kleur": '"rood", "groen"'}
    logic = table("FIRST", ["kleur"], ["uit"], ['"blauw"', "1"], ["null", "2"], allowed=allowed)
    outcome = decide(logic, kleur="blauw")
    assert outcome.value == to_feel(2)
    assert outcome.inputs == {"kleur": None}
    assert "de waarde van 'kleur' is geen toegestane waarde" in outcome.reasons


def test_a_question_mark_alone_allows_every_input() -> None:
    logic = table("FIRST", ["n"], ["uit"], ["?", "1"])
    assert [decide(logic, n=n).value for n in (False, "a", 3)] == [to_feel(1)] * 3


def test_an_output_outside_its_allowed_values_is_null_with_rule_and_column() -> None:
    logic = table("FIRST", ["n"], ["uit"], ["-", "n"], allowed={"uit": "1, 2"})
    assert "regel 1, kolom 'uit'" in decide(logic, n=3).reasons[0]


def test_only_the_output_that_is_not_allowed_is_null() -> None:
    logic = table("FIRST", ["n"], ["een", "twee"], ["-", "n", "n"], allowed={"een": "1, 2"})
    assert decide(logic, n=3).value == {"een": None, "twee": to_feel(3)}


def test_an_outcome_explains_itself() -> None:
    outcome = decide(table("FIRST", ["a", "b"], ["uit"], ["1", "-", '"x"']), a=1, b=None)
    assert outcome.rule_numbers == (1,)
    assert outcome.inputs == {"a": to_feel(1), "b": None}


def test_the_types_of_the_camunda_modeler_are_known() -> None:
    types = {"n": "integer", "uit": "long"}
    assert decide(table("FIRST", ["n"], ["uit"], ["-", "n"], types=types), n=3).value == to_feel(3)


@every_row("name", ["cellInput", "leeftijd", "?"])
def test_a_cell_may_call_its_input_as_camunda_does(name: str) -> None:
    logic = table("FIRST", ["n"], ["uit"], [f"{name} > 17 and {name} < 65", '"ja"'])
    named = logic.replace(
        "<input ", '<input xmlns:c="http://camunda.org/schema/1.0/dmn" c:inputVariable="leeftijd" '
    )
    assert named != logic
    assert (decide(named, n=20).value, decide(named, n=70).value) == ("ja", None)
