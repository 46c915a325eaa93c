"""How much one evaluation may cost, so that no expression can hurt the worker.

A step is roughly the work of one syntax node, one list element, or 64 characters. The defaults
keep the worst expression under 100 ms of processor time and 50 MB.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Upper bounds for one expression (text, nesting) and for one evaluation (the rest)."""

    text: int = 5_000
    """Characters in the source text of an expression; reading them takes less than 100 ms too."""
    nesting: int = 40
    """Brackets, ifs and functions inside each other in the source text."""
    chain: int = 250
    """Operators, filters and paths in one row, as in `a + b + c`."""
    steps: int = 50_000
    calls: int = 60
    """Functions that call functions: recursion depth."""
    list_size: int = 10_000
    string_size: int = 100_000
    result_size: int = 50_000
    """Values in the result, where 16 characters of text count as one more."""
    seconds: float = 0.08
    """Processor time of the thread: a net under the other limits, with room below 100 ms."""


DEFAULT_LIMITS = Limits()
