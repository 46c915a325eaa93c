"""Standing processes: start the rounds that are missing, and say with which municipalities.

Rounds follow each other by themselves (`engine.commands.rounds`); this is for what is new: a
region, a municipality, the first version of a diagram. Two workers at once still start one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.commands.command import Command, Done, Trace
from engine.commands.door import handles
from engine.commands.rounds import begin_round, missing_rounds, save_municipalities
from engine.commands.walk import walk
from engine.commands.work import Work
from engine.domain.access import Permission
from engine.errors import Invalid

_MOST = 40
_LONGEST_NAME = 60


@dataclass(frozen=True, kw_only=True)
class EnsureStanding(Command[int]):
    """Start the rounds that are missing in a region; the answer is how many were started."""

    region: str


@dataclass(frozen=True, kw_only=True)
class SetMunicipalities(Command[None]):
    """Say which centrumgemeenten a region talks with, and for which municipalities each speaks.

    When one is dropped its round runs to the end, and no next one begins.
    """

    region: str
    municipalities: Mapping[str, Sequence[str]]


@handles(EnsureStanding)
def _ensure(command: EnsureStanding, work: Work) -> Done[int]:
    region = command.region
    work.require(Permission.SUPERVISE, region)
    work.unit.regions.lock(region)
    missing = missing_rounds(work.unit, work.environment, region)
    for definition, place in missing:
        walk(work, begin_round(work, definition, region, place))
    trace = Trace(region=region, subject_kind="process_instance", detail={"begun": len(missing)})
    return Done(result=len(missing), trace=trace if missing else None)


@handles(SetMunicipalities)
def _set_municipalities(command: SetMunicipalities, work: Work) -> Done[None]:
    region = command.region
    work.require(Permission.MANAGE_TERMS, region)
    named = {
        name.strip(): [other.strip() for other in others if other.strip()]
        for name, others in command.municipalities.items()
    }
    _check(named)
    save_municipalities(work.unit, region, named)
    trace = Trace(region=region, subject_kind="region", detail={"municipalities": sorted(named)})
    return Done(result=None, trace=trace)


def _check(named: Mapping[str, Sequence[str]]) -> None:
    if len(named) > _MOST:
        raise Invalid(f"Een regio heeft ten hoogste {_MOST} centrumgemeenten.")
    spoken_for: dict[str, str] = {}
    for name, others in named.items():
        if not name or len(name) > _LONGEST_NAME or ":" in name:
            raise Invalid(
                f"Geef elke centrumgemeente een naam van ten hoogste {_LONGEST_NAME}"
                " tekens, zonder dubbele punt."
            )
        for other in (name, *others):
            if spoken_for.setdefault(other.lower(), name) != name:
                raise Invalid(f"De gemeente {other} staat bij twee centrumgemeenten.")
