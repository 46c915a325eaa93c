"""The centrumgemeenten that a region meets, and for which municipalities each speaks."""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from engine.domain.access import Actor, Permission
from engine.domain.standing import municipalities_state
from engine.errors import NotFound
from engine.persistence.tables import app_state
from engine.queries import Connection


def municipalities_of(
    connection: Connection, actor: Actor, region: str
) -> Mapping[str, Sequence[str]]:
    """Give the centrumgemeenten of a region that the actor manages. Raises `NotFound`."""
    if not actor.may(Permission.MANAGE_TERMS, region):
        raise NotFound("Niet gevonden.")
    stored = connection.scalar(
        select(app_state.c.value).where(app_state.c.name == municipalities_state(region))
    )
    named: Mapping[str, Sequence[str]] = {} if stored is None else json.loads(stored)
    return named
