"""Business terms: how long "contactpoging" is, in a region, from a day on."""

from dataclasses import dataclass
from datetime import date

from engine.commands.command import Command


@dataclass(frozen=True, kw_only=True)
class SetTerm(Command[None]):
    """Set a term from a day on; `region` '' is national. Running timers keep their moment."""

    region: str
    name: str
    value: str
    effective_from: date
