"""A step and everything that follows from it at once: one walk, in one transaction.

The messages that a step throws make other instances take a step, whose messages are delivered in
turn. At the end the promise is checked for every instance that moved: all or nothing.
"""

from collections import deque
from dataclasses import dataclass

from engine.bpmn.step import OpenTask
from engine.commands.messages import deliver
from engine.commands.progress import Recorded, record
from engine.commands.rounds import next_round
from engine.commands.running import Running
from engine.commands.work import Work
from engine.domain.ids import CaseId
from engine.errors import PromiseBroken, StepBudgetExceeded

_MOST_STEPS = 50


@dataclass(frozen=True, kw_only=True)
class Walked:
    """What a walk came to: the tasks that opened anywhere, the case, and whether it ended."""

    opened: tuple[OpenTask, ...]
    case_id: CaseId | None
    ended: bool


def walk(work: Work, first: Running) -> Walked:
    """Record a step and all that it sets off; `ended` is about the first instance.

    Raises `PromiseBroken` when an instance would be left with nobody and nothing to move it.
    """
    recorded: list[Recorded] = []
    steps = deque([first])
    while steps:
        if len(recorded) >= _MOST_STEPS:
            raise StepBudgetExceeded("Processen sturen elkaar eindeloos berichten.")
        running = steps.popleft()
        left = record(work, running)
        recorded.append(left)
        for thrown in left.thrown:
            steps.extend(deliver(work, running, thrown))
        steps.extend(next_round(work, running))
    _check_promise(recorded)
    return Walked(
        opened=tuple(task for left in recorded for task in left.opened),
        case_id=next((left.case_id for left in recorded if left.case_id), None),
        ended=recorded[0].ended,
    )


def _check_promise(recorded: list[Recorded]) -> None:
    last = {left.instance_id: left for left in recorded}
    for left in last.values():
        if not left.promise_kept:
            raise PromiseBroken(
                f"Na deze stap zou proces {left.instance_id} stilstaan: geen taak, geen termijn"
                " en niets dat vanzelf gebeurt. De stap is niet uitgevoerd. Laat de"
                " procesontwerper een taak of een termijn toevoegen."
            )
