"""Repair: a job that was given up gets a new chance; its incident and repair task are resolved."""

from dataclasses import dataclass

from engine.commands.command import Command, Done, Trace
from engine.commands.door import handles
from engine.commands.work import Work
from engine.domain.access import Permission
from engine.domain.ids import JobId
from engine.errors import Conflict, NotAllowed, NotFound
from engine.persistence.jobs import StoredJob


@dataclass(frozen=True, kw_only=True)
class RetryJob(Command[None]):
    """Let a dead job run again, now. For supervisors and administrators."""

    job_id: JobId


@handles(RetryJob)
def _retry(command: RetryJob, work: Work) -> Done[None]:
    job = _found(work, command.job_id)
    work.unit.instances.locked(job.instance_id)
    if not work.unit.jobs.revive(job.id, work.now):
        raise Conflict("Deze stap staat niet meer stil: iemand was je voor, of hij verviel.")
    work.unit.incidents.resolve(job.id, by=work.actor.user_id, at=work.now)
    work.unit.tasks.resolve_repair(job.id, by=work.actor.user_id, at=work.now)
    return Done(
        result=None,
        trace=Trace(
            region=job.region,
            subject_kind="job",
            subject_id=job.id,
            case_id=job.case_id,
            detail={"element": job.element_id},
        ),
    )


def _found(work: Work, job_id: JobId) -> StoredJob:
    job = work.unit.jobs.get(job_id)
    if job is None or not work.actor.roles_in(job.region):
        raise NotFound("Deze stap bestaat niet.")
    allowed = (Permission.SUPERVISE, Permission.ADMINISTER)
    if not any(work.actor.may(permission, job.region) for permission in allowed):
        raise NotAllowed("Alleen een teamleider of beheerder probeert een stap opnieuw.")
    return job
