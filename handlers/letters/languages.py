"""The line under a letter in the client's own language: that she can ask for an interpreter.

A letter is in plain Dutch. What it says in another language is one line that people wrote
(`talen.toml`); a translation is made by a translator and goes along as an attachment.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from handlers.letters.catalogue import FOLDER

DUTCH: Final = "nl"
_FALLBACK = "en"


@dataclass(frozen=True, kw_only=True)
class Language:
    """One language, by its code of two letters."""

    code: str
    name: str
    line: str


def _read() -> Mapping[str, Language]:
    listed = tomllib.loads((FOLDER / "talen.toml").read_text(encoding="utf-8"))
    return {
        code: Language(code=code, name=entry["naam"], line=entry["regel"])
        for code, entry in listed.items()
    }


LANGUAGES: Final = _read()
"""The languages in which a letter can say that there is an interpreter."""


def line_in(code: str) -> Language | None:
    """Give the line for who reads this language; None for who reads Dutch, or nothing is known."""
    if code in {"", DUTCH}:
        return None
    return LANGUAGES.get(code, LANGUAGES[_FALLBACK])
