"""The rows of a case's file, as the case page lists them: what tasks left, the newest first.

`header` comes from `case_header`, so that who asks was checked; every statement is one look-up by
the case's id in an index.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from inspect import get_annotations
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Select, Table, select

from engine.domain.access import Actor
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
    refusal_check,
    stay_episode,
    termination_check,
    transfer,
    user_account,
)
from engine.queries import Connection
from engine.queries.cases import CaseHeader, check_visible

R = TypeVar("R")


@dataclass(frozen=True, kw_only=True)
class Consent:
    """What the client agreed to share, with whom and until when."""

    result: str
    recipients: tuple[str, ...]
    categories: tuple[str, ...]
    given_by: str
    manner: str
    given_on: date
    valid_to: date
    withdrawn_at: datetime | None

    def holds(self, day: date) -> bool:
        """Tell whether it counts on a day."""
        stands = self.result != "geweigerd" and self.withdrawn_at is None
        return stands and self.given_on <= day <= self.valid_to


@dataclass(frozen=True, kw_only=True)
class Sharing:
    """What was shared with whom, on which basis."""

    recipient_kind: str
    recipient: str
    categories: tuple[str, ...]
    what: str
    basis: str
    anonymised: bool
    emergency_reason: str
    recorded_at: datetime
    by: str | None


@dataclass(frozen=True, kw_only=True)
class Stay:
    """Where the client slept, from when to when."""

    ethos: str
    from_date: date
    to_date: date | None
    municipality: str
    shelter: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A place that the client was offered."""

    provider: str
    discussed_on: date
    answer: str
    refusal_number: int | None
    refusal_reason: str


@dataclass(frozen=True, kw_only=True)
class TerminationCheck:
    """Whether a provider ended care carefully."""

    provider: str
    formally_informed: bool | None
    alternative_sought: bool | None
    announced_end_on: date | None
    conclusion: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class RefusalCheck:
    """Whether refusing care is a conscious choice."""

    conclusion: str
    spoken_in_person: bool | None
    safety_net: str
    motivation: str
    confirmed_by: str | None
    confirmed_at: datetime | None
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class Action:
    """Something that a table agreed on."""

    escalation_id: UUID
    what: str
    who: str
    due_on: date | None
    state: str
    result: str


@dataclass(frozen=True, kw_only=True)
class Escalation:
    """A question to a table, and what came of it."""

    id: UUID
    level: int
    cause: str
    question: str
    table_name: str
    meeting_on: date | None
    participants: tuple[str, ...]
    anonymised: bool
    outcome: str
    decision: str
    control_party: str
    next_meeting_on: date | None
    decided_at: datetime | None
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class Bridging:
    """A bridging place with its latest end."""

    form: str
    provider: str
    location: str
    listed_location: str | None
    starts_on: date
    latest_end_on: date
    next_place: str
    next_place_note: str
    decision: str
    decision_motivation: str
    deviates_to: date | None
    ended_on: date | None

    @property
    def last_day(self) -> date:
        """Until when it may last: three months, or what a manager decided."""
        return self.deviates_to or self.latest_end_on


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """A hand-over to another care office."""

    receiving_office: str
    moved_on: date | None
    transfer_on: date | None
    confirmed_on: date | None
    confirmed_by: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class MeetingItem:
    """What was agreed about this client in a meeting with a municipality."""

    municipality: str
    held_on: date | None
    status: str
    agreement: str
    action_holder: str
    action_on: date | None
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class Event:
    """A crisis, a complaint, a threat of homelessness."""

    kind: str
    cause: str
    expected_on: date | None
    route: str
    outcome: str
    note: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class CaseFileView:
    """Everything of the file that the page lists."""

    consents: tuple[Consent, ...]
    sharings: tuple[Sharing, ...]
    stays: tuple[Stay, ...]
    offers: tuple[Offer, ...]
    terminations: tuple[TerminationCheck, ...]
    refusals: tuple[RefusalCheck, ...]
    escalations: tuple[Escalation, ...]
    actions: tuple[Action, ...]
    bridgings: tuple[Bridging, ...]
    transfers: tuple[Transfer, ...]
    meetings: tuple[MeetingItem, ...]
    events: tuple[Event, ...]

    @property
    def bridge(self) -> Bridging | None:
        """The bridging place where the client is now."""
        return next((one for one in self.bridgings if one.ended_on is None), None)

    def actions_of(self, escalation_id: UUID) -> tuple[Action, ...]:
        """Give the actions of one escalation, in the order of the decision."""
        return tuple(one for one in self.actions if one.escalation_id == escalation_id)


def case_file(connection: Connection, actor: Actor, header: CaseHeader) -> CaseFileView:
    """Read the file of a case that the actor may see."""
    check_visible(actor, header.region)
    case_id = header.case_id
    return CaseFileView(
        consents=_all(connection, Consent, _of(consent, case_id)),
        sharings=_all(connection, Sharing, _sharings(case_id)),
        stays=_all(connection, Stay, _stays(header.client_id)),
        offers=_all(connection, Offer, _of(placement_offer, case_id)),
        terminations=_all(connection, TerminationCheck, _of(termination_check, case_id)),
        refusals=_all(connection, RefusalCheck, _refusals(case_id)),
        escalations=_all(connection, Escalation, _of(escalation, case_id)),
        actions=_all(connection, Action, _actions(case_id)),
        bridgings=_all(connection, Bridging, _bridgings(case_id)),
        transfers=_all(connection, Transfer, _of(transfer, case_id)),
        meetings=_all(connection, MeetingItem, _meetings(case_id)),
        events=_all(connection, Event, _of(case_event, case_id)),
    )


def _of(table: Table, case_id: UUID) -> Select[tuple[object, ...]]:
    return select(table).where(table.c.case_id == case_id).order_by(table.c.recorded_at.desc())


def _sharings(case_id: UUID) -> Select[tuple[object, ...]]:
    return (
        select(data_sharing, user_account.c.name.label("by"))
        .outerjoin(user_account, user_account.c.id == data_sharing.c.recorded_by)
        .where(data_sharing.c.case_id == case_id)
        .order_by(data_sharing.c.recorded_at.desc())
    )


def _stays(client_id: UUID) -> Select[tuple[object, ...]]:
    return (
        select(stay_episode)
        .where(stay_episode.c.client_id == client_id)
        .order_by(stay_episode.c.from_date.desc(), stay_episode.c.id.desc())
    )


def _refusals(case_id: UUID) -> Select[tuple[object, ...]]:
    columns = [column for column in refusal_check.c if column.name != "confirmed_by"]
    return (
        select(*columns, user_account.c.name.label("confirmed_by"))
        .outerjoin(user_account, user_account.c.id == refusal_check.c.confirmed_by)
        .where(refusal_check.c.case_id == case_id)
        .order_by(refusal_check.c.recorded_at.desc())
    )


def _actions(case_id: UUID) -> Select[tuple[object, ...]]:
    return (
        select(escalation_action)
        .where(escalation_action.c.case_id == case_id)
        .order_by(escalation_action.c.number)
    )


def _bridgings(case_id: UUID) -> Select[tuple[object, ...]]:
    return (
        select(bridging_place, capacity_place.c.location.label("listed_location"))
        .outerjoin(capacity_place, capacity_place.c.id == bridging_place.c.place_id)
        .where(bridging_place.c.case_id == case_id)
        .order_by(bridging_place.c.starts_on.desc(), bridging_place.c.recorded_at.desc())
    )


def _meetings(case_id: UUID) -> Select[tuple[object, ...]]:
    return (
        select(meeting_item, meeting.c.municipality, meeting.c.held_on)
        .join(meeting, meeting.c.id == meeting_item.c.meeting_id)
        .where(meeting_item.c.case_id == case_id)
        .order_by(meeting_item.c.recorded_at.desc())
    )


def _all(
    connection: Connection, make: Callable[..., R], rows: Select[tuple[object, ...]]
) -> tuple[R, ...]:
    """Make a value of every row, from the columns that it has fields for."""
    names = get_annotations(make).keys()
    found = connection.execute(rows).mappings()
    return tuple(make(**{name: _value(row[name]) for name in names}) for row in found)


def _value(stored: object) -> object:
    return tuple(map(str, stored)) if isinstance(stored, list) else stored
