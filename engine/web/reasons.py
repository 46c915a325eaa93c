"""Why a table decided what it did, for a mediator: the rules that hit, and what was known.

    Regel 2: Leeft op straat of in noodopvang.
    Dat gaf de doorslag    Waar slaapt de cliënt?  In noodopvang
    Ook bekend             Vangnet                 deels
    Niet bekend            Woonruimte, Wachtstatus

The history keeps this at the moment of deciding, so the answer stays true when the table changes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from engine.persistence.types import Json
from engine.web.wording import ethos_label, in_words, said, urgency_label

_NO_RULE = "Geen enkele regel paste; dan geldt de standaarduitkomst van de tabel."
_CODES: Mapping[str, Callable[[str], str]] = {"ethos": ethos_label}
"""By variable: how its codes are said. Other codes are words already."""


@dataclass(frozen=True, kw_only=True)
class Why:
    """The explanation of one decision. `decisive` and `known` are inputs with their values.

    `value` is the outcome as it was stored, `outcome` as it is said.
    """

    value: str
    outcome: str
    rules: tuple[str, ...]
    decisive: tuple[tuple[str, str], ...]
    known: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]


def why_of(detail: Mapping[str, Json]) -> Why | None:
    """Read the explanation that the history kept; None when the decision was no table."""
    inputs, numbers = detail.get("invoer"), detail.get("regels")
    if not isinstance(inputs, dict) or not isinstance(numbers, list) or not inputs:
        return None
    decisive = _texts(detail.get("doorslag"))
    variables = detail.get("gegevens")
    names = variables if isinstance(variables, dict) else {}
    known = {
        label: _in_words(value, str(names.get(label, "")))
        for label, value in inputs.items()
        if value not in (None, "")
    }
    return Why(
        value=str(detail.get("uitkomst", "")),
        outcome=outcome_of(detail),
        rules=_rules(numbers, _texts(detail.get("redenen"))),
        decisive=tuple((label, text) for label, text in known.items() if label in decisive),
        known=tuple((label, text) for label, text in known.items() if label not in decisive),
        missing=tuple(label for label in inputs if label not in known),
    )


def _rules(numbers: Sequence[Json], reasons: Sequence[str]) -> tuple[str, ...]:
    if not numbers:
        return (_NO_RULE,)
    told = [*reasons, *[""] * len(numbers)]
    return tuple(
        f"Regel {number}: {reason}" if reason else f"Regel {number} van de tabel."
        for number, reason in zip(numbers, told, strict=False)
    )


def outcome_of(detail: Mapping[str, Json]) -> str:
    """Say what a table came to; empty when it came to nothing that fits in a line."""
    value = detail.get("uitkomst")
    text = _in_words(value, "")
    if detail.get("beslissing") == "urgentie" and text.isdecimal():
        return f"{text} ({urgency_label(int(text)).lower()})"
    return text


def _texts(value: Json) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _in_words(value: Json, variable: str) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        return ", ".join(_in_words(item, variable) for item in value) or "niets"
    if isinstance(value, dict):
        return ", ".join(f"{in_words(key)} {_in_words(item, '')}" for key, item in value.items())
    if value is None:
        return "niets"
    text = str(value)
    return _CODES[variable](text) if variable in _CODES else in_words(said(text))
