"""The table of built-in functions, and how one is declared (DMN 1.5, clause 10.3.4).

A built-in is a Python function with its FEEL signatures as text:

    @builtin("substring", "string: string, start position: number, length?: number")

`?` marks an argument that may be left out, `*` one that takes all remaining arguments as a list.
Arguments are checked and coerced (clause 10.3.2.9.4) before the Python function sees them; a wrong
one makes the call null with a reason. `any` takes null as well.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from engine.feel.functions import Invocable
from engine.feel.run import Run
from engine.feel.values import Function, Range, Value, YearMonthDuration, kind_of

BUILTINS: dict[str, "Builtin"] = {}

_CHECKS: dict[str, tuple[type | tuple[type, ...], str]] = {
    "string": (str, "een tekst"),
    "number": (Decimal, "een getal"),
    "boolean": (bool, "ja of nee (true of false)"),
    "list": (list, "een lijst"),
    "context": (Mapping, "een context"),
    "date": (date, "een datum"),
    "day": (date, "een datum"),
    "time": (time, "een tijd"),
    "date and time": (datetime, "een datum met tijd"),
    "duration": (timedelta, "een duur in dagen en tijd"),
    "any duration": ((timedelta, YearMonthDuration), "een duur"),
    "range": (Range, "een bereik"),
    "function": (Function, "een functie"),
}


@dataclass(frozen=True, slots=True)
class _Parameter:
    name: str
    kind: str
    optional: bool
    variadic: bool


_Signature = tuple[_Parameter, ...]


def _parse_signature(text: str) -> tuple[_Parameter, ...]:
    return tuple(_parse_parameter(part.strip()) for part in text.split(",") if part.strip())


def _parse_parameter(text: str) -> _Parameter:
    name, kind = (part.strip() for part in text.split(":"))
    bare = name.lstrip("*").rstrip("?")
    return _Parameter(bare, kind, optional=name.endswith("?"), variadic=name.startswith("*"))


class Builtin(Invocable):
    """A built-in function with its signatures."""

    __slots__ = ("_by_count", "_implementation", "_signatures", "_variadic")

    def __init__(
        self, name: str, signatures: Sequence[str], implementation: Callable[..., Value]
    ) -> None:
        self._signatures = tuple(_parse_signature(text) for text in signatures)
        super().__init__(name, tuple(parameter.name for parameter in self._signatures[0]))
        self._implementation = implementation
        self._by_count: dict[int, list[_Signature]] = {}
        self._variadic: _Signature | None = None
        for signature in self._signatures:
            self._register(signature)

    def _register(self, signature: tuple[_Parameter, ...]) -> None:
        if signature and signature[-1].variadic:
            self._variadic = signature
            return
        required = sum(not parameter.optional for parameter in signature)
        for count in range(required, len(signature) + 1):
            self._by_count.setdefault(count, []).append(signature)

    def invoke(self, run: Run, arguments: Sequence[Value]) -> Value:
        """Find the signature for this number of arguments, check them and call."""
        signatures = self._by_count.get(len(arguments))
        if signatures is not None:
            return self._apply(run, signatures, arguments)
        if self._variadic is None or len(arguments) < len(self._variadic):
            return run.null(f"{self.name}: {len(arguments)} argumenten is te veel of te weinig")
        fixed = len(self._variadic) - 1
        packed: list[Value] = [*arguments[:fixed], list(arguments[fixed:])]
        return self._apply(run, [self._variadic], packed)

    def invoke_named(self, run: Run, arguments: dict[str, Value]) -> Value:
        """Find the signature with these names, in this order if there are several, and call."""
        given = list(arguments)
        fitting = [signature for signature in self._signatures if _has_names(signature, given)]
        fitting.sort(key=lambda signature: [p.name for p in signature][: len(given)] != given)
        if not fitting:
            known = " of ".join(", ".join(p.name for p in s) for s in self._signatures)
            return run.null(f"{self.name}: verwacht de argumenten {known}")
        return self._apply(run, *_arranged(fitting[0], arguments))

    def _apply(
        self, run: Run, signatures: Sequence[_Signature], arguments: Sequence[Value]
    ) -> Value:
        run.charge(_weight(arguments))
        for signature in signatures:
            checked = _checked(signature, arguments)
            if checked is not None:
                return self._implementation(run, *checked)
        wrong, argument = _first_wrong(signatures[0], arguments)
        wanted = _CHECKS[wrong.kind][1]
        reason = f"'{wrong.name}' moet {wanted} zijn en is {kind_of(argument)}"
        return run.null(f"{self.name}: {reason}")


def _weight(arguments: Sequence[Value]) -> int:
    """Estimate the steps of a call by the size of what it is given."""
    steps = 1
    for argument in arguments:
        kind = type(argument)
        if kind is str:
            steps += len(argument) >> 6  # type: ignore[arg-type]  # it is a string here
        elif kind is list:
            steps += len(argument) >> 8  # type: ignore[arg-type]  # it is a list here
    return steps


def _has_names(signature: _Signature, given: list[str]) -> bool:
    required = {parameter.name for parameter in signature if not parameter.optional}
    return required <= set(given) <= {parameter.name for parameter in signature}


def _arranged(
    signature: _Signature, arguments: dict[str, Value]
) -> tuple[list[_Signature], list[Value]]:
    """Put named arguments in order; one that is left out in the middle is null."""
    last = max(place for place, p in enumerate(signature) if p.name in arguments)
    used = tuple(
        p if p.name in arguments else _Parameter(p.name, "any", optional=True, variadic=False)
        for p in signature[: last + 1]
    )
    return [used], [arguments.get(parameter.name) for parameter in used]


def _checked(signature: _Signature, arguments: Sequence[Value]) -> list[Value] | None:
    """Check and coerce the arguments; None when one does not fit."""
    checked: list[Value] = []
    for parameter, argument in zip(signature, arguments, strict=False):
        if parameter.kind == "any":
            checked.append(argument)
            continue
        value = _fitting(argument, parameter.kind)
        if value is None:
            return None
        checked.append(value)
    return checked


def _first_wrong(signature: _Signature, arguments: Sequence[Value]) -> tuple[_Parameter, Value]:
    return next(
        (parameter, argument)
        for parameter, argument in zip(signature, arguments, strict=False)
        if parameter.kind != "any" and _fitting(argument, parameter.kind) is None
    )


def _fitting(value: Value, kind: str) -> Value:
    """Check and coerce one argument; null when it does not fit."""
    wanted = _CHECKS[kind][0]
    if isinstance(value, wanted):
        return value
    if kind == "list":
        return None if value is None else [value]
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], wanted):
        return value[0]
    return None


def builtin(name: str, *signatures: str) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Put a Python function in the table of built-ins under its FEEL name."""

    def register(implementation: Callable[..., Value]) -> Callable[..., Value]:
        BUILTINS[name] = Builtin(name, signatures, implementation)
        return implementation

    return register
