"""Business terms: how long "contactpoging" is, in a region, from a day on."""

from dataclasses import dataclass
from datetime import date

from engine.commands.command import Command, Done, Trace
from engine.commands.door import handles
from engine.commands.work import Work
from engine.domain.access import ALL_REGIONS, Permission
from engine.domain.limits import check_limit
from engine.domain.terms import Term
from engine.errors import Invalid
from engine.persistence.regions import NATIONAL, NewTerm


@dataclass(frozen=True, kw_only=True)
class SetTerm(Command[None]):
    """Set a term from a day on; `region` '' is national. Running timers keep their moment.

    Raises `Invalid` when it is no term, or longer than a source allows (`engine.domain.limits`).
    """

    region: str
    name: str
    value: str
    effective_from: date


@handles(SetTerm)
def _set(command: SetTerm, work: Work) -> Done[None]:
    if command.region == NATIONAL:
        work.require(Permission.ADMINISTER, ALL_REGIONS)
    else:
        work.require(Permission.MANAGE_TERMS, command.region)
    if not command.name.strip():
        raise Invalid("Geef de termijn een naam.", {"name": ["Vul een naam in."]})
    check_limit(command.name, Term.parse(command.value))
    work.unit.regions.set_term(
        NewTerm(
            region=command.region,
            name=command.name,
            value=command.value,
            effective_from=command.effective_from,
            set_by=work.actor.user_id,
            set_at=work.now,
        )
    )
    detail = {"name": command.name, "value": command.value, "from": str(command.effective_from)}
    return Done(
        result=None,
        trace=Trace(region=command.region, subject_kind="region_term", detail=detail),
    )
