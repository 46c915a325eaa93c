"""Which definition a page is about, read from its address: region, kind and key."""

from dataclasses import dataclass
from uuid import UUID

from flask import url_for

from engine.domain.access import Permission
from engine.domain.kinds import DefinitionKind
from engine.errors import NotAllowed, NotFound
from engine.web.request import actor

WORDS = {
    DefinitionKind.PROCESS: "proces",
    DefinitionKind.DECISION: "beslistabel",
    DefinitionKind.FORM: "formulier",
}
"""How a kind stands in an address and on a page."""

_KINDS = {word: kind for kind, word in WORDS.items()}


@dataclass(frozen=True, kw_only=True)
class DefinitionAddress:
    """One definition in one region, for a person who may design there."""

    region: str
    kind: DefinitionKind
    key: str

    @property
    def word(self) -> str:
        """The kind in Dutch."""
        return WORDS[self.kind]

    @property
    def filename(self) -> str:
        """The name of a file that holds this definition."""
        return f"{self.key}.{self.kind.suffix}"

    def to(self, endpoint: str, version_id: UUID | None = None) -> str:
        """Give the address of another page of this definition."""
        return url_for(
            f"definitions.{endpoint}",
            region=self.region,
            kind=self.word,
            key=self.key,
            version_id=version_id,
        )


def address_of(region: str, kind: str, key: str) -> DefinitionAddress:
    """Read an address; raises `NotFound` or `NotAllowed`, like the door does."""
    require_designer(region)
    if kind not in _KINDS:
        raise NotFound("Niet gevonden.")
    return DefinitionAddress(region=region, kind=_KINDS[kind], key=key)


def require_designer(region: str) -> None:
    """Let only a process designer of the region through."""
    if region not in actor().regions:
        raise NotFound("Niet gevonden.")
    if not actor().may(Permission.DESIGN_PROCESSES, region):
        raise NotAllowed("Diagrammen bewerken hoort bij de rol procesontwerper.")
