"""What a document may show: gathered from the case and from what the diagram passed.

Only the inputs that a template lists reach it. A secret address is never among the contents; an
anonymous document gets no name, address, number, date or place at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from engine.service_tasks import CaseFacts, JsonValue, ServiceTaskCall
from handlers.letters.catalogue import CATALOGUE, Audience, Template
from handlers.letters.languages import line_in
from handlers.letters.masking import masked, without_bsn
from handlers.letters.wording import in_words, paragraphs, said

_MOST_ADDRESS_LINES = 6
_HIDDEN_ADDRESS = "Adres niet afdrukken: persoonlijk uitreiken of couverteren"
_BY_HAND = "Persoonlijk uitreiken"
_BY_POST = "post"
_PLACES: Final = frozenset(
    {"gemeente", "gemeente_brp", "gemeente_verblijf", "plaats", "aanbieder", "aanbieder_naam"}
    | {"mo_aanbieder"}
)
PREVIEW: Final = "voorbeeld"
"""The property of a call whose document is only looked at."""


def contents_of(
    call: ServiceTaskCall, facts: CaseFacts, template: Template
) -> Mapping[str, JsonValue]:
    """Gather what the template may show."""
    given = {name: call.inputs.get(name) for name in template.inputs}
    shown = _anonymous(given, facts) if template.audience is Audience.ANONYMOUS else given
    return {
        "onderwerp": template.subject,
        "datum": in_words(call.now),
        "voorbeeld": call.properties.get(PREVIEW) == "ja",
        "leeftijd": facts.age_band or "niet bekend",
        "tekst": paragraphs(call.text("tekst").strip() or template.wording),
        **_sender_and_addressee(call, facts, template),
        **_values(shown),
    }


def recipient_of(call: ServiceTaskCall, facts: CaseFacts, template: Template) -> str:
    """Name who gets it, for the envelope and for the list of documents."""
    if template.to_client:
        return facts.client_name
    if template.audience is Audience.ANONYMOUS:
        return _UNNAMED[template.audience]
    named = (_titled(name, call.text(name)) for name in (template.audience.value, *_RECIPIENTS))
    known = next((name for name in named if name), "") or _kind_of_recipient(call)
    return without_bsn(known) or _UNNAMED[template.audience]


def _titled(name: str, value: str) -> str:
    """Say what somebody is when the name does not: "gemeente Enschede", "zorgkantoor 5509"."""
    if name == "gemeente" and value and "gemeente" not in value.lower():
        return f"gemeente {value}"
    return f"zorgkantoor {value}" if value.isdigit() else value


def _kind_of_recipient(call: ServiceTaskCall) -> str:
    return said(call.inputs.get("ontvanger"), CATALOGUE.words_for("ontvangers"))


_RECIPIENTS = ("ontvangend_zorgkantoor", "gemeente", "aanbieder")
_UNNAMED: Final[Mapping[Audience, str]] = {
    Audience.CLIENT: "cliënt",
    Audience.PROVIDER: "aanbieder",
    Audience.MUNICIPALITY: "gemeente",
    Audience.CARE_OFFICE: "ander zorgkantoor",
    Audience.TABLE: "overlegtafel",
    Audience.ANONYMOUS: "niet op naam",
}


_EMPTY = (
    *("zorgkantoor", "regio", "kenmerk", "aanhef"),
    *("contact", "telefoon", "post", "ondertekening"),
)
_NOBODY: Final[Mapping[str, JsonValue]] = {
    **dict.fromkeys(_EMPTY, ""),
    "adres": (),
    "taal": None,
    "verzending": "",
    "folder": False,
}


def _sender_and_addressee(
    call: ServiceTaskCall, facts: CaseFacts, template: Template
) -> Mapping[str, JsonValue]:
    if template.audience is Audience.ANONYMOUS:
        return _NOBODY
    return {
        "zorgkantoor": facts.care_office,
        "regio": facts.region_name,
        "kenmerk": facts.number,
        "aanhef": _salutation(facts),
        "adres": _address(call, facts, template),
        "contact": facts.contact,
        "telefoon": facts.phone,
        "post": facts.post,
        "ondertekening": _signature(facts),
        "taal": _language(call, facts) if template.to_client else None,
        "verzending": _by_what(call),
        "folder": call.text("oco_folder") == "ja",
    }


def _language(call: ServiceTaskCall, facts: CaseFacts) -> JsonValue:
    """Give the line in the language that somebody chose, else in the client's own."""
    found = line_in(call.text("taal") or facts.language)
    return None if found is None else {"code": found.code, "regel": found.line}


def _by_what(call: ServiceTaskCall) -> str:
    """Say how it is sent, when that is not simply by post."""
    way = call.text("verzendwijze")
    return "" if way == _BY_POST else said(way, CATALOGUE.words_for("verzendwijze")) if way else ""


def _salutation(facts: CaseFacts) -> str:
    """Greet by name: "Geachte mevrouw" alone, or "Beste", is no way to begin a letter."""
    if not facts.salutation:
        return "Geachte heer, mevrouw"
    surname = facts.client_name.rpartition(" ")[2]
    is_named = not surname or surname in facts.salutation
    return facts.salutation if is_named else f"{facts.salutation} {facts.client_name}"


def _signature(facts: CaseFacts) -> str:
    return f"{facts.contact or 'Uw contactpersoon'}, {facts.care_office}"


def _address(call: ServiceTaskCall, facts: CaseFacts, template: Template) -> Sequence[str]:
    if not template.to_client:
        return _lines(f"Aan: {recipient_of(call, facts, template)}")
    if facts.secret_address:
        return (facts.client_name, _HIDDEN_ADDRESS)
    lines = _lines(call.text("adres")) or facts.address_lines
    return (facts.client_name, *(lines or (_BY_HAND,)))


def _lines(text: str) -> tuple[str, ...]:
    found = (line.strip()[:120] for line in without_bsn(text).splitlines())
    return tuple(line for line in found if line)[:_MOST_ADDRESS_LINES]


def _values(given: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    """Give every value in the shapes that a template may ask for: text, list, rows, free text."""
    spoken = {name: _Spoken(value, CATALOGUE.words_for(name)) for name, value in given.items()}
    return {
        "invoer": {name: value.text for name, value in spoken.items()},
        "vrij": {name: paragraphs(value.free) for name, value in spoken.items()},
        "lijsten": {name: value.items for name, value in spoken.items()},
        "rijen": {name: value.rows for name, value in spoken.items()},
    }


@dataclass(frozen=True)
class _Spoken:
    """One value as a document says it."""

    value: JsonValue
    words: Mapping[str, str]

    @property
    def text(self) -> str:
        return said(self.value, self.words)

    @property
    def items(self) -> list[JsonValue]:
        return [said(item, self.words) for item in self._parts]

    @property
    def rows(self) -> list[JsonValue]:
        found = (item for item in self._parts if isinstance(item, Mapping))
        return [{name: said(part, self.words) for name, part in row.items()} for row in found]

    @property
    def free(self) -> str:
        """A text as it is, a list as a list."""
        if isinstance(self.value, (list, tuple)):
            return "\n".join(f"- {item}" for item in self.items)
        return self.text

    @property
    def _parts(self) -> Sequence[JsonValue]:
        if self.value is None or self.value == "":
            return ()
        return self.value if isinstance(self.value, (list, tuple)) else (self.value,)


def _anonymous(given: Mapping[str, JsonValue], facts: CaseFacts) -> Mapping[str, JsonValue]:
    """Leave only texts in which nobody and no place can be recognised."""
    texts = {name: _Spoken(value, CATALOGUE.words_for(name)).free for name, value in given.items()}
    names = (facts.client_name, facts.contact, facts.number)
    known = (texts[name] for name in sorted(_PLACES & texts.keys()))
    places = (*facts.address_lines, facts.region_name, facts.care_office, *known)
    return {
        name: masked(text, names, places) for name, text in texts.items() if name not in _PLACES
    }
