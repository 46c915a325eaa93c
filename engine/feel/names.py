"""Names with spaces and symbols in them (DMN 1.5, clause 10.3.1.2).

FEEL allows `Monthly Salary`, `date and time` and even `profit/loss` as names. What the words mean
depends on which names exist, so a parser knows names as rows of tokens and takes the longest
row that fits.
"""

from collections.abc import Iterable, Sequence

from engine.feel.errors import FeelSyntaxError
from engine.feel.tokens import Token, TokenKind, tokenize


class KnownNames:
    """The names of more than one token that exist at a place in an expression."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._rows: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Make a name known; names of one token need no help and are skipped."""
        words = _words(name)
        if len(words) < 2:  # noqa: PLR2004 -- two is what "several" begins with
            return
        rows = self._rows.setdefault(words[0], [])
        if all(row != words for row, _ in rows):
            rows.append((words, name))
            rows.sort(key=lambda row: -len(row[0]))

    def copy(self) -> "KnownNames":
        """Return an independent set of the same names."""
        other = KnownNames()
        other._rows = {first: list(rows) for first, rows in self._rows.items()}
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


def _words(name: str) -> tuple[str, ...]:
    try:
        return tuple(token.text for token in tokenize(name)[:-1])
    except FeelSyntaxError:
        return ()
