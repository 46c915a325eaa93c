"""The fence around a claimed job: whoever claimed it later, or finished it, closes it."""

from engine.commands.command import Trace
from engine.commands.work import Work
from engine.domain.instance import ProcessInstance
from engine.domain.job import Claim, JobState
from engine.persistence.types import Json


def finish_first(work: Work, claim: Claim, state: JobState) -> bool:
    """Settle the job before its effect, in the same transaction. False: the fence closed."""
    return work.unit.jobs.finish(claim, state, work.now)


def trace_of(claim: Claim, stored: ProcessInstance, **detail: Json) -> Trace:
    """Say what became of a job."""
    return Trace(
        region=stored.region,
        subject_kind="job",
        subject_id=claim.job_id,
        case_id=stored.case_id,
        detail=detail,
    )
