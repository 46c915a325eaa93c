"""Scripts and expressions in a diagram: FEEL, and nothing that reaches Python."""

import pytest

from engine.bpmn.library import compile_bundle
from engine.bpmn.nopython import NO_PYTHON
from engine.bpmn.runtime import Instance
from engine.bpmn.scripting import Assignment, assignments
from engine.errors import ExecutionError, ExpressionError
from tests.drawing import diagram, end, flows, script, start
from tests.processes.plays import at
from tests.rows import every_row


def ran(text: str, **variables: object) -> Instance:
    drawn = diagram(start(), script("s", text), end(), flows("begin > s > einde"))
    return Instance.start(compile_bundle(drawn, {}), variables, at())


def test_a_script_is_a_list_of_assignments() -> None:
    text = "// eerst\nx = 1\n\ny =\n  if x = 1\n  then 2 else 3\n"
    assert list(assignments(text)) == [
        Assignment(name="x", expression="1", line=2),
        Assignment(name="y", expression="if x = 1\nthen 2 else 3", line=4),
    ]


def test_a_script_that_does_not_begin_with_an_assignment_is_refused() -> None:
    with pytest.raises(ExpressionError, match="naam = uitdrukking"):
        list(assignments("1 + 1"))


def test_a_comparison_is_no_assignment() -> None:
    assert [one.name for one in assignments("x = y == z\n== 3")] == ["x"]


def test_a_wrong_script_stops_the_step_at_its_task() -> None:
    with pytest.raises(ExpressionError) as caught:
        ran("x = 1 +")
    assert caught.value.element_id == "s"


def test_an_unknown_variable_is_null() -> None:
    assert ran("x = onbekend").variables == {"x": None}


@every_row(
    "attack",
    [
        "x = __import__('os').system('true')",
        "x = ().__class__.__base__.__subclasses__()",
        "x = open('/etc/passwd').read()",
        "x = (lambda: 1)()",
    ],
)
def test_python_in_a_script_reaches_nothing(attack: str) -> None:
    try:
        instance = ran(attack)
    except ExpressionError:
        return
    assert instance.variables == {"x": None}


def test_an_expression_may_not_cost_too_much() -> None:
    with pytest.raises(ExpressionError):
        ran("x = count(for a in 1..9999, b in 1..9999 return a)")


def test_the_script_engine_of_the_library_refuses_everything() -> None:
    for attempt in (NO_PYTHON.environment.evaluate, NO_PYTHON.environment.execute):
        with pytest.raises(ExecutionError):
            attempt("1 + 1", {})
    with pytest.raises(ExecutionError):
        NO_PYTHON.environment.call_service({})
