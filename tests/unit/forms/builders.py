"""Builders for form-js JSON and the situation that a form is looked at in."""

import json
from datetime import UTC, datetime

from engine.domain.calendar import dutch_calendar
from engine.domain.terms import Term
from engine.feel import Scope
from engine.feel.convert import Json
from engine.forms import Form, Option, parse_form

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SCOPE = Scope(now=NOW, terms=lambda _name: Term(workdays=3), calendar=dutch_calendar())
STAFF = {"medewerkers": [Option("noor", "Noor de Wit"), Option("sem", "Sem Bakker")]}


def component(kind: str, key: str = "", label: str = "", **more: Json) -> dict[str, Json]:
    made: dict[str, Json] = {"type": kind, "id": f"veld_{key or kind}", **more}
    return made | ({"key": key, "label": label or key.capitalize()} if key else {})


def choice(kind: str, key: str, *values: str, **more: Json) -> dict[str, Json]:
    options: Json = [{"value": value, "label": value.title()} for value in values]
    return component(kind, key, "", values=options, **more)


def source(*components: dict[str, Json], **more: Json) -> bytes:
    form = {"id": "proef", "type": "default", "schemaVersion": 19, "components": components}
    return json.dumps(form | more).encode()


def form(*components: dict[str, Json]) -> Form:
    return parse_form(source(*components))
