"""The task page: the form, the case beside it, a draft that is kept, and what comes next."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from uuid import UUID, uuid4

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.commands.repair import RetryJob
from engine.commands.tasks import ClaimTask, CompleteUserTask, ReleaseTask, SaveDraft
from engine.domain.access import Permission
from engine.domain.ids import JobId, TaskId, parse_uuid
from engine.domain.reading import Look
from engine.errors import EngineError, Invalid, NotFound
from engine.forms import FormPage
from engine.queries import Connection
from engine.queries.cases import (
    CaseHeader,
    case_header,
    contacts_made,
    open_incidents,
    surroundings,
    waiting_timers,
)
from engine.queries.regions import colleagues
from engine.queries.tasks import TaskPage, task_page
from engine.queries.timeline import Happening, Stretch, timeline
from engine.queries.worklist import next_task, tasks_of_case
from engine.web.attachments import TAKE_AWAY, received
from engine.web.display import safe_back
from engine.web.looked import showing
from engine.web.request import actor, context, id_from, now, wants_fragment
from engine.web.story import told
from engine.web.task_form import Raw, TaskForm, entered, kept_draft, summary, task_form

blueprint = Blueprint("tasks", __name__, url_prefix="/taken")

_LATEST = 6
_UNPROCESSABLE = 422


@blueprint.get("/<task_id>")
def show(task_id: str) -> str:
    """Show a task with its form and what is known about the case."""
    with context().reading() as connection:
        task = task_page(connection, actor(), id_from(task_id))
        form = _form(connection, task)
        page = _opened(form, task) if form and _can_fill_in(task) else None
        showing(
            Look.TASK,
            region=task.region,
            case_id=task.case_id,
            object_kind="user_task",
            object_id=task.task_id,
        )
        return _render(connection, task, page)


@blueprint.post("/<task_id>")
def complete(task_id: str) -> Response | str | tuple[str, int]:
    """Complete the task, or (without JavaScript) show the fields that the answers bring.

    The command checks the answers; only what it refuses is shown again, with its problems.
    """
    key = id_from(task_id)
    got = received(key)
    raw = got.raw
    if request.form.get("_actie") == "bijwerken" or TAKE_AWAY in request.form:
        return _again(key, raw, got.problems)
    if got.problems:
        return _again(key, raw, {**_problems(key, raw), **got.problems}), _UNPROCESSABLE
    if "_zonder_script" in request.form and (page := _with_new_questions(key, raw)):
        return page
    command = CompleteUserTask(
        task_id=TaskId(key), raw=raw, revision=_revision(), submission_id=_submission_id()
    )
    try:
        context().door.execute(actor(), command)
    except Invalid as refused:
        if not refused.problems:
            raise
        return _again(key, raw, refused.problems), _UNPROCESSABLE
    except EngineError:
        with suppress(EngineError):  # the page of the first error is the one to show
            g.entered = _entered(key, raw)
        raise
    return redirect(url_for("tasks.done", task_id=key), 303)


@blueprint.post("/<task_id>/velden")
def fields(task_id: str) -> str:
    """Give the fields again, now that an answer may have changed which are asked."""
    key = id_from(task_id)
    got = received(key)
    with context().reading() as connection:
        task = task_page(connection, actor(), key)
        form = _form(connection, task)
        if form is None:
            raise NotFound("Niet gevonden.")
        page = form.filled(got.raw, got.problems, _on_page())
        return render_template(
            "task_fields.html",
            page=page,
            task=task,
            changed=got.changed,
            focus_on=got.changed if TAKE_AWAY in request.form else None,
        )


@blueprint.post("/<task_id>/concept")
def keep_draft(task_id: str) -> Response:
    """Keep what was filled in so far."""
    key = id_from(task_id)
    got = received(key)
    context().door.execute(actor(), SaveDraft(task_id=TaskId(key), raw=got.raw))
    if got.problems and not wants_fragment():
        return make_response(_again(key, got.raw, got.problems), _UNPROCESSABLE)
    if wants_fragment():
        return make_response(render_template("draft_status.html", at=now()))
    flash("Je concept is bewaard. Je kunt er later mee verder.", "good")
    return redirect(url_for("tasks.show", task_id=task_id), 303)


@blueprint.post("/<task_id>/oppakken")
def claim(task_id: str) -> Response:
    """Take the task."""
    context().door.execute(actor(), ClaimTask(task_id=TaskId(id_from(task_id))))
    return redirect(url_for("tasks.show", task_id=task_id), 303)


@blueprint.post("/<task_id>/teruggeven")
def release(task_id: str) -> Response:
    """Put the task back in the list of its groups."""
    context().door.execute(actor(), ReleaseTask(task_id=TaskId(id_from(task_id))))
    flash("De taak ligt weer bij de groep.", "good")
    return redirect(safe_back(request.form.get("terug")) or url_for("worklist.show"), 303)


@blueprint.post("/<task_id>/opnieuw")
def retry(task_id: str) -> Response:
    """Do a repair task: let the failed automatic step run again."""
    with context().reading() as connection:
        task = task_page(connection, actor(), id_from(task_id))
    if task.job_id is None:
        raise NotFound("Niet gevonden.")
    context().door.execute(actor(), RetryJob(job_id=JobId(task.job_id)))
    return redirect(url_for("tasks.done", task_id=task_id), 303)


@blueprint.get("/<task_id>/klaar")
def done(task_id: str) -> str | Response:
    """Say what happens next in the case, and which task presses now."""
    who = actor()
    with context().reading() as connection:
        task = task_page(connection, who, id_from(task_id))
        if task.is_open:
            return redirect(url_for("tasks.show", task_id=task_id), 303)
        case = _case(connection, task)
        return render_template(
            "task_done.html",
            task=task,
            case=case,
            tasks=tasks_of_case(connection, who, case.case_id) if case else (),
            timers=waiting_timers(connection, who, case.case_id) if case else (),
            next_task=next_task(connection, who, now()),
        )


def _form(connection: Connection, task: TaskPage) -> TaskForm | None:
    people = colleagues(connection, actor(), task.region)
    return task_form(connection, task, people, context().scope(task.region, now()))


def _again(key: UUID, raw: Raw, problems: Mapping[str, Sequence[str]] | None = None) -> str:
    """Show the form with what was filled in, and what is wrong with it."""
    with context().reading() as connection:
        task = task_page(connection, actor(), key)
        form = _form(connection, task)
        page = form.filled(raw, problems, _on_page()) if form else None
        return _render(connection, task, page)


def _problems(key: UUID, raw: Raw) -> Mapping[str, Sequence[str]]:
    """Check the other answers of a page of which a file is wrong already."""
    with context().reading() as connection:
        form = _form(connection, task_page(connection, actor(), key))
        return form.problems_of(raw) if form else {}


def _with_new_questions(key: UUID, raw: Raw) -> str | None:
    """Show the form again when the answers bring questions that the page did not have.

    With JavaScript the page has them as soon as the answer is given.
    """
    with context().reading() as connection:
        task = task_page(connection, actor(), key)
        form = _form(connection, task)
        asked = _on_page()
        if form is None or asked is None:
            return None
        page = form.filled(raw, on_page=asked)
        if set(page.keys) <= asked:
            return None
        flash("Door je antwoorden zijn er vragen bijgekomen. Kijk ze na en rond dan af.", "tell")
        return _render(connection, task, page)


def _entered(key: UUID, raw: Raw) -> tuple[tuple[str, str], ...]:
    """List what was filled in, for the page that says why it was not saved."""
    with context().reading() as connection:
        form = _form(connection, task_page(connection, actor(), key))
        return entered(form.filled(raw)) if form else ()


def _opened(form: TaskForm, task: TaskPage) -> FormPage:
    return form.filled(kept_draft(task.draft)) if task.draft else form.blank()


def _can_fill_in(task: TaskPage) -> bool:
    mine = task.is_for(actor()) and task.assignee_id in {None, actor().user_id}
    return task.is_open and mine and not task.did_the_step_before


def _case(connection: Connection, task: TaskPage) -> CaseHeader | None:
    if task.case_id is None or not actor().may(Permission.SEE_CASES, task.region):
        return None
    return case_header(connection, actor(), task.case_id)


def _render(connection: Connection, task: TaskPage, page: FormPage | None) -> str:
    who = actor()
    case = _case(connection, task)
    return render_template(
        "task.html",
        task=task,
        page=page,
        back=safe_back(request.args.get("terug")),
        problems=summary(page) if page else (),
        submission_id=_submission_id() or uuid4(),
        case=case,
        can_fill_in=_can_fill_in(task),
        may_reassign=who.may(Permission.SUPERVISE, task.region),
        people=colleagues(connection, who, task.region),
        around=surroundings(connection, who, case) if case else None,
        contacts=contacts_made(connection, who, case.case_id, _LATEST) if case else (),
        story=told(_latest(connection, case)) if case else (),
        incidents=open_incidents(connection, who, case.case_id) if case else (),
    )


def _latest(connection: Connection, case: CaseHeader) -> tuple[Happening, ...]:
    story = timeline(connection, actor(), case.case_id, Stretch(most=_LATEST))
    return story.happened[:_LATEST]


def _on_page() -> set[str] | None:
    """Which fields the posted page had; None when it does not say."""
    keys = request.form.get("_getoond")
    return None if keys is None else set(keys.split())


def _revision() -> int | None:
    return request.form.get("_revisie", type=int)


def _submission_id() -> UUID | None:
    return parse_uuid(request.form.get("_inzending", ""))
