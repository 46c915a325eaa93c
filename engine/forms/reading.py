"""Reads form-js JSON (schemaVersion up to 19) into components, and collects what is wrong with it.

Everything that this engine would show or check differently from what the designer drew is refused
when the form is deployed: an unknown component, a key twice, a pattern without anchors, FEEL that
does not parse. Nothing is ignored silently.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import TypeVar

import re2

from engine.domain.definition import Finding, Severity
from engine.domain.files import FileKind, accepted
from engine.feel import Expression, FeelSyntaxError, compile_expression
from engine.feel.convert import Json
from engine.forms.components import CHOICES, Component, Kind, Option, Rules
from engine.forms.known import TASK_FILES
from engine.forms.texts import NO_TEXT, Text

JsonObject = Mapping[str, Json]
T = TypeVar("T")

MOST_BYTES = 1_000_000
MOST_COMPONENTS = 300
MOST_DEPTH = 10
RESERVED = frozenset({"csrf_token", "submission_id", "revision", "item", "loopCounter", TASK_FILES})
"""Keys that the page or the engine uses itself."""

_KEY = re.compile(r"[A-Za-zÀ-ÿ_][A-Za-z0-9À-ÿ_]{0,79}")
_SUBTYPES = {"date": Kind.DATE, "time": Kind.TIME, "datetime": Kind.DATETIME}
_DEFAULT_LENGTH = {Kind.TEXTFIELD: 1_000, Kind.TEXTAREA: 10_000}
_KINDS = {kind.value: kind for kind in Kind if kind not in _SUBTYPES.values()}
_FORMS = frozenset({"email", "phone", "bsn"})
_REFUSED = {
    "dynamiclist": "Herhaalde velden kunnen nog niet; vraag ze in een lus in het diagram.",
    "table": "Toon gegevens op de casuspagina.",
    "html": "Gebruik een tekst.",
    "image": "Gebruik een tekst.",
    "iframe": "Gebruik een tekst met een verwijzing.",
    "expression": "Bereken het in een scripttaak.",
    "documentPreview": "Stukken staan op de casuspagina.",
}


class FormReader:
    """Reads one form; `findings` fills up while it reads."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._keys: set[str] = set()
        self._ids: set[str] = set()
        self._count = 0

    def read(self, source: bytes) -> tuple[str, tuple[Component, ...]]:
        """Give the form's id and its components, as far as they could be read."""
        root = self._root(source)
        if root is None:
            return "", ()
        form_id = _text(root, "id")
        if not re.fullmatch(r"[A-Za-z0-9_.-]{1,100}", form_id):
            self._error(
                "form-id", None, "Het formulier heeft geen bruikbaar id.", "Geef het een id."
            )
        return form_id, self._components(root, 0)

    def _root(self, source: bytes) -> JsonObject | None:
        if len(source) > MOST_BYTES:
            self._error("form-te-groot", None, "Het formulier is groter dan 1 MB.", "Splits het.")
            return None
        try:
            root: Json = json.loads(source)
        except (ValueError, RecursionError) as error:
            line = error.lineno if isinstance(error, json.JSONDecodeError) else None
            self._error("form-json", None, "Dit is geen JSON.", "Sla het opnieuw op.", line)
            return None
        if not isinstance(root, dict) or not isinstance(root.get("components"), list):
            self._error(
                "form-json",
                None,
                "Dit is geen form-js-formulier.",
                "Maak het in de formuliermaker.",
            )
            return None
        return root

    def _components(self, parent: JsonObject, depth: int) -> tuple[Component, ...]:
        if depth > MOST_DEPTH:
            self._error("form-te-groot", None, "Groepen zijn te diep genest.", "Maak het vlakker.")
            return ()
        listed = _objects(parent, "components")
        return tuple(c for c in (self._component(part, depth) for part in listed) if c)

    def _component(self, part: JsonObject, depth: int) -> Component | None:
        self._count += 1
        if self._count > MOST_COMPONENTS:
            if self._count == MOST_COMPONENTS + 1:
                self._error(
                    "form-te-groot", None, f"Meer dan {MOST_COMPONENTS} onderdelen.", "Splits het."
                )
            return None
        place = _text(part, "key") or _text(part, "id") or f"onderdeel {self._count}"
        kind = self._kind(part, place)
        if kind is None:
            return None
        return _PartReader(self, part, kind, place).component(depth)

    def _kind(self, part: JsonObject, place: str) -> Kind | None:
        written = _text(part, "type")
        if written == "datetime":
            subtype = _text(part, "subtype") or "date"
            if subtype in _SUBTYPES:
                return _SUBTYPES[subtype]
        elif written in _KINDS:
            return _KINDS[written]
        advice = _REFUSED.get(written, "Kies een ander onderdeel.")
        self._error("form-onderdeel", place, f"'{written}' wordt niet ondersteund.", advice)
        return None

    def take_key(self, key: str, place: str) -> None:
        """Check the key of an answer, which must be new in this form."""
        if not _KEY.fullmatch(key):
            self._error(
                "form-sleutel",
                place,
                f"'{key}' kan geen sleutel zijn.",
                "Gebruik letters, cijfers en _; begin met een letter.",
            )
        elif key in RESERVED:
            self._error("form-sleutel", place, f"'{key}' is gereserveerd.", "Kies een andere.")
        elif key in self._keys:
            self._error("form-sleutel", place, f"'{key}' komt twee keer voor.", "Maak ze uniek.")
        self._keys.add(key)

    def unique_id(self, wanted: str) -> str:
        """Give an id that no other component has; the formuliermaker's ids are kept."""
        found = wanted if wanted not in self._ids else f"{wanted}-{self._count}"
        self._ids.add(found)
        return found

    def _error(
        self, rule: str, place: str | None, message: str, advice: str, line: int | None = None
    ) -> None:
        self.findings.append(
            Finding(
                rule=rule,
                severity=Severity.ERROR,
                message=message,
                advice=advice,
                element_id=place,
                line=line,
            )
        )

    error = _error
    children = _components


class _PartReader:
    """Reads one component."""

    def __init__(self, reader: FormReader, part: JsonObject, kind: Kind, place: str) -> None:
        self._reader = reader
        self._part = part
        self._kind = kind
        self._place = place

    def component(self, depth: int) -> Component:
        """Give the component; what is wrong with it is in the reader's findings."""
        part, kind = self._part, self._kind
        properties = _object(part, "properties")
        appearance = _object(part, "appearance")
        component = Component(
            kind=kind,
            id=self._reader.unique_id(_text(part, "id") or self._place),
            key=_text(part, "key"),
            label=self._label(),
            description=self._feel_text(part, "description"),
            rules=self._rules(properties),
            hide=self._condition(_object(part, "conditional"), "hide"),
            read_only=self._condition(part, "readonly") or part.get("disabled") is True,
            options=self._options(),
            options_key=_text(part, "valuesKey") or None,
            options_from=self._expression(part, "valuesExpression"),
            default=part.get("defaultValue"),
            prefill=self._expression(properties, "voorvullen"),
            prefix=_text(appearance, "prefixAdorner"),
            suffix=_text(appearance, "suffixAdorner"),
            accept=self._accept(),
            multiple=self._multiple(),
            children=self._reader.children(part, depth + 1) if kind is Kind.GROUP else (),
        )
        self._check(component)
        return component

    def _check(self, component: Component) -> None:
        if component.kind is Kind.GROUP and _text(self._part, "path"):
            self._error("form-pad", "Een groep met een pad kan niet.", "Maak het pad leeg.")
        if not component.is_answer:
            return
        self._reader.take_key(component.key, self._place)
        if component.label == NO_TEXT:
            self._error("form-label", "Het veld heeft geen label.", "Zeg wat er gevraagd wordt.")
        if component.kind in CHOICES:
            self._check_options(component)

    def _check_options(self, component: Component) -> None:
        sources = [component.options, component.options_key, component.options_from]
        if sum(map(bool, sources)) != 1:
            self._error(
                "form-opties",
                "De keuzes moeten uit precies één bron komen.",
                "Geef keuzes, een sleutel of een uitdrukking.",
            )
        values = [option.value for option in component.options]
        if len(set(values)) < len(values) or "" in values:
            self._error("form-opties", "Een keuze is leeg of dubbel.", "Maak de waarden uniek.")

    def _label(self) -> Text:
        if self._kind is Kind.TEXT:
            return self._feel_text(self._part, "text")
        if self._kind in _SUBTYPES.values():
            named = "timeLabel" if self._kind is Kind.TIME else "dateLabel"
            if _text(self._part, named):
                return self._feel_text(self._part, named)
        return self._feel_text(self._part, "label")

    def _rules(self, properties: JsonObject) -> Rules:
        wanted = _object(self._part, "validate")
        form = _text(wanted, "validationType") or _text(properties, "soort") or None
        if form and form not in _FORMS:
            self._error("form-regel", f"Soort '{form}' bestaat niet.", "Kies email, phone of bsn.")
        rules = Rules(
            required=wanted.get("required") is True,
            min_length=self._whole(wanted, "minLength"),
            max_length=self._whole(wanted, "maxLength") or _DEFAULT_LENGTH.get(self._kind),
            minimum=self._number(wanted, "min"),
            maximum=self._number(wanted, "max"),
            decimals=self._whole(self._part, "decimalDigits"),
            pattern=self._pattern(_text(wanted, "pattern")),
            pattern_message=_text(wanted, "patternErrorMessage") or None,
            form=form,
            not_in_past=self._part.get("disallowPassedDates") is True,
            earliest=self._expression(properties, "vroegst"),
            latest=self._expression(properties, "laatst"),
        )
        self._check_rules(rules)
        return rules

    def _check_rules(self, rules: Rules) -> None:
        pairs = ((rules.min_length, rules.max_length), (rules.minimum, rules.maximum))
        if any(low is not None and high is not None and low > high for low, high in pairs):
            self._error("form-regel", "Het minimum is groter dan het maximum.", "Draai ze om.")

    def _pattern(self, pattern: str) -> str | None:
        if not pattern:
            return None
        if not (pattern.startswith("^") and pattern.endswith("$")):
            self._error(
                "form-patroon",
                "Het patroon geldt voor een deel van het antwoord.",
                "Begin met ^ en eindig met $.",
            )
        try:
            re2.compile(pattern)
        except re2.error:
            self._error("form-patroon", "Het patroon klopt niet.", "Gebruik RE2-syntaxis.")
            return None
        return pattern

    def _options(self) -> tuple[Option, ...]:
        given = _objects(self._part, "values")
        return tuple(
            Option(value, _text(option, "label") or value)
            for option in given
            for value in [_scalar(option.get("value"))]
        )

    def _accept(self) -> frozenset[FileKind]:
        """Read which kinds of files a field takes: every kind, when it does not say."""
        written = _text(self._part, "accept") if self._kind is Kind.FILES else ""
        kinds, strange = accepted(written)
        for token in strange:
            self._error(
                "form-bestand",
                f"'{token}' is geen soort bestand dat mag.",
                "Kies uit .pdf, .png, .jpg, .docx, .odt en .txt.",
            )
        return kinds or frozenset(FileKind)

    def _multiple(self) -> bool:
        written = self._part.get("multiple") if self._kind is Kind.FILES else None
        if isinstance(written, str):
            self._error(
                "form-bestand",
                "Of er meer bestanden mogen, kan niet van een uitdrukking afhangen.",
                "Zet het aan of uit.",
            )
        return written is True

    def _condition(self, part: JsonObject, name: str) -> Expression | bool:
        value = part.get(name)
        if isinstance(value, bool):
            return value
        return self._expression(part, name) or False

    def _expression(self, part: JsonObject, name: str) -> Expression | None:
        text = _text(part, name)
        return self._compiled(text, compile_expression) if text else None

    def _feel_text(self, part: JsonObject, name: str) -> Text:
        return self._compiled(_text(part, name), Text.parse) or NO_TEXT

    def _compiled(self, text: str, compiler: Callable[[str], T]) -> T | None:
        try:
            return compiler(text)
        except FeelSyntaxError as error:
            self._error("form-feel", f"FEEL klopt niet: {error.message}.", "Verbeter het.")
            return None

    def _whole(self, part: JsonObject, name: str) -> int | None:
        number = self._number(part, name)
        return None if number is None else int(number)

    def _number(self, part: JsonObject, name: str) -> Decimal | None:
        value = part.get(name)
        if value is None or value == "" or isinstance(value, bool):
            return None
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            self._error("form-regel", f"'{name}' is geen getal.", "Vul een getal in.")
            return None
        return number

    def _error(self, rule: str, message: str, advice: str) -> None:
        self._reader.error(rule, self._place, message, advice)


def _text(part: JsonObject, name: str) -> str:
    value = part.get(name)
    return value.strip() if isinstance(value, str) else ""


def _scalar(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _object(part: JsonObject, name: str) -> JsonObject:
    value = part.get(name)
    return value if isinstance(value, dict) else {}


def _objects(part: JsonObject, name: str) -> Iterator[JsonObject]:
    value = part.get(name)
    return (
        (item for item in value if isinstance(item, dict)) if isinstance(value, list) else iter(())
    )
