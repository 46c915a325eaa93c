"""One case on one page: the facts, who is involved, what waits, and what happens by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, select

from engine.domain.access import Actor, Permission
from engine.domain.client import PersonName
from engine.domain.ids import CaseId
from engine.domain.sharing import Agreed, Recipient, allowance, recipient_of
from engine.domain.signal import SignalKind, SignalSource
from engine.errors import NotFound
from engine.persistence.casefile import CaseFile
from engine.persistence.tables import (
    care_case,
    client,
    client_address,
    client_contact,
    contact_attempt,
    document,
    incident,
    indication,
    job,
    party,
    placement_request,
    region,
    signal,
    subscription,
    user_account,
)
from engine.queries import Connection

UNKNOWN = "Niet gevonden."


@dataclass(frozen=True, kw_only=True)
class CaseHeader:
    """The facts at the top of the page. The BSN is not among them; it has its own query."""

    case_id: UUID
    number: str
    client_id: UUID
    client: str
    birth_date: date | None
    deceased_on: date | None
    secret_address: bool
    identity_unknown: bool
    has_bsn: bool
    language: str
    region: str
    region_name: str
    care_office: str
    state: str
    urgency: int | None
    case_holder: str | None
    control_party: str | None
    file_holder: str | None
    registered_in: str
    stays_in: str
    ethos: str | None
    repeat_count: int
    opened_at: datetime
    closed_at: datetime | None
    closing_ground: str | None


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a short list: what it is, and what is known about it."""

    title: str
    text: str = ""
    note: str = ""
    usable: bool = True


@dataclass(frozen=True, kw_only=True)
class ContactMade:
    """One attempt to reach the client, a provider, or a conversation."""

    kind: str
    number: int
    recipient: str
    channel: str
    result: str
    at: datetime
    by: str | None
    note: str
    appointment_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class WaitingTimer:
    """Something that happens by itself."""

    name: str
    process_key: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class WaitingService:
    """Something that a handler is doing, or has to try again."""

    job_id: UUID
    name: str
    due_at: datetime
    attempts: int


@dataclass(frozen=True, kw_only=True)
class OpenIncident:
    """A step that failed and waits for repair."""

    incident_id: UUID
    job_id: UUID | None
    element_id: str
    message: str
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class DocumentLine:
    """A document of the case, without its content."""

    document_id: UUID
    title: str
    kind: str
    media_type: str
    recipient: str | None
    size: int
    created_at: datetime
    is_attached: bool = False
    uploaded_by: str | None = None
    """The name of who attached it, as far as that person still has an account."""


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """Who and what belongs to the client and the case."""

    addresses: tuple[Line, ...]
    contacts: tuple[Line, ...]
    indications: tuple[Line, ...]
    parties: tuple[Line, ...]
    signals: tuple[Line, ...]
    placements: tuple[Line, ...]


def case_header(connection: Connection, actor: Actor, case_id: UUID) -> CaseHeader:
    """Give the facts of a case; raises `NotFound` when it is unknown or not the actor's."""
    row = connection.execute(
        select(
            care_case,
            client.c.family_name,
            client.c.prefix,
            client.c.initials,
            client.c.given_names,
            client.c.birth_date,
            client.c.deceased_on,
            client.c.secret_address,
            client.c.identity_unknown,
            client.c.bsn_index,
            client.c.language,
            region.c.name.label("region_name"),
            region.c.care_office,
            user_account.c.name.label("case_holder"),
        )
        .join(client, client.c.id == care_case.c.client_id)
        .join(region, region.c.code == care_case.c.region)
        .outerjoin(user_account, user_account.c.id == care_case.c.case_holder_id)
        .where(_visible(actor, case_id))
    ).one_or_none()
    if row is None:
        raise NotFound(UNKNOWN)
    return _header(row)


def surroundings(
    connection: Connection, actor: Actor, header: CaseHeader, today: date | None = None
) -> Surroundings:
    """Give addresses, contacts, indications, parties, signals and placement requests.

    With a day, each party says what table D5 allows then.
    """
    check_visible(actor, header.region)
    hidden = Line(
        title="Geheim adres",
        text="Afgeschermd",
        note="alleen te zien met een reden; dat wordt vastgelegd",
    )
    return Surroundings(
        addresses=(hidden,) if header.secret_address else _addresses(connection, header.client_id),
        contacts=_contacts(connection, header.client_id),
        indications=_indications(connection, header.client_id),
        parties=_parties(connection, header.case_id, today),
        signals=_signals(connection, header.case_id),
        placements=_placements(connection, header.case_id),
    )


def secret_addresses(connection: Connection, actor: Actor, header: CaseHeader) -> tuple[Line, ...]:
    """Give the addresses that `surroundings` hides; only after `RevealAddress` went through."""
    check_visible(actor, header.region)
    return _addresses(connection, header.client_id)


def contacts_made(
    connection: Connection, actor: Actor, case_id: UUID, limit: int = 20
) -> tuple[ContactMade, ...]:
    """Give the latest attempts to reach somebody, the newest first."""
    rows = connection.execute(
        select(contact_attempt, user_account.c.name.label("by"))
        .join(care_case, care_case.c.id == contact_attempt.c.case_id)
        .outerjoin(user_account, user_account.c.id == contact_attempt.c.actor_id)
        .where(_visible(actor, case_id))
        .order_by(contact_attempt.c.at.desc())
        .limit(limit)
    )
    return tuple(
        ContactMade(
            kind=row.kind,
            number=row.attempt_number,
            recipient=row.recipient,
            channel=row.channel,
            result=row.result,
            at=row.at,
            by=row.by,
            note=row.note,
            appointment_at=row.appointment_at,
        )
        for row in rows
    )


def waiting_timers(connection: Connection, actor: Actor, case_id: UUID) -> tuple[WaitingTimer, ...]:
    """Give what happens by itself in this case, the first first."""
    rows = connection.execute(
        select(job.c.name, job.c.process_key, job.c.due_at)
        .join(care_case, care_case.c.id == job.c.case_id)
        .where(_visible(actor, case_id), job.c.kind == "timer", job.c.state == "ready")
        .order_by(job.c.due_at)
    )
    return tuple(
        WaitingTimer(name=r.name, process_key=r.process_key, due_at=r.due_at) for r in rows
    )


def waiting_services(
    connection: Connection, actor: Actor, case_id: UUID
) -> tuple[WaitingService, ...]:
    """Give the automatic steps that are under way."""
    rows = connection.execute(
        select(job.c.id, job.c.name, job.c.due_at, job.c.attempts)
        .join(care_case, care_case.c.id == job.c.case_id)
        .where(_visible(actor, case_id), job.c.kind == "service", job.c.state == "ready")
        .order_by(job.c.due_at)
    )
    return tuple(
        WaitingService(job_id=r.id, name=r.name, due_at=r.due_at, attempts=r.attempts) for r in rows
    )


def open_incidents(connection: Connection, actor: Actor, case_id: UUID) -> tuple[OpenIncident, ...]:
    """Give what failed in this case and is not repaired."""
    rows = connection.execute(
        select(incident)
        .join(care_case, care_case.c.id == incident.c.case_id)
        .where(_visible(actor, case_id), incident.c.status == "open")
        .order_by(incident.c.created_at)
    )
    return tuple(
        OpenIncident(
            incident_id=row.id,
            job_id=row.job_id,
            element_id=row.element_id,
            message=row.message,
            created_at=row.created_at,
        )
        for row in rows
    )


def messages_awaited(connection: Connection, actor: Actor, case_id: UUID) -> frozenset[str]:
    """Give the names of the messages that something in this case waits for."""
    rows = connection.execute(
        select(subscription.c.name)
        .join(care_case, care_case.c.id == subscription.c.case_id)
        .where(_visible(actor, case_id), subscription.c.kind == "message")
        .distinct()
    )
    return frozenset(rows.scalars())


def documents_of(connection: Connection, actor: Actor, case_id: UUID) -> tuple[DocumentLine, ...]:
    """Give the documents of a case, the newest first."""
    columns = [column for column in document.c if column.name != "content"]
    rows = connection.execute(
        select(*columns, user_account.c.name.label("uploader"))
        .join(care_case, care_case.c.id == document.c.case_id)
        .outerjoin(user_account, user_account.c.id == document.c.uploaded_by)
        .where(_visible(actor, case_id))
        .order_by(document.c.created_at.desc())
    )
    return tuple(
        DocumentLine(
            document_id=row.id,
            title=row.title,
            kind=row.kind,
            media_type=row.media_type,
            recipient=row.recipient,
            size=row.size,
            created_at=row.created_at,
            is_attached=row.uploaded_by is not None,
            uploaded_by=row.uploader,
        )
        for row in rows
    )


def case_numbers(connection: Connection, actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """Give the numbers of those of these cases that the actor may see."""
    rows = connection.execute(
        select(care_case.c.id, care_case.c.number).where(
            care_case.c.id.in_(ids),
            care_case.c.region.in_(actor.regions_where(Permission.SEE_CASES)),
        )
    )
    return {row.id: row.number for row in rows}


@dataclass(frozen=True, kw_only=True)
class EarlierCase:
    """A closed case of the same client: its history stays, and the new one refers to it."""

    case_id: UUID
    number: str
    closed_at: datetime
    closing_ground: str | None


def earlier_cases(
    connection: Connection, actor: Actor, case: CaseHeader
) -> tuple[EarlierCase, ...]:
    """Give the client's closed cases that the actor may see, the last first."""
    rows = connection.execute(
        select(
            care_case.c.id, care_case.c.number, care_case.c.closed_at, care_case.c.closing_ground
        )
        .where(
            care_case.c.client_id == case.client_id,
            care_case.c.id != case.case_id,
            care_case.c.closed_at.is_not(None),
            care_case.c.region.in_(actor.regions_where(Permission.SEE_CASES)),
        )
        .order_by(care_case.c.closed_at.desc())
    )
    return tuple(
        EarlierCase(
            case_id=row.id,
            number=row.number,
            closed_at=row.closed_at,
            closing_ground=row.closing_ground,
        )
        for row in rows
    )


def check_visible(actor: Actor, region_code: str) -> None:
    """Raise `NotFound` when the actor may see no cases of this region."""
    if not actor.may(Permission.SEE_CASES, region_code):
        raise NotFound(UNKNOWN)


def _visible(actor: Actor, case_id: UUID) -> ColumnElement[bool]:
    regions = actor.regions_where(Permission.SEE_CASES)
    return and_(care_case.c.id == case_id, care_case.c.region.in_(regions))


def _header(row: "Row[*tuple[object, ...]]") -> CaseHeader:
    name = PersonName(
        surname=row.family_name,
        prefix=row.prefix,
        first_names=row.given_names or row.initials,
    )
    return CaseHeader(
        case_id=row.id,
        number=row.number,
        client_id=row.client_id,
        client=name.full,
        birth_date=row.birth_date,
        deceased_on=row.deceased_on,
        secret_address=row.secret_address,
        identity_unknown=row.identity_unknown,
        has_bsn=row.bsn_index is not None,
        language=row.language,
        region=row.region,
        region_name=row.region_name,
        care_office=row.care_office,
        state=row.state,
        urgency=row.urgency,
        case_holder=row.case_holder,
        control_party=row.control_party,
        file_holder=row.file_holder,
        registered_in=_municipality(row.municipality_brp, row.central_brp),
        stays_in=_municipality(row.municipality_stay, row.central_stay),
        ethos=row.ethos,
        repeat_count=row.repeat_count,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        closing_ground=row.closing_ground,
    )


def _municipality(name: str | None, central: str | None) -> str:
    """Name a municipality, with the centrumgemeente that speaks for it when that is another."""
    if not name or not central or central == name:
        return name or ""
    return f"{name} (centrumgemeente {central})"


def _addresses(connection: Connection, client_id: UUID) -> tuple[Line, ...]:
    rows = connection.execute(
        select(client_address)
        .where(client_address.c.client_id == client_id)
        .order_by(client_address.c.valid_from.desc().nulls_last())
    )
    return tuple(
        Line(
            title=_joined(
                ", ", f"{row.street} {row.number}".strip(), f"{row.postcode} {row.city}".strip()
            ),
            text=row.kind,
            note=f"bron: {row.source}" if row.source else "",
            usable=row.valid_to is None,
        )
        for row in rows
    )


def _contacts(connection: Connection, client_id: UUID) -> tuple[Line, ...]:
    rows = connection.execute(
        select(client_contact)
        .where(client_contact.c.client_id == client_id)
        .order_by(client_contact.c.usable.desc(), client_contact.c.kind)
    )
    return tuple(
        Line(
            title=row.value or row.name,
            text=row.name if row.value and row.name else row.kind,
            note=_joined(
                " · ",
                row.relation,
                f"bron: {row.source}" if row.source else "",
                "" if row.usable else "niet bruikbaar",
            ),
            usable=row.usable,
        )
        for row in rows
    )


def _indications(connection: Connection, client_id: UUID) -> tuple[Line, ...]:
    rows = connection.execute(
        select(indication)
        .where(indication.c.client_id == client_id)
        .order_by(indication.c.effective_from.desc().nulls_last())
    )
    return tuple(
        Line(
            title=f"Zorgprofiel {row.care_package}" if row.care_package else "Wlz-indicatie",
            text=f"besluit {row.decision_number}" if row.decision_number else "",
            note=_joined(
                " · ",
                row.ground,
                f"vanaf {row.effective_from:%d-%m-%Y}" if row.effective_from else "",
                f"tot {row.ends_on:%d-%m-%Y}" if row.ends_on else "",
                f"vervallen {row.lapsed_on:%d-%m-%Y}" if row.lapsed_on else "",
            ),
            usable=row.lapsed_on is None,
        )
        for row in rows
    )


def _parties(connection: Connection, case_id: UUID, today: date | None) -> tuple[Line, ...]:
    rows = connection.execute(
        select(party)
        .where(party.c.case_id == case_id, party.c.ended_at.is_(None))
        .order_by(party.c.role)
    )
    standing = CaseFile(connection).standing_consents(CaseId(case_id)) if today else ()
    agreed = [one.agreed for one in standing]
    return tuple(
        Line(
            title=_joined(", ", row.organisation, row.person) or _role(row.role).capitalize(),
            text=_role(row.role) if row.organisation or row.person else "",
            note=_joined(
                " · ", row.responsibility, _may_know(row.role, agreed, today) if today else ""
            ),
        )
        for row in rows
    )


def _role(code: str) -> str:
    return Recipient.label_of(code).lower() if code == Recipient.SHELTER else code


def _may_know(role: str, agreed: Sequence[Agreed], today: date) -> str:
    room = allowance(recipient_of(role), agreed, today)
    return f"delen: {room.basis.label.lower()}"


def _signals(connection: Connection, case_id: UUID) -> tuple[Line, ...]:
    rows = connection.execute(
        select(signal).where(signal.c.case_id == case_id).order_by(signal.c.received_at.desc())
    )
    return tuple(
        Line(
            title=SignalKind.label_of(row.kind),
            text=SignalSource.label_of(row.source),
            note=f"{row.number} · {row.signal_date:%d-%m-%Y}",
        )
        for row in rows
    )


def _placements(connection: Connection, case_id: UUID) -> tuple[Line, ...]:
    rows = connection.execute(
        select(placement_request)
        .where(placement_request.c.case_id == case_id)
        .order_by(placement_request.c.asked_on.desc())
    )
    return tuple(
        Line(
            title=row.provider or row.agb or "Aanbieder",
            text=row.outcome or "gevraagd",
            note=_joined(
                " · ", f"{row.asked_on:%d-%m-%Y}", row.rejection_reason, row.waiting_time, row.note
            ),
        )
        for row in rows
    )


def _joined(separator: str, *parts: str) -> str:
    return separator.join(part for part in parts if part)
