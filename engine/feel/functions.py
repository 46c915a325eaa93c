"""Functions as values: how any function is called, and those that a designer defines."""

from collections.abc import Sequence

from engine.feel.closures import Closure
from engine.feel.run import Frame, Run
from engine.feel.syntax import TypeRef
from engine.feel.types import coerced
from engine.feel.values import Function, Value

_CALL = 10
"""The steps of a call of a designer's function, whatever its body costs besides."""


class Invocable(Function):
    """A function that can be called with positional or with named arguments."""

    __slots__ = ()

    def invoke(self, run: Run, arguments: Sequence[Value]) -> Value:
        """Call with arguments by position. A wrong number of them gives null."""
        raise NotImplementedError

    def invoke_named(self, run: Run, arguments: dict[str, Value]) -> Value:
        """Call with arguments by name. Unknown or missing names give null."""
        if set(arguments) != set(self.parameters):
            return run.null(f"{self.name}: verwacht de argumenten {', '.join(self.parameters)}")
        return self.invoke(run, [arguments[name] for name in self.parameters])


class UserFunction(Invocable):
    """`function(a, b) a + b`: sees the names of the place where it was written."""

    __slots__ = ("_body", "_frame", "_result", "_types")

    def __init__(
        self,
        name: str,
        parameters: Sequence[tuple[str, TypeRef | None]],
        body: Closure,
        frame: Frame | None,
        result: TypeRef | None = None,
    ) -> None:
        super().__init__(name, tuple(parameter for parameter, _ in parameters))
        self._types = tuple(kind for _, kind in parameters)
        self._body = body
        self._frame = frame
        self._result = result
        self.signature = (*self._types, result)

    def invoke(self, run: Run, arguments: Sequence[Value]) -> Value:
        """Bind the arguments to the parameters and evaluate the body."""
        if len(arguments) != len(self.parameters):
            wanted = len(self.parameters)
            return run.null(f"{self.name}: {len(arguments)} argumenten in plaats van {wanted}")
        names: dict[str, Value] = {}
        for name, kind, value in zip(self.parameters, self._types, arguments, strict=True):
            names[name] = coerced(run, value, kind) if kind else value
            if names[name] is None and value is not None:
                run.null(f"{self.name}: '{name}' past niet bij het type van de parameter")
        run.charge(_CALL)
        run.enter()
        value = self._body(Frame(names, self._frame, run))
        run.leave()
        return coerced(run, value, self._result) if self._result else value


class TypedFunction(Invocable):
    """A function that was given a function type: its arguments and result must fit that."""

    __slots__ = ("_inner", "_type")

    def __init__(self, inner: Invocable, kind: TypeRef) -> None:
        super().__init__(inner.name, inner.parameters)
        self._inner = inner
        self._type = kind

    def invoke(self, run: Run, arguments: Sequence[Value]) -> Value:
        """Coerce the arguments, call, and coerce the result."""
        *kinds, result = self._type.arguments
        if len(arguments) != len(kinds):
            return run.null(f"{self.name}: verwacht {len(kinds)} argumenten")
        pairs = zip(arguments, kinds, strict=True)
        value = self._inner.invoke(run, [coerced(run, given, kind) for given, kind in pairs])
        fitting = coerced(run, value, result)
        if fitting is None and value is not None:
            run.null(f"de uitkomst van {self.name} past niet bij het type van de functie")
        return fitting


def with_type(run: Run, value: Value, wanted: TypeRef) -> Value:
    """Make a value fit a type; a function keeps to the type from then on."""
    fitting = coerced(run, value, wanted)
    if isinstance(fitting, Invocable) and wanted.name == "function" and wanted.arguments:
        return TypedFunction(fitting, wanted)
    return fitting
