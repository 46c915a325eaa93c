"""Puts the Flask application together from its context."""

import hmac
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Flask, Response, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.web import (
    assets,
    csrf,
    definitions,
    display,
    failures,
    file_words,
    looked,
    security,
)
from engine.web.context import WebContext
from engine.web.notices import Notices
from engine.web.pages import (
    cases,
    clock,
    documents,
    intake,
    letters,
    login,
    municipalities,
    overview,
    places,
    readlog,
    reports,
    search,
    supervision,
    tasks,
    terms,
    worklist,
)
from engine.web.request import EXTENSION, session, wants_fragment
from engine.web.visit import load_session

P = ParamSpec("P")
R = TypeVar("R")

PUBLIC = frozenset({"static", "login.form", "login.enter"})
"""The endpoints that anybody may ask for; every other one sends a stranger to the log-in page."""

MAX_FORM = 2 * 1024 * 1024
MAX_FIELDS = 5_000

_PAGES = (
    login,
    worklist,
    tasks,
    cases,
    reports,
    documents,
    letters,
    overview,
    search,
    intake,
    supervision,
    terms,
    municipalities,
    readlog,
    places,
    clock,
)


class _Pages(Flask):
    """Flask, where every view is a plain function: nobody asks each time whether one is not."""

    def ensure_sync(self, func: Callable[P, R]) -> Callable[P, R]:
        """Give the function as it is."""
        return func


def create_app(context: WebContext) -> Flask:
    """Give the application that serves all pages."""
    app = _Pages(__name__)
    app.config.update(
        MAX_CONTENT_LENGTH=context.settings.post_bytes,
        MAX_FORM_MEMORY_SIZE=MAX_FORM,
        MAX_FORM_PARTS=MAX_FIELDS,
        SECRET_KEY=hmac.digest(context.settings.keys.index, b"web notices", "sha256"),
        SESSION_COOKIE_NAME="loopplank_melding",  # only the notice for the next page
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=not context.settings.demo,
    )
    app.session_interface = Notices(app)
    app.extensions[EXTENSION] = context
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    security.install(app)
    app.before_request(_open_the_door)
    for part in (csrf, assets, display, failures, file_words, looked):
        part.install(app)
    for page in (*_PAGES, definitions):
        app.register_blueprint(page.blueprint)
    return app


def _open_the_door() -> AnyResponse | None:
    """Know who asks; strangers go to the log-in page, and no change comes without its token."""
    if request.endpoint == "static":
        return None
    g.session = load_session()
    if session() is None and request.endpoint not in PUBLIC:
        return _to_log_in()
    csrf.check()
    return None


def _to_log_in() -> AnyResponse:
    address = url_for("login.form", terug=request.full_path.rstrip("?") if _is_page() else None)
    if wants_fragment():
        return Response(status=401, headers={"HX-Redirect": address})
    return redirect(address, 303)


def _is_page() -> bool:
    return request.method == "GET" and request.endpoint is not None
