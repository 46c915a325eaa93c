"""A form: parsed once, shown and submitted many times.

form-js JSON is what designers edit; the server renders it as plain HTML and checks what comes back
with a schema made from the same JSON. Hidden and read-only fields are neither checked nor stored.

    form = parse_form(source)
    page = form.page(None, context, options, scope)              first visit: filled in beforehand
    page = form.page(posted, context, options, scope, problems)  again, with what was wrong
    submission = form.submit(posted, context, options, scope)    values, or problems in page order
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import cast

from marshmallow import Schema, ValidationError

from engine.domain.definition import Finding, errors
from engine.errors import DefinitionRefused
from engine.feel import Scope, Value
from engine.forms.answers import UnreadableError, as_posted, read_answer
from engine.forms.components import CHOICES, Component, Kind
from engine.forms.files import GONE, chosen, is_lost
from engine.forms.page import (
    FormPage,
    Options,
    Posted,
    Renderer,
    names_used,
    options_of,
    prefilled,
    refreshing_keys,
)
from engine.forms.reading import FormReader
from engine.forms.schema import LABEL, circumstances, load, one_of, schema_of
from engine.forms.visibility import is_true, names_for, shown

_CACHE = 512
_MOST_DRAFT = 20_000


@dataclass(frozen=True)
class Submission:
    """The answers that can be stored, and what is wrong, by key in page order."""

    values: Mapping[str, Value] = field(default_factory=dict)
    problems: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_right(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


class Form:
    """A form that may be used: the deploy checks found no fault in it."""

    def __init__(self, form_id: str, components: tuple[Component, ...]) -> None:
        self.id = form_id
        self.components = components
        self.answers = tuple(c for top in components for c in top.walk() if c.is_answer)
        self.files = {c.key: c for c in self.answers if c.kind is Kind.FILES}
        """The fields that take files, by key."""
        self._refreshing = refreshing_keys(components)
        self._names = names_used(components)
        self._schema: type[Schema] = schema_of(self.answers)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the answers, in page order."""
        return tuple(component.key for component in self.answers)

    def looks_at(self, name: str) -> bool:
        """Whether a condition, text or prefilled value of this form uses a name."""
        return name in self._names

    def readable(
        self, posted: Posted, context: Mapping[str, object], scope: Scope
    ) -> Mapping[str, Value]:
        """Give the answers as far as they can be read, unchecked: to look ahead, not to store."""
        look = self._look(posted, context, scope)
        asked = [c for c in self.answers if look.asks(c, scope)]
        answers = {c.key: _leniently(c, look.posted.get(c.key, ())) for c in asked}
        return {**answers, **{key: look.files[key] for key in self.files if key in answers}}

    def page(
        self,
        posted: Posted | None,
        context: Mapping[str, object],
        options: Options,
        scope: Scope,
        errors: Mapping[str, Sequence[str]] | None = None,
    ) -> FormPage:
        """Give what the page shows. `posted` is a draft or a submission; None: first visit."""
        look = self._look(posted, context, scope)
        renderer = Renderer(
            visible=look.visible,
            posted=look.posted,
            names=look.names,
            options=options,
            scope=scope,
            errors=errors or {},
            refreshing=self._refreshing,
        )
        return FormPage(renderer.fields(self.components), takes_files=bool(self.files))

    def begun(
        self, posted: Posted, on_page: Collection[str], context: Mapping[str, object], scope: Scope
    ) -> Posted:
        """Add what the fields start with that were not on the posted page: they may appear now."""
        new = [c for c in self.answers if c.key not in on_page]
        return {**posted, **{c.key: as_posted(prefilled(c, context, scope)) for c in new}}

    def submit(
        self, posted: Posted, context: Mapping[str, object], options: Options, scope: Scope
    ) -> Submission:
        """Check what was posted against the fields that are visible with these answers."""
        look = self._look(posted, context, scope)
        asked = [c for c in self.answers if look.asks(c, scope)]
        values, found = load(self._schema, [c.key for c in asked], look.posted)
        values |= {key: look.files[key] for key in self.files if key in values}
        problems: dict[str, tuple[str, ...]] = {}
        for component in asked:
            said = found.get(component.key) or self._later(component, values, look, options, scope)
            if said:
                label = component.label.render(look.names, scope).rstrip(":")
                problems[component.key] = tuple(text.replace(LABEL, label) for text in said)
        return Submission({} if problems else values, problems)

    def draft(self, posted: Posted) -> dict[str, list[str]]:
        """Keep what was posted as it is, for the keys of this form only."""
        return {
            key: [text[:_MOST_DRAFT].replace("\x00", "") for text in posted[key]]
            for key in self.keys
            if key in posted
        }

    def _look(self, posted: Posted | None, context: Mapping[str, object], scope: Scope) -> "_Look":
        filled = {
            c.key: as_posted(prefilled(c, context, scope))
            for c in self.answers
            if posted is None or is_true(c.read_only, context, scope)
        }
        combined: dict[str, Sequence[str]] = {**(posted or {}), **filled}
        answers = {c.key: _leniently(c, combined.get(c.key, ())) for c in self.answers}
        files = self._files(combined, context, scope) if self.files else {}
        answers |= files
        visible = shown(self.components, answers, context, scope)
        names = names_for(self.components, visible, answers, context)
        return _Look(combined, visible, names, files)

    def _files(
        self, posted: Posted, context: Mapping[str, object], scope: Scope
    ) -> dict[str, Value]:
        """Give the chosen files by key; a field that only shows has what the process knows."""
        return {
            key: cast("Value", context.get(key))
            if is_true(component.read_only, context, scope)
            else chosen(component, posted.get(key, ()), context)
            for key, component in self.files.items()
        }

    def _later(
        self,
        component: Component,
        values: Mapping[str, Value],
        look: "_Look",
        options: Options,
        scope: Scope,
    ) -> list[str]:
        """Check what depends on the moment, the process or the region."""
        if component.kind is Kind.FILES:
            posted = look.posted.get(component.key, ())
            return [GONE] if is_lost(component, posted, look.names) else []
        value = values.get(component.key)
        problem = circumstances(component, value, look.names, scope)
        if problem is None and component.kind in CHOICES and not component.options and value:
            offered = options_of(component, look.names, options, scope)
            try:
                one_of({option.value for option in offered})(value)
            except ValidationError as error:
                problem = str(error.messages[0])
        return [problem] if problem else []


@dataclass(frozen=True)
class _Look:
    """One look at a form: what was posted, what is visible, the names that FEEL sees, the files."""

    posted: Posted
    visible: frozenset[str]
    names: Mapping[str, object]
    files: Mapping[str, Value]

    def asks(self, component: Component, scope: Scope) -> bool:
        """Whether this answer is visible and may be given."""
        shown_now = component.id in self.visible
        return shown_now and not is_true(component.read_only, self.names, scope)


def _leniently(component: Component, posted: Sequence[str]) -> Value:
    """Read an answer for use in conditions, where an unreadable one counts as null."""
    try:
        return read_answer(component, posted)
    except UnreadableError:
        return None


def check_form(source: bytes) -> tuple[Finding, ...]:
    """Give everything that is wrong with a form-js file."""
    reader = FormReader()
    reader.read(source)
    return tuple(reader.findings)


@lru_cache(maxsize=_CACHE)
def parse_form(source: bytes) -> Form:
    """Read a form-js file; cached by content. Raises `DefinitionRefused` with the findings."""
    reader = FormReader()
    form_id, components = reader.read(source)
    if errors(reader.findings):
        raise DefinitionRefused("Dit formulier kan niet worden gebruikt.", reader.findings)
    return Form(form_id, components)
