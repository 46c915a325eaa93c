"""Compiled expressions and unary tests: what the rest of the engine works with.

text → tokens → syntax tree → closure        once, cached by text
closure(frame) → value                       at every evaluation
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import TypeVar

from engine.feel import builtins, calls, iteration
from engine.feel.closures import Closure, close
from engine.feel.convert import to_feel
from engine.feel.errors import FeelLimitError, FeelSyntaxError
from engine.feel.library import BUILTINS
from engine.feel.parser import BUILTIN_TYPES, parse_expression, parse_unary_tests
from engine.feel.run import Outcome, Root, Run, Scope
from engine.feel.syntax import Node, Tests
from engine.feel.testers import Tester, tests_tester
from engine.feel.tokens import syntax_error
from engine.feel.values import Value
from engine.feel.walk import called_functions, free_names, literal_arguments, unreadable
from engine.feel.weighing import weighed

REGISTERED = (builtins, calls, iteration)
"""Modules that put their functions and closures in the tables when they are imported."""

FUNCTION_NAMES = (*(name for name in BUILTINS if " " in name), *BUILTIN_TYPES)
"""Names with spaces that exist everywhere: built-in functions and types."""

_CACHE = 4_096
_TOO_DEEP = "de uitdrukking is te diep genest"


class _Compiled:
    """What an expression and a list of unary tests have in common."""

    def __init__(self, text: str, node: Node) -> None:
        self.text = text
        self.node = node

    @cached_property
    def functions(self) -> frozenset[str]:
        """The names of the functions that are called."""
        return called_functions(self.node)

    @cached_property
    def names(self) -> frozenset[str]:
        """The variables that must come from the context."""
        return free_names(self.node) - BUILTINS.keys() - {"?"}

    @cached_property
    def term_names(self) -> frozenset[str]:
        """The terms that are looked up by a literal name."""
        return literal_arguments(self.node, "termijn")


class Expression(_Compiled):
    """An expression that is ready to be evaluated, any number of times, in any thread."""

    def __init__(self, text: str, node: Node) -> None:
        super().__init__(text, node)
        self.closure: Closure = _guarded(lambda: close(node))

    def evaluate(self, context: Mapping[str, object], scope: Scope) -> Outcome:
        """Compute the value. Wrong operations give null; raises FeelLimitError only."""
        run = Run(scope)
        try:
            value = weighed(run, self.closure(Root(context, run)))
        except RecursionError:
            raise FeelLimitError(_TOO_DEEP) from None
        return Outcome(value, tuple(run.reasons) if run.reasons else ())


class UnaryTests(_Compiled):
    """The tests of one cell of a decision table."""

    def __init__(self, text: str, node: Tests) -> None:
        super().__init__(text, node)
        self.tests = node
        self.tester: Tester = _guarded(lambda: tests_tester(node))

    def matches(self, value: Value, context: Mapping[str, object], scope: Scope) -> Outcome:
        """Tell whether the input passes: true, false, or null. Raises FeelLimitError only."""
        run = Run(scope)
        try:
            found = self.tester(Root(context, run), to_feel(value))
        except RecursionError:
            raise FeelLimitError(_TOO_DEEP) from None
        return Outcome(found, tuple(run.reasons))


def compile_expression(text: str, *, names: Iterable[str] = ()) -> Expression:
    """Compile an expression; `names` are known names with spaces or symbols.

    Raises FeelSyntaxError. A leading `=` or a wrapping `${…}`, as modelers write, is ignored.
    """
    return _compile_expression(_unwrapped(text), _special(names))


def compile_unary_tests(text: str, *, names: Iterable[str] = ()) -> UnaryTests:
    """Compile the unary tests of a cell; an empty cell is `-`. Raises FeelSyntaxError."""
    return _compile_unary_tests(text if text.strip() else "-", _special(names))


@lru_cache(maxsize=_CACHE)
def _compile_expression(text: str, names: frozenset[str]) -> Expression:
    known = (*FUNCTION_NAMES, *names)
    return _guarded(lambda: Expression(text, readable(text, parse_expression(text, known))))


@lru_cache(maxsize=_CACHE)
def _compile_unary_tests(text: str, names: frozenset[str]) -> UnaryTests:
    known = (*FUNCTION_NAMES, *names)
    return _guarded(lambda: UnaryTests(text, readable(text, parse_unary_tests(text, known))))


_Tree = TypeVar("_Tree", bound=Node)
_Made = TypeVar("_Made")


def readable(text: str, node: _Tree) -> _Tree:
    """Return the tree when all its dates are dates. Raises FeelSyntaxError."""
    wrong = unreadable(node)
    if wrong is not None:
        expected = "een datum, tijd of duur in ISO 8601"
        raise syntax_error(text, wrong.start, f'de tekst "{wrong.text[:20]}"', expected)
    return node


def _guarded(make: Callable[[], _Made]) -> _Made:
    """Report text that is nested too deep as the syntax error that it is."""
    try:
        return make()
    except RecursionError:
        raise FeelSyntaxError(
            line=1, column=1, found="een te diep geneste uitdrukking", expected="minder niveaus"
        ) from None


def _unwrapped(text: str) -> str:
    stripped = text.strip()
    if stripped.startswith("${") and stripped.endswith("}"):
        return stripped[2:-1]
    if stripped.startswith("=") and not stripped.startswith("=="):
        return stripped[1:]
    return text


def _special(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name for name in names if not name.isidentifier())
