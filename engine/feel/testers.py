"""Closures of unary tests: the cells of a decision table and the right side of `in`.

DMN 1.5, clauses 7.3.3 and 10.3.1.3-4. A tester takes the frame and the input value, which the
test may call `?`. Tests of the common kinds (a value, `< 5`, `[1..5]`) are decided directly.
"""

from collections.abc import Callable
from decimal import Decimal

from engine.feel.closures import Closure, close, closes
from engine.feel.comparison import satisfies
from engine.feel.operators import equality, ordered
from engine.feel.run import Frame
from engine.feel.syntax import In, Literal, Name, Node, Test, Tests
from engine.feel.values import Value
from engine.feel.walk import descend

Tester = Callable[[Frame, Value], bool | None]
INPUT = "?"


@closes(In)
def _in(node: In) -> Closure:
    operand, tester = close(node.operand), tests_tester(node.tests)
    return lambda frame: tester(frame, operand(frame))


def tests_tester(node: Tests) -> Tester:
    """Make the tester of a whole cell: true when any test is (or none, when negated)."""
    if not node.tests:
        return lambda _frame, _value: True
    testers = tuple(test_tester(test) for test in node.tests)
    tester = testers[0] if len(testers) == 1 else _any_of(testers)
    return _negated(tester) if node.negated else tester


def _any_of(testers: tuple[Tester, ...]) -> Tester:
    def test(frame: Frame, value: Value) -> bool | None:
        certain = True
        for tester in testers:
            found = tester(frame, value)
            if found is True:
                return True
            if found is None:
                certain = False
        return False if certain else None

    return test


def _negated(tester: Tester) -> Tester:
    def test(frame: Frame, value: Value) -> bool | None:
        found = tester(frame, value)
        return None if found is None else not found

    return test


def test_tester(node: Node) -> Tester:
    """Make the tester of one test."""
    if isinstance(node, Test):
        return _comparing(node)
    if isinstance(node, Literal):
        return _equal_to(node.value)
    if any(isinstance(part, Name) and part.name == INPUT for part in descend(node)):
        return _about_input(close(node))
    return _by_value(close(node))


def _comparing(node: Test) -> Tester:
    operand, sign = close(node.operand), node.operator

    def test(frame: Frame, value: Value) -> bool | None:
        inner = Frame({INPUT: value}, frame, frame.run)
        if sign in {"=", "!="}:
            return equality(frame.run, value, operand(inner), wanted=sign == "=")
        return ordered(frame.run, sign, value, operand(inner))

    return test


def _equal_to(wanted: Value) -> Tester:
    kind = type(wanted)
    if kind is Decimal or kind is str:

        def test(_frame: Frame, value: Value) -> bool | None:
            return value == wanted if type(value) is kind else satisfies(value, wanted)

        return test
    return lambda _frame, value: satisfies(value, wanted)


def _about_input(condition: Closure) -> Tester:
    """Make the tester of an expression with `?`: it says itself whether the input passes."""

    def test(frame: Frame, value: Value) -> bool | None:
        found = condition(Frame({INPUT: value}, frame, frame.run))
        return found if isinstance(found, bool) else None

    return test


def _by_value(expression: Closure) -> Tester:
    """Make the tester of any other expression: the input must equal it or lie in it."""

    def test(frame: Frame, value: Value) -> bool | None:
        wanted = expression(frame)
        if isinstance(wanted, bool) and not isinstance(value, bool):
            return wanted
        return satisfies(value, wanted)

    return test
