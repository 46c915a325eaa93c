"""A service task that writes in the case's file what nobody filled in: a provider stayed silent.

It names a recorder in its property `vastleggen`, as a user task does; its inputs are the answers.
"""

from dataclasses import dataclass

from engine.bpmn.step import PendingService
from engine.commands.command import Command, Done
from engine.commands.door import handles
from engine.commands.fence import trace_of
from engine.commands.recording import record_answers
from engine.commands.running import Running
from engine.commands.services import settled
from engine.commands.walk import walk
from engine.commands.work import Work
from engine.domain.ids import TaskId
from engine.domain.job import Claim
from engine.domain.user_task import UserTask


@dataclass(frozen=True, kw_only=True)
class FileByItself(Command[bool]):
    """Record the inputs of a waiting service task, and go on. False: the fence closed."""

    claim: Claim


@handles(FileByItself)
def _file(command: FileByItself, work: Work) -> Done[bool]:
    claim = command.claim
    running = settled(work, claim)
    if running is None:
        return Done(result=False, trace=None)
    waiting = next(s for s in running.instance.services() if s.task_id == claim.engine_task_id)
    record_answers(work, _as_task(running, waiting), running, waiting.inputs)
    running.instance.complete_service(waiting.task_id, {}, running.surroundings)
    walk(work, running)
    return Done(result=True, trace=trace_of(claim, running.stored))


def _as_task(running: Running, waiting: PendingService) -> UserTask:
    """Give the step as a recorder sees it."""
    return UserTask(
        id=TaskId(waiting.task_id),
        instance_id=running.stored.id,
        case_id=running.stored.case_id,
        region=running.stored.region,
        process_key=waiting.process_key,
        element_id=waiting.element_id,
        name=waiting.name,
        properties=waiting.properties,
    )
