"""A marshmallow schema from a form: what an answer must satisfy, said in Dutch.

The schema holds what is fixed in the form. What depends on the moment or on the process (a date
not in the past, a choice from the region's staff) is in `circumstances`. In messages `LABEL`
stands for the field's label.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

import re2
from marshmallow import EXCLUDE, Schema, ValidationError, fields, missing, validate

from engine.domain.calendar import AMSTERDAM
from engine.domain.client import is_bsn
from engine.feel import Expression, Scope, Value
from engine.forms.answers import UnreadableError, read_answer
from engine.forms.components import CHOICES, MOMENTS, Component, Kind, Rules
from engine.forms.texts import said as say

Check = Callable[[Value], None]

LABEL = "<label>"
"""Stands in messages for the label of the field, which may itself be FEEL."""

_READERS = 500
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
_PHONE = re.compile(r"\+?[0-9]{8,15}")
_PUNCTUATION = re.compile(r"[\s().\-]")
_UNREADABLE = f"Vul bij '{LABEL}' in: {{wanted}}."
_UNTICKED = f"Vink '{LABEL}' aan."


class AnswerField(fields.Field[Value]):
    """One answer, read by `read_answer` and checked by the component's rules."""

    def __init__(self, component: Component) -> None:
        self.component = component
        required = component.rules.required
        super().__init__(
            required=required,
            load_default=missing if required else _open(component),
            allow_none=True,
            error_messages={"required": _required(component)},
            validate=_checks(component),
        )

    def _deserialize(
        self, value: object, attr: str | None, data: Mapping[str, object] | None, **_: object
    ) -> Value:
        del attr, data
        posted = [str(item) for item in value] if isinstance(value, Sequence) else []
        try:
            return read_answer(self.component, posted)
        except UnreadableError as unreadable:
            raise ValidationError(_UNREADABLE.replace("{wanted}", str(unreadable))) from None


def schema_of(components: Sequence[Component]) -> type[Schema]:
    """Make the schema of these answers."""
    made: dict[str, fields.Field[Value]] = {c.key: AnswerField(c) for c in components}
    return Schema.from_dict(made, name="FormAnswers")


def load(
    schema: type[Schema], keys: Sequence[str], posted: Mapping[str, Sequence[str]]
) -> tuple[dict[str, Value], dict[str, list[str]]]:
    """Give the answers under these keys that are right, and the problems of those that are not."""
    filled = {key: list(posted[key]) for key in keys if any(t.strip() for t in posted.get(key, ()))}
    try:
        return _reader(schema, tuple(keys)).load(filled), {}
    except ValidationError as error:
        right = error.valid_data if isinstance(error.valid_data, dict) else {}
        return dict(right), {str(key): list(map(str, said)) for key, said in _messages(error)}


@lru_cache(maxsize=_READERS)
def _reader(schema: type[Schema], keys: tuple[str, ...]) -> Schema:
    """Make the schema of these keys once: marshmallow copies every field of it."""
    return schema(only=keys, unknown=EXCLUDE)


def _messages(error: ValidationError) -> Iterable[tuple[object, list[object]]]:
    """Give the messages by key; each of our checks raises a plain list of them."""
    return error.messages_dict.items()


def circumstances(
    component: Component, value: Value, context: Mapping[str, object], scope: Scope
) -> str | None:
    """Give the problem of an answer that depends on the moment or on the process, if any."""
    rules = component.rules
    if value is None or component.kind not in MOMENTS:
        return None
    today = scope.now.astimezone(AMSTERDAM).date()
    if rules.not_in_past and _day(value) < today:
        return f"'{LABEL}' mag niet in het verleden liggen."
    earliest, latest = (_bound(e, context, scope) for e in (rules.earliest, rules.latest))
    if earliest is not None and _comparable(value, earliest) < _comparable(earliest, value):
        return f"'{LABEL}' mag niet vóór {say(earliest)} liggen."
    if latest is not None and _comparable(value, latest) > _comparable(latest, value):
        return f"'{LABEL}' mag niet na {say(latest)} liggen."
    return None


def _bound(
    expression: Expression | None, context: Mapping[str, object], scope: Scope
) -> date | None:
    value = expression.evaluate(context, scope).value if expression else None
    return value if isinstance(value, date) else None


def _comparable(value: object, other: object) -> date:
    """Compare moments with moments, and by day when either of the two is only a day."""
    return value if isinstance(value, datetime) and isinstance(other, datetime) else _day(value)


def _day(value: object) -> date:
    if isinstance(value, datetime):
        return value.astimezone(AMSTERDAM).date()
    return value if isinstance(value, date) else date.max


def _open(component: Component) -> Value:
    if component.takes_several:
        return []
    return False if component.kind is Kind.CHECKBOX else None


def _required(component: Component) -> str:
    if component.kind is Kind.CHECKBOX:
        return _UNTICKED
    if component.kind is Kind.FILES:
        return f"Kies een bestand bij '{LABEL}'."
    if component.takes_several:
        return f"Kies bij '{LABEL}' ten minste één antwoord."
    return (
        f"Kies een antwoord bij '{LABEL}'." if component.kind in CHOICES else f"Vul '{LABEL}' in."
    )


def _checks(component: Component) -> list[Check]:
    rules = component.rules
    checks: list[Check] = []
    if component.kind is Kind.CHECKBOX and rules.required:
        checks.append(_must_be_ticked)
    if component.options:
        checks.append(one_of({option.value for option in component.options}))
    if component.kind in {Kind.TEXTFIELD, Kind.TEXTAREA}:
        checks += _text_checks(rules)
    if component.kind is Kind.NUMBER:
        checks += _number_checks(rules)
    return [_when_filled(check) for check in checks]


def one_of(values: set[str]) -> Check:
    """Make the check that only these choices were made."""

    def check(value: Value) -> None:
        chosen = value if isinstance(value, list) else [value]
        if not values.issuperset(map(str, chosen)):
            raise ValidationError(f"Kies bij '{LABEL}' een van de getoonde antwoorden.")

    return check


def _text_checks(rules: Rules) -> list[Check]:
    checks: list[Check] = []
    if rules.min_length:
        few = f"Schrijf bij '{LABEL}' ten minste {rules.min_length} tekens."
        checks.append(_as_check(validate.Length(min=rules.min_length, error=few)))
    if rules.max_length:
        many = f"Schrijf bij '{LABEL}' hoogstens {rules.max_length} tekens."
        checks.append(_as_check(validate.Length(max=rules.max_length, error=many)))
    if rules.pattern:
        checks.append(_matches(rules.pattern, rules.pattern_message))
    form = _FORMS.get(rules.form or "")
    return [*checks, form] if form else checks


def _as_check(validator: validate.Validator) -> Check:
    def check(value: Value) -> None:
        validator(value)

    return check


def _matches(pattern: str, message: str | None) -> Check:
    compiled = re2.compile(pattern)

    def check(value: Value) -> None:
        if not compiled.search(str(value)):
            raise ValidationError(message or f"'{LABEL}' heeft niet de juiste vorm.")

    return check


def _number_checks(rules: Rules) -> list[Check]:
    checks: list[Check] = []
    if rules.minimum is not None:
        low = f"'{LABEL}' is ten minste {say(rules.minimum)}."
        checks.append(_as_check(validate.Range(min=rules.minimum, error=low)))
    if rules.maximum is not None:
        high = f"'{LABEL}' is hoogstens {say(rules.maximum)}."
        checks.append(_as_check(validate.Range(max=rules.maximum, error=high)))
    return [*checks, _no_more_decimals(rules.decimals)]


def _no_more_decimals(most: int | None) -> Check:
    def check(value: Value) -> None:
        places = -int(value.as_tuple().exponent) if isinstance(value, Decimal) else 0
        if most is not None and places > most:
            raise ValidationError(
                f"'{LABEL}' heeft hoogstens {most} cijfers achter de komma."
                if most
                else f"'{LABEL}' is een heel getal."
            )

    return check


def _must_be_ticked(value: Value) -> None:
    if value is not True:
        raise ValidationError(_UNTICKED)


def _email(value: Value) -> None:
    if not _EMAIL.fullmatch(str(value)):
        raise ValidationError(f"Vul bij '{LABEL}' een e-mailadres in, zoals naam@voorbeeld.nl.")


def _phone(value: Value) -> None:
    if not _PHONE.fullmatch(_PUNCTUATION.sub("", str(value))):
        raise ValidationError(f"Vul bij '{LABEL}' een telefoonnummer in, zoals 06 12345678.")


def _bsn(value: Value) -> None:
    if not is_bsn(_PUNCTUATION.sub("", str(value))):
        raise ValidationError(f"Vul bij '{LABEL}' een BSN in dat aan de 11-proef voldoet.")


_FORMS: Mapping[str, Check] = {"email": _email, "phone": _phone, "bsn": _bsn}


def _when_filled(check: Check) -> Check:
    def checked(value: Value) -> None:
        if value is not None and value != []:
            check(value)

    return checked
