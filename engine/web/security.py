"""What a browser may do with our pages: security headers and a strict content policy.

STRICT allows nothing from elsewhere and nothing inline. A page that carries an editor which sets
styles from script asks for EDIT with the `policy` decorator.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, g, request

if TYPE_CHECKING:
    from _typeshed import OptExcInfo

P = ParamSpec("P")
R = TypeVar("R")

_SELF_ONLY = (
    "default-src 'none'; script-src 'self'; font-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-src 'self'; frame-ancestors 'self'"
)
STRICT = f"{_SELF_ONLY}; style-src 'self'; img-src 'self'"
EDIT = (
    f"{_SELF_ONLY}; style-src 'self'; style-src-elem 'self';"
    " style-src-attr 'unsafe-inline'; img-src 'self' data:"
)
DOCUMENT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
"""For a stored document shown in the page: no script, no network, whatever is in the file."""

ATTACHED = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""For a file from outside, that is only ever saved."""

_HEADERS = {
    "Content-Security-Policy": STRICT,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",  # pages with people in them
}
_ALWAYS = tuple((name.lower(), (name, value)) for name, value in _HEADERS.items())
_YEAR = 31_536_000


def policy(content_policy: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Give the pages of a view another content policy than STRICT."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def with_policy(*args: P.args, **kwargs: P.kwargs) -> R:
            g.content_policy = content_policy
            return view(*args, **kwargs)

        return with_policy

    return decorate


def add_headers(response: Response) -> Response:
    """Put on an answer what depends on what was asked."""
    if "content_policy" in g:
        response.headers.setdefault("Content-Security-Policy", g.content_policy)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR}")
    if request.endpoint == "static":
        response.headers["Cache-Control"] = _static_caching()
    return response


def guarded(pages: WSGIApplication) -> WSGIApplication:
    """Put what is the same for every answer on it, unless the answer says otherwise."""

    def guard(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(
            status: str,
            headers: list[tuple[str, str]],
            exc_info: "OptExcInfo | None" = None,
            /,
        ) -> Callable[[bytes], object]:
            given = {name.lower() for name, _ in headers}
            more = [header for name, header in _ALWAYS if name not in given]
            return start_response(status, [*headers, *more], exc_info)

        return pages(environ, start)

    return guard


def _static_caching() -> str:
    return f"public, max-age={_YEAR}, immutable" if request.args.get("v") else "no-cache"


def install(app: Flask) -> None:
    """Guard every answer of the application."""
    app.after_request(add_headers)
    app.wsgi_app = guarded(app.wsgi_app)  # type: ignore[assignment, method-assign]  # as Flask says
