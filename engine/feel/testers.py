"""Closures of unary tests: the cells of a decision table and the right side of `in`.

DMN 1.5, clauses 7.3.3 and 10.3.1.3-4. A tester takes the frame and the input value, which the
test may call `?`. Tests of the common kinds (a value, `< 5`, `[1..5]`) are decided directly.
"""

from collections.abc import Callable
from decimal import Decimal

from engine.feel.closures import Closure, close, closes
from engine.feel.comparison import satisfies
from engine.feel.operators import NUMBER_TESTS, Comparer, equality_of, order_of
from engine.feel.run import Frame
from engine.feel.syntax import In, Literal, Name, Node, RangeOf, Test, Tests
from engine.feel.values import Value, kind_of
from engine.feel.walk import descend

Tester = Callable[[Frame, Value], bool | None]
INPUT = "?"


@closes(In)
def _in(node: In) -> Closure:
    operand, tester = close(node.operand), tests_tester(node.tests)

    def test(frame: Frame) -> Value:
        value = operand(frame)
        found = tester(frame, value)
        if found is None:
            frame.run.null(f"in: {kind_of(value)} is met de rechterkant niet te vergelijken")
        return found

    return test


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
    if isinstance(node, RangeOf) and _is_number(node.low) and _is_number(node.high):
        return _in_numbers(node)
    if node == Name(INPUT):
        return lambda _frame, _value: True
    if _mentions_input(node):
        return _about_input(close(node))
    return _by_value(close(node))


def _mentions_input(node: Node) -> bool:
    return any(isinstance(part, Name) and part.name == INPUT for part in descend(node))


def _is_number(node: Node | None) -> bool:
    return isinstance(node, Literal) and isinstance(node.value, Decimal)


def _comparing(node: Test) -> Tester:
    sign = node.operator
    compare = equality_of(wanted=sign == "=") if sign in {"=", "!="} else order_of(sign)
    if _mentions_input(node.operand):
        operand = close(node.operand)
        return lambda frame, value: compare(
            frame.run, value, operand(Frame({INPUT: value}, frame, frame.run))
        )
    if isinstance(node.operand, Literal) and isinstance(node.operand.value, Decimal):
        return _compared_with(sign, node.operand.value, compare)
    operand = close(node.operand)
    return lambda frame, value: compare(frame.run, value, operand(frame))


def _compared_with(sign: str, limit: Decimal, compare: Comparer) -> Tester:
    """Make `< 5`, decided at once when the input is a number."""
    fast = NUMBER_TESTS[sign]

    def test(frame: Frame, value: Value) -> bool | None:
        return fast(value, limit) if type(value) is Decimal else compare(frame.run, value, limit)

    return test


def _in_numbers(node: RangeOf) -> Tester:
    """Make `[1..5)` of two numbers, decided at once when the input is a number."""
    bounds = close(node)
    low, high = node.low, node.high
    low_test = NUMBER_TESTS[">=" if node.low_closed else ">"]
    high_test = NUMBER_TESTS["<=" if node.high_closed else "<"]
    low_end = low.value if isinstance(low, Literal) else None
    high_end = high.value if isinstance(high, Literal) else None

    def test(frame: Frame, value: Value) -> bool | None:
        if type(value) is Decimal:
            return low_test(value, low_end) and high_test(value, high_end)
        return satisfies(value, bounds(frame), frame.run)

    return test


def _equal_to(wanted: Value) -> Tester:
    kind = type(wanted)
    if kind is Decimal or kind is str:

        def test(frame: Frame, value: Value) -> bool | None:
            return value == wanted if type(value) is kind else satisfies(value, wanted, frame.run)

        return test
    return lambda frame, value: satisfies(value, wanted, frame.run)


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
        return satisfies(value, wanted, frame.run)

    return test
