"""The demo's clock: it can be moved forward, never back, and not at all in production."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.commands.command import Command, Done, Trace
from engine.commands.door import handles
from engine.commands.work import Work
from engine.errors import Invalid, NotAllowed
from engine.persistence.unit_of_work import UnitOfWork

_OFFSET = "clock_offset_seconds"


@dataclass(frozen=True, kw_only=True)
class MoveClock(Command[datetime]):
    """Move the clock to a later moment. Every timer due until then fires, in order.

    The answer is the moment at which the clock now stands. Raises `NotAllowed` outside the demo.
    """

    to: datetime


@handles(MoveClock)
def _move(command: MoveClock, work: Work) -> Done[datetime]:
    if not work.environment.settings.demo:
        raise NotAllowed("De klok kan alleen in de oefenomgeving worden verzet.")
    if command.to < work.now:
        raise Invalid("De klok kan alleen vooruit.")
    offset = read_offset(work.unit) + (command.to - work.now)
    work.unit.regions.set_state(_OFFSET, str(offset.total_seconds()))
    trace = Trace(subject_kind="clock", detail={"to": command.to.isoformat()})
    return Done(result=command.to, trace=trace)


def read_offset(unit: UnitOfWork) -> timedelta:
    """Read how far the demo's clock is ahead."""
    return timedelta(seconds=float(unit.regions.state(_OFFSET) or 0))
