"""The timeline in plain words: what happened, who did it, and what is worth knowing about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from engine.domain.signal import SignalKind, SignalSource
from engine.persistence.types import Json
from engine.queries.timeline import Happening
from engine.web.reasons import Why, outcome_of, why_of
from engine.web.wording import in_words, said

_PLAIN = (str, int, float)
_SAID_ALREADY: Mapping[str, frozenset[str]] = {
    "decided": frozenset({"beslissing", "uitkomst"}),
    "fired": frozenset({"vervaldatum"}),
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """One line of the story. `look` is how it is marked: a person, the engine, or trouble."""

    at: datetime
    text: str
    by: str | None = None
    look: str = "engine"
    facts: tuple[tuple[str, str], ...] = ()
    document_id: UUID | None = None
    why: Why | None = None
    """What a table decided by, for the lines of which people may ask "why?"."""


def told(happenings: Sequence[Happening]) -> tuple[Told, ...]:
    """Tell what happened, in the same order."""
    return tuple(_tell(happening) for happening in happenings)


_SAID: Mapping[tuple[str, str], str] = {
    ("completed", "userTask"): "“{name}” afgerond",
    ("cancelled", "userTask"): "“{name}” is vervallen: de casus ging verder",
    ("completed", ""): "Automatisch gedaan: {lower}",
    ("entered", "callActivity"): "Begonnen met: {lower}",
    ("entered", ""): "Bereikt: {lower}",
    ("fired", ""): "Vanzelf gebeurd: {lower}",
    ("reported", ""): "Gemeld: {lower}",
    ("reminded", ""): "Herinnering: “{name}” is te laat",
    ("moved", "userTask"): "Nieuwe uiterste datum voor “{name}”",
    ("moved", ""): "Verzet naar een ander moment: {lower}",
    ("repaired", ""): "Storing verholpen en opnieuw geprobeerd",
}
_BY_PEOPLE = frozenset(
    {("completed", "userTask"), ("repaired", ""), ("moved", "userTask"), ("moved", "timer")}
)


def _tell(what: Happening) -> Told:
    match what.kind:
        case "document":
            return Told(at=what.at, text=f"Document gemaakt: {what.name}", document_id=what.task_id)
        case "attached":
            return Told(
                at=what.at,
                text=f"Bestand toegevoegd: {what.name}",
                by=what.by,
                look="person",
                document_id=what.task_id,
            )
        case "incident":
            return Told(at=what.at, text=f"Mislukt: {what.name}", look="trouble")
        case "signal":
            return _signal(what)
        case "decided":
            return _decision(what)
        case _:
            return _step(what)


def _step(what: Happening) -> Told:
    exact = (what.kind, what.element_type)
    by_people = what.kind == "reported" or exact in _BY_PEOPLE
    pattern = _SAID.get(exact) or _SAID.get((what.kind, ""), "{name}")
    return Told(
        at=what.at,
        text=pattern.format(name=what.name, lower=_lower(what.name)),
        by=what.by,
        look="person" if by_people else "engine",
        facts=_facts(_without_key(what)),
    )


def _decision(what: Happening) -> Told:
    has_outcome = what.detail.get("uitkomst") is not None
    came_to = f"kwam uit op {outcome_of(what.detail)}" if has_outcome else "gaf geen uitkomst"
    return Told(
        at=what.at,
        text=f"{what.name}: de tabel {came_to}",
        by=what.by,
        facts=_facts(_without_key(what)),
        why=why_of(what.detail),
    )


def _without_key(what: Happening) -> Mapping[str, Json]:
    """Leave out what the line says already: the key of a table, the moment of a timer."""
    hidden = _SAID_ALREADY.get(what.kind, frozenset())
    return {name: value for name, value in what.detail.items() if name not in hidden}


def _signal(what: Happening) -> Told:
    source = SignalSource.label_of(str(what.detail.get("Bron", "")))
    return Told(
        at=what.at,
        text=f"Signaal ontvangen: {_lower(SignalKind.label_of(what.name))}",
        facts=(("Bron", source), ("Nummer", str(what.detail.get("Nummer", "")))),
    )


def _facts(detail: Mapping[str, Json]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.replace("_", " ").capitalize(), in_words(said(value)))
        for name, value in detail.items()
        if isinstance(value, _PLAIN) and not isinstance(value, bool) and value != ""
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
