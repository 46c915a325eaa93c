"""The definition rows: versions that never change, and drafts that do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Label,
    Row,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from engine.domain.ids import DefinitionId, UserId
from engine.persistence.prepared import Prepared
from engine.persistence.tables import definition, definition_draft, user_account

_GET = Prepared(select(definition).where(definition.c.id == bindparam("b_id")))
_NEWEST = Prepared(
    select(definition.c.key, definition.c.id)
    .where(
        definition.c.kind == bindparam("b_kind"),
        definition.c.state == "published",
        or_(definition.c.region.is_(None), definition.c.region == bindparam("b_region")),
    )
    .order_by(definition.c.region.is_not(None), definition.c.version)
)
_REVISION = Prepared(
    select(
        definition.c.id,
        select(func.count()).select_from(definition).scalar_subquery().label("versions"),
    )
    .order_by(definition.c.id.desc())
    .limit(1)
)


@dataclass(frozen=True, kw_only=True)
class StoredDefinition:
    """One version of a diagram, decision table or form, byte for byte as it came in."""

    id: DefinitionId
    kind: str
    key: str
    name: str
    version: int
    region: str | None
    source: bytes
    filename: str
    digest: str
    start_message: str | None


@dataclass(frozen=True, kw_only=True)
class StoredDraft:
    """A draft; `region` '' is national."""

    kind: str
    key: str
    region: str
    source: bytes
    filename: str
    revision: int
    based_on: DefinitionId | None
    updated_by_name: str
    updated_at: datetime


@dataclass(frozen=True)
class Definitions:
    """The tables `definition` and `definition_draft`."""

    connection: Connection

    def get(self, definition_id: UUID) -> StoredDefinition | None:
        """Read one version."""
        row = _GET.rows(self.connection, {"b_id": definition_id}).one_or_none()
        return None if row is None else _stored(row)

    def revision(self) -> tuple[UUID, int] | None:
        """Tell which version was added last, and how many there are: versions never change.

        What was worked out from all versions holds for as long as this stays the same.
        """
        row = _REVISION.rows(self.connection, {}).one_or_none()
        return None if row is None else (row.id, row.versions)

    def newest(self, kind: str, key: str, region: str | None) -> StoredDefinition | None:
        """Find the region's newest version, else the newest national one."""
        found = self.newest_ids(kind, [key], region).get(key)
        return None if found is None else self.get(found)

    def newest_ids(
        self, kind: str, keys: Iterable[str], region: str | None
    ) -> dict[str, DefinitionId]:
        """Find the newest version of each key that exists, for the region or national."""
        wanted = set(keys)
        rows = _NEWEST.rows(self.connection, {"b_kind": kind, "b_region": region})
        return {row.key: row.id for row in rows if row.key in wanted}

    def numbered(self, kind: str, key: str, number: int, region: str | None) -> DefinitionId | None:
        """Find a version by its number: of the region's own line, else of the national one."""
        return self.connection.scalar(
            select(definition.c.id)
            .where(
                definition.c.kind == kind,
                definition.c.key == key,
                definition.c.version == number,
                definition.c.state == "published",
                or_(definition.c.region.is_(None), definition.c.region == region),
            )
            .order_by(definition.c.region.is_not(None).desc())
            .limit(1)
        )

    def versions(self, kind: str, region: str | None) -> dict[str, frozenset[int]]:
        """Give the numbers of the versions that each key has for this region."""
        rows = self.connection.execute(
            select(definition.c.key, definition.c.version).where(
                definition.c.kind == kind,
                definition.c.state == "published",
                or_(definition.c.region.is_(None), definition.c.region == region),
            )
        ).all()
        return {
            key: frozenset(row.version for row in rows if row.key == key)
            for key in {row.key for row in rows}
        }

    def newest_own(self, kind: str, key: str, region: str | None) -> StoredDefinition | None:
        """Find the newest version of exactly this region (None: national)."""
        row = self.connection.execute(
            select(definition)
            .where(
                definition.c.kind == kind,
                definition.c.key == key,
                definition.c.region.is_(None) if region is None else definition.c.region == region,
            )
            .order_by(definition.c.version.desc())
            .limit(1)
        ).one_or_none()
        return None if row is None else _stored(row)

    def started_by(self, message: str, region: str) -> StoredDefinition | None:
        """Find the process that a message starts in this region.

        A message start counts only if the newest version of its process still has it.
        """
        keys = self.connection.scalars(
            select(definition.c.key)
            .distinct()
            .where(
                definition.c.start_message == message,
                definition.c.state == "published",
                or_(definition.c.region.is_(None), definition.c.region == region),
            )
        ).all()
        newest = [self.get(found) for found in self.newest_ids("process", keys, region).values()]
        return next((found for found in newest if found and found.start_message == message), None)

    def keys(self, kind: str, region: str | None) -> frozenset[str]:
        """Give the keys that can be referred to in this region."""
        rows = _NEWEST.rows(self.connection, {"b_kind": kind, "b_region": region})
        return frozenset(row.key for row in rows)

    def add(
        self,
        stored: StoredDefinition,
        *,
        by: UserId,
        at: datetime,
        based_on: UUID | None = None,
    ) -> None:
        """Add a version."""
        self.connection.execute(
            insert(definition).values(
                **vars(stored), based_on=based_on, created_by=by, created_at=at
            )
        )

    def draft(self, kind: str, key: str, region: str) -> StoredDraft | None:
        """Read a region's draft."""
        row = self.connection.execute(
            select(definition_draft, _editor_name()).where(_is_draft(kind, key, region))
        ).one_or_none()
        if row is None:
            return None
        return StoredDraft(
            kind=row.kind,
            key=row.key,
            region=row.region,
            source=row.source,
            filename=row.filename,
            revision=row.revision,
            based_on=row.based_on,
            updated_by_name=row.editor or "",
            updated_at=row.updated_at,
        )

    def save_draft(
        self,
        draft: StoredDraft,
        *,
        by: UserId,
    ) -> bool:
        """Save a draft whose revision is one more than the stored one. False: it is not."""
        values: dict[str, object] = {
            "source": draft.source,
            "filename": draft.filename,
            "based_on": draft.based_on,
            "updated_by": by,
            "updated_at": draft.updated_at,
            "revision": draft.revision,
        }
        where = _is_draft(draft.kind, draft.key, draft.region)
        if draft.revision == 1:
            self.connection.execute(
                insert(definition_draft).values(
                    kind=draft.kind, key=draft.key, region=draft.region, **values
                )
            )
            return True
        changed = self.connection.execute(
            update(definition_draft)
            .where(where, definition_draft.c.revision == draft.revision - 1)
            .values(values)
        )
        return bool(changed.rowcount)

    def drop_draft(self, kind: str, key: str, region: str) -> bool:
        """Remove a draft. False: there was none."""
        removed = self.connection.execute(
            delete(definition_draft).where(_is_draft(kind, key, region))
        )
        return bool(removed.rowcount)

    def next_version(self, kind: str, key: str, region: str | None) -> int:
        """Give the number of the region's next version; each region counts for itself."""
        newest = self.connection.scalar(
            select(func.max(definition.c.version)).where(
                definition.c.kind == kind,
                definition.c.key == key,
                definition.c.region.is_(None) if region is None else definition.c.region == region,
            )
        )
        return (newest or 0) + 1


def _is_draft(kind: str, key: str, region: str) -> ColumnElement[bool]:
    return (
        (definition_draft.c.kind == kind)
        & (definition_draft.c.key == key)
        & (definition_draft.c.region == region)
    )


def _editor_name() -> Label[str]:
    return (
        select(user_account.c.name)
        .where(user_account.c.id == definition_draft.c.updated_by)
        .scalar_subquery()
        .label("editor")
    )


def _stored(row: Row[*tuple[object, ...]]) -> StoredDefinition:
    return StoredDefinition(
        id=row.id,
        kind=row.kind,
        key=row.key,
        name=row.name,
        version=row.version,
        region=row.region,
        source=row.source,
        filename=row.filename,
        digest=row.digest,
        start_message=row.start_message,
    )
