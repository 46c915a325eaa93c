"""Which parts of a form are shown: those whose `hide` is not true, given the answers so far.

A hidden answer counts as null in the conditions of others, so that hiding is decided again until
nothing changes. A condition that yields null does not hide.
"""

from collections.abc import Iterable, Mapping, Sequence

from engine.feel import Expression, Scope, Value
from engine.forms.components import Component

_ROUNDS = 10


def shown(
    components: Sequence[Component],
    answers: Mapping[str, Value],
    context: Mapping[str, object],
    scope: Scope,
) -> frozenset[str]:
    """Give the ids of the components that are shown."""
    everything = {part.id: part for top in components for part in top.walk()}
    visible = frozenset(everything)
    for _ in range(_ROUNDS):
        known = _names(everything.values(), visible, answers, context)
        found = frozenset(_visible(components, known, scope))
        if found == visible:
            break
        visible = found
    return visible


def names_for(
    components: Sequence[Component],
    visible: frozenset[str],
    answers: Mapping[str, Value],
    context: Mapping[str, object],
) -> dict[str, object]:
    """Give the names that FEEL in the form sees: the process's, with the shown answers on top."""
    parts = (part for top in components for part in top.walk())
    return _names(parts, visible, answers, context)


def is_true(condition: Expression | bool, names: Mapping[str, object], scope: Scope) -> bool:  # noqa: FBT001 - a condition may be a literal
    """Tell whether a condition holds; null does not."""
    if isinstance(condition, bool):
        return condition
    return condition.evaluate(names, scope).value is True


def _names(
    parts: Iterable[Component],
    visible: frozenset[str],
    answers: Mapping[str, Value],
    context: Mapping[str, object],
) -> dict[str, object]:
    names = dict(context)
    for part in parts:
        if part.is_answer:
            names[part.key] = answers.get(part.key) if part.id in visible else None
    return names


def _visible(
    components: Sequence[Component], names: Mapping[str, object], scope: Scope
) -> list[str]:
    found: list[str] = []
    for part in components:
        if not is_true(part.hide, names, scope):
            found += [part.id, *_visible(part.children, names, scope)]
    return found
