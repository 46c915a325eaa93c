"""What a page shows of a form: fields with their values, choices and problems, ready for markup.

A template needs no FEEL and no form-js: it walks `fields` (a group has fields of its own) and
chooses its markup by `kind`. Hidden parts are not there at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.domain.files import FileKind
from engine.feel import Scope, Value
from engine.forms.answers import as_posted
from engine.forms.components import Component, Kind, Option
from engine.forms.files import FormFile, offered, shown
from engine.forms.visibility import is_true

_FEWEST_ROWS, _MOST_ROWS = 4, 14
_LINE = 70

Posted = Mapping[str, Sequence[str]]
Options = Mapping[str, Sequence[Option]]


@dataclass(frozen=True)
class Choice:
    """One option, and whether it is chosen."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class Field:
    """One part of the page. `value` is text for an input; `chosen` holds it for choices too.

    `refreshes` tells that other parts appear or change with this answer. A file field has the
    `files` that were chosen; its options are all that were kept for it.
    """

    key: str
    kind: Kind
    label: str
    description: str = ""
    required: bool = False
    read_only: bool = False
    value: str = ""
    chosen: tuple[str, ...] = ()
    options: tuple[Choice, ...] = ()
    errors: tuple[str, ...] = ()
    rows: int = 1
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: int | None = None
    min_length: int | None = None
    max_length: int | None = None
    form: str | None = None
    prefix: str = ""
    suffix: str = ""
    refreshes: bool = False
    files: tuple[FormFile, ...] = ()
    accept: frozenset[FileKind] = frozenset()
    multiple: bool = False
    fields: tuple["Field", ...] = ()

    @property
    def is_checked(self) -> bool:
        """Whether a checkbox is ticked."""
        return bool(self.chosen)


@dataclass(frozen=True)
class FormPage:
    """The fields of a form as they are now, in page order.

    `takes_files` also tells of file fields that are hidden now: the form must be able to send them.
    """

    fields: tuple[Field, ...]
    takes_files: bool = False

    def answers(self) -> tuple[Field, ...]:
        """Give the fields that people fill in, also those in groups."""
        return tuple(_answers(self.fields))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the fields that people fill in."""
        return tuple(field.key for field in self.answers())

    def problems(self) -> tuple[tuple[str, str], ...]:
        """Give key and message of every problem, in page order: the summary above the form."""
        return tuple((field.key, error) for field in self.answers() for error in field.errors)


def _answers(fields: Sequence[Field]) -> list[Field]:
    found: list[Field] = []
    for field in fields:
        found += (
            _answers(field.fields) if field.kind is Kind.GROUP else [field] if field.key else []
        )
    return found


@dataclass(frozen=True, kw_only=True)
class Renderer:
    """Everything that the fields of one page need; made once per page."""

    visible: frozenset[str]
    posted: Posted
    names: Mapping[str, object]
    options: Options
    scope: Scope
    errors: Mapping[str, Sequence[str]]
    refreshing: frozenset[str]

    def fields(self, components: Sequence[Component]) -> tuple[Field, ...]:
        """Give the fields of the visible components."""
        return tuple(self._field(c) for c in components if c.id in self.visible)

    def _field(self, component: Component) -> Field:
        rules = component.rules
        is_file = component.kind is Kind.FILES
        chosen = tuple(self.posted.get(component.key, ())) if component.is_answer else ()
        return Field(
            key=component.key if component.is_answer else "",
            kind=component.kind,
            label=component.label.render(self.names, self.scope),
            description=component.description.render(self.names, self.scope),
            required=rules.required,
            read_only=is_true(component.read_only, self.names, self.scope),
            value=chosen[-1] if chosen else "",
            chosen=chosen,
            options=self._choices(component, chosen),
            errors=tuple(self.errors.get(component.key, ())) if component.is_answer else (),
            rows=_rows(chosen) if component.kind is Kind.TEXTAREA else 1,
            minimum=rules.minimum,
            maximum=rules.maximum,
            decimals=rules.decimals,
            min_length=rules.min_length,
            max_length=rules.max_length,
            form=rules.form,
            prefix=component.prefix,
            suffix=component.suffix,
            refreshes=component.key in self.refreshing,
            files=shown(self.names.get(component.key)) if is_file else (),
            accept=component.accept if is_file else frozenset(),
            multiple=component.multiple,
            fields=self.fields(component.children),
        )

    def _choices(self, component: Component, chosen: Sequence[str]) -> tuple[Choice, ...]:
        options = options_of(component, self.names, self.options, self.scope)
        return tuple(Choice(o.value, o.label, o.value in chosen) for o in options)


def _rows(chosen: Sequence[str]) -> int:
    """Give a text box room for what is in it already, such as a letter."""
    lines = chosen[-1].splitlines() if chosen else []
    needed = sum(1 + len(line) // _LINE for line in lines)
    return max(_FEWEST_ROWS, min(needed, _MOST_ROWS))


def options_of(
    component: Component, names: Mapping[str, object], options: Options, scope: Scope
) -> tuple[Option, ...]:
    """Give the options of a choice: its own, those of a key, or those of an expression.

    Those of a file field are the files that were kept for it.
    """
    if component.kind is Kind.FILES:
        return tuple(Option(str(f["id"]), str(f["naam"])) for f in offered(component, names))
    if component.options_key is not None:
        given = options.get(component.options_key)
        return _listed(names.get(component.options_key)) if given is None else tuple(given)
    if component.options_from is not None:
        return _listed(component.options_from.evaluate(names, scope).value)
    return component.options


def _listed(value: object) -> tuple[Option, ...]:
    items = value if isinstance(value, list) else []
    return tuple(option for item in items for option in _option(item))


def _option(item: object) -> tuple[Option, ...]:
    if isinstance(item, Mapping):
        value = as_posted(item.get("value"))
        return (Option(value[0], str(item.get("label") or value[0])),) if value else ()
    return tuple(Option(text, text) for text in as_posted(item))


def prefilled(component: Component, context: Mapping[str, object], scope: Scope) -> Value | object:
    """Give the value that a field starts with.

    `voorvullen` decides when it is there (also for null), then the variable of the same name, then
    the default of the form. A file is chosen anew each time.
    """
    if component.kind is Kind.FILES:
        return None
    if component.prefill is not None:
        return component.prefill.evaluate(context, scope).value
    value = context.get(component.key)
    return component.default if value is None else value


def names_used(components: Sequence[Component]) -> frozenset[str]:
    """Give every name that an expression of the form looks at."""
    parts = [part for top in components for part in top.walk()]
    return frozenset(name for part in parts for e in part.expressions() for name in e.names)


def refreshing_keys(components: Sequence[Component]) -> frozenset[str]:
    """Give the keys of the answers that another part of the form looks at."""
    parts = [part for top in components for part in top.walk()]
    looked_at = names_used(components)
    return frozenset(part.key for part in parts if part.is_answer and part.key in looked_at)
