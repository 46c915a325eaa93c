"""Cases, and the rows that tasks record about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Table, func, insert, select, update

from engine.domain.ids import CaseId, ClientId
from engine.persistence.instances import urgency_of
from engine.persistence.tables import (
    care_case,
    contact_attempt,
    party,
    placement_request,
    signal,
    stay_episode,
    user_account,
    user_task,
)

_SAME_STAY = ("ethos", "municipality", "shelter")


@dataclass(frozen=True, kw_only=True)
class CareCase:
    """A case, as far as a command needs to know it."""

    id: CaseId
    number: str
    client_id: ClientId
    region: str
    state: str
    closed_at: datetime | None


@dataclass(frozen=True)
class Cases:
    """The tables `care_case`, `contact_attempt`, `party`, `stay_episode`, `placement_request`."""

    connection: Connection

    def get(self, case_id: CaseId) -> CareCase | None:
        """Read one case."""
        return self._one(care_case.c.id == case_id)

    def numbered(self, number: str) -> CareCase | None:
        """Read the case with this number."""
        return self._one(care_case.c.number == number)

    def open_of(self, clients: Sequence[ClientId]) -> Mapping[ClientId, CaseId]:
        """Find the open case of each of these clients that has one."""
        if not clients:
            return {}
        rows = self.connection.execute(
            select(care_case.c.client_id, care_case.c.id).where(
                care_case.c.client_id.in_(clients), care_case.c.closed_at.is_(None)
            )
        ).all()
        return {row.client_id: row.id for row in rows}

    def open_numbered(self, region: str, number: str) -> CaseId | None:
        """Find a region's open case by its number."""
        return self.connection.scalar(
            select(care_case.c.id).where(
                care_case.c.region == region,
                care_case.c.number == number,
                care_case.c.closed_at.is_(None),
            )
        )

    def closed_count(self, client_id: ClientId) -> int:
        """Count the client's earlier cases: a next one is a repetition."""
        return (
            self.connection.scalar(
                select(func.count())
                .select_from(care_case)
                .where(care_case.c.client_id == client_id, care_case.c.closed_at.is_not(None))
            )
            or 0
        )

    def with_closed(self, clients: Sequence[ClientId]) -> frozenset[ClientId]:
        """Find which of these clients had a case before."""
        return frozenset(
            self.connection.scalars(
                select(care_case.c.client_id)
                .distinct()
                .where(care_case.c.client_id.in_(clients), care_case.c.closed_at.is_not(None))
            )
        )

    def add(self, case: CareCase, *, repeat_count: int, ethos: str | None, at: datetime) -> None:
        """Open a case."""
        self.connection.execute(
            insert(care_case).values(
                **vars(case), repeat_count=repeat_count, ethos=ethos, opened_at=at
            )
        )

    def change(self, case_id: CaseId, values: Mapping[str, object]) -> None:
        """Set columns of a case; its tasks follow its urgency."""
        self.connection.execute(
            update(care_case)
            .where(care_case.c.id == case_id)
            .values({**values, "revision": care_case.c.revision + 1})
        )
        if "urgency" in values:
            self.connection.execute(
                update(user_task)
                .where(user_task.c.case_id == case_id)
                .values(urgency=urgency_of(case_id))
            )

    def person(self, username: str) -> ScalarSelect[UUID]:
        """Name the person who is to be case holder, for `change` to look up."""
        return (
            select(user_account.c.id).where(user_account.c.username == username).scalar_subquery()
        )

    def next_attempt_number(self, case_id: CaseId, kind: str) -> int:
        """Give the number of the next contact attempt of this kind."""
        highest = self.connection.scalar(
            select(func.max(contact_attempt.c.attempt_number)).where(
                contact_attempt.c.case_id == case_id, contact_attempt.c.kind == kind
            )
        )
        return (highest or 0) + 1

    def parties(self, case_id: CaseId) -> frozenset[tuple[str, str, str]]:
        """Give the role, organisation and person of everybody who is involved now."""
        rows = self.connection.execute(
            select(party.c.role, party.c.organisation, party.c.person).where(
                party.c.case_id == case_id, party.c.ended_at.is_(None)
            )
        )
        return frozenset((row.role, row.organisation, row.person) for row in rows)

    def record_attempt(self, row: Mapping[str, object]) -> None:
        """Add a contact attempt, an answer of a provider or a conversation."""
        self._add(contact_attempt, [row])

    def record_parties(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Add parties."""
        self._add(party, rows)

    def record_placement(self, row: Mapping[str, object]) -> None:
        """Add the outcome of asking a provider for a place."""
        self._add(placement_request, [row])

    def record_stay(self, row: Mapping[str, object]) -> None:
        """Begin a stay; the client's stay before it ends on that day. The same stay goes on."""
        before = self.connection.execute(
            select(stay_episode).where(
                stay_episode.c.client_id == row["client_id"], stay_episode.c.to_date.is_(None)
            )
        ).one_or_none()
        if before is None:
            self._add(stay_episode, [row])
            return
        if all(row[name] in {"", getattr(before, name)} for name in _SAME_STAY):
            return
        begins = row["from_date"]
        begins = max(before.from_date, begins) if isinstance(begins, date) else before.from_date
        self.connection.execute(
            update(stay_episode).where(stay_episode.c.id == before.id).values(to_date=begins)
        )
        self._add(stay_episode, [{**row, "from_date": begins}])

    def attach_signal(self, signal_id: UUID, case_id: CaseId, outcome: str, status: str) -> None:
        """Note which case a signal led to."""
        self.connection.execute(
            update(signal)
            .where(signal.c.id == signal_id)
            .values(case_id=case_id, outcome=outcome, status=status)
        )

    def _one(self, condition: ColumnElement[bool]) -> CareCase | None:
        row = self.connection.execute(select(care_case).where(condition)).one_or_none()
        if row is None:
            return None
        return CareCase(
            id=row.id,
            number=row.number,
            client_id=row.client_id,
            region=row.region,
            state=row.state,
            closed_at=row.closed_at,
        )

    def _add(self, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        if rows:
            self.connection.execute(insert(table), [dict(row) for row in rows])
