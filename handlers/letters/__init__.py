"""Letters as tagged PDF, made by typst from templates that stand beside this module.

A diagram asks for one with topic `brief.maken` and an input `sjabloon` that names the template.
What varies (name, address, dates, free text) travels as data, never as template source, so that no
text can run anything or change the layout. Typst brings its fonts; nothing is fetched.

The letter carries no BSN and no indication. A secret address is never printed: such a letter goes
into an envelope by hand.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal
from zoneinfo import ZoneInfo

import typst

from engine.errors import ExecutionError
from engine.service_tasks import (
    CaseFacts,
    JsonValue,
    ProducedDocument,
    ServiceTaskCall,
    ServiceTaskResult,
    service_task,
)

TOPIC: Final = "brief.maken"

_TEMPLATES = Path(__file__).parent
_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_LONGEST_INPUT = 4_000
_MOST_ADDRESS_LINES = 6


@dataclass(frozen=True, kw_only=True)
class Template:
    """One kind of letter: its title in the file, and to whom it goes."""

    title: str
    to_client: bool = True


TEMPLATES: Mapping[str, Template] = {
    "aanbod-meedenken": Template(title="Brief: wij denken graag met u mee"),
    "herinnering": Template(title="Herinnering: wij denken graag met u mee"),
    "bevestiging-bewuste-keuze": Template(title="Bevestiging: u wilt nu geen zorg"),
    "afsluitbrief": Template(title="Afsluitbrief"),
    "vraag-laatste-aanbieder": Template(title="Vraag aan de laatste aanbieder", to_client=False),
    "bemoeizorgverzoek": Template(title="Verzoek om hulp aan de gemeente", to_client=False),
}
"""Every letter that a diagram can ask for, by the name of its template file."""


@service_task(TOPIC)
def make_letter(call: ServiceTaskCall) -> ServiceTaskResult:
    """Make one letter; the same call makes the same file, byte for byte.

    Inputs: `sjabloon`, and what the template uses (`adres`, `aanbieder`, `gemeente`, …).
    Raises `ExecutionError` when the template is unknown or there is no case to write about.
    """
    name = call.text("sjabloon")
    template = _template(name)
    facts = _facts(call)
    content = _compile(name, call.now, _contents(call, facts, template))
    document = ProducedDocument(
        kind=name,
        title=template.title,
        filename=_filename(call, name),
        media_type="application/pdf",
        content=content,
        recipient=_recipient(call, facts, template),
    )
    return ServiceTaskResult(variables={"laatste_brief": name}, documents=(document,))


def _template(name: str) -> Template:
    if name not in TEMPLATES:
        known = ", ".join(sorted(TEMPLATES))
        raise ExecutionError(f"De brief '{name[:60]}' bestaat niet. Kies uit: {known}.")
    return TEMPLATES[name]


def _facts(call: ServiceTaskCall) -> CaseFacts:
    if call.case is None:
        raise ExecutionError("Een brief hoort bij een casus, en die is er hier niet.")
    return call.case


def _contents(call: ServiceTaskCall, facts: CaseFacts, template: Template) -> dict[str, JsonValue]:
    """Gather what the template may show; all of it is text or a list of texts."""
    inputs = {name: _shown(value) for name, value in call.inputs.items()}
    return {
        "zorgkantoor": facts.care_office,
        "regio": facts.region_name,
        "kenmerk": facts.number,
        "datum": _in_words(call.now),
        "titel": template.title,
        "aanhef": _salutation(facts),
        "client": facts.client_name,
        "adres": _address(call, facts, template),
        "invoer": inputs,
    }


def _salutation(facts: CaseFacts) -> str:
    """Greet by name: "Geachte mevrouw" alone, or "Beste", is no way to begin a letter."""
    if not facts.salutation:
        return "Geachte heer, mevrouw"
    surname = facts.client_name.rpartition(" ")[2]
    is_named = not surname or surname in facts.salutation
    return facts.salutation if is_named else f"{facts.salutation} {facts.client_name}"


def _address(call: ServiceTaskCall, facts: CaseFacts, template: Template) -> Sequence[str]:
    if not template.to_client:
        return _lines(call.text("aanbieder") or call.text("gemeente"))
    if facts.secret_address:
        return (facts.client_name, "Adres niet afdrukken: persoonlijk uitreiken of couverteren")
    lines = _lines(call.text("adres")) or facts.address_lines
    return (facts.client_name, *(lines or ("Persoonlijk uitreiken",)))


def _recipient(call: ServiceTaskCall, facts: CaseFacts, template: Template) -> str:
    if template.to_client:
        return facts.client_name
    return call.text("aanbieder") or call.text("gemeente") or "onbekend"


def _lines(text: str) -> tuple[str, ...]:
    found = (line.strip()[:120] for line in text.splitlines())
    return tuple(line for line in found if line)[:_MOST_ADDRESS_LINES]


def _shown(value: JsonValue) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return ", ".join(_shown(item) for item in value)
    return str(value)[:_LONGEST_INPUT]


def _compile(name: str, now: datetime, contents: Mapping[str, JsonValue]) -> bytes:
    """Make the PDF as PDF/UA, or merely tagged when a text has signs that the font lacks."""
    try:
        return _pdf(name, now, contents, ("ua-1",))
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return _pdf(name, now, contents, ())


def _pdf(
    name: str,
    now: datetime,
    contents: Mapping[str, JsonValue],
    standards: Sequence[Literal["ua-1"]],
) -> bytes:
    return typst.compile(
        _TEMPLATES / f"{name}.typ",
        root=_TEMPLATES,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"gegevens": json.dumps(contents, ensure_ascii=False)},
        pdf_standards=[*standards],
        timestamp=int(now.timestamp()),
    )


def _filename(call: ServiceTaskCall, name: str) -> str:
    """Name the file after day and occurrence: a second try replaces the first."""
    occurrence = hashlib.sha256(call.idempotency_key.encode()).hexdigest()[:8]
    return f"{call.now.astimezone(_AMSTERDAM):%Y-%m-%d}-{name}-{occurrence}.pdf"


def _in_words(moment: datetime) -> str:
    local = moment.astimezone(_AMSTERDAM)
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"
