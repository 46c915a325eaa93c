"""One place that turns what went wrong into a page: views never catch.

NotFound, unknown address   404   the same page, whether a thing is unknown or not hers
NotAllowed                  403   Conflict, TaskNotOpen   409   Invalid, DefinitionRefused   422
TooManyAttempts             429   Unavailable             503   both say when to try again
anything else               500   with a number that the log knows too
"""

import logging
import secrets
from dataclasses import dataclass

from flask import Flask, Response, g, jsonify, make_response, render_template
from markupsafe import escape
from werkzeug.exceptions import HTTPException

from engine.domain.definition import Finding
from engine.errors import (
    Conflict,
    DefinitionRefused,
    EngineError,
    ExecutionError,
    Invalid,
    NotAllowed,
    NotFound,
    TaskNotOpen,
    TooManyAttempts,
    Unavailable,
)
from engine.web.request import wants_fragment, wants_json

log = logging.getLogger(__name__)

RETRY_SECONDS = 5
_OUR_FAULT = 500
NOT_FOUND = "Deze pagina bestaat niet, of hoort bij een regio waar je niet werkt."

_STATUS: tuple[tuple[type[EngineError], int, str], ...] = (
    (NotFound, 404, "Niet gevonden"),
    (NotAllowed, 403, "Dit mag niet"),
    (Conflict, 409, "Iemand was je voor"),
    (TaskNotOpen, 409, "Deze taak is al klaar"),
    (DefinitionRefused, 422, "Dit bestand kan zo niet worden gebruikt"),
    (Invalid, 422, "Er klopt iets nog niet"),
    (TooManyAttempts, 429, "Even wachten"),
    (Unavailable, 503, "Even niet bereikbaar"),
    (ExecutionError, 500, "Deze stap lukt nu niet"),
    (EngineError, 500, "Dit lukt nu niet"),
)
_HTTP_TITLES = {
    400: ("Deze vraag is onvolledig", "Ga terug en probeer het opnieuw."),
    404: ("Niet gevonden", NOT_FOUND),
    405: ("Niet gevonden", NOT_FOUND),
    413: (
        "Dit is te groot om te versturen",
        "Dit is te groot om te versturen. Kies een kleiner bestand, of verstuur ze één voor één.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Failure:
    """What the page says."""

    status: int
    title: str
    message: str
    problems: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    retry_after: int | None = None


def describe(error: EngineError) -> Failure:
    """Say what went wrong, with the status that belongs to it."""
    status, title = next((s, t) for kind, s, t in _STATUS if isinstance(error, kind))
    return Failure(
        status=status,
        title=title,
        message=NOT_FOUND if isinstance(error, NotFound) else error.message,
        problems=_problems(error),
        findings=_findings(error),
        retry_after=_retry_after(error),
    )


def _problems(error: EngineError) -> tuple[tuple[str, str], ...]:
    if not isinstance(error, Invalid):
        return ()
    return tuple((place, text) for place, texts in error.problems.items() for text in texts)


def _findings(error: EngineError) -> tuple[Finding, ...]:
    if not isinstance(error, DefinitionRefused):
        return ()
    return tuple(found for found in error.findings if isinstance(found, Finding))


def _retry_after(error: EngineError) -> int | None:
    if isinstance(error, TooManyAttempts):
        return error.retry_after
    return RETRY_SECONDS if isinstance(error, Unavailable) else None


def answer(failure: Failure) -> Response:
    """Give the page, JSON to a script that asked for it, or a sentence beside a form."""
    if wants_fragment():
        response = _sentence(failure)
    elif wants_json():
        response = jsonify(
            message=failure.message,
            problems=[{"place": place, "message": text} for place, text in failure.problems],
            findings=[_finding_json(found) for found in failure.findings],
        )
    else:
        g.has_failed = True
        if failure.status >= _OUR_FAULT:
            g.session = None  # a page that needs no database: it may be what failed
        response = make_response(
            render_template("failure.html", failure=failure, entered=g.get("entered", ()))
        )
    response.status_code = failure.status
    if failure.retry_after is not None:
        response.headers["Retry-After"] = str(failure.retry_after)
    return response


def _sentence(failure: Failure) -> Response:
    """Say it where the draft's state stands; what is being filled in stays as it is."""
    response = make_response(escape(failure.message))
    response.headers["HX-Retarget"] = "#concept"
    response.headers["HX-Reswap"] = "innerHTML"
    return response


def _finding_json(found: Finding) -> dict[str, str | int | None]:
    return {
        "rule": found.rule,
        "severity": found.severity.value,
        "element_id": found.element_id,
        "message": found.message,
        "advice": found.advice,
        "line": found.line,
    }


def _refused(error: EngineError) -> Response:
    failure = describe(error)
    if isinstance(error, ExecutionError) and failure.status == _OUR_FAULT:
        log.error("A step was refused: %s", error.message, extra={"element": error.element_id})
    return answer(failure)


def _http(error: HTTPException) -> Response:
    code = error.code or _OUR_FAULT
    title, message = _HTTP_TITLES.get(code, ("Dit lukt niet", "Ga terug en probeer het opnieuw."))
    return answer(Failure(status=404 if code == 405 else code, title=title, message=message))  # noqa: PLR2004 - HTTP


def _unexpected(error: Exception) -> Response:
    number = secrets.token_hex(4)
    log.error("Unexpected failure %s", number, exc_info=error)
    message = (
        "Er ging iets mis aan onze kant. Er is niets half opgeslagen. Probeer het opnieuw;"
        f" lukt het dan nog niet, geef dan functioneel beheer dit nummer: {number}."
    )
    return answer(Failure(status=_OUR_FAULT, title="Er ging iets mis", message=message))


def install(app: Flask) -> None:
    """Let every failure end in a page."""
    app.register_error_handler(EngineError, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)
