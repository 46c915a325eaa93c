"""Looking at personal data: every look is noted before it is shown (NEN 7513).

A look is no change: it leaves no audit entry but a row in the log of looks. Revealing what was
masked is both, and needs a reason.
"""

from dataclasses import dataclass
from uuid import UUID

from engine.commands.command import Command, Done, Trace
from engine.commands.door import handles
from engine.commands.work import Work
from engine.domain.access import Actor, Permission
from engine.domain.ids import CaseId
from engine.domain.reading import Look, Outcome
from engine.errors import Invalid, NotFound
from engine.persistence.reads import NewRead

_SHORTEST_REASON = 10


@dataclass(frozen=True, kw_only=True)
class NoteLook(Command[None]):
    """Note that the actor looked. `address` is where the actor's browser is."""

    look: Look
    region: str = ""
    outcome: Outcome = Outcome.SUCCESS
    case_id: UUID | None = None
    object_kind: str = ""
    object_id: UUID | None = None
    shown: tuple[UUID, ...] = ()
    question: str = ""
    reason: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class RevealAddress(Command[None]):
    """Look at an address that is secret, with a reason. Raises `Invalid` without one."""

    case_id: CaseId
    reason: str
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class OpenFile(Command[None]):
    """Look at a file that may name a secret address, with a reason. Raises `Invalid` without one.

    Which file it is, and that the actor may see it, the page looked up.
    """

    document_id: UUID
    region: str
    case_id: UUID | None
    reason: str
    address: str = ""


@handles(NoteLook)
def _note(command: NoteLook, work: Work) -> Done[None]:
    work.unit.reads.add(_read(command, work))
    return Done(result=None, trace=None)


@handles(RevealAddress)
def _reveal(command: RevealAddress, work: Work) -> Done[None]:
    case = work.unit.cases.get(command.case_id)
    if case is None:
        raise NotFound("Deze casus bestaat niet.")
    work.require(Permission.SEE_CASES, case.region)
    reason = _reason(command.reason, "Schrijf in een zin waarom je dit adres nu nodig hebt.")
    look = NoteLook(
        look=Look.ADDRESS,
        region=case.region,
        case_id=case.id,
        object_kind="client_address",
        object_id=case.client_id,
        reason=reason,
        address=command.address,
    )
    work.unit.reads.add(_read(look, work))
    return Done(
        result=None,
        trace=Trace(
            region=case.region, subject_kind="client", subject_id=case.client_id, case_id=case.id
        ),
    )


@handles(OpenFile)
def _open(command: OpenFile, work: Work) -> Done[None]:
    work.require(Permission.SEE_CASES, command.region)
    reason = _reason(command.reason, "Schrijf in een zin waarom je dit bestand nu nodig hebt.")
    look = NoteLook(
        look=Look.DOCUMENT,
        region=command.region,
        case_id=command.case_id,
        object_kind="document",
        object_id=command.document_id,
        reason=reason,
        address=command.address,
    )
    work.unit.reads.add(_read(look, work))
    return Done(
        result=None,
        trace=Trace(
            region=command.region,
            subject_kind="document",
            subject_id=command.document_id,
            case_id=command.case_id,
        ),
    )


def _reason(written: str, asked: str) -> str:
    reason = written.strip()
    if len(reason) < _SHORTEST_REASON:
        raise Invalid(asked, {"reden": [asked]})
    return reason[:500]


def _read(command: NoteLook, work: Work) -> NewRead:
    return NewRead(
        id=work.new_id(),
        region=command.region,
        at=work.now,
        event=command.look,
        action=command.look.action,
        outcome=command.outcome,
        actor_id=work.actor.user_id,
        actor_name=work.actor.name,
        roles=_roles(work.actor, command.region),
        address=command.address[:64],
        case_id=command.case_id,
        object_kind=command.object_kind,
        object_id=command.object_id,
        shown=command.shown,
        question=command.question[:400],
        reason=command.reason,
    )


def _roles(actor: Actor, region: str) -> str:
    roles = actor.roles_in(region) if region else {grant.role for grant in actor.grants}
    return " ".join(sorted(roles))[:400]
