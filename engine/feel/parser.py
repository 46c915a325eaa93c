"""From text to syntax tree (DMN 1.5, clause 10.3.1.2).

Recursive descent over the operators, loosest first:

    or < and < comparison, between, in < + - < * / < ** < negation < instance of < . [ ] ( )

`engine.feel.primaries` reads what stands between the operators, `engine.feel.types` the types.
"""

from collections.abc import Callable, Iterable, Mapping

from engine.feel.primaries import Primaries
from engine.feel.syntax import (
    Arithmetic,
    Between,
    Comparison,
    In,
    InstanceOf,
    Logic,
    Negation,
    Node,
    Test,
    Tests,
    TypeRef,
)
from engine.feel.tokens import TokenKind

BUILTIN_TYPES = ("date and time", "days and time duration", "years and months duration")
_COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")


class Parser(Primaries):
    """Reads one expression, or the unary tests of one cell."""

    def expression(self) -> Node:
        """Read an expression (grammar rule 1)."""
        known = self._parsed.get(self.at)
        if known is not None:
            node, self.at = known
            return node
        self.deeper()
        node = self._or()
        self.shallower()
        return node

    def _or(self) -> Node:
        return self._logic("or", self._and)

    def _and(self) -> Node:
        return self._logic("and", self._comparison)

    def _logic(self, operator: str, operand: Callable[[], Node]) -> Node:
        operands = [operand()]
        while self.accept(operator):
            self.check_chain(len(operands))
            operands.append(operand())
        return operands[0] if len(operands) == 1 else Logic(operator, tuple(operands))

    def _comparison(self) -> Node:
        node = self.additive()
        length = 0
        while True:
            length += 1
            self.check_chain(length)
            if operator := self.accept(*_COMPARISONS):
                node = Comparison(operator.text, node, self._compared(operator.text))
            elif self.accept("between"):
                node = self._between(node)
            elif self.accept("in"):
                node = In(node, self._in_tests())
            else:
                return node

    def _compared(self, operator: str) -> Node:
        """Read what stands behind a comparison: also the range of `range("[2..)") = >= 2`."""
        if operator in {"=", "!="} and (sign := self.accept("<", "<=", ">", ">=")):
            return self.range_by(sign.text, self.additive())
        return self.additive()

    def _between(self, operand: Node) -> Node:
        low = self.additive()
        self.expect("and", "tussen de twee grenzen van between")
        return Between(operand, low, self.additive())

    def additive(self) -> Node:
        """Read a sum: the widest thing that may be an endpoint or an operand of a comparison."""
        return self._arithmetic(("+", "-"), self._multiplicative)

    def _multiplicative(self) -> Node:
        return self._arithmetic(("*", "/"), self._power)

    def _power(self) -> Node:
        return self._arithmetic(("**",), self._negation)

    def _arithmetic(self, operators: tuple[str, ...], operand: Callable[[], Node]) -> Node:
        node = operand()
        length = 0
        while operator := self.accept(*operators):
            length += 1
            self.check_chain(length)
            node = Arithmetic(operator.text, node, operand())
        return node

    def _negation(self) -> Node:
        if not self.accept("-"):
            return self._instance_of()
        self.deeper()
        node = Negation(self._negation())
        self.shallower()
        return node

    def _instance_of(self) -> Node:
        node = self.postfix()
        if self.sees_words("instance", "of"):
            self.advance()
            self.advance()
            return InstanceOf(node, self.type_ref())
        return node

    def _in_tests(self) -> Tests:
        """Read what follows `in`: one test, or several in brackets (grammar rule 49c)."""
        start = self.at
        if self.accept("("):
            tests = self._tests_until_bracket()
            if tests is not None:
                return tests
            self.at = start
        return Tests((self._test_operand(),))

    def _tests_until_bracket(self) -> Tests | None:
        """Read `a, b)` as tests; None when the bracket belongs to a larger expression."""
        tests = [self.unary_test()]
        while self.accept(","):
            tests.append(self.unary_test())
        if not self.accept(")"):
            return None
        continues = self.sees("+", "-", "*", "/", "**", ".", "[", "..")
        return None if continues and len(tests) == 1 else Tests(tuple(tests))

    def _test_operand(self) -> Node:
        if operator := self.accept(*_COMPARISONS):
            return Test(operator.text, self.additive())
        return self.additive()

    def unary_test(self) -> Node:
        """Read one test of a list: `< 5`, `[1..3]`, `"a"`, or an expression with `?`."""
        if operator := self.accept(*_COMPARISONS):
            test: Node = Test(operator.text, self.additive())
            return self._more_logic(test)
        start = self.at
        node = self.expression()
        # Should this turn out to be no test, it is not read again: that could double at each level.
        self._parsed[start] = (node, self.at)
        return node

    def _more_logic(self, first: Node) -> Node:
        """`< 5 and > 3` is not standard, but what people mean is plain: refuse it kindly."""
        if self.sees("and", "or"):
            raise self.error(
                "een komma; schrijf [3..5] of ? > 3 and ? < 5 voor twee eisen tegelijk"
            )
        return first

    def unary_tests(self) -> Tests:
        """Read a whole cell: `-`, tests, or `not(tests)` (grammar rule 17)."""
        if self.sees("-") and self.peek().kind is TokenKind.END:
            self.advance()
            return Tests(())
        tests = self._negated_tests() or self._plain_tests()
        self.expect_end()
        return tests

    def _negated_tests(self) -> Tests | None:
        start = self.at
        if not (self.sees("not") and self.peek().text == "("):
            return None
        self.advance()
        self.advance()
        inner = self._plain_tests()
        self.expect(")")
        if self.token.kind is TokenKind.END:
            return Tests(inner.tests, negated=True)
        self.at = start
        return None

    def _plain_tests(self) -> Tests:
        tests = [self.unary_test()]
        while self.accept(","):
            tests.append(self.unary_test())
        return Tests(tuple(tests))


def parse_expression(
    text: str, names: Iterable[str] = (), types: Mapping[str, TypeRef] | None = None
) -> Node:
    """Read one expression; `types` are the named types it may refer to. Raises FeelSyntaxError."""
    parser = Parser(text, names, types)
    node = parser.expression()
    parser.expect_end()
    return node


def parse_unary_tests(
    text: str, names: Iterable[str] = (), types: Mapping[str, TypeRef] | None = None
) -> Tests:
    """Read the unary tests of one cell. Raises FeelSyntaxError."""
    return Parser(text, names, types).unary_tests()


def parse_type(text: str, types: Mapping[str, TypeRef] | None = None) -> TypeRef:
    """Read the name of a type. Raises FeelSyntaxError."""
    parser = Parser(text, BUILTIN_TYPES, types)
    found = parser.type_ref()
    parser.expect_end()
    return found
