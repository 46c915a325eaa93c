"""What people do with a task: claim it, put it back, keep a draft, complete it, hand it over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from engine.commands.command import Command
from engine.domain.ids import CaseId, TaskId, UserId


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """Where the work went: what the next page shows.

    `mine` are the new tasks of this step that the actor may do; `repeated` tells that this
    submission had been received before.
    """

    case_id: CaseId | None
    next_tasks: tuple[TaskId, ...] = ()
    mine: tuple[TaskId, ...] = ()
    ended: bool = False
    repeated: bool = False


@dataclass(frozen=True, kw_only=True)
class ClaimTask(Command[None]):
    """Make an open task mine. Raises `Conflict` when somebody else has it."""

    task_id: TaskId


@dataclass(frozen=True, kw_only=True)
class ReleaseTask(Command[None]):
    """Put my task back in the list of its groups (a supervisor may do so for anybody)."""

    task_id: TaskId


@dataclass(frozen=True, kw_only=True)
class SaveDraft(Command[None]):
    """Keep what was filled in so far, unchecked. Replaces the draft before it."""

    task_id: TaskId
    raw: Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class CompleteUserTask(Command[NextStep]):
    """Complete a task with its form.

    `revision` is that of the task when the page was shown; None leaves out that check.
    `submission_id` is made when the page is shown: the same one twice completes once.
    Raises `Invalid` (problems by field key), `Conflict` (somebody else first, or the task
    changed), `NotFound`, `NotAllowed`.
    """

    task_id: TaskId
    raw: Mapping[str, Sequence[str]] = field(default_factory=dict)
    revision: int | None = None
    submission_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ReassignTask(Command[None]):
    """Give a task to somebody, or (None) back to its groups. For supervisors."""

    task_id: TaskId
    user_id: UserId | None
