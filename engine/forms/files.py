"""The answer of a file field: chosen from the files that were kept for the task.

A file does not travel with the answers. It is kept first (`engine.commands.files`), and what the
page posts is its id, so that a refresh, a draft and a submission are the same thing for a form. The
kept files come in as the name `taakbestanden`; what a process stores is a small reference:

    {id, naam, soort, grootte}        a list of those when the field takes several
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from engine.feel import Value
from engine.forms.components import Component
from engine.forms.known import TASK_FILES

GONE: Final = "Een bestand is er niet meer. Kies het opnieuw."
_PARTS = ("id", "naam", "soort", "grootte")


@dataclass(frozen=True, kw_only=True)
class FormFile:
    """A file as a page shows it. `size` is in bytes."""

    id: str
    name: str
    kind: str
    size: int


def offered(component: Component, names: Mapping[str, object]) -> list[dict[str, Value]]:
    """Give the references of the files that were kept for a field, the oldest first."""
    kept = names.get(TASK_FILES)
    listed = kept if isinstance(kept, list) else []
    return [
        {part: file[part] for part in _PARTS} for file in listed if file["veld"] == component.key
    ]


def chosen(component: Component, posted: Sequence[str], names: Mapping[str, object]) -> Value:
    """Give the answer: the references of the posted ids, as far as those files are there.

    Of a field that takes one file the last counts: a new one comes in the place of the one before.
    """
    by_id = {str(file["id"]): file for file in offered(component, names)}
    found: list[Value] = [by_id[key] for key in _wanted(component, posted) if key in by_id]
    if component.multiple:
        return found
    return found[-1] if found else None


def is_lost(component: Component, posted: Sequence[str], names: Mapping[str, object]) -> bool:
    """Tell whether a file was chosen that is not there (any more)."""
    there = {str(file["id"]) for file in offered(component, names)}
    return not there.issuperset(_wanted(component, posted))


def shown(value: object) -> tuple[FormFile, ...]:
    """Give the files that a stored or chosen value refers to; nothing for any other value."""
    listed = value if isinstance(value, list) else [value]
    return tuple(
        FormFile(
            id=str(file["id"]),
            name=str(file["naam"]),
            kind=str(file["soort"]),
            size=int(str(file["grootte"])),
        )
        for file in listed
        if isinstance(file, Mapping) and file.keys() >= set(_PARTS)
    )


def _wanted(component: Component, posted: Sequence[str]) -> list[str]:
    ids = list(dict.fromkeys(text.strip() for text in posted if text.strip()))
    return ids if component.multiple else ids[-1:]
