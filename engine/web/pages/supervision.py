"""For supervisors: what is stuck, why, and what can be done about it now."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.commands.repair import RetryJob
from engine.commands.tasks import ReassignTask
from engine.domain.ids import JobId, TaskId, UserId
from engine.domain.reading import Look
from engine.errors import NotAllowed
from engine.queries.regions import region_names_of
from engine.queries.supervision import failed_jobs, overview, supervised
from engine.queries.watchdog import watch
from engine.web.display import safe_back
from engine.web.looked import showing
from engine.web.request import actor, context, id_from, now

blueprint = Blueprint("supervision", __name__, url_prefix="/vastgelopen")


@blueprint.get("")
def show() -> str:
    """List what is stuck in the regions of the supervisor."""
    _require_supervisor()
    with context().reading() as connection:
        seen = watch(connection, supervised(actor()), now(), context().door.environment.calendar)
        found = overview(connection, actor(), now(), seen.lapses)
        names = dict(region_names_of(connection, actor()))
    stuck = (*found.late, *found.incidents, *found.slow, *found.stranded)
    showing(Look.LIST, object_kind="supervision", cases=(one.case_id for one in stuck))
    return render_template(
        "supervision.html",
        found=found,
        watch=seen,
        silent=[names[region] for region in seen.silent],
        many_regions=len(supervised(actor())) > 1,
    )


@blueprint.post("/taken/<task_id>/overdragen")
def reassign(task_id: str) -> Response:
    """Give a task to somebody else, or back to its groups."""
    chosen = request.form.get("medewerker", "")
    to = UserId(id_from(chosen)) if chosen else None
    context().door.execute(actor(), ReassignTask(task_id=TaskId(id_from(task_id)), user_id=to))
    flash("De taak is overgedragen." if to else "De taak ligt weer bij de groep.", "good")
    return _back()


@blueprint.post("/storingen/opnieuw")
def retry_all() -> Response:
    """Let every failed automatic step run again: what stopped them is over."""
    _require_supervisor()
    with context().reading() as connection:
        failed = failed_jobs(connection, actor())
    for job_id in failed:
        context().door.execute(actor(), RetryJob(job_id=JobId(job_id)))
    flash(
        f"{len(failed)} stappen worden nu opnieuw geprobeerd."
        " Ververs deze pagina over een paar tellen.",
        "good",
    )
    return _back()


@blueprint.post("/storingen/<job_id>/opnieuw")
def retry(job_id: str) -> Response:
    """Let a failed automatic step run again."""
    context().door.execute(actor(), RetryJob(job_id=JobId(id_from(job_id))))
    flash("De stap wordt nu opnieuw geprobeerd. Ververs deze pagina over een paar tellen.", "good")
    return _back()


def _require_supervisor() -> None:
    if not supervised(actor()):
        raise NotAllowed("Deze pagina is voor teamleiders, regiomanagers en functioneel beheer.")


def _back() -> Response:
    return redirect(safe_back(request.form.get("terug")) or url_for("supervision.show"), 303)
