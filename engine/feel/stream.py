"""A cursor over the tokens of one expression, with the errors that its reader reports."""

from collections.abc import Iterable, Mapping

from engine.feel.errors import FeelSyntaxError
from engine.feel.limits import DEFAULT_LIMITS, Limits
from engine.feel.names import known_names
from engine.feel.syntax import Node, TypeRef
from engine.feel.tokens import Token, TokenKind, syntax_error, tokenize


class TokenStream:
    """The tokens of `text` and the place where the parser is."""

    def __init__(
        self,
        text: str,
        names: Iterable[str] = (),
        types: Mapping[str, TypeRef] | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        self.text = text
        self.types = types or {}
        self.limits = limits
        if len(text) > limits.text:
            expected = f"hoogstens {limits.text} tekens"
            raise syntax_error(text, 0, f"een uitdrukking van {len(text)} tekens", expected)
        self.tokens = tokenize(text)
        self.at = 0
        self.known = known_names(names)
        self._nesting = 0
        self._parsed: dict[int, tuple[Node, int]] = {}

    @property
    def token(self) -> Token:
        """The token to read next."""
        return self.tokens[self.at]

    def peek(self, ahead: int = 1) -> Token:
        """Look past the next token; beyond the end there is only END."""
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)]

    def advance(self) -> Token:
        """Read one token."""
        token = self.tokens[self.at]
        if token.kind is not TokenKind.END:
            self.at += 1
        return token

    def sees(self, *texts: str) -> bool:
        """Tell whether the next token is one of these symbols, keywords or words."""
        token = self.token
        return token.kind is not TokenKind.STRING and token.text in texts

    def sees_words(self, first: str, second: str) -> bool:
        """Tell whether the next two tokens are these words."""
        following = self.peek()
        is_second = following.kind is TokenKind.NAME and following.text == second
        return self.sees(first) and is_second

    def accept(self, *texts: str) -> Token | None:
        """Read the next token if it is one of these."""
        return self.advance() if self.sees(*texts) else None

    def expect(self, text: str, why: str = "") -> Token:
        """Read the next token, which must be this one. Raises FeelSyntaxError."""
        if not self.sees(text):
            raise self.error(f"'{text}'" + (f" {why}" if why else ""))
        return self.advance()

    def expect_end(self) -> None:
        """Raise FeelSyntaxError when text is left over."""
        if self.token.kind is not TokenKind.END:
            raise self.error("het einde van de uitdrukking of een bewerking zoals + = and or")

    def error(self, expected: str, token: Token | None = None) -> FeelSyntaxError:
        """Build the error for the next token (or the given one)."""
        token = token or self.token
        return syntax_error(self.text, token.start, str(token), expected)

    def deeper(self) -> None:
        """Go one level of brackets deeper. Raises FeelSyntaxError."""
        self._nesting += 1
        if self._nesting > self.limits.nesting:
            raise self.error(f"hoogstens {self.limits.nesting} niveaus van haakjes in elkaar")

    def shallower(self) -> None:
        """Come back from a level of brackets."""
        self._nesting -= 1

    def check_chain(self, length: int) -> None:
        """Raise FeelSyntaxError when one row of operators is too long."""
        if length > self.limits.chain:
            raise self.error(f"hoogstens {self.limits.chain} bewerkingen achter elkaar")

    def read_name(self, what: str = "een naam") -> str:
        """Read a name, with its spaces: a known one, or all words in a row."""
        known = self.known.longest(self.tokens, self.at)
        if known is not None:
            name, count = known
            self.at += count
            return name
        if self.token.kind is not TokenKind.NAME:
            raise self.error(what)
        words = [self.advance().text]
        while self._continues_name():
            words.append(self.advance().text)
        return " ".join(words)

    def _continues_name(self) -> bool:
        """Two words in a row are never FEEL, so an unknown name with spaces is still a name."""
        if self.sees_words("instance", "of"):
            return False
        if self.token.kind is TokenKind.NUMBER:
            return self.token.text.isdecimal()
        return self.token.kind is TokenKind.NAME

    def read_entry_name(self, ends: tuple[str, ...], what: str) -> str:
        """Read a name up to one of `ends` (as in `{a b-c: 1}`), whatever words it has."""
        start = self.token
        if start.kind is TokenKind.STRING:
            return self.advance().text
        if start.kind not in {TokenKind.NAME, TokenKind.KEYWORD}:
            raise self.error(what)
        last = self.advance()
        while not self.sees(*ends):
            if self.token.kind is TokenKind.END or self.sees(*"()[]{},:"):
                raise self.error(" of ".join(f"'{end}'" for end in ends))
            last = self.advance()
        return " ".join(self.text[start.start : last.end].split())
