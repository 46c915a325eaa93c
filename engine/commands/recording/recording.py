"""One completed task of one case, as a recorder sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from engine.bpmn.step import Thrown, ThrownKind
from engine.commands.recording.answers import Answers
from engine.commands.work import Work
from engine.domain.calendar import AMSTERDAM
from engine.domain.ids import CaseId
from engine.domain.user_task import UserTask
from engine.errors import ExecutionError
from engine.feel import Value, from_feel
from engine.persistence.history import NewEvent
from engine.persistence.types import Json


@dataclass(frozen=True, kw_only=True)
class Recording:
    """What a recorder works with.

    `answers` are those of the form; `known` are the variables after the step, in which a decision
    table that follows the task has given its answer already; `local` are those of this round.
    """

    work: Work
    task: UserTask
    case_of: CaseId | None
    answers: Answers
    known: Answers
    local: Answers
    notes: list[NewEvent] = field(default_factory=list)
    told: list[Thrown] = field(default_factory=list)

    @property
    def case_id(self) -> CaseId:
        """The case; raises `ExecutionError` where a process runs without one."""
        if self.case_of is None:
            raise ExecutionError(
                "Dit kan alleen bij een casus worden vastgelegd.", element_id=self.task.element_id
            )
        return self.case_of

    @property
    def today(self) -> date:
        """The day in Amsterdam."""
        return self.work.now.astimezone(AMSTERDAM).date()

    def row(self, **values: object) -> dict[str, object]:
        """Begin a row: its id, its case, the task, who recorded it and when."""
        return {
            "id": self.work.new_id(),
            "case_id": self.case_id,
            "task_id": self.task.id,
            "recorded_by": self.work.actor.user_id,
            "recorded_at": self.work.now,
            **values,
        }

    def said(self, name: str, most: int | None = None) -> str:
        """Give a text from the form, else from what the process knows."""
        return self.answers.text(name, most=most) or self.known.text(name, most=most)

    def tell(self, message: str, **variables: str) -> None:
        """Let another process of the case hear a message, or begin with it."""
        self.told.append(
            Thrown(
                kind=ThrownKind.MESSAGE,
                name=message,
                element_id=self.task.element_id,
                process_key=self.task.process_key,
                variables=dict(variables),
            )
        )

    def provider(self) -> tuple[str, str | None]:
        """Give the name and AGB code of the provider that the form is about."""
        code = self.answers.text("agb", "aanbieder_agb")
        name = self.answers.text("aanbieder", "instelling", "naam") or code
        return name[:200], code[:8] or None

    def note(self) -> None:
        """Keep the answers in the case's timeline too."""
        self.notes.append(
            NewEvent(
                id=self.work.new_id(),
                instance_id=self.task.instance_id,
                case_id=self.case_id,
                signal_id=None,
                at=self.work.now,
                kind="recorded",
                element_id=self.task.element_id,
                element_type="userTask",
                process_key=self.task.process_key,
                name=self.task.name,
                actor_id=self.work.actor.user_id,
                task_id=self.task.id,
                detail=_plain(self.answers.values),
            )
        )

    def given(self, *leaving_out: str) -> dict[str, Json]:
        """Give the answers as plain values, without some."""
        return {k: v for k, v in _plain(self.answers.values).items() if k not in leaving_out}


def _plain(values: Mapping[str, Value]) -> dict[str, Json]:
    return {name: from_feel(value) for name, value in values.items()}
