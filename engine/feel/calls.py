"""Closures of function definitions and function calls (DMN 1.5, clause 10.3.2.13)."""

from engine.feel.closures import Closure, close, closes
from engine.feel.functions import Invocable, UserFunction
from engine.feel.guessing import kind_of_node
from engine.feel.library import BUILTINS
from engine.feel.run import Frame, Run
from engine.feel.syntax import Call, FunctionOf, Literal, Name, Node
from engine.feel.temporal import parse_date, parse_datetime, parse_duration, parse_time
from engine.feel.values import Value, kind_of

_CONSTANT_WHEN_LITERAL = {
    "date": parse_date,
    "time": parse_time,
    "date and time": parse_datetime,
    "duration": parse_duration,
}


@closes(FunctionOf)
def _function(node: FunctionOf) -> Closure:
    if node.external:
        return _external(node)
    body, parameters, result = close(node.body), node.parameters, kind_of_node(node.body)

    def make(frame: Frame) -> Value:
        made = UserFunction("functie", parameters, body, frame)
        made.signature = (*made.signature[:-1], result)
        return made

    return make


def _external(node: FunctionOf) -> Closure:
    """Java and PMML functions: they may be written, and calling one gives null with a reason."""

    def refuse(frame: Frame) -> Value:
        return frame.run.null("externe functies (Java, PMML) worden niet uitgevoerd")

    parameters = node.parameters
    return lambda frame: UserFunction("externe functie", parameters, refuse, frame)


@closes(Call)
def _call(node: Call) -> Closure:
    constant = constant_of(node)
    if constant is not None:
        return lambda _frame: constant
    if node.function == Name("not") and len(node.arguments) == 1:
        return _not(close(node.arguments[0]))
    function = _callee(node.function)
    arguments = tuple(close(argument) for argument in node.arguments)
    label = node.function.name if isinstance(node.function, Name) else "deze waarde"
    if node.names:
        return _named_call(function, label, dict(zip(node.names, arguments, strict=True)))

    def call(frame: Frame) -> Value:
        called = function(frame)
        if not isinstance(called, Invocable):
            return _not_callable(frame.run, label, called)
        return called.invoke(frame.run, [argument(frame) for argument in arguments])

    return call


def _not(operand: Closure) -> Closure:
    """Make `not(x)` without the costs of a call: no condition is without it for long."""

    def negate(frame: Frame) -> Value:
        value = operand(frame)
        if type(value) is bool:
            return not value
        return BUILTINS["not"].invoke(frame.run, [value])

    return negate


def constant_of(node: Call) -> Value:
    """Return the value of a call such as `date("2026-06-01")`, which never changes; else null."""
    if isinstance(node.function, Name) and len(node.arguments) == 1:
        read = _CONSTANT_WHEN_LITERAL.get(node.function.name)
        argument = node.arguments[0]
        if read and isinstance(argument, Literal) and isinstance(argument.value, str):
            return read(argument.value)
    return None


def _named_call(function: Closure, label: str, arguments: dict[str, Closure]) -> Closure:
    def call(frame: Frame) -> Value:
        called = function(frame)
        if not isinstance(called, Invocable):
            return _not_callable(frame.run, label, called)
        given = {name: argument(frame) for name, argument in arguments.items()}
        return called.invoke_named(frame.run, given)

    return call


def _callee(node: Node) -> Closure:
    """Find a function by name; a variable of the same name that is no function does not hide it."""
    if not isinstance(node, Name) or node.name not in BUILTINS:
        return close(node)
    name, builtin = node.name, BUILTINS[node.name]

    def look_up(frame: Frame) -> Value:
        level: Frame | None = frame
        while level is not None:
            found: object = level.names.get(name)
            if isinstance(found, Invocable):
                return found
            level = level.outer
        return builtin

    return look_up


def _not_callable(run: Run, label: str, value: Value) -> Value:
    if value is None:
        return run.null(f"de functie {label} bestaat niet")
    return run.null(f"{label} is {kind_of(value)} en geen functie")
