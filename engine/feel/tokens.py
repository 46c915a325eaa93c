r"""The words of FEEL: text to tokens (DMN 1.5, clause 10.3.1.2, grammar rules 26-37).

A name with spaces is several tokens here; `engine.feel.names` puts them together, because only
the parser knows which names exist.
"""

import re
import sys
from dataclasses import dataclass
from enum import StrEnum

from engine.feel.errors import FeelSyntaxError


class TokenKind(StrEnum):
    """The classes of token that the parser tells apart."""

    NUMBER = "getal"
    STRING = "tekst"
    NAME = "naam"
    KEYWORD = "sleutelwoord"
    SYMBOL = "teken"
    END = "einde"


KEYWORDS = frozenset(
    [
        "and",
        "or",
        "if",
        "then",
        "else",
        "for",
        "in",
        "return",
        "some",
        "every",
        "satisfies",
        "between",
        "function",
        "true",
        "false",
        "null",
    ]
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word. `text` is as written, except for strings: there it is the meaning."""

    kind: TokenKind
    text: str
    start: int
    end: int

    def __str__(self) -> str:
        if self.kind is TokenKind.END:
            return "het einde"
        if self.kind is TokenKind.STRING:
            return f'de tekst "{self.text[:20]}"'
        return f"'{self.text}'"


# Grammar rules 28-30: letters of all scripts, `_`, `?` and the pictographs above the BMP.
_START = (
    r"?_A-Za-z\u00AA\u00B5\u00BA\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D"
    r"\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF"
    r"\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_PART = _START.removeprefix("?") + r"?0-9\u00B7\u0300-\u036F\u203F-\u2040"
_SPACE = r"\s\u0085\u180E\u200B\uFEFF"
_TOKEN = re.compile(
    rf"""
      (?P<space>  [{_SPACE}]+ | //[^\n]* | /\*.*?\*/ )
    | (?P<open>   /\* )
    | (?P<number> (?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)? )
    | (?P<string> "(?:[^"\\]|\\.)*" )
    | (?P<name>   [{_START}][{_PART}]* )
    | (?P<symbol> \*\*|\.\.|->|<=|>=|!=|[-+*/=<>()\[\]{{}},.:@'] )
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}


def tokenize(text: str) -> list[Token]:
    """Split `text` into tokens; the last is always END. Raises FeelSyntaxError."""
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup == "open":
            raise _unreadable(text, position)
        if match.lastgroup != "space":
            tokens.append(_token(match))
        position = match.end()
    tokens.append(Token(TokenKind.END, "", len(text), len(text)))
    return tokens


def _token(match: re.Match[str]) -> Token:
    text, start, end = match.group(), match.start(), match.end()
    match match.lastgroup:
        case "number":
            return Token(TokenKind.NUMBER, text, start, end)
        case "string":
            return Token(TokenKind.STRING, _unescaped(text[1:-1]), start, end)
        case "name":
            kind = TokenKind.KEYWORD if text in KEYWORDS else TokenKind.NAME
            return Token(kind, text, start, end)
        case _:
            return Token(TokenKind.SYMBOL, text, start, end)


def _unescaped(body: str) -> str:
    if "\\" not in body:
        return body
    text = _ESCAPE.sub(_character, body)
    # Two \u escapes may be the two halves of one character (grammar rule 33, UTF-16).
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _character(match: re.Match[str]) -> str:
    code = match.group(1) or match.group(2)
    if code is None:
        return _ESCAPED.get(match.group(3), match.group())
    value = int(code, 16)
    return chr(value) if value <= sys.maxunicode else match.group()


def _unreadable(text: str, position: int) -> FeelSyntaxError:
    if text[position] == '"':
        expected = 'een dubbel aanhalingsteken (") aan het eind van de tekst'
        return syntax_error(text, position, "een tekst zonder einde", expected)
    if text.startswith("/*", position):
        return syntax_error(text, position, "een opmerking zonder einde", "*/")
    return syntax_error(text, position, f"'{text[position]}'", "een teken dat FEEL kent")


def syntax_error(text: str, position: int, found: str, expected: str) -> FeelSyntaxError:
    """Build the error for a place in the text."""
    line = text.count("\n", 0, position) + 1
    column = position - (text.rfind("\n", 0, position) + 1) + 1
    return FeelSyntaxError(line=line, column=column, found=found, expected=expected)
