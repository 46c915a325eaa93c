"""No form is accepted that did not come from our own page.

Behind the log-in the token belongs to the session. On the log-in page there is no session yet, so
the token is signed over a random cookie. Scripts send it in the header `X-CSRF-Token`.
"""

import hmac
import secrets
from hashlib import sha256
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from engine.errors import NotAllowed
from engine.web.request import context, session

COOKIE = "loopplank_bezoek"
FIELD = "csrf_token"
HEADER = "X-CSRF-Token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_VISITOR_BYTES = 24
REFUSAL = "Deze pagina was te lang open. Ga terug, laad de pagina opnieuw en probeer het nog eens."


def token() -> str:
    """Give the token for forms on this page."""
    found = session()
    return found.csrf_token if found else _visitor_token(_visitor())


def check() -> None:
    """Refuse a change without the page's token; raises `NotAllowed`."""
    if request.method in _SAFE:
        return
    given = request.headers.get(HEADER) or request.form.get(FIELD, "")
    if not _from_our_own_pages() or not hmac.compare_digest(given.encode(), token().encode()):
        raise NotAllowed(REFUSAL)


def _from_our_own_pages() -> bool:
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def _visitor() -> str:
    if "visitor" not in g:
        known = request.cookies.get(COOKIE)
        g.new_visitor = known is None
        g.visitor = known or secrets.token_urlsafe(_VISITOR_BYTES)
    return str(g.visitor)


def _visitor_token(visitor: str) -> str:
    key = hmac.digest(context().settings.keys.index, b"web visitor form", sha256)
    return hmac.new(key, visitor.encode(), sha256).hexdigest()


def _remember_visitor(response: Response) -> Response:
    if g.get("new_visitor"):
        secure = not context().settings.demo
        response.set_cookie(COOKIE, g.visitor, httponly=True, samesite="Lax", secure=secure)
    return response


def install(app: Flask) -> None:
    """Give templates the token and remember visitors who have no session."""
    app.after_request(_remember_visitor)
    app.add_template_global(token, "csrf_token")
