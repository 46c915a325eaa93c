"""A task's form on its page: what it asks, what was answered before, and what is wrong.

The form is rendered with the same values that completing it will check: the variables of the
process with those of this round on top. Control fields of the page start with an underscore and
never reach the form.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from engine.commands.files import listed
from engine.commands.values import decode
from engine.domain.calendar import AMSTERDAM
from engine.domain.reach import as_known
from engine.domain.sharing import choices
from engine.feel import Scope, Value, to_feel
from engine.forms import Form, FormPage, Kind, Option, parse_form
from engine.forms.known import (
    BRIDGING_PLACES,
    HIDDEN_ADDRESS,
    LANGUAGE,
    OWN_OFFICE,
    PROMISING,
    REACHING,
    SHARING,
    level_of,
)
from engine.forms.page import Field
from engine.persistence.types import Json
from engine.queries import Connection
from engine.queries.files import files_of_task
from engine.queries.places import free_bridging_places
from engine.queries.reaching import language_of, promising_of, ways_to_reach
from engine.queries.regions import Colleague
from engine.queries.sharing import agreed_in
from engine.queries.tasks import TaskPage
from engine.web.csrf import FIELD

Raw = Mapping[str, Sequence[str]]

_SUBMIT_NAMES = frozenset({FIELD})


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One line of the error summary, linked to its field."""

    anchor: str
    message: str


@dataclass(frozen=True, kw_only=True)
class TaskForm:
    """A form in the surroundings of one task."""

    form: Form
    context: Mapping[str, Value]
    options: Mapping[str, Sequence[Option]]
    scope: Scope

    def blank(self) -> FormPage:
        """Give the form as it opens: filled in with what is known already."""
        return self.form.page(None, self.context, self.options, self.scope)

    def filled(
        self,
        raw: Raw,
        errors: Mapping[str, Sequence[str]] | None = None,
        on_page: Collection[str] | None = None,
    ) -> FormPage:
        """Give the form with a draft or a submission, and what is wrong with it.

        `on_page` names the fields that the posted page had; those that it had not start filled in.
        """
        if on_page is not None:
            raw = self.form.begun(raw, on_page, self.context, self.scope)
        return self.form.page(raw, self.context, self.options, self.scope, errors)

    def problems_of(self, raw: Raw) -> Mapping[str, Sequence[str]]:
        """Check what somebody filled in; nothing when it is all right."""
        return self.form.submit(raw, self.context, self.options, self.scope).problems


def task_form(
    connection: Connection, task: TaskPage, people: Sequence[Colleague], scope: Scope
) -> TaskForm | None:
    """Open the form of a task; None when it has none."""
    if task.form_source is None:
        return None
    form, variables = parse_form(task.form_source), decode(task.variables)
    return TaskForm(
        form=form,
        context={
            **variables,
            **decode(task.local_variables),
            HIDDEN_ADDRESS: task.secret_address,
            OWN_OFFICE: task.region,
            **_sharing(connection, form, task.case_id, variables, scope),
            **_reaching(connection, form, task.case_id),
            **(listed(files_of_task(connection, task.task_id)) if form.files else {}),
        },
        options={
            "medewerkers": [Option(person.username, person.name) for person in people],
            **_places(connection, form, task.region),
        },
        scope=scope,
    )


def _places(connection: Connection, form: Form, region: str) -> Mapping[str, Sequence[Option]]:
    """List the free bridging places, when the form asks for them."""
    if all(component.options_key != BRIDGING_PLACES for component in form.answers):
        return {}
    free = free_bridging_places(connection, region)
    return {BRIDGING_PLACES: [Option(key, name) for key, name in free]}


def _sharing(
    connection: Connection,
    form: Form,
    case_id: UUID | None,
    variables: Mapping[str, Value],
    scope: Scope,
) -> Mapping[str, Value]:
    """Say with whom something may be shared, when the form offers that."""
    if not form.looks_at(SHARING):
        return {}
    agreed = agreed_in(connection, case_id)
    today = scope.now.astimezone(AMSTERDAM).date()
    return {SHARING: to_feel(choices(agreed, today, level_of(variables)))}


def _reaching(connection: Connection, form: Form, case_id: UUID | None) -> Mapping[str, Value]:
    """Say how the client can be reached and in which language, when the form asks about that."""
    found: dict[str, Value] = {}
    if form.looks_at(REACHING):
        found[REACHING] = to_feel(as_known(ways_to_reach(connection, case_id)))
    if form.looks_at(LANGUAGE):
        found[LANGUAGE] = language_of(connection, case_id)
    if form.looks_at(PROMISING):
        found[PROMISING] = promising_of(connection, case_id)
    return found


def answers(posted: Mapping[str, Sequence[str]]) -> Raw:
    """Take the answers out of a posted page."""
    return {
        name: list(values)
        for name, values in posted.items()
        if not name.startswith("_") and name not in _SUBMIT_NAMES
    }


def kept_draft(draft: Mapping[str, Json]) -> Raw:
    """Read a kept draft back as it was posted."""
    return {
        key: [str(text) for text in texts]
        for key, texts in draft.items()
        if isinstance(texts, list)
    }


def summary(page: FormPage) -> tuple[Problem, ...]:
    """List what is wrong, in the order of the page."""
    return tuple(Problem(anchor=f"veld-{key}", message=message) for key, message in page.problems())


def entered(page: FormPage) -> tuple[tuple[str, str], ...]:
    """List what was filled in, to show it when it could not be saved."""
    return tuple((field.label, ", ".join(_said(field))) for field in page.answers() if field.chosen)


def _said(field: Field) -> tuple[str, ...]:
    chosen = tuple(option.label for option in field.options if option.chosen)
    return chosen or (("een bestand",) if field.kind is Kind.FILES else field.chosen)
