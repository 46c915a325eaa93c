"""The types of FEEL: `instance of`, and making a value fit a type (DMN 1.5, clause 10.3.2.9).

Names of item definitions are not known here; `engine.decisions.types` resolves those first.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from engine.feel.comparison import compare
from engine.feel.run import Run
from engine.feel.syntax import TypeRef
from engine.feel.values import Function, Range, Value, YearMonthDuration

ANY = TypeRef("Any")

_CHECKS: dict[str, Callable[[Value], bool]] = {
    "Any": lambda value: value is not None,
    "Null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "number": lambda value: isinstance(value, Decimal),
    "string": lambda value: isinstance(value, str),
    "date": lambda value: isinstance(value, date) and not isinstance(value, datetime),
    "time": lambda value: isinstance(value, time),
    "date and time": lambda value: isinstance(value, datetime),
    "days and time duration": lambda value: isinstance(value, timedelta),
    "years and months duration": lambda value: isinstance(value, YearMonthDuration),
    "list": lambda value: isinstance(value, list),
    "context": lambda value: isinstance(value, Mapping),
    "range": lambda value: isinstance(value, Range),
    "function": lambda value: isinstance(value, Function),
}
_ALIASES = {"dateTime": "date and time", "dayTimeDuration": "days and time duration"}
_ALIASES["yearMonthDuration"] = "years and months duration"
_ALIASES["date time"] = "date and time"


def plain_type_name(name: str) -> str:
    """Return FEEL's own name of a built-in type, without prefix: `feel:dateTime` too."""
    bare = name.removeprefix("feel:").removeprefix("feel.")
    return _ALIASES.get(bare, bare)


def is_builtin_type(name: str) -> bool:
    """Tell whether FEEL itself knows the type."""
    return plain_type_name(name) in _CHECKS


def instance_of(run: Run, value: Value, wanted: TypeRef) -> bool | None:
    """Tell whether a value is of a type; None when the type is unknown (table 54).

    Allowed values of item definitions do not matter for this question; for `conforms` they do.
    """
    return _is_of(run, value, wanted, constrained=False)


def conforms(run: Run, value: Value, wanted: TypeRef) -> bool:
    """Tell whether a value may stand where the type is asked for: null always may."""
    return _may_be(run, value, wanted, constrained=True)


def _may_be(run: Run, value: Value, wanted: TypeRef, *, constrained: bool) -> bool:
    if value is None or wanted.name == "Any":
        return True
    return _is_of(run, value, wanted, constrained=constrained) is True


def _is_of(run: Run, value: Value, wanted: TypeRef, *, constrained: bool) -> bool | None:
    check = _CHECKS.get(plain_type_name(wanted.name))
    if check is None:
        return run.null(f"het type '{wanted.name}' bestaat niet")
    if not check(value) or not _fits_inside(run, value, wanted, constrained=constrained):
        return False
    return not constrained or wanted.constraint is None or wanted.constraint(run, value)


def _fits_inside(run: Run, value: Value, wanted: TypeRef, *, constrained: bool) -> bool:
    if isinstance(value, list) and wanted.arguments:
        run.charge(len(value))
        inner = wanted.arguments[0]
        return all(_may_be(run, item, inner, constrained=constrained) for item in value)
    if isinstance(value, Mapping) and wanted.fields:
        return all(
            name in value and _may_be(run, value[name], kind, constrained=constrained)
            for name, kind in wanted.fields
        )
    if isinstance(value, Range) and wanted.arguments:
        return _range_of(run, value, wanted.arguments[0])
    if isinstance(value, Function) and wanted.arguments:
        return _function_of(value, wanted)
    return True


def _function_of(value: Function, wanted: TypeRef) -> bool:
    """Tell whether a function may be called as the type says: it takes no less, gives no more."""
    *parameters, result = wanted.arguments
    if len(value.parameters) != len(parameters):
        return False
    if not value.signature:
        return True
    *taken, given = value.signature
    pairs = zip(parameters, taken, strict=True)
    return _is_a(given, result) and all(_is_a(offered, own) for offered, own in pairs)


def _is_a(kind: TypeRef | None, wanted: TypeRef | None) -> bool:
    """Tell whether every value of one type is of the other (clause 10.3.2.9.3)."""
    if kind is None or wanted is None or "Any" in (kind.name, wanted.name):
        return True
    if plain_type_name(kind.name) != plain_type_name(wanted.name):
        return False
    fields = dict(kind.fields)
    if wanted.fields and kind.fields:
        return all(name in fields and _is_a(fields[name], inner) for name, inner in wanted.fields)
    if wanted.name == "function":
        return True
    return all(map(_is_a, kind.arguments, wanted.arguments))


def _range_of(run: Run, value: Range, wanted: TypeRef) -> bool:
    if not (conforms(run, value.low, wanted) and conforms(run, value.high, wanted)):
        return False
    return None in (value.low, value.high) or compare(value.low, value.high) is not None


def coerced(run: Run, value: Value, wanted: TypeRef) -> Value:
    """Make a value fit a type (clause 10.3.2.9.4); null when it cannot.

    A list of one becomes its element (at every depth), an element a list of one, a date a
    midnight in UTC.
    """
    if conforms(run, value, wanted):
        return value
    name = plain_type_name(wanted.name)
    if name == "list":
        return [value] if conforms(run, [value], wanted) else None
    if isinstance(value, list) and len(value) == 1:
        run.charge(1)
        return coerced(run, value[0], wanted)
    if name == "date and time" and type(value) is date:
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return None
