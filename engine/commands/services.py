"""The outcome of a service task: done, expected error, or a try that failed."""

from dataclasses import dataclass
from datetime import timedelta
from random import random

from engine.bpmn.step import PendingService
from engine.commands.command import Command, Done
from engine.commands.door import handles
from engine.commands.fence import finish_first, trace_of
from engine.commands.running import Running, resume
from engine.commands.walk import walk
from engine.commands.work import Work
from engine.domain.ids import DocumentId, JobId, TaskId
from engine.domain.instance import ProcessInstance
from engine.domain.job import Claim, JobState, backoff
from engine.domain.user_task import TaskKind
from engine.persistence.documents import NewDocument
from engine.persistence.incidents import NewIncident
from engine.persistence.jobs import StoredJob
from engine.persistence.tasks import NewTask
from engine.service_tasks import ServiceTaskResult


@dataclass(frozen=True, kw_only=True)
class CompleteService(Command[bool]):
    """Commit what a handler returned. False: the fence closed, this outcome came too late."""

    claim: Claim
    result: ServiceTaskResult


@dataclass(frozen=True, kw_only=True)
class FailService(Command[bool]):
    """Commit a `BpmnError`: the diagram's error boundary event takes over."""

    claim: Claim
    code: str
    message: str


@dataclass(frozen=True, kw_only=True)
class FailJob(Command[bool]):
    """Note that a try failed: try again later, or give up with an incident and a repair task.

    `after` is the handler's own wish (`RetryLater`); else the back-off decides.
    """

    claim: Claim
    error: str
    after: timedelta | None = None


@handles(CompleteService)
def _complete(command: CompleteService, work: Work) -> Done[bool]:
    claim = command.claim
    running = settled(work, claim)
    if running is None:
        return Done(result=False, trace=None)
    for produced in command.result.documents:
        work.unit.documents.put(
            NewDocument(
                id=DocumentId(work.new_id()),
                case_id=running.stored.case_id,
                instance_id=running.stored.id,
                region=running.stored.region,
                job_id=claim.job_id,
                created_at=work.now,
                **vars(produced),
            )
        )
    running.instance.complete_service(
        TaskId(claim.engine_task_id), command.result.variables, running.surroundings
    )
    walk(work, running)
    return Done(result=True, trace=trace_of(claim, running.stored))


@handles(FailService)
def _fail_service(command: FailService, work: Work) -> Done[bool]:
    claim = command.claim
    running = settled(work, claim)
    if running is None:
        return Done(result=False, trace=None)
    running.instance.fail_service(
        TaskId(claim.engine_task_id), command.code, command.message, running.surroundings
    )
    walk(work, running)
    return Done(result=True, trace=trace_of(claim, running.stored, error=command.code))


@handles(FailJob)
def _fail_job(command: FailJob, work: Work) -> Done[bool]:
    claim = command.claim
    stored = work.unit.instances.locked(claim.instance_id)
    if stored is None:
        return Done(result=False, trace=None)
    if claim.is_last_try:
        kept = work.unit.jobs.give_up(claim, work.now, command.error)
        if kept:
            _ask_for_repair(work, claim, stored, command.error)
    else:
        wait = command.after or backoff(claim.attempt, random())  # noqa: S311 - spreads load
        kept = work.unit.jobs.postpone(claim, work.now + wait, command.error)
    trace = trace_of(claim, stored, attempt=claim.attempt, given_up=claim.is_last_try)
    return Done(result=kept, trace=trace if kept else None)


def settled(work: Work, claim: Claim) -> Running | None:
    """Settle the job behind its fence; None when somebody else has it or nobody waits for it."""
    stored = work.unit.instances.locked(claim.instance_id)
    if stored is None:
        return None
    running = resume(work, stored)
    is_awaited = any(_is_for(service, claim) for service in running.instance.services())
    state = JobState.DONE if is_awaited else JobState.VOID
    return running if finish_first(work, claim, state) and is_awaited else None


def _is_for(service: PendingService, claim: Claim) -> bool:
    return service.task_id == claim.engine_task_id


def _ask_for_repair(work: Work, claim: Claim, stored: ProcessInstance, error: str) -> None:
    """Open an incident and a task for the administrators: the case is never lost."""
    job = work.unit.jobs.get(claim.job_id)
    if job is None:
        return
    work.unit.incidents.add(
        NewIncident(
            id=work.new_id(),
            job_id=claim.job_id,
            instance_id=stored.id,
            case_id=stored.case_id,
            region=stored.region,
            process_key=job.process_key,
            element_id=job.element_id,
            message=error,
            created_at=work.now,
        )
    )
    work.unit.tasks.add([_repair_task(work, job, stored, error)])


def _repair_task(work: Work, job: StoredJob, stored: ProcessInstance, error: str) -> NewTask:
    return NewTask(
        id=work.new_id(),
        instance_id=stored.id,
        case_id=stored.case_id,
        signal_id=stored.signal_id,
        job_id=JobId(job.id),
        region=stored.region,
        process_key=job.process_key,
        element_id=job.element_id,
        kind=TaskKind.REPAIR,
        name=f"Mislukte stap herstellen: {job.name}"[:200],
        documentation=error,
        roles=("zk-beheer",),
        priority=80,
        due_at=work.now,
        created_at=work.now,
    )
