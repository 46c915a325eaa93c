"""Definitions: deploy files, keep a draft, publish it as a region's own version."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from engine.commands.command import Command
from engine.domain.definition import Finding
from engine.domain.ids import DefinitionId


class DefinitionKind(StrEnum):
    """A diagram, a decision table or a form."""

    PROCESS = "process"
    DECISION = "decision"
    FORM = "form"


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """One file as it came in; it is kept and downloaded unchanged."""

    filename: str  # ends in .bpmn, .dmn or .form
    source: bytes


@dataclass(frozen=True, kw_only=True)
class Deployed:
    """What became of one file. `changed` is False when the newest version was the same."""

    id: DefinitionId
    kind: DefinitionKind
    key: str
    version: int
    changed: bool
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Deploy(Command[tuple[Deployed, ...]]):
    """Publish files together (they may refer to each other): all or none.

    `region` None is national, and asks for `administer`. Raises `DefinitionRefused`.
    """

    files: Sequence[SourceFile]
    region: str | None = None


@dataclass(frozen=True, kw_only=True)
class DraftSaved:
    """The draft's new revision, and what the gate thinks of it."""

    revision: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class SaveDefinitionDraft(Command[DraftSaved]):
    """Keep a region's draft. `revision` is the one that was opened (0: none yet).

    Raises `Conflict` when somebody saved in between. A draft may hold faults.
    """

    kind: DefinitionKind
    key: str
    region: str | None
    source: bytes
    revision: int
    filename: str = ""


@dataclass(frozen=True, kw_only=True)
class DiscardDraft(Command[None]):
    """Throw a draft away."""

    kind: DefinitionKind
    key: str
    region: str | None


@dataclass(frozen=True, kw_only=True)
class PublishDefinition(Command[Deployed]):
    """Make the draft the region's newest version. Raises `DefinitionRefused` on faults."""

    kind: DefinitionKind
    key: str
    region: str | None
    revision: int | None = None


@dataclass(frozen=True, kw_only=True)
class InspectDefinition(Command[tuple[Finding, ...]]):
    """Ask what the gate thinks of a source in this region; changes nothing, leaves no trace."""

    kind: DefinitionKind
    region: str | None
    source: bytes
