"""What a process designer sees: the national definitions and her region's own, with their drafts.

A region runs its own newest version, and the national one as long as it has none. The bytes of a
version are exactly what came in.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select

from engine.domain.access import Actor, Permission
from engine.persistence.tables import (
    definition,
    definition_draft,
    process_instance,
    region_term,
    user_account,
)
from engine.queries import Connection

NATIONAL = ""
"""The region of a national draft or term."""


@dataclass(frozen=True, kw_only=True)
class Version:
    """One published version; `region` None is national."""

    id: UUID
    region: str | None
    version: int
    name: str
    filename: str
    digest: str
    size: int
    created_by: str
    created_at: datetime

    @property
    def is_national(self) -> bool:
        """Whether this version holds for every region without its own."""
        return self.region is None


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What somebody saved and did not publish yet."""

    kind: str
    key: str
    revision: int
    updated_by: str
    updated_at: datetime
    filename: str
    based_on: UUID | None


@dataclass(frozen=True, kw_only=True)
class DefinitionRow:
    """One definition in the region's list."""

    kind: str
    key: str
    name: str
    own: Version | None
    national: Version | None
    draft: Draft | None

    @property
    def in_force(self) -> Version | None:
        """The version on which new cases of the region start."""
        return self.own or self.national


@dataclass(frozen=True, kw_only=True)
class DefinitionHistory:
    """One definition with every version that the region may see, newest first."""

    kind: str
    key: str
    name: str
    versions: tuple[Version, ...]
    draft: Draft | None
    in_force: Version | None
    running: Mapping[UUID, int]
    """How many running instances of the region use a version, itself or by calling it."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """The bytes of a version or a draft, and where they come from."""

    source: bytes
    filename: str
    revision: int = 0
    version: Version | None = None


@dataclass(frozen=True, kw_only=True)
class Names:
    """Names that a diagram of this region may refer to: (value, what people call it)."""

    processes: tuple[tuple[str, str], ...]
    forms: tuple[tuple[str, str], ...]
    decisions: tuple[tuple[str, str], ...]
    terms: tuple[str, ...]


def may_design(actor: Actor, region: str) -> bool:
    """Whether the actor may see and change the definitions of a region."""
    return actor.may(Permission.DESIGN_PROCESSES, region)


def definitions_of(connection: Connection, actor: Actor, region: str) -> tuple[DefinitionRow, ...]:
    """List what runs in a region and what is being drawn for it, by kind and name."""
    if not may_design(actor, region):
        return ()
    versions = _versions(connection, region)
    drafts = {(draft.kind, draft.key): draft for draft in _drafts(connection, region)}
    rows = [
        _row(kind, key, [version for _, _, version in group], drafts.pop((kind, key), None))
        for (kind, key), group in groupby(versions, key=lambda found: found[:2])
    ]
    rows += [_row(kind, key, [], draft) for (kind, key), draft in drafts.items()]
    return tuple(sorted(rows, key=lambda row: (_KIND_ORDER.index(row.kind), row.name.casefold())))


def definition_history(
    connection: Connection, actor: Actor, region: str, kind: str, key: str
) -> DefinitionHistory | None:
    """Give one definition with its versions; None when it is not there for this actor."""
    if not may_design(actor, region):
        return None
    versions = [v for _, _, v in _versions(connection, region, kind=kind, key=key)]
    draft = next(iter(_drafts(connection, region, kind=kind, key=key)), None)
    if not versions and draft is None:
        return None
    row = _row(kind, key, versions, draft)
    return DefinitionHistory(
        kind=kind,
        key=key,
        name=row.name,
        versions=tuple(versions),
        draft=draft,
        in_force=row.in_force,
        running=_running(connection, region) if kind == "process" else {},
    )


def version_source(
    connection: Connection, actor: Actor, region: str, definition_id: UUID
) -> Source | None:
    """Give the bytes of a national version or one of the region's own, unchanged."""
    if not may_design(actor, region):
        return None
    found = connection.execute(
        _version_columns()
        .add_columns(definition.c.source)
        .where(definition.c.id == definition_id, _visible(region))
    ).one_or_none()
    if found is None:
        return None
    return Source(source=found.source, filename=found.filename, version=_version(found))


def draft_source(
    connection: Connection, actor: Actor, region: str, kind: str, key: str
) -> Source | None:
    """Give the bytes of the region's draft."""
    if not may_design(actor, region):
        return None
    found = connection.execute(
        select(
            definition_draft.c.source, definition_draft.c.filename, definition_draft.c.revision
        ).where(*_draft_is(region, kind, key))
    ).one_or_none()
    if found is None:
        return None
    return Source(source=found.source, filename=found.filename, revision=found.revision)


def names_in(connection: Connection, actor: Actor, region: str) -> Names:
    """Give what the diagrams of a region may refer to."""
    rows = definitions_of(connection, actor, region)
    terms = connection.execute(
        select(region_term.c.name)
        .where(region_term.c.region.in_((NATIONAL, region)))
        .distinct()
        .order_by(region_term.c.name)
    )
    return Names(
        processes=_names(rows, "process"),
        forms=_names(rows, "form"),
        decisions=_names(rows, "decision"),
        terms=tuple(terms.scalars()),
    )


_KIND_ORDER = ("process", "decision", "form")


def _names(rows: Iterable[DefinitionRow], kind: str) -> tuple[tuple[str, str], ...]:
    return tuple((row.key, row.name) for row in rows if row.kind == kind and row.in_force)


def _row(kind: str, key: str, versions: Sequence[Version], draft: Draft | None) -> DefinitionRow:
    own = next((version for version in versions if not version.is_national), None)
    national = next((version for version in versions if version.is_national), None)
    in_force = own or national
    return DefinitionRow(
        kind=kind,
        key=key,
        name=in_force.name if in_force else key,
        own=own,
        national=national,
        draft=draft,
    )


def _visible(region: str) -> ColumnElement[bool]:
    return or_(definition.c.region.is_(None), definition.c.region == region)


def _running(connection: Connection, region: str) -> Mapping[UUID, int]:
    rows = connection.execute(
        select(process_instance.c.definition_id, process_instance.c.bindings).where(
            process_instance.c.region == region, process_instance.c.status == "running"
        )
    )
    used: Counter[UUID] = Counter()
    for row in rows:
        used.update({row.definition_id, *map(UUID, row.bindings.values())})
    return used


def _version_columns() -> Select[tuple[object, ...]]:
    return select(
        definition.c.id,
        definition.c.kind,
        definition.c.key,
        definition.c.name,
        definition.c.version,
        definition.c.region,
        definition.c.filename,
        definition.c.digest,
        definition.c.created_at,
        func.length(definition.c.source).label("size"),
        user_account.c.name.label("created_by"),
    ).outerjoin(user_account, user_account.c.id == definition.c.created_by)


def _versions(
    connection: Connection, region: str, *, kind: str | None = None, key: str | None = None
) -> list[tuple[str, str, Version]]:
    """Give published versions by kind and key, the region's own first, newest first."""
    one = and_(definition.c.kind == kind, definition.c.key == key) if kind else None
    wanted = [definition.c.state == "published", _visible(region)]
    rows = connection.execute(
        _version_columns()
        .where(*wanted, *([one] if one is not None else []))
        .order_by(
            definition.c.kind,
            definition.c.key,
            definition.c.region.is_(None),
            definition.c.version.desc(),
        )
    )
    return [(row.kind, row.key, _version(row)) for row in rows]


def _version(row: "Row[*tuple[object, ...]]") -> Version:
    return Version(
        id=row.id,
        region=row.region,
        version=row.version,
        name=row.name,
        filename=row.filename,
        digest=row.digest,
        size=row.size,
        created_by=row.created_by or "Loopplank",
        created_at=row.created_at,
    )


def _draft_is(region: str, kind: str | None, key: str | None) -> list[ColumnElement[bool]]:
    wanted = [definition_draft.c.region == region]
    if kind is not None:
        wanted += [definition_draft.c.kind == kind, definition_draft.c.key == key]
    return wanted


def _drafts(
    connection: Connection, region: str, *, kind: str | None = None, key: str | None = None
) -> tuple[Draft, ...]:
    rows = connection.execute(
        select(
            definition_draft.c.kind,
            definition_draft.c.key,
            definition_draft.c.revision,
            definition_draft.c.updated_at,
            definition_draft.c.filename,
            definition_draft.c.based_on,
            user_account.c.name.label("updated_by"),
        )
        .outerjoin(user_account, user_account.c.id == definition_draft.c.updated_by)
        .where(*_draft_is(region, kind, key))
    )
    return tuple(
        Draft(
            kind=row.kind,
            key=row.key,
            revision=row.revision,
            updated_by=row.updated_by or "Loopplank",
            updated_at=row.updated_at,
            filename=row.filename,
            based_on=row.based_on,
        )
        for row in rows
    )
