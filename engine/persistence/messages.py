"""Subscriptions: which instance waits for which message or signal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select

from engine.domain.ids import CaseId, InstanceId
from engine.persistence.prepared import Prepared
from engine.persistence.tables import subscription

_INSERT = Prepared(insert(subscription))


@dataclass(frozen=True, kw_only=True)
class NewSubscription:
    """One waiting element."""

    id: UUID
    instance_id: InstanceId
    case_id: CaseId | None
    region: str
    engine_task_id: UUID
    element_id: str
    kind: str
    name: str
    created_at: datetime


@dataclass(frozen=True)
class Subscriptions:
    """The table `subscription`."""

    connection: Connection

    def add(self, subscriptions: Sequence[NewSubscription]) -> None:
        """Add rows."""
        if subscriptions:
            _INSERT.add(self.connection, [vars(s) for s in subscriptions])

    def remove(self, ids: Sequence[UUID]) -> None:
        """Remove rows that the engine no longer lists."""
        if ids:
            self.connection.execute(delete(subscription).where(subscription.c.id.in_(ids)))

    def of_case(self, case_id: CaseId, name: str) -> Sequence[InstanceId]:
        """Find the instances of a case that wait for a message, the longest waiting first."""
        rows = self.connection.scalars(
            select(subscription.c.instance_id)
            .where(
                subscription.c.case_id == case_id,
                subscription.c.name == name,
                subscription.c.kind == "message",
            )
            .order_by(subscription.c.created_at, subscription.c.id)
        )
        return list(dict.fromkeys(rows))

    def of_signal(self, name: str, region: str) -> Sequence[InstanceId]:
        """Find the instances of a region that wait for a signal."""
        rows = self.connection.scalars(
            select(subscription.c.instance_id)
            .where(
                subscription.c.name == name,
                subscription.c.region == region,
                subscription.c.kind == "signal",
            )
            .order_by(subscription.c.instance_id)
        )
        return list(dict.fromkeys(rows))
