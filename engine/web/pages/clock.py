"""The demo's clock bar: to tomorrow, a week, a quarter; what is due then happens at once."""

from datetime import datetime, timedelta

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from engine.commands.clock import MoveClock
from engine.domain.terms import Term
from engine.web import wording
from engine.web.display import safe_back
from engine.web.request import ZONE, actor, context, now

blueprint = Blueprint("clock", __name__)

_MORNING = 8
_QUARTER = "3 maanden"


@blueprint.post("/oefenklok")
def move() -> Response:
    """Move the clock and let everything that became due happen."""
    if not context().settings.demo:
        abort(404)
    reached = context().door.execute(actor(), MoveClock(to=_later(request.form.get("stap", ""))))
    flash(f"Het is nu {wording.moment_text(reached)}.", "good")
    return redirect(safe_back(request.form.get("terug")) or url_for("worklist.show"), 303)


@blueprint.get("/oefenklok")
def reached() -> Response:
    """Tell in words where the clock stands: the bar shows it while the clock runs."""
    if not context().settings.demo:
        abort(404)
    return Response(wording.moment_text(now()), mimetype="text/plain")


def _later(step: str) -> datetime:
    if step == "kwartaal":
        return Term.parse(_QUARTER).after(now(), context().scope("", now()).calendar)
    if step == "week":
        return now() + timedelta(weeks=1)
    tomorrow = now().astimezone(ZONE) + timedelta(days=1)
    return tomorrow.replace(hour=_MORNING, minute=0, second=0, microsecond=0)
