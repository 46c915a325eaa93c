"""Short ways to ask FEEL something in a test, on Monday 1 June 2026, 10:30 in Amsterdam."""

from datetime import UTC, datetime

from engine.domain.calendar import dutch_calendar
from engine.domain.terms import Term
from engine.feel import Outcome, Scope, Value, compile_expression, compile_unary_tests

TERMS = {"eerste contact": Term.parse("3 werkdagen"), "nazorg": Term.parse("P3M")}
SCOPE = Scope(
    now=datetime(2026, 6, 1, 8, 30, tzinfo=UTC), terms=TERMS.get, calendar=dutch_calendar()
)


def outcome(text: str, **variables: object) -> Outcome:
    """Evaluate FEEL text; variables with underscores may be meant with spaces."""
    return compile_expression(text, names=variables).evaluate(variables, SCOPE)


def feel(text: str, **variables: object) -> Value:
    """Evaluate FEEL text to its value."""
    return outcome(text, **variables).value


def passes(cell: str, value: Value, **variables: object) -> Value:
    """Test an input against the unary tests of a cell."""
    return compile_unary_tests(cell).matches(value, variables, SCOPE).value
