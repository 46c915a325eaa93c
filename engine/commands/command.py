"""What a command is, and what its handling function gives back.

A command is a frozen dataclass in the module of its noun, with one function that handles it:

    @dataclass(frozen=True, kw_only=True)
    class ClaimTask(Command[None]):
        task_id: TaskId

    @handles(ClaimTask)
    def _claim(command: ClaimTask, work: Work) -> Done[None]: ...

The function loads, decides and saves by `work.unit`; the door commits, writes the one audit entry
that `Done` names, and rolls everything back when an error is raised. Slow preparation that needs no
transaction (hashing a password, checking a diagram) is a function marked `@prepares(…)`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from uuid import UUID

from engine.domain.user_task import UserTask
from engine.errors import EngineError
from engine.persistence.types import Json

R_co = TypeVar("R_co", covariant=True)


class Command(Generic[R_co]):
    """Asks for one change; `R_co` is what the door answers."""


@dataclass(frozen=True, kw_only=True)
class Trace:
    """What the audit entry says: facts and ids, never names, contents or BSNs."""

    region: str = ""
    subject_kind: str = ""
    subject_id: UUID | None = None
    case_id: UUID | None = None
    detail: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Done(Generic[R_co]):
    """The answer, the trace that it leaves, and an error to raise once this is committed.

    A repeated command that had no effect leaves no trace (`trace=None`).
    """

    result: R_co
    trace: Trace | None
    refusal: EngineError | None = None


def trace_of_task(task: UserTask, **detail: Json) -> Trace:
    """Say for the audit which task was acted on."""
    return Trace(
        region=task.region,
        subject_kind="user_task",
        subject_id=task.id,
        case_id=task.case_id,
        detail={"element": task.element_id, **detail},
    )
