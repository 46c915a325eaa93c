"""One evaluation: what it may see, what it may cost, and why something became null.

`Scope` is what the outside gives (time, zone, terms, calendar, limits). `Run` counts the cost and
gathers reasons. A `Frame` is one level of names; frames form a chain from inner to outer.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Never
from zoneinfo import ZoneInfo

from engine.domain.calendar import WorkCalendar
from engine.domain.terms import Term
from engine.feel.convert import to_feel
from engine.feel.errors import FeelLimitError
from engine.feel.limits import DEFAULT_LIMITS, Limits
from engine.feel.values import Value

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_MAX_REASONS = 10
_CLOCK_EVERY = 50
"""Steps between two looks at the clock; no step takes long, so the limit is hardly passed."""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The outside world of an evaluation. `now` is an aware UTC moment."""

    now: datetime
    terms: Callable[[str], Term | None]
    calendar: WorkCalendar
    zone: ZoneInfo = field(default=AMSTERDAM)
    limits: Limits = DEFAULT_LIMITS


class Outcome(NamedTuple):
    """The value of an expression, and in Dutch why (a part of) it became null."""

    value: Value
    reasons: tuple[str, ...]


class Run:
    """The running costs and reasons of one evaluation."""

    __slots__ = ("_checked", "_deadline", "_limits", "depth", "reasons", "scope", "steps")

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.reasons: list[str] = []
        self.steps = 0
        self.depth = 0
        self._limits = scope.limits
        self._checked = 0
        self._deadline = 0.0

    def null(self, reason: str) -> Never | None:  # noqa: RUF020 -- mypy refuses `return f()` of None
        """Record why a value becomes null; the caller returns the null that this returns."""
        if len(self.reasons) < _MAX_REASONS and reason not in self.reasons:
            self.reasons.append(reason)
        return None

    def charge(self, steps: int) -> None:
        """Count work before it is done. Raises FeelLimitError."""
        self.steps += steps
        if self.steps > self._limits.steps:
            raise FeelLimitError(
                f"de uitdrukking kost meer dan {self._limits.steps} stappen; "
                "maak de lijst of de herhaling kleiner"
            )
        if self.steps - self._checked >= _CLOCK_EVERY:
            self._check_time()

    def charge_list(self, size: int) -> None:
        """Count a list of `size` elements that is about to be made. Raises FeelLimitError."""
        if size > self._limits.list_size:
            raise FeelLimitError(
                f"een lijst mag hoogstens {self._limits.list_size} elementen hebben"
            )
        self.charge(size)

    def charge_text(self, size: int) -> None:
        """Count a string of `size` characters that is about to be made. Raises FeelLimitError."""
        if size > self._limits.string_size:
            raise FeelLimitError(
                f"een tekst mag hoogstens {self._limits.string_size} tekens hebben"
            )
        self.charge(1 + (size >> 6))

    def enter(self) -> None:
        """Go one function call deeper. Raises FeelLimitError."""
        self.depth += 1
        if self.depth > self._limits.calls:
            raise FeelLimitError(
                f"functies roepen elkaar meer dan {self._limits.calls} keer diep aan"
            )

    def leave(self) -> None:
        """Come back from a function call."""
        self.depth -= 1

    def _check_time(self) -> None:
        self._checked = self.steps
        now = time.thread_time()
        if not self._deadline:
            self._deadline = now + self._limits.seconds
        elif now > self._deadline:
            raise FeelLimitError(
                f"de uitdrukking rekent langer dan {self._limits.seconds:g} seconde"
            )


class Frame:
    """One level of names, inside `outer`; its values are FEEL values."""

    __slots__ = ("names", "outer", "run")

    def __init__(self, names: Mapping[str, Value], outer: "Frame | None", run: Run) -> None:
        self.names = names
        self.outer = outer
        self.run = run


class Root(Frame):
    """The outermost level: the variables from outside, made FEEL values when first asked for."""

    __slots__ = ("_adopted",)

    def __init__(self, names: Mapping[str, object], run: Run) -> None:
        super().__init__(names, None, run)  # type: ignore[arg-type]  # adopt() converts them
        self._adopted: dict[str, Value] = {}

    def adopt(self, name: str, value: object) -> Value:
        """Convert the value of a variable, once."""
        if name not in self._adopted:
            self._adopted[name] = to_feel(value)
        return self._adopted[name]
