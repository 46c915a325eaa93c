"""What one member of staff does in the demo: fill in the form of a task, or report an event."""

import dataclasses
import random
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from engine.app import Application
from engine.commands.reporting import ReportEvent
from engine.commands.tasks import CompleteUserTask
from engine.commands.values import decode
from engine.demo.answering import Weights, fill_in
from engine.demo.papers import with_papers
from engine.domain.access import Actor
from engine.domain.ids import CaseId, TaskId, new_uuid7
from engine.feel import Scope
from engine.forms import Option, parse_form
from engine.forms.known import HIDDEN_ADDRESS
from engine.queries.regions import Colleague
from engine.queries.reports import report_page
from engine.queries.tasks import task_page
from engine.web.task_form import TaskForm, task_form

_PAPERS = 0.3  # of the forms that may have files and need none


@dataclass(frozen=True, kw_only=True)
class Deeds:
    """Somebody's hands. `answers` are the chances of the client's course."""

    application: Application
    person: Actor
    team: Sequence[Colleague]
    scope: Scope
    dice: random.Random
    answers: Weights

    def complete(self, task_id: UUID) -> None:
        """Do a task, when its form can be filled in.

        Raises any `EngineError` of doing it: four eyes, or the case moved on.
        """
        door, key = self.application.door, TaskId(task_id)
        with self.application.database.reading() as connection:
            page = task_page(connection, self.person, task_id)
            form = task_form(connection, page, self.team, self._scope())
        raw = self._filled_in(form) if form else {}
        if form is not None and form.form.files and (raw is None or self.dice.random() < _PAPERS):
            raw = self._filled_in(with_papers(form, door, self.person, key))
        if raw is not None:
            door.execute(self.person, CompleteUserTask(task_id=key, raw=raw))

    def report(self, case_id: UUID, message: str) -> None:
        """Report an event; raises `NotFound` when the case does not wait for it now."""
        with self.application.database.reading() as connection:
            found = report_page(connection, self.person, case_id, message)
        form = TaskForm(
            form=parse_form(found.form_source),
            context={**decode(found.variables), HIDDEN_ADDRESS: found.secret_address},
            options={"medewerkers": [Option(one.username, one.name) for one in self.team]},
            scope=self._scope(),
        )
        raw = self._filled_in(form)
        if raw is not None:
            command = ReportEvent(
                case_id=CaseId(case_id),
                message=message,
                report_id=new_uuid7(self.application.clock.now()),
                raw=raw,
            )
            self.application.door.execute(self.person, command)

    def _filled_in(self, form: TaskForm) -> dict[str, list[str]] | None:
        return fill_in(form, self.application.clock.now(), self.dice, self.answers)

    def _scope(self) -> Scope:
        return dataclasses.replace(self.scope, now=self.application.clock.now())
