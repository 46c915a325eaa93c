"""What stands between the operators: literals, names, brackets, calls, filters and paths.

Also the expressions that open with a word: if, for, some, every, function.
"""

from engine.feel.numbers import parse_number
from engine.feel.stream import TokenStream
from engine.feel.syntax import (
    Call,
    ContextOf,
    Filter,
    For,
    FunctionOf,
    If,
    Iterator,
    ListOf,
    Literal,
    Name,
    Node,
    Path,
    Quantified,
    RangeOf,
    TypeRef,
    Unreadable,
)
from engine.feel.temporal import parse_date, parse_datetime, parse_duration, parse_time
from engine.feel.tokens import TokenKind
from engine.feel.typenames import read_type
from engine.feel.values import Value

_CONSTANTS = {"true": True, "false": False, "null": None}
_NEVER_FIRST = frozenset({*")],}=<>*/+.:", "<=", ">=", "!=", "**", ".."})
_BINARY_WORDS = frozenset({"and", "or", "in", "between", "then", "else", "return", "satisfies"})
_OPERAND = "een waarde, een naam of een haakje"


class Primaries(TokenStream):
    """The part of the parser below the operators."""

    def expression(self) -> Node:
        """Read an expression; the operators are added by `engine.feel.parser.Parser`."""
        raise NotImplementedError

    def additive(self) -> Node:
        """Read a sum; see `engine.feel.parser.Parser`."""
        raise NotImplementedError

    def type_ref(self) -> TypeRef:
        """Read a type."""
        return read_type(self)

    def postfix(self) -> Node:
        """Read a primary with its paths, filters and calls."""
        node = self._primary()
        length = 0
        while True:
            length += 1
            self.check_chain(length)
            if self.accept("."):
                node = Path(node, self.read_name("de naam van een onderdeel"))
            elif self.sees("(") and not isinstance(node, Literal):
                node = self._call(node)
            elif self.sees("[") and not self._closes_range():
                node = self._filter(node)
            else:
                return node

    def _closes_range(self) -> bool:
        """Tell `1..5[` (an open end) from `list[1]`: nothing that follows can be a condition."""
        following = self.peek()
        if following.kind is TokenKind.STRING:
            return False
        if following.kind is TokenKind.END or following.text in _NEVER_FIRST:
            return True
        return following.kind is TokenKind.KEYWORD and following.text in _BINARY_WORDS

    def _filter(self, source: Node) -> Node:
        self.expect("[")
        condition = self.expression()
        self.expect("]", "achter een filter")
        return Filter(source, condition)

    def _call(self, function: Node) -> Node:
        self.expect("(")
        if self.accept(")"):
            return Call(function, ())
        names: list[str] = []
        arguments: list[Node] = []
        while True:
            if self._at_parameter():
                names.append(self.read_entry_name((":",), "de naam van een parameter"))
                self.expect(":")
            arguments.append(self.expression())
            if names and len(names) != len(arguments):
                raise self.error("overal of nergens een naam voor het argument")
            if not self.accept(","):
                break
        self.expect(")", "achter de argumenten")
        return Call(function, tuple(arguments), tuple(names))

    def _at_parameter(self) -> bool:
        """Tell whether words and then a colon follow, as in `f(start position: 2)`."""
        at = self.at
        while self.tokens[at].kind in {TokenKind.NAME, TokenKind.KEYWORD}:
            at += 1
        return at > self.at and self.tokens[at].text == ":"

    def _primary(self) -> Node:
        token = self.token
        if token.kind is TokenKind.STRING:
            return Literal(self.advance().text)
        if token.kind is TokenKind.NUMBER:
            return self._number()
        if self.known.longest(self.tokens, self.at) or token.kind is TokenKind.NAME:
            return Name(self.read_name())
        if token.kind is TokenKind.KEYWORD:
            return self._worded()
        return self._bracketed()

    def _number(self) -> Node:
        token = self.advance()
        number = parse_number(token.text)
        if number is None:
            raise self.error("een getal tot 10 tot de macht 6144", token)
        return Literal(number)

    def _worded(self) -> Node:
        word = self.token.text
        if word in _CONSTANTS:
            self.advance()
            return Literal(_CONSTANTS[word])
        readers = {
            "if": self._if,
            "for": self._for,
            "some": self._quantified,
            "every": self._quantified,
            "function": self._function,
        }
        if word not in readers:
            raise self.error(_OPERAND)
        return readers[word]()

    def _if(self) -> Node:
        self.expect("if")
        condition = self.expression()
        self.expect("then", "achter de voorwaarde van if")
        then = self.expression()
        self.expect("else", "(elke if heeft een else nodig)")
        return If(condition, then, self.expression())

    def _for(self) -> Node:
        self.expect("for")
        iterators = self._iterators()
        self.expect("return", "achter de lijst van for")
        return For(iterators, self.expression())

    def _quantified(self) -> Node:
        every = self.advance().text == "every"
        iterators = self._iterators()
        self.expect("satisfies", "achter de lijst van some of every")
        return Quantified(every, iterators, self.expression())

    def _iterators(self) -> tuple[Iterator, ...]:
        iterators = [self._iterator()]
        while self.accept(","):
            iterators.append(self._iterator())
        return tuple(iterators)

    def _iterator(self) -> Iterator:
        name = self.read_entry_name(("in",), "de naam van een variabele")
        self.known.add(name)
        self.expect("in")
        source = self.expression()
        high = self.expression() if self.accept("..") else None
        return Iterator(name, source, high)

    def _function(self) -> Node:
        self.expect("function")
        self.expect("(", "met de parameters")
        parameters: list[tuple[str, TypeRef | None]] = []
        while not self.sees(")"):
            parameters.append(self._parameter())
            if not self.accept(","):
                break
        self.expect(")", "achter de parameters")
        external = self.sees("external") and self.peek().text == "{"
        if external:
            self.advance()
        return FunctionOf(tuple(parameters), self.expression(), external)

    def _parameter(self) -> tuple[str, TypeRef | None]:
        name = self.read_entry_name((",", ")", ":"), "de naam van een parameter")
        self.known.add(name)
        return name, self.type_ref() if self.accept(":") else None

    def _bracketed(self) -> Node:
        if self.sees("("):
            return self._round()
        if self.sees("["):
            return self._square()
        if self.sees("]"):
            self.advance()
            low = self.additive()
            self.expect("..", "tussen de grenzen van een bereik")
            return self._range_end(low, low_closed=False)
        if self.sees("{"):
            return self._context()
        if self.sees("@"):
            return self._at_literal()
        raise self.error(_OPERAND)

    def _round(self) -> Node:
        self.expect("(")
        if operator := self.accept("<", "<=", ">", ">=", "="):
            return self._operator_range(operator.text)
        node = self.expression()
        if self.accept(".."):
            return self._range_end(node, low_closed=False)
        self.expect(")")
        return node

    def _operator_range(self, operator: str) -> Node:
        """Read `(< 5)` as a value: the range below 5 (DMN 1.5, grammar rule 66)."""
        endpoint = self.additive()
        self.expect(")")
        return self.range_by(operator, endpoint)

    def range_by(self, operator: str, endpoint: Node) -> RangeOf:
        """Return the range that an operator and an endpoint mean."""
        if operator == "=":
            return RangeOf(endpoint, endpoint, low_closed=True, high_closed=True)
        closed = operator.endswith("=")
        if operator.startswith("<"):
            return RangeOf(None, endpoint, low_closed=False, high_closed=closed)
        return RangeOf(endpoint, None, low_closed=closed, high_closed=False)

    def _square(self) -> Node:
        self.expect("[")
        if self.accept("]"):
            return ListOf(())
        items = [self.expression()]
        if self.accept(".."):
            return self._range_end(items[0], low_closed=True)
        while self.accept(","):
            items.append(self.expression())
        self.expect("]", "achter een lijst")
        return ListOf(tuple(items))

    def _range_end(self, low: Node, *, low_closed: bool) -> Node:
        self.deeper()
        high = self.additive()
        self.shallower()
        end = self.accept("]", ")", "[")
        if end is None:
            raise self.error("']', ')' of '[' achter een bereik")
        return RangeOf(low, high, low_closed=low_closed, high_closed=end.text == "]")

    def _context(self) -> Node:
        self.expect("{")
        entries: list[tuple[str, Node]] = []
        outer = self.known
        self.known = outer.copy()
        while not self.sees("}"):
            start = self.token
            name = self.read_entry_name((":",), "de naam van een onderdeel, of '}'")
            if any(name == existing for existing, _ in entries):
                raise self.error(f"een andere naam: '{name}' staat er al", start)
            self.expect(":")
            entries.append((name, self.expression()))
            self.known.add(name)
            if not self.accept(","):
                break
        self.expect("}", "achter een context")
        return ContextOf(tuple(entries))

    def _at_literal(self) -> Node:
        self.expect("@")
        token = self.token
        if token.kind is not TokenKind.STRING:
            raise self.error('een tekst, zoals @"2026-06-01"')
        value = at_value(self.advance().text)
        return Unreadable(token.text, token.start) if value is None else Literal(value)


def at_value(text: str) -> Value:
    """Read the text of an at-literal (grammar rule 62)."""
    if text.lstrip("-").startswith("P"):
        return parse_duration(text)
    if "T" in text.partition("@")[0]:  # not that of a zone, as in @Asia/Tokyo
        return parse_datetime(text)
    return parse_date(text) or parse_time(text)
