"""The size of a result, before anybody stores or shows it.

Lists may hold the same list twice; forty such steps make a small value that is huge when it is
written out. So the value is counted as it would be written, and the count stops at the limit.
"""

from collections.abc import Mapping

from engine.feel.errors import FeelLimitError
from engine.feel.run import Run
from engine.feel.values import Range, Value

_TEXT = 16


def weighed(run: Run, value: Value) -> Value:
    """Return the value when it is small enough. Raises FeelLimitError."""
    if isinstance(value, list | Mapping | Range):
        limit = run.scope.limits.result_size
        if _is_heavier(value, limit):
            raise FeelLimitError(f"de uitkomst heeft meer dan {limit} onderdelen")
    return value


def _is_heavier(value: Value, limit: int) -> bool:
    weight = 0
    todo: list[Value] = [value]
    while todo:
        current = todo.pop()
        weight += 1 + (len(current) // _TEXT if isinstance(current, str) else 0)
        if weight + len(todo) > limit:
            return True
        todo.extend(_parts(current))
    return False


def _parts(value: Value) -> list[Value]:
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping):
        return [*value, *value.values()]
    return [value.low, value.high] if isinstance(value, Range) else []
