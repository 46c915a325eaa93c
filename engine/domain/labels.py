"""Codes that people read: a `StrEnum` whose members know their Dutch label.

The value is the code that diagrams, forms and files use; the label is what a page shows.

    class Ethos(Labelled):
        PUBLIC_SPACE = "1", "Leeft in de openbare ruimte"
"""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A code with a Dutch label."""

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        """Keep the label beside the code."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def label_of(cls, code: str) -> str:
        """Give the label of a code, or the code itself when a region invented it."""
        return next((member.label for member in cls if member.value == code), code)

    @classmethod
    def recognise(cls, text: str) -> Self | None:
        """Find a member by its code or label, whatever the case and the spaces or hyphens."""
        wanted = _plain(text)
        return next((m for m in cls if wanted in {_plain(m.value), _plain(m.label)}), None)


def _plain(text: str) -> str:
    return " ".join(text.replace("-", " ").replace("_", " ").casefold().split())
