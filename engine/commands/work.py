"""What a handling function works with: one transaction of one actor at one moment."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from engine.commands.environment import Environment
from engine.domain.access import Actor, Permission
from engine.errors import NotAllowed, NotFound
from engine.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Work:
    """One transaction. `prepared` is what the command's preparation gave."""

    unit: UnitOfWork
    actor: Actor
    now: datetime
    environment: Environment
    prepared: object = None

    def require(self, permission: Permission, region: str) -> None:
        """Refuse when the actor may not do this here; see `require`."""
        require(self.actor, permission, region)

    def new_id(self) -> UUID:
        """Make the id of a new row."""
        return self.environment.new_id(self.now)


def require(actor: Actor, permission: Permission, region: str) -> None:
    """Refuse when an actor may not do this in a region.

    Raises `NotFound` outside the actor's regions, since nobody learns what exists elsewhere, and
    `NotAllowed` when the role is wrong.
    """
    if not actor.roles_in(region):
        raise NotFound("Niet gevonden.")
    if not actor.may(permission, region):
        raise NotAllowed("Deze handeling hoort niet bij jouw rol in deze regio.")
