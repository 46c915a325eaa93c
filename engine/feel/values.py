"""The values of FEEL and their Python shapes (DMN 1.5, clause 10.3.2.2).

    null  None          boolean  bool       number  Decimal (34 digits)   string  str
    date  date          time     time       date and time  datetime
    days and time duration  timedelta       years and months duration  YearMonthDuration
    list  list          context  Mapping    range   Range                 function  Function
    term  Term (ours: "3 werkdagen", see `engine.domain.terms`)

Numbers are always Decimal inside an evaluation; `engine.feel.convert` lets others in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, Union

from engine.domain.terms import Term

if TYPE_CHECKING:
    from engine.feel.syntax import TypeRef


@dataclass(frozen=True, slots=True, order=True)
class YearMonthDuration:
    """A years and months duration, as a signed number of months."""

    months: int

    def __str__(self) -> str:
        years, months = divmod(abs(self.months), 12)
        parts = (f"{years}Y" if years else "") + (f"{months}M" if months or not years else "")
        return ("-" if self.months < 0 else "") + "P" + parts


@dataclass(frozen=True, slots=True)
class Range:
    """All values between two endpoints; an endpoint of None with `open` is unbounded."""

    low: "Value"
    high: "Value"
    low_closed: bool = True
    high_closed: bool = True

    def __str__(self) -> str:
        left, right = "[" if self.low_closed else "(", "]" if self.high_closed else ")"
        return f"{left}{self.low}..{self.high}{right}"


class Function:
    """Anything that can be called. `parameters` are the names for named arguments.

    `signature` are the types of the parameters and of the outcome (None: not said), for
    `instance of`; empty when nothing is known.
    """

    __slots__ = ("name", "parameters", "signature")

    def __init__(self, name: str, parameters: tuple[str, ...]) -> None:
        self.name = name
        self.parameters = parameters
        self.signature: tuple[TypeRef | None, ...] = ()


Value: TypeAlias = Union[  # noqa: UP007 -- a recursive alias cannot use the | of a string
    bool,
    Decimal,
    str,
    date,
    time,
    datetime,
    timedelta,
    YearMonthDuration,
    Range,
    Function,
    Term,
    list["Value"],
    Mapping[str, "Value"],
    None,
]


_KINDS: dict[type, str] = {
    type(None): "leeg (null)",
    bool: "ja/nee (boolean)",
    Decimal: "een getal",
    str: "een tekst",
    datetime: "een datum met tijd",
    date: "een datum",
    time: "een tijd",
    timedelta: "een duur in dagen en tijd",
    YearMonthDuration: "een duur in jaren en maanden",
    Range: "een bereik",
    Term: "een termijn",
    list: "een lijst",
}


def kind_of(value: Value) -> str:
    """Name the kind of a value in Dutch, for reasons and messages."""
    if isinstance(value, Function):
        return "een functie"
    return _KINDS.get(type(value), "een context")
