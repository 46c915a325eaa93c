"""The parts of a form, as plain values: what `reading` makes of the JSON of form-js.

A `Component` asks for one answer (it has a key), shows something, or groups others. FEEL in it is
compiled already. Numbers, dates and choices are told apart by `Kind`, which is also what a page
template chooses its markup by.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from engine.domain.files import FileKind
from engine.feel import Expression
from engine.forms.texts import NO_TEXT, Text


class Kind(StrEnum):
    """What a component is; for answers, what type the answer has."""

    TEXTFIELD = "textfield"  # str
    TEXTAREA = "textarea"  # str
    NUMBER = "number"  # Decimal
    DATE = "date"  # date
    TIME = "time"  # time
    DATETIME = "datetime"  # datetime, aware, in UTC
    CHECKBOX = "checkbox"  # bool
    RADIO = "radio"  # the value of the option
    SELECT = "select"  # the value of the option
    CHECKLIST = "checklist"  # list of values
    TAGLIST = "taglist"  # list of values
    FILES = "filepicker"  # a reference to a file, or a list of those (`engine.forms.files`)
    TEXT = "text"
    SEPARATOR = "separator"
    SPACER = "spacer"
    GROUP = "group"
    BUTTON = "button"


SHOWN_ONLY = frozenset({Kind.TEXT, Kind.SEPARATOR, Kind.SPACER, Kind.GROUP, Kind.BUTTON})
CHOICES = frozenset({Kind.RADIO, Kind.SELECT, Kind.CHECKLIST, Kind.TAGLIST})
SEVERAL = frozenset({Kind.CHECKLIST, Kind.TAGLIST})
MOMENTS = frozenset({Kind.DATE, Kind.TIME, Kind.DATETIME})


@dataclass(frozen=True)
class Option:
    """One choice: the value that is stored, and what people read."""

    value: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What an answer must satisfy (form-js `validate`, and our own properties)."""

    required: bool = False
    min_length: int | None = None
    max_length: int | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: int | None = None
    pattern: str | None = None
    pattern_message: str | None = None
    form: str | None = None  # email | phone | bsn
    not_in_past: bool = False
    earliest: Expression | None = None
    latest: Expression | None = None


@dataclass(frozen=True, kw_only=True)
class Component:
    """One part of a form; `key` names the answer and the process variable that it becomes."""

    kind: Kind
    id: str
    key: str = ""
    label: Text = NO_TEXT
    description: Text = NO_TEXT
    rules: Rules = Rules()
    hide: Expression | bool = False
    read_only: Expression | bool = False
    options: tuple[Option, ...] = ()
    options_key: str | None = None
    options_from: Expression | None = None
    default: object = None
    prefill: Expression | None = None
    prefix: str = ""
    suffix: str = ""
    accept: frozenset[FileKind] = frozenset(FileKind)
    multiple: bool = False
    children: tuple["Component", ...] = ()

    @property
    def is_answer(self) -> bool:
        """Whether people fill this in."""
        return self.kind not in SHOWN_ONLY

    @property
    def takes_several(self) -> bool:
        """Whether the answer is a list."""
        return self.kind in SEVERAL or self.multiple

    def walk(self) -> Iterator["Component"]:
        """Give this component and everything in it, in page order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def expressions(self) -> Iterator[Expression]:
        """Give every FEEL expression of this component itself."""
        own = (self.hide, self.read_only, self.options_from, self.prefill)
        for found in (*own, self.rules.earliest, self.rules.latest):
            if isinstance(found, Expression):
                yield found
        yield from (*self.label.expressions, *self.description.expressions)
