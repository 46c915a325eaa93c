"""A step and everything that follows from it at once: one walk, in one transaction.

The messages that a step throws make other instances take a step, whose messages are delivered in
turn. At the end the promise is checked for every instance that moved: all or nothing.
"""

from collections import deque

from engine.commands.messages import deliver
from engine.commands.progress import Recorded, record
from engine.commands.running import Running
from engine.commands.work import Work
from engine.errors import PromiseBroken, StepBudgetExceeded

_MOST_STEPS = 50


def walk(work: Work, first: Running) -> Recorded:
    """Record a step and all that it sets off; the answer is about the first instance.

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
    _check_promise(recorded)
    return recorded[0]


def _check_promise(recorded: list[Recorded]) -> None:
    last = {left.instance_id: left for left in recorded}
    for left in last.values():
        if not left.promise_kept:
            raise PromiseBroken(
                f"Na deze stap zou proces {left.instance_id} stilstaan: geen taak, geen termijn"
                " en niets dat vanzelf gebeurt. De stap is niet uitgevoerd. Laat de"
                " procesontwerper een taak of een termijn toevoegen."
            )
