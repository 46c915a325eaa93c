"""What tasks leave in a case's file, one method per kind of row.

Rows are added and completed, never removed. Which columns there are and which rules hold between
them stands in `tables`; a recorder (`engine.commands.recording`) makes the rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, Table, case, func, insert, select, update

from engine.domain.ids import CaseId, InstanceId, UserId
from engine.domain.sharing import Agreed
from engine.persistence.tables import (
    bridging_place,
    capacity_place,
    case_event,
    consent,
    data_sharing,
    escalation,
    escalation_action,
    meeting,
    meeting_item,
    placement_offer,
    placement_request,
    refusal_check,
    termination_check,
    transfer,
)
from engine.persistence.types import Json

NewRow = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class StoredConsent:
    """What somebody agreed to, and until when."""

    id: UUID
    recipients: tuple[str, ...]
    categories: tuple[str, ...]
    result: str
    given_on: date
    valid_to: date
    withdrawn_at: datetime | None

    @property
    def agreed(self) -> Agreed:
        """The row as table D5 sees it."""
        return Agreed(
            recipients=frozenset(self.recipients),
            categories=frozenset(self.categories),
            from_day=self.given_on,
            to_day=self.valid_to,
        )


@dataclass(frozen=True, kw_only=True)
class StoredAction:
    """Something that a table agreed on."""

    id: UUID
    number: int
    what: str


@dataclass(frozen=True)
class CaseFile:
    """The tables of the case's file."""

    connection: Connection

    def add_consent(self, row: NewRow) -> None:
        """Add an answer to the question for consent, also a refusal."""
        self._add(consent, row)

    def consents(self, case_id: CaseId) -> tuple[StoredConsent, ...]:
        """Give the case's consents, the newest first."""
        rows = self.connection.execute(
            select(consent)
            .where(consent.c.case_id == case_id)
            .order_by(consent.c.recorded_at.desc())
        )
        return tuple(
            StoredConsent(
                id=row.id,
                recipients=_texts(row.recipients),
                categories=_texts(row.categories),
                result=row.result,
                given_on=row.given_on,
                valid_to=row.valid_to,
                withdrawn_at=row.withdrawn_at,
            )
            for row in rows
        )

    def standing_consents(self, case_id: CaseId) -> tuple[StoredConsent, ...]:
        """Give the consents that were given and not withdrawn."""
        return tuple(
            one
            for one in self.consents(case_id)
            if one.result != "geweigerd" and one.withdrawn_at is None
        )

    def withdraw_consents(self, case_id: CaseId, *, by: UserId, at: datetime, reason: str) -> int:
        """Withdraw what still stands; tells how many consents that were."""
        return self.connection.execute(
            update(consent)
            .where(consent.c.case_id == case_id, consent.c.withdrawn_at.is_(None))
            .values(withdrawn_at=at, withdrawn_by=by, withdrawal_reason=reason)
        ).rowcount

    def add_sharing(self, row: NewRow) -> None:
        """Add what was shared with whom, on which basis."""
        self._add(data_sharing, row)

    def add_offer(self, row: NewRow) -> None:
        """Add a place that was discussed with the client."""
        self._add(placement_offer, row)

    def next_refusal(self, case_id: CaseId) -> int:
        """Give the number of the case's next refusal."""
        highest = self.connection.scalar(
            select(func.max(placement_offer.c.refusal_number)).where(
                placement_offer.c.case_id == case_id
            )
        )
        return (highest or 0) + 1

    def latest_request(self, case_id: CaseId) -> UUID | None:
        """Find the placement request that an offer came from: the last one with a place."""
        return self.connection.scalar(
            select(placement_request.c.id)
            .where(placement_request.c.case_id == case_id, placement_request.c.outcome == "plek")
            .order_by(placement_request.c.recorded_at.desc())
            .limit(1)
        )

    def add_termination_check(self, row: NewRow) -> None:
        """Add whether a provider ended care carefully."""
        self._add(termination_check, row)

    def add_refusal_check(self, row: NewRow) -> None:
        """Add whether refusing care is a conscious choice."""
        self._add(refusal_check, row)

    def confirm_refusal_check(self, case_id: CaseId, *, by: UserId, at: datetime) -> None:
        """Note who confirmed the case's last check."""
        last = (
            select(refusal_check.c.id)
            .where(refusal_check.c.case_id == case_id)
            .order_by(refusal_check.c.recorded_at.desc())
            .limit(1)
            .scalar_subquery()
        )
        self.connection.execute(
            update(refusal_check)
            .where(refusal_check.c.id == last)
            .values(confirmed_by=by, confirmed_at=at)
        )

    def add_escalation(self, row: NewRow) -> None:
        """Add a question to a table."""
        self._add(escalation, row)

    def latest_escalation(self, case_id: CaseId, *, undecided: bool = False) -> UUID | None:
        """Find the case's last escalation, or the last that waits for a decision."""
        query = select(escalation.c.id).where(escalation.c.case_id == case_id)
        if undecided:
            query = query.where(escalation.c.decided_at.is_(None))
        return self.connection.scalar(query.order_by(escalation.c.recorded_at.desc()).limit(1))

    def change_escalation(self, escalation_id: UUID, values: NewRow) -> None:
        """Set columns of an escalation: its date, its decision."""
        self._change(escalation, escalation_id, values)

    def add_actions(self, rows: Sequence[NewRow]) -> None:
        """Add what a table agreed on."""
        self._add(escalation_action, *rows)

    def open_actions(self, escalation_id: UUID) -> tuple[StoredAction, ...]:
        """Give what is not done yet, in the order of the decision."""
        rows = self.connection.execute(
            select(escalation_action.c.id, escalation_action.c.number, escalation_action.c.what)
            .where(
                escalation_action.c.escalation_id == escalation_id,
                escalation_action.c.state == "open",
            )
            .order_by(escalation_action.c.number)
        )
        return tuple(StoredAction(id=row.id, number=row.number, what=row.what) for row in rows)

    def change_action(self, action_id: UUID, values: NewRow) -> None:
        """Set columns of an action."""
        self._change(escalation_action, action_id, values)

    def begin_bridging(self, row: NewRow) -> None:
        """Begin a bridging place; the case's one before it ends on that day."""
        open_now = self.connection.execute(
            select(bridging_place.c.id, bridging_place.c.starts_on).where(
                bridging_place.c.case_id == row["case_id"], bridging_place.c.ended_on.is_(None)
            )
        ).one_or_none()
        if open_now is not None:
            starts = row["starts_on"]
            ended = max(open_now.starts_on, starts) if isinstance(starts, date) else starts
            self._change(bridging_place, open_now.id, {"ended_on": ended})
        self._add(bridging_place, row)

    def open_bridging(self, case_id: CaseId) -> UUID | None:
        """Find the bridge that the case stands on."""
        return self.connection.scalar(
            select(bridging_place.c.id).where(
                bridging_place.c.case_id == case_id, bridging_place.c.ended_on.is_(None)
            )
        )

    def change_bridging(self, bridging_id: UUID, values: NewRow) -> None:
        """Set columns of a bridging place: its progress, its end."""
        self._change(bridging_place, bridging_id, values)

    def end_bridging(self, case_id: CaseId, on: date) -> None:
        """End the bridge that the case stands on, if any, and free its place."""
        self.leave_bridge(case_id)
        self.connection.execute(
            update(bridging_place)
            .where(bridging_place.c.case_id == case_id, bridging_place.c.ended_on.is_(None))
            .values(
                ended_on=case(
                    (bridging_place.c.starts_on > on, bridging_place.c.starts_on), else_=on
                )
            )
        )

    def occupy_place(self, place_id: UUID, case_id: CaseId, region: str, since: date) -> bool:
        """Let a case move into a free place of its region; False when it is not free."""
        return bool(
            self.connection.execute(
                update(capacity_place)
                .where(
                    capacity_place.c.id == place_id,
                    capacity_place.c.region == region,
                    capacity_place.c.status.in_(("vrij", "gereserveerd")),
                    (capacity_place.c.case_id.is_(None)) | (capacity_place.c.case_id == case_id),
                )
                .values(
                    status="bezet",
                    case_id=case_id,
                    occupied_since=since,
                    revision=capacity_place.c.revision + 1,
                )
            ).rowcount
        )

    def leave_bridge(self, case_id: CaseId) -> None:
        """Free the capacity place of the bridge that the case stands on, if it is a listed one."""
        bridge = select(bridging_place.c.place_id).where(
            bridging_place.c.case_id == case_id, bridging_place.c.ended_on.is_(None)
        )
        self.connection.execute(
            update(capacity_place)
            .where(capacity_place.c.case_id == case_id, capacity_place.c.id.in_(bridge))
            .values(
                status="vrij",
                case_id=None,
                occupied_since=None,
                revision=capacity_place.c.revision + 1,
            )
        )

    def add_transfer(self, row: NewRow) -> None:
        """Add a hand-over to another care office."""
        self._add(transfer, row)

    def open_transfer(self, case_id: CaseId) -> UUID | None:
        """Find the hand-over that is not confirmed."""
        return self.connection.scalar(
            select(transfer.c.id)
            .where(transfer.c.case_id == case_id, transfer.c.confirmed_on.is_(None))
            .order_by(transfer.c.recorded_at.desc())
            .limit(1)
        )

    def change_transfer(self, transfer_id: UUID, values: NewRow) -> None:
        """Set columns of a hand-over."""
        self._change(transfer, transfer_id, values)

    def add_meeting(self, row: NewRow) -> None:
        """Add a meeting with a municipality."""
        self._add(meeting, row)

    def latest_meeting(self, instance_id: InstanceId) -> UUID | None:
        """Find the meeting that a process instance noted last."""
        return self.connection.scalar(
            select(meeting.c.id)
            .where(meeting.c.instance_id == instance_id)
            .order_by(meeting.c.recorded_at.desc())
            .limit(1)
        )

    def add_meeting_item(self, row: NewRow) -> None:
        """Add what was agreed about one client."""
        self._add(meeting_item, row)

    def add_event(self, row: NewRow) -> None:
        """Add a crisis, a complaint, a threat."""
        self._add(case_event, row)

    def _add(self, table: Table, *rows: NewRow) -> None:
        if rows:
            self.connection.execute(insert(table), [dict(row) for row in rows])

    def _change(self, table: Table, row_id: UUID, values: NewRow) -> None:
        self.connection.execute(update(table).where(table.c.id == row_id).values(dict(values)))


def _texts(listed: Json) -> tuple[str, ...]:
    return tuple(str(item) for item in listed) if isinstance(listed, list) else ()
