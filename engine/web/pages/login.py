"""Logging in and out."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.errors import Invalid
from engine.web import visit
from engine.web.display import safe_back
from engine.web.request import session

blueprint = Blueprint("login", __name__)


@blueprint.get("/inloggen")
def form() -> str | Response:
    """Ask who you are; who is known already goes on to her work."""
    if session() is not None:
        return redirect(url_for("worklist.show"), 303)
    return _page(back=safe_back(request.args.get("terug")))


@blueprint.post("/inloggen")
def enter() -> tuple[str, int] | Response:
    """Begin a session."""
    back = safe_back(request.form.get("terug"))
    username = request.form.get("gebruikersnaam", "").strip()
    response = redirect(back or url_for("worklist.show"), 303)
    try:
        return visit.begin(response, username, request.form.get("wachtwoord", ""))
    except Invalid as wrong:
        return _page(back=back, username=username, problem=wrong.message), 422


@blueprint.post("/uitloggen")
def leave() -> Response:
    """End the session."""
    visit.end()
    return visit.forget(redirect(url_for("login.form"), 303))


def _page(*, back: str | None, username: str = "", problem: str | None = None) -> str:
    return render_template("login.html", back=back or "", username=username, problem=problem)
