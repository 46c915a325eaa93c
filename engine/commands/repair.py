"""Repair: a job that was given up gets a new chance; its incident and repair task are resolved."""

from dataclasses import dataclass

from engine.commands.command import Command
from engine.domain.ids import JobId


@dataclass(frozen=True, kw_only=True)
class RetryJob(Command[None]):
    """Let a dead job run again, now. For supervisors and administrators."""

    job_id: JobId
