"""What FEEL refuses: text that is not FEEL, and work that goes over a limit.

Anything else that goes wrong in an expression is not an error but null with a reason
(DMN 1.5, clause 10.3.1.4): see `engine.feel.run.Run.null`.
"""

from engine.errors import ExpressionError


class FeelSyntaxError(ExpressionError):
    """The text is not FEEL. `line` and `column` count from 1 and point at `found`."""

    def __init__(self, *, line: int, column: int, found: str, expected: str) -> None:
        super().__init__(f"regel {line}, teken {column}: {found} gevonden, verwacht: {expected}")
        self.line = line
        self.column = column
        self.found = found
        self.expected = expected


class FeelLimitError(ExpressionError):
    """The expression asks for more work, depth or space than `Limits` allows."""
