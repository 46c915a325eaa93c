"""Where a case stands in its diagrams: for each, its drawing, its tokens and its history.

A running instance holds tokens in its own process and in the processes that it calls; each is one
diagram on the page. An instance keeps the versions that it was bound to when it began.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from engine.domain.access import Actor, Permission
from engine.domain.ids import parse_uuid
from engine.persistence.tables import (
    care_case,
    definition,
    history_event,
    incident,
    process_instance,
)
from engine.queries import Connection

_PROCESS = "process:"
"""How the key of a called process begins among an instance's bindings."""


@dataclass(frozen=True, kw_only=True)
class DiagramState:
    """One diagram of a case."""

    process_key: str
    name: str
    version: int
    region: str | None
    source: bytes
    tokens: tuple[str, ...]
    completed: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]
    """Element id and message of every open incident."""

    @property
    def is_active(self) -> bool:
        """Whether something waits in this diagram now."""
        return bool(self.tokens)


def diagrams_of(connection: Connection, actor: Actor, case_id: UUID) -> tuple[DiagramState, ...]:
    """Give the diagrams that the case went through: where it stands first, called ones above."""
    instances = connection.execute(
        select(
            process_instance.c.id,
            process_instance.c.definition_id,
            process_instance.c.definition_key,
            process_instance.c.bindings,
            process_instance.c.tokens,
        )
        .join(care_case, care_case.c.id == process_instance.c.case_id)
        .where(
            process_instance.c.case_id == case_id,
            care_case.c.region.in_(actor.regions_where(Permission.SEE_CASES)),
        )
        .order_by(process_instance.c.started_at.desc())
    ).all()
    found = [
        state
        for instance in instances
        for state in _of_instance(
            connection,
            instance.id,
            {
                f"{_PROCESS}{instance.definition_key}": str(instance.definition_id),
                **instance.bindings,
            },
            instance.tokens,
        )
    ]
    main = {instance.definition_key for instance in instances}
    return tuple(sorted(found, key=lambda state: (not state.is_active, state.process_key in main)))


def _of_instance(
    connection: Connection,
    instance_id: UUID,
    bindings: dict[str, str],
    tokens: list[list[str]],
) -> list[DiagramState]:
    done = _completed(connection, instance_id)
    failed = _failed(connection, instance_id)
    visited = {key for key, _ in done} | {key for key, _ in tokens}
    ids = {key: found for key in sorted(visited) if (found := _bound(bindings, key))}
    rows = connection.execute(
        select(definition).where(definition.c.id.in_(ids.values())).order_by(definition.c.name)
    ).all()
    return [
        DiagramState(
            process_key=of,
            name=row.name,
            version=row.version,
            region=row.region,
            source=bytes(row.source),
            tokens=tuple(element for key, element in tokens if key == of),
            completed=tuple(element for key, element in done if key == of),
            failed=tuple((element, text) for key, element, text in failed if key == of),
        )
        for row in rows
        for of, version in ids.items()
        if version == row.id
    ]


def _bound(bindings: dict[str, str], process_key: str) -> UUID | None:
    return parse_uuid(bindings.get(f"{_PROCESS}{process_key}", ""))


def _completed(connection: Connection, instance_id: UUID) -> list[tuple[str, str]]:
    event = history_event.c
    rows = connection.execute(
        select(event.process_key, event.element_id)
        .where(event.instance_id == instance_id, event.kind.in_(("completed", "fired", "decided")))
        .distinct()
    )
    return [(row.process_key, row.element_id) for row in rows]


def _failed(connection: Connection, instance_id: UUID) -> list[tuple[str, str, str]]:
    rows = connection.execute(
        select(incident.c.process_key, incident.c.element_id, incident.c.message).where(
            incident.c.instance_id == instance_id, incident.c.status == "open"
        )
    )
    return [(row.process_key, row.element_id, row.message) for row in rows]
