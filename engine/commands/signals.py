"""Signals coming in: each becomes a row, and each that is not suppressed starts its process."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from engine.commands.command import Command
from engine.domain.client import Address, Bsn, PersonName
from engine.domain.ids import CaseId, SignalId
from engine.domain.signal import (
    Ethos,
    SafetyRisk,
    SignalKind,
    SignalSource,
    SuppressionReason,
)
from engine.persistence.types import Json


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
