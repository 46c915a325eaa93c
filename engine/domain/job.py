"""A job: work that happens by itself at a moment, and what to do when it fails.

    ready ──claim──> ready (leased, attempts + 1) ──> done
      ↑                   │ fails: back-off             void   the engine no longer waits for it
      └───────────────────┘ too often: dead + incident  dead ──RetryJob──> ready

Tries are counted at the claim, so that a job that kills its worker is counted too; a job with
tries behind it is claimed alone, so that it takes no other along (reliability.md §2).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from engine.domain.ids import InstanceId, JobId

LONGEST_BACKOFF = timedelta(hours=1)


class JobKind(StrEnum):
    """What fires: a timer of a diagram, or a service task's handler."""

    TIMER = "timer"
    SERVICE = "service"


class JobState(StrEnum):
    """Where a job stands."""

    READY = "ready"
    DONE = "done"
    VOID = "void"
    DEAD = "dead"


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A lease on a job. `owner` and `attempt` are the fence: a later claim closes it."""

    job_id: JobId
    instance_id: InstanceId
    kind: JobKind
    engine_task_id: UUID
    occurrence: int
    due_at: datetime
    owner: str
    attempt: int
    max_attempts: int

    @property
    def is_last_try(self) -> bool:
        """Whether the job is given up when this try fails."""
        return self.attempt >= self.max_attempts


def backoff(attempt: int, jitter: float) -> timedelta:
    """Give how long to wait after a failed try: 2^n seconds, at most an hour.

    `jitter` between 0 and 1 spreads jobs that failed together over half that time.
    """
    wait = min(LONGEST_BACKOFF, timedelta(seconds=2 ** min(attempt, 12)))
    return wait * (0.75 + jitter / 2)


def dedup_key(engine_task_id: UUID, occurrence: int) -> str:
    """Name one firing of one token, and no other."""
    return f"{engine_task_id}:{occurrence}"
