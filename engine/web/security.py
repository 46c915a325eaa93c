"""What a browser may do with our pages: security headers and a strict content policy.

STRICT allows nothing from elsewhere and nothing inline. A page that carries an editor which sets
styles from script asks for EDIT with the `policy` decorator.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, Response, g, request

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
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
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
    """Put the policy on every answer; pages with people in them are never cached."""
    response.headers.setdefault("Content-Security-Policy", g.get("content_policy", STRICT))
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR}")
    if request.endpoint == "static":
        response.headers["Cache-Control"] = _static_caching()
    else:
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _static_caching() -> str:
    return f"public, max-age={_YEAR}, immutable" if request.args.get("v") else "no-cache"


def install(app: Flask) -> None:
    """Guard every answer of the application."""
    app.after_request(add_headers)
