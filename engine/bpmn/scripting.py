"""FEEL in a running instance: conditions, timers, inputs, scripts.

An expression sees the instance's variables, and over them the local ones of its token (the item
of a multi-instance round). A name that nobody set is null. A condition must come to true or
false: null is an error, because guessing would send a client down a path nobody chose.
"""

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.bpmn.timers import is_literal
from engine.bpmn.tokens import Token
from engine.errors import ExpressionError
from engine.feel import Outcome, Value, compile_expression, to_feel
from engine.feel.values import kind_of

_ASSIGNMENT = re.compile(r"\s*([^\W\d]\w*)\s*=(?!=)(.*)")
_COMMENT = re.compile(r"\s*(//.*)?")
_MARKED = ("=", "${")


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """One `naam = uitdrukking` of a script. `line` is where it starts, 1 first."""

    name: str
    expression: str
    line: int


def evaluate(text: str, token: Token, extra: Mapping[str, Value] | None = None) -> Value:
    """Evaluate FEEL as this token sees the variables. Raises `ExpressionError` when it is wrong."""
    return _outcome(text, token, extra).value


def holds(text: str, token: Token, extra: Mapping[str, Value] | None = None) -> bool:
    """Evaluate a condition. Raises `ExpressionError` when it is neither true nor false."""
    outcome = _outcome(text, token, extra)
    if isinstance(outcome.value, bool):
        return outcome.value
    raise ExpressionError(
        f"De voorwaarde '{_shortened(text)}' geeft {kind_of(outcome.value)}"
        f" in plaats van waar of onwaar{_why(outcome)}."
    )


def text_or_value(text: str, token: Token) -> Value:
    """Return a text as it stands, or evaluated when it is marked with `=` or `${`."""
    return evaluate(text, token) if text.startswith(_MARKED) else text


def timed_value(text: str, token: Token) -> Value:
    """Return the value of a date or timer text: an ISO 8601 literal as it stands, else FEEL."""
    return text if is_literal(text) else evaluate(text, token)


def needed_time(text: str, token: Token) -> Value:
    """Return the value of a timer text. Raises `ExpressionError` with why when it is null."""
    if is_literal(text):
        return text
    outcome = _outcome(text, token, None)
    if outcome.value is None:
        raise ExpressionError(f"De tijd '{_shortened(text)}' geeft niets{_why(outcome)}.")
    return outcome.value


def assignments(script: str) -> Iterator[Assignment]:
    """Read the assignments of a script; a line that starts none continues the one before.

    Raises `ExpressionError` when the script does not begin with an assignment.
    """
    current: Assignment | None = None
    for number, line in enumerate(script.splitlines(), start=1):
        if _COMMENT.fullmatch(line):
            continue
        match = _ASSIGNMENT.fullmatch(line)
        if match:
            if current is not None:
                yield current
            current = Assignment(name=match[1], expression=match[2].strip(), line=number)
        elif current is None:
            raise ExpressionError("Een script bestaat uit regels 'naam = uitdrukking'.")
        else:
            joined = f"{current.expression}\n{line.strip()}".strip()
            current = Assignment(name=current.name, expression=joined, line=current.line)
    if current is not None:
        yield current


def visible(token: Token, extra: Mapping[str, Value] | None = None) -> Mapping[str, Value]:
    """Return the variables as this token sees them: `extra` first, then local ones, then all."""
    layers: list[dict[str, Value]] = [dict(extra)] if extra else []
    layers.extend(token.layers())
    if not layers:
        return token.instance.variables
    return ChainMap(*layers, token.instance.variables)


def write_all(token: Token, variables: Mapping[str, object]) -> None:
    """Set variables that came from outside: a form, a message, a handler."""
    for name, value in variables.items():
        token.write(name, to_feel(value))


def _outcome(text: str, token: Token, extra: Mapping[str, Value] | None) -> Outcome:
    expression = compile_expression(text)
    return expression.evaluate(visible(token, extra), token.instance.surroundings.scope)


def _why(outcome: Outcome) -> str:
    return f" ({'; '.join(outcome.reasons)})" if outcome.reasons else ""


def _shortened(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"  # noqa: PLR2004 - enough to find it
