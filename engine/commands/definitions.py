"""Definitions: deploy files, keep a draft, publish it as a region's own version.

A source is examined by the gate before the transaction opens, against what exists in its region.
Versions are numbered per region; what came in is kept byte for byte.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from engine.bpmn.gate import World
from engine.commands.command import Command, Done, Trace
from engine.commands.door import Door, handles, prepares
from engine.commands.environment import Environment
from engine.commands.examining import Examined, examine
from engine.commands.knowable import GIVEN
from engine.commands.recording import RECORDERS
from engine.commands.work import Work, require
from engine.domain.access import ALL_REGIONS, Actor, Permission, Role
from engine.domain.definition import Finding
from engine.domain.ids import DefinitionId
from engine.domain.kinds import DefinitionKind
from engine.domain.wording import said_when
from engine.errors import Conflict, DefinitionRefused, Invalid, NotFound
from engine.persistence.definitions import StoredDefinition, StoredDraft
from engine.persistence.types import Json
from engine.persistence.unit_of_work import UnitOfWork

__all__ = [
    "DefinitionKind",
    "Deploy",
    "Deployed",
    "DiscardDraft",
    "DraftSaved",
    "InspectDefinition",
    "PublishDefinition",
    "SaveDefinitionDraft",
    "SourceFile",
]


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


@dataclass(frozen=True, kw_only=True)
class _Publication:
    found: Examined
    file: SourceFile
    region: str | None
    based_on: DefinitionId | None = None


@prepares(Deploy)
def _examine_files(command: Deploy, door: Door, actor: Actor) -> tuple[Examined, ...]:
    _require_designer(actor, command.region)
    read = [examine(_kind_of(f.filename), f.source, None) for f in command.files]
    with door.database.view() as unit:
        world = _world(unit, door.environment, command.region, read)
    examined = [examine(_kind_of(f.filename), f.source, world) for f in command.files]
    faults = [
        f"{file.filename}: {finding.message}"
        for file, found in zip(command.files, examined, strict=True)
        for finding in found.faults
    ]
    if faults:
        said = "Eén fout" if len(faults) == 1 else f"{len(faults)} fouten"
        raise DefinitionRefused(
            f"{said}; er is niets gepubliceerd. {faults[0]}",
            [finding for found in examined for finding in found.findings],
        )
    return tuple(examined)


@handles(Deploy)
def _deploy(command: Deploy, work: Work) -> Done[tuple[Deployed, ...]]:
    assert isinstance(work.prepared, tuple)  # noqa: S101 - made by `_examine_files`
    deployed: list[Deployed] = []
    for file, found in zip(command.files, work.prepared, strict=True):
        publication = _Publication(found=found, file=file, region=command.region)
        deployed += [_add_version(work, publication, key) for key in found.names]
    return Done(
        result=tuple(deployed),
        trace=Trace(
            region=command.region or "",
            subject_kind="definition",
            detail={"keys": [f"{d.kind}:{d.key} v{d.version}" for d in deployed if d.changed]},
        ),
    )


@prepares(InspectDefinition)
def _inspect_source(command: InspectDefinition, door: Door, actor: Actor) -> Examined:
    _require_designer(actor, command.region)
    return _examined(door, command.kind, command.source, command.region)


@handles(InspectDefinition)
def _inspect(_command: InspectDefinition, work: Work) -> Done[tuple[Finding, ...]]:
    return Done(result=_prepared(work).findings, trace=None)


@prepares(SaveDefinitionDraft)
def _examine_draft(command: SaveDefinitionDraft, door: Door, actor: Actor) -> Examined:
    _require_designer(actor, command.region)
    return _examined(door, command.kind, command.source, command.region)


@handles(SaveDefinitionDraft)
def _save_draft(command: SaveDefinitionDraft, work: Work) -> Done[DraftSaved]:
    region = command.region or ""
    present = work.unit.definitions.draft(command.kind, command.key, region)
    if command.revision != (present.revision if present else 0):
        raise _overtaken(present)
    base = work.unit.definitions.newest(command.kind, command.key, command.region)
    draft = StoredDraft(
        kind=command.kind,
        key=command.key,
        region=region,
        source=command.source,
        filename=command.filename or f"{command.key}.{command.kind.suffix}",
        revision=command.revision + 1,
        based_on=present.based_on if present else base.id if base else None,
        updated_by_name=work.actor.name,
        updated_at=work.now,
    )
    if not work.unit.definitions.save_draft(draft, by=work.actor.user_id):
        raise _overtaken(present)
    saved = DraftSaved(revision=draft.revision, findings=_prepared(work).findings)
    return Done(result=saved, trace=_trace(region, command.kind, command.key))


@handles(DiscardDraft)
def _discard(command: DiscardDraft, work: Work) -> Done[None]:
    _require_designer(work.actor, command.region)
    region = command.region or ""
    if not work.unit.definitions.drop_draft(command.kind, command.key, region):
        raise NotFound("Er is geen concept om weg te gooien.")
    return Done(result=None, trace=_trace(region, command.kind, command.key))


@prepares(PublishDefinition)
def _examine_published(
    command: PublishDefinition, door: Door, actor: Actor
) -> tuple[StoredDraft, Examined]:
    _require_designer(actor, command.region)
    with door.database.view() as unit:
        draft = unit.definitions.draft(command.kind, command.key, command.region or "")
    if draft is None:
        raise NotFound("Er is geen concept om te publiceren.")
    return draft, _examined(door, command.kind, draft.source, command.region)


@handles(PublishDefinition)
def _publish(command: PublishDefinition, work: Work) -> Done[Deployed]:
    assert isinstance(work.prepared, tuple)  # noqa: S101 - made by `_examine_published`
    draft, found = work.prepared
    present = work.unit.definitions.draft(command.kind, command.key, draft.region)
    if present is None or present.revision != draft.revision:
        raise _overtaken(present)
    if command.revision not in {None, draft.revision}:
        raise _overtaken(present)
    if found.faults:
        raise DefinitionRefused(
            "Het concept heeft nog fouten en is niet gepubliceerd.", found.findings
        )
    if command.key not in found.names:
        raise Invalid(
            f"In dit concept staat {', '.join(found.names) or 'geen sleutel'}, niet"
            f" '{command.key}'. Zet de id terug, of upload het als een nieuwe definitie."
        )
    file = SourceFile(filename=draft.filename, source=draft.source)
    publication = _Publication(
        found=found, file=file, region=command.region, based_on=draft.based_on
    )
    deployed = [_add_version(work, publication, key) for key in found.names]
    work.unit.definitions.drop_draft(command.kind, command.key, draft.region)
    mine = next(d for d in deployed if d.key == command.key)
    return Done(
        result=mine, trace=_trace(draft.region, command.kind, command.key, version=mine.version)
    )


def _prepared(work: Work) -> Examined:
    assert isinstance(work.prepared, Examined)  # noqa: S101 - made by the preparation
    return work.prepared


def _require_designer(actor: Actor, region: str | None) -> None:
    if region is None:
        require(actor, Permission.ADMINISTER, ALL_REGIONS)
    else:
        require(actor, Permission.DESIGN_PROCESSES, region)


def _examined(door: Door, kind: DefinitionKind, source: bytes, region: str | None) -> Examined:
    with door.database.view() as unit:
        world = _world(unit, door.environment, region, ())
    return examine(kind, source, world)


def _world(
    unit: UnitOfWork,
    environment: Environment,
    region: str | None,
    together: Sequence[Examined],
) -> World:
    """Gather what a diagram may refer to in a region; files that come together count."""

    def fresh(kind: DefinitionKind) -> frozenset[str]:
        return frozenset(name for found in together if found.kind is kind for name in found.names)

    def keys(kind: DefinitionKind) -> frozenset[str]:
        return unit.definitions.keys(kind, region) | fresh(kind)

    def versions(kind: DefinitionKind) -> dict[str, frozenset[int]]:
        """Give the numbers that exist; the next one of what comes together is not known yet."""
        found = unit.definitions.versions(kind, region)
        return {key: numbers for key, numbers in found.items() if key not in fresh(kind)}

    return World(
        topics=frozenset(environment.topics),
        called_processes=keys(DefinitionKind.PROCESS),
        forms=keys(DefinitionKind.FORM),
        decisions=keys(DefinitionKind.DECISION),
        terms=unit.regions.term_names() or None,
        roles=frozenset(Role),
        recorders=frozenset(RECORDERS),
        variables=GIVEN.union(
            environment.catalogue.variables(unit.definitions, region),
            *(found.variables for found in together),
        ),
        file_forms=(
            environment.catalogue.file_forms(unit.definitions, region) - fresh(DefinitionKind.FORM)
        ).union(*(found.file_forms for found in together)),
        calls={
            **environment.catalogue.calls(unit.definitions, region),
            **{key: found.calls for found in together for key in found.names},
        },
        decision_versions=versions(DefinitionKind.DECISION),
        form_versions=versions(DefinitionKind.FORM),
        process_versions=versions(DefinitionKind.PROCESS),
    )


def _kind_of(filename: str) -> DefinitionKind:
    suffix = filename.rpartition(".")[2].lower()
    found = next((kind for kind in DefinitionKind if kind.suffix == suffix), None)
    if found is None:
        raise Invalid(f"{filename}: alleen .bpmn, .dmn en .form kunnen worden gepubliceerd.")
    return found


def _add_version(work: Work, publication: _Publication, key: str) -> Deployed:
    found, file, region = publication.found, publication.file, publication.region
    digest = hashlib.sha256(file.source).hexdigest()
    newest = work.unit.definitions.newest_own(found.kind, key, region)
    changed = newest is None or newest.digest != digest
    if newest is None or changed:
        newest = StoredDefinition(
            id=DefinitionId(work.new_id()),
            kind=found.kind,
            key=key,
            name=found.names[key][:200],
            version=work.unit.definitions.next_version(found.kind, key, region),
            region=region,
            source=file.source,
            filename=file.filename[:200],
            digest=digest,
            start_message=found.start_message,
        )
        by = work.actor.user_id
        work.unit.definitions.add(newest, by=by, at=work.now, based_on=publication.based_on)
    return Deployed(
        id=newest.id,
        kind=found.kind,
        key=key,
        version=newest.version,
        changed=changed,
        findings=found.findings,
    )


def _overtaken(present: StoredDraft | None) -> Conflict:
    if present is None:
        return Conflict("Dit concept is intussen gepubliceerd of weggegooid. Open het opnieuw.")
    return Conflict(
        f"{present.updated_by_name or 'Iemand anders'} bewaarde dit concept intussen"
        f"{said_when(present.updated_at)}. Open het opnieuw voordat je verder gaat."
    )


def _trace(region: str, kind: DefinitionKind, key: str, **detail: Json) -> Trace:
    return Trace(
        region=region,
        subject_kind="definition",
        detail={"kind": kind.value, "key": key, **detail},
    )
