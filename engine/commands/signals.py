"""Signals coming in: each becomes a row, and each that is not suppressed starts its process.

Who it is about is found by BSN, else added as a new client. A signal is the same as another when
client, source, kind and date are: it is received once, however often the file is read.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Self
from uuid import UUID

from engine.commands.command import Command, Done, Trace
from engine.commands.door import handles
from engine.commands.messages import About, Startable, begin, startable
from engine.commands.walk import walk
from engine.commands.work import Work
from engine.domain.access import Permission
from engine.domain.calendar import AMSTERDAM
from engine.domain.client import Address, Bsn, PersonName
from engine.domain.ids import CaseId, ClientId, SignalId
from engine.domain.signal import (
    Ethos,
    SafetyRisk,
    SignalKind,
    SignalSource,
    SignalStatus,
    SuppressionReason,
)
from engine.errors import Conflict, NotFound
from engine.feel import Value, to_feel
from engine.persistence.clients import ClientFacts, searchable
from engine.persistence.signals import Batch, StoredSignal
from engine.persistence.types import Json

SIGNAL_PROCESS = "signaal-verwerken"


@dataclass(frozen=True, kw_only=True)
class NewClient:
    """Who the signal is about. Without BSN the client is new and flagged as not identified."""

    name: PersonName
    bsn: Bsn | None = None
    birth_date: date | None = None
    salutation: str = ""
    secret_address: bool = False
    language: str = "nl"
    address: Address | None = None
    phone: str = ""
    email: str = ""
    care_package: str = ""
    decision_number: str = ""
    indicated_from: date | None = None
    indicated_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class NewSignal:
    """One signal as it came in, checked.

    `facts` holds what has no column and is useful to the mediator (laatste aanbieder, AGB-code,
    einddatum zorg, …): each becomes a variable of the process. `suppressed` keeps the row and
    starts nothing. `row_number` is its line in the intake file.
    """

    source: SignalSource
    kind: SignalKind
    signal_date: date
    client: NewClient
    ethos: Ethos | None = None
    safety_risk: SafetyRisk | None = None
    facts: Mapping[str, Json] = field(default_factory=dict)
    suppressed: SuppressionReason | None = None
    row_number: int | None = None


class Reception(StrEnum):
    """What became of a signal on arrival."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True, kw_only=True)
class Received:
    """One signal's row; for a duplicate, the row that was there already.

    `open_case` is the case that is open for this client, if any.
    """

    signal_id: SignalId
    number: str
    reception: Reception
    open_case: CaseId | None = None


@dataclass(frozen=True, kw_only=True)
class RegisterSignals(Command[tuple[Received, ...]]):
    """Register signals together, in one transaction (25 at a time keeps it short).

    Idempotent: a signal with the same client, source, kind and date exists once.
    """

    region: str
    signals: Sequence[NewSignal]
    batch_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class OpenIntake(Command[UUID]):
    """Keep an uploaded file between preview and confirmation; the answer is the batch id."""

    region: str
    filename: str
    content: bytes
    row_count: int


@dataclass(frozen=True, kw_only=True)
class RowOutcome:
    """What became of a row of an intake file, and why."""

    row_number: int
    status: str  # accepted | rejected | suppressed
    reason: str = ""
    signal_id: SignalId | None = None


@dataclass(frozen=True, kw_only=True)
class FinishIntake(Command[None]):
    """Note the outcome of every row that was not registered, count, and drop the content."""

    batch_id: UUID
    rejected: Sequence[RowOutcome] = ()
    cancelled: bool = False


@handles(RegisterSignals)
def _register(command: RegisterSignals, work: Work) -> Done[tuple[Received, ...]]:
    work.require(Permission.TAKE_IN_SIGNALS, command.region)
    arrivals = _Arrivals.of(command, work)
    work.unit.clients.add(arrivals.new_clients(), command.region, work.now)
    fresh = arrivals.new_signals()
    work.unit.signals.add([stored for _, stored in fresh])
    if command.batch_id is not None:
        work.unit.signals.add_rows(command.batch_id, arrivals.rows())
    accepted = [(new, stored) for new, stored in fresh if new.suppressed is None]
    if accepted:
        arrivals.start_processes(accepted)
    trace = Trace(
        region=command.region,
        subject_kind="signal",
        detail={"received": len(command.signals), "new": len(fresh), "started": len(accepted)},
    )
    return Done(result=arrivals.received(), trace=trace if fresh else None)


@handles(OpenIntake)
def _open_intake(command: OpenIntake, work: Work) -> Done[UUID]:
    work.require(Permission.TAKE_IN_SIGNALS, command.region)
    batch_id = work.new_id()
    digest = hashlib.sha256(command.content).hexdigest()
    work.unit.signals.add_batch(
        {
            "id": batch_id,
            "region": command.region,
            "filename": command.filename[:200],
            "digest": digest,
            "status": "preview",
            "content": command.content,
            "row_count": command.row_count,
            "uploaded_by": work.actor.user_id,
            "uploaded_at": work.now,
        }
    )
    return Done(result=batch_id, trace=_batch_trace(command.region, batch_id, opened=True))


@handles(FinishIntake)
def _finish_intake(command: FinishIntake, work: Work) -> Done[None]:
    batch = _open_batch(command, work)
    rows = [
        {
            "row_number": row.row_number,
            "status": row.status,
            "reason": row.reason,
            "signal_id": row.signal_id,
        }
        for row in command.rejected
    ]
    work.unit.signals.add_rows(batch.id, rows)
    status = "cancelled" if command.cancelled else "finished"
    counts = work.unit.signals.finish_batch(batch.id, status, work.now)
    return Done(result=None, trace=_batch_trace(batch.region, batch.id, **counts))


def _open_batch(command: FinishIntake, work: Work) -> Batch:
    batch = work.unit.signals.batch(command.batch_id)
    if batch is None:
        raise NotFound("Dit bestand is niet bekend.")
    work.require(Permission.TAKE_IN_SIGNALS, batch.region)
    if batch.status in {"finished", "cancelled"}:
        raise Conflict("Dit bestand is al verwerkt.")
    return batch


def _batch_trace(region: str, batch_id: UUID, **detail: Json) -> Trace:
    return Trace(region=region, subject_kind="intake_batch", subject_id=batch_id, detail=detail)


def digest_of(region: str, new: NewSignal) -> str:
    """Name a signal so that the same one, received again, has the same name."""
    client = new.client
    who = client.bsn.digits if client.bsn else f"{searchable(client.name)}|{client.birth_date}"
    text = f"{region}|{who}|{new.source}|{new.kind}|{new.signal_date.isoformat()}"
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class _Arrivals:
    """The signals of one command, matched with what is there already."""

    command: RegisterSignals
    work: Work
    digests: tuple[str, ...]
    present: Mapping[str, StoredSignal]
    clients: Mapping[str, ClientId]
    fresh_clients: Mapping[ClientId, NewClient]
    numbers: Mapping[str, tuple[SignalId, str]]
    open_cases: Mapping[ClientId, CaseId]

    @classmethod
    def of(cls, command: RegisterSignals, work: Work) -> Self:
        keyed: dict[str, NewSignal] = {}
        digests = tuple(_keyed_digest(work, command.region, new) for new in command.signals)
        for digest, new in zip(digests, command.signals, strict=True):
            keyed.setdefault(digest, new)
        present = work.unit.signals.by_digest(list(keyed))
        absent = {digest: new for digest, new in keyed.items() if digest not in present}
        clients, fresh = _match_clients(work, absent)
        year = work.now.astimezone(AMSTERDAM).year
        numbers = (
            work.unit.regions.signal_numbers(command.region, year, len(absent)) if absent else []
        )
        return cls(
            command=command,
            work=work,
            digests=digests,
            present=present,
            clients=clients,
            fresh_clients=fresh,
            open_cases=work.unit.cases.open_of(sorted(set(clients.values()) - set(fresh))),
            numbers={
                digest: (SignalId(work.new_id()), number)
                for digest, number in zip(absent, numbers, strict=True)
            },
        )

    def new_clients(self) -> list[tuple[ClientId, ClientFacts]]:
        return [(key, ClientFacts(**vars(new))) for key, new in self.fresh_clients.items()]

    def new_signals(self) -> list[tuple[NewSignal, StoredSignal]]:
        first = dict(zip(reversed(self.digests), reversed(self.command.signals), strict=True))
        return [
            (first[digest], self._stored(digest, first[digest], signal_id, number))
            for digest, (signal_id, number) in self.numbers.items()
        ]

    def rows(self) -> list[dict[str, object]]:
        """Give the outcome of each row of the intake file."""
        found: list[dict[str, object]] = []
        for new, got in zip(self.command.signals, self.received(), strict=True):
            if new.row_number is None:
                continue
            is_accepted = got.reception is Reception.ACCEPTED
            reason = new.suppressed.label if new.suppressed else "Dit signaal was er al."
            found.append(
                {
                    "row_number": new.row_number,
                    "status": "accepted" if is_accepted else "suppressed",
                    "reason": "" if is_accepted else reason,
                    "signal_id": got.signal_id,
                }
            )
        return found

    def received(self) -> tuple[Received, ...]:
        """Answer in the order in which the signals were given; the first of equals is new."""
        answered: set[str] = set()
        answers = []
        for digest, new in zip(self.digests, self.command.signals, strict=True):
            answers.append(self._answer(digest, new, is_first=digest not in answered))
            answered.add(digest)
        return tuple(answers)

    def start_processes(self, accepted: Sequence[tuple[NewSignal, StoredSignal]]) -> None:
        """Start the signal process for each, in this transaction."""
        unit = self.work.unit
        definition = unit.definitions.newest("process", SIGNAL_PROCESS, self.command.region)
        if definition is None:
            raise NotFound(f"Het proces '{SIGNAL_PROCESS}' is nog niet gepubliceerd.")
        process = startable(self.work, definition, self.command.region)
        known_people = set(self.clients.values()) - set(self.fresh_clients)
        closed = unit.cases.with_closed(sorted(known_people)) if known_people else frozenset()
        for new, stored in accepted:
            client_id = stored.client_id
            known: dict[str, Value] = {
                "open_casus": client_id in self.open_cases,
                "eerder_gesloten": client_id in closed,
                "eigen_regio": True,
                "indicatie_geldig": _is_valid(new.client, stored.signal_date),
                "bsn_bekend": new.client.bsn is not None,
            }
            self._start(process, stored, known)

    def _start(self, process: Startable, stored: StoredSignal, known: Mapping[str, Value]) -> None:
        about = About(region=stored.region, business_key=stored.number, signal_id=stored.id)
        variables: dict[str, Value] = {
            **known,
            "signaalnummer": stored.number,
            "signaalbron": stored.source,
            "signaalsoort": stored.kind,
            "signaaldatum": stored.signal_date,
            "ethos": stored.ethos,
            "veiligheidsrisico": stored.safety_risk,
            **{name: to_feel(value) for name, value in stored.facts.items()},
        }
        walk(self.work, begin(self.work, process, about, variables))

    def _stored(
        self, digest: str, new: NewSignal, signal_id: SignalId, number: str
    ) -> StoredSignal:
        is_suppressed = new.suppressed is not None
        return StoredSignal(
            id=signal_id,
            number=number,
            digest=digest,
            region=self.command.region,
            client_id=self.clients[digest],
            source=new.source,
            kind=new.kind,
            signal_date=new.signal_date,
            ethos=new.ethos,
            safety_risk=new.safety_risk,
            status=SignalStatus.SUPPRESSED if is_suppressed else SignalStatus.RECEIVED,
            outcome=new.suppressed,
            facts=new.facts,
            intake_batch_id=self.command.batch_id,
            received_at=self.work.now,
        )

    def _answer(self, digest: str, new: NewSignal, *, is_first: bool) -> Received:
        if digest in self.present:
            there = self.present[digest]
            return Received(
                signal_id=there.id,
                number=there.number,
                reception=Reception.DUPLICATE,
                open_case=there.case_id,
            )
        signal_id, number = self.numbers[digest]
        if not is_first:
            reception = Reception.DUPLICATE
        else:
            reception = Reception.SUPPRESSED if new.suppressed else Reception.ACCEPTED
        return Received(
            signal_id=signal_id,
            number=number,
            reception=reception,
            open_case=self.open_cases.get(self.clients[digest]),
        )


def _keyed_digest(work: Work, region: str, new: NewSignal) -> str:
    """Key the digest: it is made of a BSN, and nine digits are guessed quickly."""
    return work.unit.clients.seal.index(digest_of(region, new))


def _match_clients(
    work: Work, signals: Mapping[str, NewSignal]
) -> tuple[dict[str, ClientId], dict[ClientId, NewClient]]:
    """Give each signal its client: known by BSN, the same as an earlier row's, or new."""
    by_bsn = dict(
        work.unit.clients.by_bsn([new.client.bsn for new in signals.values() if new.client.bsn])
    )
    clients: dict[str, ClientId] = {}
    fresh: dict[ClientId, NewClient] = {}
    for digest, new in signals.items():
        bsn = new.client.bsn
        key = by_bsn.get(bsn) if bsn else None
        if key is None:
            key = ClientId(work.new_id())
            fresh[key] = new.client
            if bsn:
                by_bsn[bsn] = key
        clients[digest] = key
    return clients, fresh


def _is_valid(client: NewClient, on: date) -> bool:
    """Tell whether the indication holds on a day, as far as is known."""
    return client.indicated_until is None or client.indicated_until >= on
