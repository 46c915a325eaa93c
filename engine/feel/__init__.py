"""FEEL, the expression language of DMN 1.5: conditions, timers, due dates and decision tables.

    outcome = compile_expression("urgentie = 1 and woonplaats != null").evaluate(context, scope)

`expression` is the way in, `parser` reads, `closures` compiles, `builtins` holds the library.
Evaluation reaches nothing but the context and the scope, and cannot cost more than its limits.
"""

from engine.feel.convert import from_feel, to_feel
from engine.feel.errors import FeelLimitError, FeelSyntaxError
from engine.feel.expression import (
    Expression,
    UnaryTests,
    compile_expression,
    compile_unary_tests,
)
from engine.feel.limits import DEFAULT_LIMITS, Limits
from engine.feel.run import AMSTERDAM, Outcome, Scope
from engine.feel.values import Function, Range, Value, YearMonthDuration

__all__ = [
    "AMSTERDAM",
    "DEFAULT_LIMITS",
    "Expression",
    "FeelLimitError",
    "FeelSyntaxError",
    "Function",
    "Limits",
    "Outcome",
    "Range",
    "Scope",
    "UnaryTests",
    "Value",
    "YearMonthDuration",
    "compile_expression",
    "compile_unary_tests",
    "from_feel",
    "to_feel",
]
