"""The request at hand: who asks, what time it is, and what the application offers."""

from datetime import date, datetime
from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Request, current_app, g, request

from engine.domain.access import Actor, Permission
from engine.domain.ids import parse_uuid
from engine.errors import NotAllowed, NotFound
from engine.queries.sessions import Session
from engine.web.context import WebContext

EXTENSION = "loopplank"
ZONE = ZoneInfo("Europe/Amsterdam")


def context() -> WebContext:
    """Give what the application offers to its pages."""
    return cast("WebContext", current_app.extensions[EXTENSION])


def session() -> Session | None:
    """Give the session of the person who asks, if she logged in."""
    return cast("Session | None", g.get("session"))


def actor() -> Actor:
    """Give the person who asks; only for pages behind the log-in."""
    found = session()
    if found is None:
        raise NotAllowed("Log eerst in.")
    return found.actor


def now() -> datetime:
    """Give the moment by the application's clock, the same during one request."""
    if "now" not in g:
        g.now = context().clock.now()
    return cast("datetime", g.now)


def today() -> date:
    """Give the day in the Netherlands."""
    return now().astimezone(ZONE).date()


def require(permission: Permission) -> None:
    """Refuse who has this permission in none of her regions."""
    if not actor().regions_where(permission):
        raise NotAllowed("Deze pagina hoort niet bij je rol. Vraag je teamleider om toegang.")


def id_from(text: str) -> UUID:
    """Read an id from an address; what is no id is not found, like an unknown one."""
    found = parse_uuid(text)
    if found is None:
        raise NotFound("Niet gevonden.")
    return found


def wants_fragment(asked: Request = request) -> bool:
    """Tell whether htmx asks for a part of the page only."""
    return asked.headers.get("HX-Request") == "true"


def wants_json(asked: Request = request) -> bool:
    """Tell whether a script asks, which reads JSON instead of a page."""
    best = asked.accept_mimetypes.best_match(["text/html", "application/json"], "text/html")
    return best == "application/json"
