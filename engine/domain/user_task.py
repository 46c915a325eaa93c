"""A user task: who may take it, who has it, and what it takes to complete it.

    open ──claim──> open, with an assignee ──complete──> completed
      │                                                  cancelled  (a timer or event took over)
      └─────────────complete by a member of its groups──────┘

A claimed task can only be completed by its assignee. Four eyes: a task that names another element
in its property `vierogen` may not be completed by the person who completed that element.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from engine.domain.access import Actor, Permission, Role
from engine.domain.ids import CaseId, DefinitionId, InstanceId, JobId, SignalId, TaskId, UserId
from engine.domain.wording import said_when
from engine.errors import Conflict, NotAllowed

FOUR_EYES = "vierogen"
RECORDER = "vastleggen"


class TaskStatus(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class TaskKind(StrEnum):
    """A task of a diagram, or one that the engine made because a job was given up."""

    BPMN = "bpmn"
    REPAIR = "repair"


@dataclass(frozen=True, kw_only=True)
class UserTask:
    """One task, as it stands."""

    id: TaskId
    instance_id: InstanceId
    case_id: CaseId | None = None
    signal_id: SignalId | None = None
    job_id: JobId | None = None
    region: str
    process_key: str
    element_id: str
    kind: TaskKind = TaskKind.BPMN
    name: str
    status: TaskStatus = TaskStatus.OPEN
    roles: frozenset[str] = frozenset()
    assignee_id: UserId | None = None
    assignee_name: str = ""
    claimed_at: datetime | None = None
    completed_by: UserId | None = None
    completed_by_name: str = ""
    completed_at: datetime | None = None
    submission_id: UUID | None = None
    form_definition_id: DefinitionId | None = None
    properties: Mapping[str, str] = field(default_factory=dict)
    local_variables: str = "{}"
    revision: int = 1

    def claimed_by(self, actor: Actor, *, at: datetime) -> "UserTask":
        """Give the task to the actor. Raises `Conflict` when it is taken or gone."""
        self.check_open()
        if self.assignee_id not in {None, actor.user_id}:
            raise Conflict(
                f"{self.assignee_name or 'Iemand anders'} heeft deze taak al geclaimd"
                f"{said_when(self.claimed_at)}."
            )
        self.check_group(actor)
        return replace(self, assignee_id=actor.user_id, claimed_at=at, revision=self.revision + 1)

    def released_by(self, actor: Actor) -> "UserTask":
        """Put the task back. Raises `NotAllowed` when it is somebody else's."""
        self.check_open()
        if self.assignee_id not in {None, actor.user_id} and not _supervises(actor, self.region):
            raise NotAllowed(
                f"{self.assignee_name or 'Iemand anders'} heeft deze taak;"
                " alleen een teamleider kan hem teruggeven."
            )
        return replace(self, assignee_id=None, claimed_at=None, revision=self.revision + 1)

    def assigned_to(self, user_id: UserId | None, *, at: datetime) -> "UserTask":
        """Hand the task over, or give it back to its groups."""
        self.check_open()
        return replace(
            self,
            assignee_id=user_id,
            claimed_at=at if user_id else None,
            revision=self.revision + 1,
        )

    def check_completable_by(self, actor: Actor, revision: int | None) -> None:
        """Raise when the actor may not complete the task, or saw an older state of it."""
        self.check_open()
        if self.assignee_id is None:
            self.check_group(actor)
        elif self.assignee_id != actor.user_id:
            raise Conflict(
                f"{self.assignee_name or 'Iemand anders'} heeft deze taak"
                f"{said_when(self.claimed_at)} op naam gezet."
                " Vraag of je hem mag overnemen, of laat de teamleider hem overdragen."
            )
        if revision is not None and revision != self.revision:
            raise Conflict(
                "Deze taak is veranderd nadat de pagina werd geopend: hij is geclaimd,"
                " teruggegeven of overgedragen. Open hem opnieuw; wat je invulde staat er nog."
            )

    def check_open(self) -> None:
        """Raise `Conflict` that says who completed the task and when, or that it lapsed."""
        if self.status is TaskStatus.COMPLETED:
            raise Conflict(
                f"{self.completed_by_name or 'Iemand anders'} heeft deze taak al afgerond"
                f"{said_when(self.completed_at)}."
            )
        if self.status is TaskStatus.CANCELLED:
            raise Conflict(
                f"Deze taak is vervallen{said_when(self.completed_at)}: de casus is verder gegaan."
            )

    def check_group(self, actor: Actor) -> None:
        """Raise `NotAllowed` when the actor is in none of the task's groups."""
        roles = {role.value for role in actor.roles_in(self.region)}
        if self.roles and not roles & self.roles and not _supervises(actor, self.region):
            groups = " of ".join(sorted(_label(role) for role in self.roles))
            raise NotAllowed(f"Deze taak is voor {groups}.")


def _supervises(actor: Actor, region: str) -> bool:
    return actor.may(Permission.SUPERVISE, region)


def _label(role: str) -> str:
    return Role(role).label if role in set(Role) else role
