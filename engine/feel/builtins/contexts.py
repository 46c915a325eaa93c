"""Context functions, and the boolean ones (DMN 1.5, clauses 10.3.4.2 and 10.3.4.10)."""

from collections.abc import Mapping
from datetime import date, datetime, time

from engine.feel.comparison import equal
from engine.feel.library import builtin
from engine.feel.run import Run
from engine.feel.temporal import offset_of
from engine.feel.values import Value


@builtin("not", "negand: any")
def negate(run: Run, value: Value) -> Value:
    """Turn true and false around."""
    if isinstance(value, bool):
        return not value
    return None if value is None else run.null("not: verwacht true of false")


@builtin("is", "value1: any, value2: any")
def same(run: Run, left: Value, right: Value) -> Value:
    """Tell whether two values are the same in every respect, offsets included."""
    if type(left) is not type(right):
        return False
    if isinstance(left, datetime | time) and isinstance(right, datetime | time):
        if offset_of(left) != offset_of(right):
            return False
        return left.replace(tzinfo=None) == right.replace(tzinfo=None)
    if isinstance(left, date):
        return left == right
    return equal(left, right, run) is True


@builtin("get value", "m: context, key: string", "context: context, keys: list")
def get_value(run: Run, context: Mapping[str, Value], key: str | list[Value]) -> Value:
    """Return an entry of a context; a list of keys goes down into it."""
    current: Value = context
    for step in [key] if isinstance(key, str) else key:
        if not (isinstance(current, Mapping) and isinstance(step, str) and step in current):
            return run.null("get value: dit onderdeel bestaat niet")
        current = current[step]
    return current


@builtin("get entries", "m: context")
def get_entries(run: Run, context: Mapping[str, Value]) -> Value:
    """Make a list of contexts with `key` and `value`."""
    run.charge_list(len(context))
    return [{"key": key, "value": value} for key, value in context.items()]


@builtin("context", "entries: list")
def context(run: Run, entries: list[Value]) -> Value:
    """Make a context of a list of contexts with `key` and `value`."""
    run.charge_list(len(entries))
    result: dict[str, Value] = {}
    for entry in entries:
        key = entry.get("key") if isinstance(entry, Mapping) else None
        if not isinstance(entry, Mapping) or not isinstance(key, str) or "value" not in entry:
            return run.null("context: elk onderdeel heeft een key (tekst) en een value nodig")
        if key in result:
            return run.null("context: een key staat er twee keer in")
        result[key] = entry["value"]
    return result


@builtin(
    "context put",
    "context: context, key: string, value: any",
    "context: context, keys: list, value: any",
)
def context_put(run: Run, base: Mapping[str, Value], key: str | list[Value], value: Value) -> Value:
    """Return the context with an entry added or replaced; a list of keys goes down into it."""
    keys = [key] if isinstance(key, str) else key
    if not keys or not all(isinstance(step, str) for step in keys):
        return run.null("context put: de sleutels moeten teksten zijn")
    return _put(run, base, [str(step) for step in keys], value)


def _put(run: Run, base: Mapping[str, Value], keys: list[str], value: Value) -> Value:
    run.charge_list(len(base) + 1)
    if len(keys) == 1:
        return {**base, keys[0]: value}
    inner = base.get(keys[0])
    if not isinstance(inner, Mapping):
        return run.null("context put: een van de sleutels verwijst niet naar een context")
    placed = _put(run, inner, keys[1:], value)
    return None if placed is None else {**base, keys[0]: placed}


@builtin("context merge", "contexts: list")
def context_merge(run: Run, contexts: list[Value]) -> Value:
    """Put contexts together; the last one wins."""
    result: dict[str, Value] = {}
    for entry in contexts:
        if not isinstance(entry, Mapping):
            return run.null("context merge: de lijst mag alleen contexten hebben")
        run.charge_list(len(entry))
        result.update(entry)
    return result
