"""Which documents there are: their title, for whom they are, and what always stands in them.

`brieven.toml` beside this module lists them; a template `NAME.typ` lays each one out. The editable
part (`wording`) is a text of paragraphs and lists without markup: a process may pass another one,
the blocks come from the template whatever somebody writes.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
FORMER_NAMES: Final[Mapping[str, str]] = {
    "vraag-laatste-aanbieder": "vragenlijst-laatste-aanbieder"
}
"""Names that diagrams of running cases may still ask for."""


class Audience(StrEnum):
    """For whom a document is; it decides the address, the salutation and what may be in it."""

    CLIENT = "client"
    PROVIDER = "aanbieder"
    MUNICIPALITY = "gemeente"
    CARE_OFFICE = "zorgkantoor"
    TABLE = "tafel"
    ANONYMOUS = "anoniem"


@dataclass(frozen=True, kw_only=True)
class Template:
    """One kind of document. `number` is its place in domain.md §2.6."""

    name: str
    number: int
    title: str
    subject: str
    explanation: str
    audience: Audience
    inputs: tuple[str, ...]
    blocks: tuple[str, ...]
    wording: str = ""

    @property
    def to_client(self) -> bool:
        """Whether it goes to the client, and therefore to the client's address."""
        return self.audience is Audience.CLIENT


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All templates by name, and how codes of forms are said."""

    templates: Mapping[str, Template]
    words: Mapping[str, str] = field(default_factory=dict)
    words_of: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def words_for(self, name: str) -> Mapping[str, str]:
        """Give how the codes of one input are said."""
        return {**self.words, **self.words_of.get(name, {})}


def _read(path: Path) -> Catalogue:
    listed = tomllib.loads(path.read_text(encoding="utf-8"))
    words, words_of = listed.pop("woorden"), listed.pop("woorden_bij")
    return Catalogue(
        words=words,
        words_of=words_of,
        templates={
            name: Template(
                name=name,
                number=entry["document"],
                title=entry["titel"],
                subject=entry["onderwerp"],
                explanation=entry["uitleg"],
                audience=Audience(entry["aan"]),
                inputs=tuple(entry["invoer"]),
                blocks=tuple(entry["blokken"]),
                wording=entry.get("tekst", "").strip(),
            )
            for name, entry in listed.items()
        },
    )


CATALOGUE: Final = _read(FOLDER / "brieven.toml")
TEMPLATES: Final[Mapping[str, Template]] = CATALOGUE.templates
"""Every document that a diagram can ask for, by the name of its template."""
