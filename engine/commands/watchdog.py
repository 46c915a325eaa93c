"""The watchdog's findings come to the team leader, and its repair puts back what is missing.

The looking itself is a query (`engine.queries.watchdog`), on purpose apart from the engine's own
bookkeeping. A case is reported once for as long as its task is open.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from engine.commands.command import Command, Done
from engine.commands.door import handles
from engine.commands.fence import trace_of
from engine.commands.messages import About, begin, startable
from engine.commands.running import Running, resume
from engine.commands.services import settled
from engine.commands.walk import walk
from engine.commands.work import Work
from engine.domain.case import CASE_OPENED
from engine.domain.ids import CaseId, JobId, TaskId
from engine.domain.instance import ProcessInstance
from engine.domain.job import Claim, dedup_key
from engine.domain.lapse import NO_NEXT_STEP, WATCHDOG, Check, Lapse
from engine.errors import EngineError, ExecutionError
from engine.feel import Value
from engine.persistence.cases import CareCase


@dataclass(frozen=True, kw_only=True)
class ReportLapses(Command[bool]):
    """Bring what the watchdog found to the team leader, and note that it looked."""

    claim: Claim
    lapses: tuple[Lapse, ...]


@dataclass(frozen=True, kw_only=True)
class PutBack(Command[bool]):
    """Write the tasks and terms of a case's processes again as the engine lists them.

    A case whose process is gone begins anew. The diagram hears in `hersteld` whether it helped.
    """

    claim: Claim


@handles(ReportLapses)
def _report(command: ReportLapses, work: Work) -> Done[bool]:
    running = settled(work, command.claim)
    if running is None:
        return Done(result=False, trace=None)
    stored, found = running.stored, len(command.lapses)
    told = [_tell(work, stored.region, lapse) for lapse in _news(work, stored, command.lapses)]
    check = Check(at=work.now, found=found)
    work.unit.regions.set_state(Check.name(stored.region), str(check))
    _go_on(work, running, command.claim, {"zonder_vervolg": Decimal(found)})
    trace = trace_of(command.claim, stored, found=found, told=sum(told))
    return Done(result=True, trace=trace)


@handles(PutBack)
def _put_back(command: PutBack, work: Work) -> Done[bool]:
    running = settled(work, command.claim)
    if running is None:
        return Done(result=False, trace=None)
    case = None if running.stored.case_id is None else work.unit.cases.get(running.stored.case_id)
    is_mended = case is not None and case.closed_at is None and _mend(work, case)
    _go_on(work, running, command.claim, {"hersteld": "ja" if is_mended else "nee"})
    return Done(result=True, trace=trace_of(command.claim, running.stored, mended=is_mended))


def _news(work: Work, stored: ProcessInstance, lapses: tuple[Lapse, ...]) -> list[Lapse]:
    """Leave out what the team leader has a task about already; name each case once."""
    about = {lapse.case_id or lapse.instance_id: lapse for lapse in reversed(lapses)}
    known = work.unit.instances.keys_of(WATCHDOG, stored.region)
    return [lapse for lapse in about.values() if _key(lapse) not in known]


def _tell(work: Work, region: str, lapse: Lapse) -> bool:
    definition = work.unit.definitions.started_by(NO_NEXT_STEP, region)
    if definition is None:
        raise ExecutionError(f"Geen proces begint met het bericht '{NO_NEXT_STEP}'.")
    about = About(region=region, business_key=_key(lapse), case_id=lapse.case_id)
    known: dict[str, Value] = {
        "casusnummer": lapse.case_number,
        "oorzaak": lapse.kind.value,
        "oorzaak_tekst": lapse.kind.label,
    }
    walk(work, begin(work, startable(work, definition, region), about, known))
    return True


def _key(lapse: Lapse) -> str:
    return lapse.case_number or str(lapse.instance_id)


def _go_on(work: Work, running: Running, claim: Claim, values: Mapping[str, Value]) -> None:
    task_id = TaskId(claim.engine_task_id)
    running.instance.complete_service(task_id, values, running.surroundings)
    walk(work, running)


def _mend(work: Work, case: CareCase) -> bool:
    """Put back the rows of every process of the case; tell whether something waits again."""
    others = [running for running in _processes(work, case.id) if not _is_watchdog(running)]
    moving = [running for running in others if _waits(running)]
    for running in moving:
        _revive(work, running)
        walk(work, running)
    if moving:
        return True
    return not others and _begin_anew(work, case)


def _processes(work: Work, case_id: CaseId) -> list[Running]:
    found = []
    for instance_id in work.unit.instances.of_case(case_id):
        stored = work.unit.instances.locked(instance_id)
        try:
            found += [] if stored is None else [resume(work, stored)]
        except EngineError:
            continue  # its state cannot be read: a person must look, the others can be mended
    return found


def _is_watchdog(running: Running) -> bool:
    return running.stored.definition_key == WATCHDOG


def _waits(running: Running) -> bool:
    instance = running.instance
    return bool(instance.tasks() or instance.timers() or instance.services())


def _revive(work: Work, running: Running) -> None:
    """Try again what was given up, and open again what was closed by mistake.

    Rows that are gone follow from the walk.
    """
    instance = running.instance
    work.unit.tasks.reopen([task.id for task in instance.tasks()])
    for dead in work.unit.instances.waiting(running.stored.id).dead.values():
        work.unit.jobs.revive(JobId(dead), work.now)
        work.unit.incidents.resolve(dead, by=work.actor.user_id, at=work.now)
        work.unit.tasks.resolve_repair(JobId(dead), by=work.actor.user_id, at=work.now)
    timers = [dedup_key(timer.task_id, timer.occurrence) for timer in instance.timers()]
    services = [dedup_key(service.task_id, 0) for service in instance.services()]
    work.unit.jobs.reopen([*timers, *services])


def _begin_anew(work: Work, case: CareCase) -> bool:
    """Start the process of a case that has none, as when it was opened."""
    definition = work.unit.definitions.started_by(CASE_OPENED, case.region)
    if definition is None:
        return False
    about = About(region=case.region, business_key=case.number, case_id=case.id)
    known: dict[str, Value] = {"casusnummer": case.number}
    walk(work, begin(work, startable(work, definition, case.region), about, known))
    return True
