"""The outcome of a service task: done, expected error, or a try that failed."""

from dataclasses import dataclass
from datetime import timedelta

from engine.commands.command import Command
from engine.domain.job import Claim
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
