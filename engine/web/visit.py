"""The visit: the session cookie, from log-in to log-out.

The cookie holds a random token of which the database knows the hash. It is renewed at log-in (the
old one ends) and lives until it was idle for too long, or too old, or until log-out.
"""

from datetime import timedelta

from flask import request
from werkzeug.wrappers import Response

from engine.commands.accounts import KeepSession, LogIn, LogOut
from engine.domain.access import SYSTEM
from engine.queries.sessions import Session, session_of
from engine.web.request import context

COOKIE = "loopplank_sessie"
_KEEP_EVERY = timedelta(minutes=2)


def load_session() -> Session | None:
    """Find who asks, and note now and then that she is still there."""
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    at = context().wall_clock()
    with context().glance() as connection:
        found = session_of(connection, token, at=at, idle=context().settings.session_idle)
    if found is not None and at - found.last_seen_at > _KEEP_EVERY:
        context().door.execute(SYSTEM, KeepSession(token=token, at=at))
    return found


def begin(response: Response, username: str, password: str) -> Response:
    """Log in and set a fresh cookie; raises `Invalid` or `TooManyAttempts`."""
    at = context().wall_clock()
    end()
    begun = context().door.execute(
        SYSTEM,
        LogIn(username=username, password=password, at=at, address=request.remote_addr or ""),
    )
    response.set_cookie(
        COOKIE, begun.token, httponly=True, samesite="Lax", secure=not context().settings.demo
    )
    return response


def end() -> None:
    """End the session of this browser, if there is one."""
    token = request.cookies.get(COOKIE)
    if token:
        context().door.execute(SYSTEM, LogOut(token=token, at=context().wall_clock()))


def forget(response: Response) -> Response:
    """Take the cookie away."""
    response.delete_cookie(COOKIE, httponly=True, samesite="Lax")
    return response
