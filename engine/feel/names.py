"""Names with spaces and symbols in them (DMN 1.5, clause 10.3.1.2).

FEEL allows `Monthly Salary`, `date and time` and even `profit/loss` as names. What the words mean
depends on which names exist, so a parser knows names as rows of tokens and takes the longest
row that fits.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from engine.feel.errors import FeelSyntaxError
from engine.feel.tokens import Token, TokenKind, tokenize

_Row = tuple[tuple[str, ...], str]


class KnownNames:
    """The names of more than one token that exist at a place in an expression."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[_Row, ...]] = {}

    def add(self, name: str) -> None:
        """Make a name known; names of one token need no help and are skipped."""
        words = _words(name)
        if len(words) < 2:  # noqa: PLR2004 -- two is what "several" begins with
            return
        rows = self._rows.get(words[0], ())
        if all(row != words for row, _ in rows):
            longest_first = sorted((*rows, (words, name)), key=lambda row: -len(row[0]))
            self._rows[words[0]] = tuple(longest_first)

    def copy(self) -> "KnownNames":
        """Return an independent set of the same names."""
        other = KnownNames()
        other._rows = dict(self._rows)
        return other

    def longest(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """Find the longest known name that starts at token `at`, with its number of tokens."""
        for words, name in self._rows.get(tokens[at].text, ()):
            found = tokens[at : at + len(words)]
            if tuple(t.text for t in found) == words and _unquoted(found):
                return name, len(words)
        return None


def _unquoted(tokens: Sequence[Token]) -> bool:
    return all(token.kind is not TokenKind.STRING for token in tokens)


@lru_cache(maxsize=4_096)
def _words(name: str) -> tuple[str, ...]:
    try:
        return tuple(token.text for token in tokenize(name)[:-1])
    except FeelSyntaxError:
        return ()


@lru_cache(maxsize=256)
def _known(names: tuple[str, ...]) -> KnownNames:
    known = KnownNames()
    for name in names:
        known.add(name)
    return known


def known_names(names: Iterable[str]) -> KnownNames:
    """Return a set of names of one's own; the work for the same names is done once."""
    return _known(tuple(names)).copy()
