"""Combinations of values that no rule of a table covers, or several.

Works on the masks of `engine.decisions.regions`. Column by column, the rules that are still
possible are split over the pieces; equal subproblems are solved once.
"""

from collections.abc import Sequence

from engine.decisions.regions import Axis

_MOST_STEPS = 50_000
_MOST_GAPS = 5
_MOST_PAIRS = 5

Gap = tuple[int, ...]
"""One mask for every column."""


class TooManyCombinations(Exception):  # noqa: N818 -- not an error: the check gives up
    """The table is too large to look at all combinations."""


def gaps(axes: Sequence[Axis]) -> list[Gap]:
    """Return some combinations that no rule covers; an opaque cell counts as covering all."""
    rules = range(len(axes[0].masks)) if axes else ()
    within = tuple(axis.expected for axis in axes)
    return _Search(axes, opaque_covers=True).uncovered(within, rules)


def is_covered(axes: Sequence[Axis], rule: int, earlier: Sequence[int]) -> bool:
    """Tell whether other rules leave nothing of a rule; opaque cells count as covering nothing."""
    within = tuple(_reach(axis, rule) for axis in axes)
    return not _Search(axes, opaque_covers=False).uncovered(within, earlier)


def is_empty(axes: Sequence[Axis], rule: int) -> bool:
    """Tell whether a rule has a cell that no value passes."""
    return any(axis.masks[rule] == 0 for axis in axes)


def overlaps(axes: Sequence[Axis]) -> list[tuple[int, int]]:
    """Return pairs of rules that certainly can hit together."""
    count = len(axes[0].masks) if axes else 0
    found: list[tuple[int, int]] = []
    for second in range(count):
        for first in range(second):
            if all(_meet(axis, first, second) for axis in axes):
                found.append((first, second))
            if len(found) >= _MOST_PAIRS:
                return found
    return found


def _meet(axis: Axis, first: int, second: int) -> bool:
    left, right = axis.masks[first], axis.masks[second]
    return left is not None and right is not None and bool(left & right)


def _reach(axis: Axis, rule: int) -> int:
    mask = axis.masks[rule]
    return axis.everything if mask is None else mask


class _Search:
    def __init__(self, axes: Sequence[Axis], *, opaque_covers: bool) -> None:
        self._axes = axes
        self._opaque = -1 if opaque_covers else 0
        self._known: dict[tuple[int, frozenset[int]], list[Gap]] = {}
        self._steps = 0

    def uncovered(self, within: Gap, rules: Sequence[int]) -> list[Gap]:
        return self._from(0, within, frozenset(rules))

    def _from(self, column: int, within: Gap, rules: frozenset[int]) -> list[Gap]:
        if not rules:
            return [within[column:]]
        if column == len(self._axes):
            return []
        key = (column, rules)
        if key not in self._known:
            self._known[key] = self._split(column, within, rules)
        return self._known[key]

    def _split(self, column: int, within: Gap, rules: frozenset[int]) -> list[Gap]:
        found: list[Gap] = []
        for possible, mask in self._groups(column, within[column], rules).items():
            found += [(mask, *rest) for rest in self._from(column + 1, within, possible)]
            if len(found) >= _MOST_GAPS:
                break
        return found[:_MOST_GAPS]

    def _groups(self, column: int, within: int, rules: frozenset[int]) -> dict[frozenset[int], int]:
        """Put the pieces together that leave the same rules possible."""
        groups: dict[frozenset[int], int] = {}
        axis = self._axes[column]
        for place in range(len(axis.pieces)):
            if not within >> place & 1:
                continue
            self._count(len(rules))
            possible = frozenset(rule for rule in rules if self._mask(axis, rule) >> place & 1)
            groups[possible] = groups.get(possible, 0) | 1 << place
        return groups

    def _mask(self, axis: Axis, rule: int) -> int:
        mask = axis.masks[rule]
        return self._opaque if mask is None else mask

    def _count(self, steps: int) -> None:
        self._steps += 1 + steps // 16
        if self._steps > _MOST_STEPS:
            raise TooManyCombinations
