"""The overview that a client may ask for (AVG, article 15): made from the file and kept with it."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.commands.case_facts import case_facts
from engine.commands.command import Command, Done, Trace
from engine.commands.door import Door, handles, prepares
from engine.commands.work import Work, require
from engine.domain.access import Actor, Permission
from engine.domain.ids import CaseId, DocumentId, new_uuid7
from engine.errors import NotFound
from engine.persistence.documents import NewDocument
from engine.service_tasks import JsonValue, ProducedDocument, ServiceTaskCall, handler_for

_TOPIC = "brief.maken"
_TEMPLATE = "inzageoverzicht"


@dataclass(frozen=True, kw_only=True)
class MakeOverview(Command[DocumentId]):
    """Make the overview of a case from rows that a query gave; for who may see the log.

    Raises `NotFound` when there is no such case in the region.
    """

    case_id: CaseId
    region: str
    rows: Mapping[str, JsonValue]


@prepares(MakeOverview)
def _produced(command: MakeOverview, door: Door, actor: Actor) -> ProducedDocument:
    require(actor, Permission.SEE_CASES, command.region)
    require(actor, Permission.SEE_AUDIT, command.region)
    now = door.clock.now()
    with door.database.view() as unit:
        facts = case_facts(unit, door.environment.settings, command.case_id, now)
    if facts is None or facts.region_code != command.region:
        raise NotFound("Niet gevonden.")
    call = ServiceTaskCall(
        topic=_TOPIC,
        idempotency_key=str(new_uuid7(now)),
        now=now,
        case=facts,
        inputs={"sjabloon": _TEMPLATE, **command.rows},
    )
    return handler_for(_TOPIC)(call).documents[0]


@handles(MakeOverview)
def _make(command: MakeOverview, work: Work) -> Done[DocumentId]:
    work.require(Permission.SEE_AUDIT, command.region)
    produced = work.prepared
    if not isinstance(produced, ProducedDocument):
        raise NotFound("Niet gevonden.")
    key = DocumentId(work.new_id())
    work.unit.documents.put(
        NewDocument(
            id=key,
            case_id=command.case_id,
            instance_id=None,
            region=command.region,
            job_id=None,
            created_at=work.now,
            **vars(produced),
        )
    )
    trace = Trace(
        region=command.region, subject_kind="document", subject_id=key, case_id=command.case_id
    )
    return Done(result=key, trace=trace)
