"""The one door: every change comes in here, as one command in one transaction.

    prepare (no transaction) → begin → handle → audit → commit → answer
                                 └── any error: roll back, nothing is half done;
                                     an instance that cannot go on is reported as an incident

A transaction that lost a race in the database is tried again, for it left no trace. Commands that
cannot be repeated safely carry their own guard (a revision, a submission id, a fence).
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast

from engine.commands.command import Command, Done, Trace
from engine.commands.environment import Environment
from engine.commands.work import Work
from engine.domain.access import SYSTEM, Actor
from engine.domain.clock import Clock
from engine.errors import ExecutionError
from engine.persistence.audit import NewEntry
from engine.persistence.database import Database, LostRace
from engine.persistence.unit_of_work import UnitOfWork

R = TypeVar("R")
C = TypeVar("C", bound=Command[object])

Handle = Callable[[C, Work], Done[R]]
Prepare = Callable[[C, "Door", Actor], object]

Report = Callable[[C, ExecutionError, Work], Done[None]]

_MOST_TRIES = 6
_handles: dict[type[Command[object]], Handle[Command[object], object]] = {}
_prepares: dict[type[Command[object]], Prepare[Command[object]]] = {}
_reports: dict[type[Command[object]], Report[Command[object]]] = {}


def handles(kind: type[C]) -> Callable[[Handle[C, R]], Handle[C, R]]:
    """Mark the one function that handles a command."""

    def register(function: Handle[C, R]) -> Handle[C, R]:
        _handles[kind] = cast("Handle[Command[object], object]", function)
        return function

    return register


def prepares(kind: type[C]) -> Callable[[Prepare[C]], Prepare[C]]:
    """Mark a function that runs before the transaction opens; its answer is `work.prepared`."""

    def register(function: Prepare[C]) -> Prepare[C]:
        _prepares[kind] = cast("Prepare[Command[object]]", function)
        return function

    return register


def reports(kind: type[C]) -> Callable[[Report[C]], Report[C]]:
    """Mark a function that writes down, in a transaction of its own, that an instance failed."""

    def register(function: Report[C]) -> Report[C]:
        _reports[kind] = cast("Report[Command[object]]", function)
        return function

    return register


@dataclass(frozen=True, kw_only=True)
class Door:
    """Executes commands."""

    database: Database
    clock: Clock
    environment: Environment
    after_commit: Callable[[], None] | None = None
    """Called after every change: new work may be due (a worker in the same process wakes)."""

    def execute(self, actor: Actor, command: Command[R]) -> R:
        """Execute a command as an actor.

        Raises any `EngineError` of the command, or `Unavailable` when the database is.
        """
        handle = cast("Handle[Command[R], R]", _handles[type(command)])
        prepare = _prepares.get(type(command))
        prepared = prepare(command, self, actor) if prepare else None
        try:
            done = self._patiently(actor, command, handle, prepared)
        except ExecutionError as error:
            self._report(actor, command, error)
            raise
        if self.after_commit is not None and done.trace is not None:
            self.after_commit()
        if done.refusal is not None:
            raise done.refusal
        return done.result

    def _patiently(
        self, actor: Actor, command: Command[R], handle: Handle[Command[R], R], prepared: object
    ) -> Done[R]:
        for attempt in range(_MOST_TRIES - 1):
            try:
                return self._once(actor, command, handle, prepared)
            except LostRace:
                time.sleep(random.uniform(0.001, 0.02) * 2**attempt)  # noqa: S311 - no secret
        return self._once(actor, command, handle, prepared)

    def _report(self, actor: Actor, command: Command[object], error: ExecutionError) -> None:
        report = _reports.get(type(command))
        if report is None:
            return

        def note(failed: Command[object], work: Work) -> Done[object]:
            return report(failed, error, work)

        self._once(actor, command, note, None)

    def _once(
        self, actor: Actor, command: Command[R], handle: Handle[Command[R], R], prepared: object
    ) -> Done[R]:
        with self.database.transaction() as unit:
            work = Work(
                unit=unit,
                actor=actor,
                now=self.clock.now(),
                environment=self.environment,
                prepared=prepared,
            )
            done = handle(command, work)
            if done.trace is not None:
                _audit(unit, work, type(command).__name__, done.trace)
        return done


def _audit(unit: UnitOfWork, work: Work, action: str, trace: Trace) -> None:
    unit.audit.append(
        NewEntry(
            id=work.new_id(),
            region=trace.region,
            at=work.now,
            actor_id=work.actor.user_id,
            actor_name=SYSTEM.name if work.actor is SYSTEM else work.actor.username,
            action=action,
            subject_kind=trace.subject_kind,
            subject_id=trace.subject_id,
            case_id=trace.case_id,
            detail=trace.detail,
        )
    )
