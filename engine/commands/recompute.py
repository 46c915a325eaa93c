"""Counting running timers again after a term was changed: never by itself, always previewed.

A timer's moment is computed once, when its token arrives. Who may manage terms can let the timers
that asked for a term be counted again, from the moment at which they began to wait, with the term
as it is now. A timer moves and never vanishes; a repeating one keeps its rhythm.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from engine.bpmn.elements import TimerKind
from engine.bpmn.model import parse_diagram
from engine.bpmn.timers import Moment, arm, is_literal
from engine.commands.catalogue import bound
from engine.commands.command import Command, Done, Trace
from engine.commands.door import handles
from engine.commands.values import decode
from engine.commands.work import Work
from engine.domain.access import Permission
from engine.domain.calendar import AMSTERDAM
from engine.domain.ids import CaseId
from engine.domain.instance import ProcessInstance
from engine.domain.terms import Term
from engine.errors import ExecutionError, Invalid
from engine.feel import compile_expression
from engine.persistence.jobs import RunningTimer


@dataclass(frozen=True, kw_only=True)
class MovedTimer:
    """A timer that a term moves: what waits, in which case, until when before and after."""

    job_id: UUID
    case_id: CaseId | None
    name: str
    before: datetime
    after: datetime


@dataclass(frozen=True, kw_only=True)
class PreviewRecompute(Command[tuple[MovedTimer, ...]]):
    """Show what `RecomputeTimers` would move. Changes nothing, leaves no trace."""

    region: str
    name: str


@dataclass(frozen=True, kw_only=True)
class RecomputeTimers(Command[tuple[MovedTimer, ...]]):
    """Move the running timers that asked for this term to where it puts them now.

    `expected` is how many the preview showed. Raises `Invalid` when there are other ones by now.
    """

    region: str
    name: str
    expected: int


@handles(PreviewRecompute)
def _preview(command: PreviewRecompute, work: Work) -> Done[tuple[MovedTimer, ...]]:
    work.require(Permission.MANAGE_TERMS, command.region)
    return Done(result=tuple(_moved(work, command.region, command.name)), trace=None)


@handles(RecomputeTimers)
def _recompute(command: RecomputeTimers, work: Work) -> Done[tuple[MovedTimer, ...]]:
    work.require(Permission.MANAGE_TERMS, command.region)
    moved = tuple(_moved(work, command.region, command.name))
    if len(moved) != command.expected:
        raise Invalid("Er liep net een timer af of er kwam er een bij. Bekijk de lijst opnieuw.")
    for timer in moved:
        work.unit.jobs.move(timer.job_id, before=timer.before, after=timer.after)
    return Done(
        result=moved,
        trace=Trace(
            region=command.region,
            subject_kind="region_term",
            detail={
                "name": command.name,
                "moved": [
                    [str(t.job_id), t.before.isoformat(), t.after.isoformat()] for t in moved
                ],
            },
        ),
    )


def _moved(work: Work, region: str, name: str) -> Iterator[MovedTimer]:
    for timer in work.unit.jobs.running_timers(region):
        after = _counted_again(work, timer, name)
        if after is not None and after != timer.due_at:
            yield MovedTimer(
                job_id=timer.id,
                case_id=timer.case_id,
                name=timer.name,
                before=timer.due_at,
                after=after,
            )


def _counted_again(work: Work, timer: RunningTimer, name: str) -> datetime | None:
    """Count a timer again from when it began to wait; None when it never asked for the term."""
    stored = work.unit.instances.locked(timer.instance_id)
    if stored is None or is_literal(timer.expression):
        return None
    asked: set[str] = set()
    scope = work.environment.scope(
        work.unit.regions, stored.region, stored.terms_revision, work.now
    )

    def term(wanted: str) -> Term | None:
        asked.add(wanted)
        return scope.terms(wanted)

    began = replace(scope, now=timer.began_at, terms=term)
    try:
        value = compile_expression(timer.expression).evaluate(decode(stored.variables), began).value
        kind = _kind(work, stored, timer)
        if name not in asked or kind in {None, TimerKind.CYCLE}:
            return None
        moment = Moment(now=timer.began_at, zone=AMSTERDAM, calendar=scope.calendar)
        return max(arm(kind, value, moment).due, work.now) if kind else None
    except ExecutionError:
        return None


def _kind(work: Work, stored: ProcessInstance, timer: RunningTimer) -> TimerKind | None:
    """Find in the diagram what kind of timer this is."""
    version = bound(stored.bindings, "process", timer.process_key) or stored.definition_id
    source = work.environment.catalogue.definition(work.unit.definitions, version).source
    for process in parse_diagram(source).processes:
        for node in process.all_nodes():
            if node.id == timer.element_id and node.event is not None:
                return node.event.timer_kind
    return None
