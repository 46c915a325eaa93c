"""Which events people may report in a case now, and the form that goes with each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from sqlalchemy import select

from engine.bpmn.elements import FlowNode, reported_with
from engine.bpmn.model import parse_diagram
from engine.domain.access import Actor, Permission
from engine.domain.ids import parse_uuid
from engine.errors import NotFound
from engine.persistence.tables import care_case, client, definition, process_instance, subscription
from engine.queries import Connection

_DIAGRAMS = 256


@dataclass(frozen=True, kw_only=True)
class Reportable:
    """An event that somebody can report: what it is called, and which form it asks."""

    message: str
    name: str
    documentation: str
    form: str
    interrupts: bool
    """Whether reporting it stops what the case is doing."""


@dataclass(frozen=True, kw_only=True)
class ReportPage:
    """One event with its form; `variables` are those of the case, as stored."""

    event: Reportable
    region: str
    form_source: bytes
    variables: str
    secret_address: bool


def reportable(connection: Connection, actor: Actor, case_id: UUID) -> tuple[Reportable, ...]:
    """Give the events that the actor may report in this case, in the order of the diagram."""
    return tuple(event for event, _ in _awaited(connection, actor, case_id))


def report_page(connection: Connection, actor: Actor, case_id: UUID, message: str) -> ReportPage:
    """Give an event with its form; raises `NotFound` when it cannot be reported (by this actor)."""
    for event, instance_id in _awaited(connection, actor, case_id):
        if event.message == message:
            return _page(connection, case_id, event, instance_id)
    raise NotFound("Niet gevonden.")


def _page(
    connection: Connection, case_id: UUID, event: Reportable, instance_id: UUID
) -> ReportPage:
    row = connection.execute(
        select(
            process_instance.c.region,
            process_instance.c.variables,
            process_instance.c.bindings,
            client.c.secret_address,
        )
        .select_from(process_instance)
        .join(care_case, care_case.c.id == process_instance.c.case_id)
        .join(client, client.c.id == care_case.c.client_id)
        .where(process_instance.c.id == instance_id, care_case.c.id == case_id)
    ).one()
    version = parse_uuid(row.bindings.get(f"form:{event.form}", ""))
    source = connection.scalar(select(definition.c.source).where(definition.c.id == version))
    if source is None:
        raise NotFound("Niet gevonden.")
    return ReportPage(
        event=event,
        region=row.region,
        form_source=bytes(source),
        variables=row.variables,
        secret_address=row.secret_address,
    )


def _awaited(connection: Connection, actor: Actor, case_id: UUID) -> list[tuple[Reportable, UUID]]:
    """Give what waits in the diagrams where the case is now, with the instance that waits."""
    rows = connection.execute(
        select(
            subscription.c.instance_id,
            subscription.c.element_id,
            process_instance.c.definition_id,
            process_instance.c.bindings,
            process_instance.c.tokens,
        )
        .join(process_instance, process_instance.c.id == subscription.c.instance_id)
        .join(care_case, care_case.c.id == subscription.c.case_id)
        .where(
            subscription.c.case_id == case_id,
            subscription.c.kind == "message",
            care_case.c.closed_at.is_(None),
            care_case.c.region.in_(actor.regions_where(Permission.WORK_TASKS)),
        )
        .order_by(subscription.c.created_at, subscription.c.id)
    ).all()
    found: dict[str, tuple[Reportable, UUID]] = {}
    for instance_id in dict.fromkeys(row.instance_id for row in rows):
        waiting = [row for row in rows if row.instance_id == instance_id]
        versions = _versions(waiting[0].definition_id, waiting[0].bindings, waiting[0].tokens)
        awaited = {row.element_id for row in waiting}
        for event in _drawn(connection, versions):
            if event.id in awaited and event.event is not None:
                found.setdefault(event.event.name or "", (_told(event), instance_id))
    return list(found.values())


def _versions(main: UUID, bindings: Mapping[str, str], tokens: list[list[str]]) -> list[UUID]:
    """Give the main diagram, and the called ones in which there are tokens."""
    called = (parse_uuid(bindings.get(f"process:{key}", "")) for key, _ in tokens)
    return list(dict.fromkeys([main, *(version for version in called if version)]))


def _drawn(connection: Connection, versions: list[UUID]) -> list[FlowNode]:
    rows = connection.execute(
        select(definition.c.id, definition.c.source).where(definition.c.id.in_(versions))
    )
    sources = {row.id: bytes(row.source) for row in rows}
    return [event for key in versions if key in sources for event in _reported_in(sources[key])]


@lru_cache(maxsize=_DIAGRAMS)
def _reported_in(source: bytes) -> tuple[FlowNode, ...]:
    """Give the events of a diagram that people report; a version never changes."""
    nodes = (node for process in parse_diagram(source).processes for node in process.all_nodes())
    return tuple(node for node in nodes if reported_with(node))


def _told(event: FlowNode) -> Reportable:
    return Reportable(
        message=(event.event.name if event.event else None) or "",
        name=event.label,
        documentation=event.documentation,
        form=reported_with(event),
        interrupts=event.cancel_activity and event.is_interrupting,
    )
