"""Process instances: start one, let a timer of it fire, bring it a message."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.commands.command import Command, Done, Trace
from engine.commands.door import handles
from engine.commands.fence import finish_first, trace_of
from engine.commands.messages import About, begin, bring_to_case, startable
from engine.commands.running import Running, resume
from engine.commands.walk import walk
from engine.commands.work import Work
from engine.domain.access import Permission
from engine.domain.ids import CaseId, InstanceId, SignalId, TaskId
from engine.domain.job import Claim, JobState
from engine.errors import ExecutionError, NotFound
from engine.feel import Value


@dataclass(frozen=True, kw_only=True)
class Started:
    """A process instance that has begun."""

    instance_id: InstanceId
    tasks: tuple[TaskId, ...]
    ended: bool


@dataclass(frozen=True, kw_only=True)
class StartProcess(Command[Started]):
    """Start the region's version of a process, else the national one."""

    key: str
    region: str
    business_key: str
    variables: Mapping[str, Value] = field(default_factory=dict)
    case_id: CaseId | None = None
    signal_id: SignalId | None = None


@dataclass(frozen=True, kw_only=True)
class FireTimer(Command[bool]):
    """Let a claimed timer fire. False: the fence closed, somebody else has it or did it."""

    claim: Claim


@dataclass(frozen=True, kw_only=True)
class CorrelateMessage(Command[bool]):
    """Bring a message to the case's waiting element. False: nothing waits for it."""

    case_id: CaseId
    name: str
    variables: Mapping[str, Value] = field(default_factory=dict)


@handles(StartProcess)
def _start(command: StartProcess, work: Work) -> Done[Started]:
    work.require(Permission.WORK_TASKS, command.region)
    definition = work.unit.definitions.newest("process", command.key, command.region)
    if definition is None:
        raise NotFound(f"Het proces '{command.key}' bestaat niet in deze regio.")
    about = About(
        region=command.region,
        business_key=command.business_key,
        case_id=command.case_id,
        signal_id=command.signal_id,
    )
    process = startable(work, definition, command.region)
    running = begin(work, process, about, command.variables)
    walked = walk(work, running)
    started = Started(
        instance_id=running.stored.id,
        tasks=tuple(TaskId(task.id) for task in walked.opened),
        ended=walked.ended,
    )
    return Done(
        result=started,
        trace=Trace(
            region=command.region,
            subject_kind="process_instance",
            subject_id=running.stored.id,
            case_id=command.case_id,
            detail={"process": command.key, "version": definition.version},
        ),
    )


@handles(FireTimer)
def _fire(command: FireTimer, work: Work) -> Done[bool]:
    claim = command.claim
    stored = work.unit.instances.locked(claim.instance_id)
    if stored is None:
        return Done(result=False, trace=None)
    running = resume(work, stored)
    is_armed = _lists(running, claim)
    state = JobState.DONE if is_armed else JobState.VOID
    if not finish_first(work, claim, state) or not is_armed:
        return Done(result=False, trace=None)
    running.instance.fire_timer(TaskId(claim.engine_task_id), running.surroundings)
    if _lists(running, claim):
        raise ExecutionError("De termijn ging af, maar staat nog steeds open.")
    walk(work, running)
    return Done(result=True, trace=trace_of(claim, stored))


@handles(CorrelateMessage)
def _bring_message(command: CorrelateMessage, work: Work) -> Done[bool]:
    case = work.unit.cases.get(command.case_id)
    if case is None:
        raise NotFound("Deze casus bestaat niet.")
    work.require(Permission.WORK_TASKS, case.region)
    reached = bring_to_case(work, case.id, command.name, command.variables)
    for running in reached:
        walk(work, running)
    return Done(
        result=bool(reached),
        trace=Trace(
            region=case.region,
            subject_kind="care_case",
            subject_id=case.id,
            case_id=case.id,
            detail={"message": command.name},
        )
        if reached
        else None,
    )


def _lists(running: Running, claim: Claim) -> bool:
    """Tell whether the engine waits for exactly this firing."""
    return any(
        timer.task_id == claim.engine_task_id and timer.occurrence == claim.occurrence
        for timer in running.instance.timers()
    )
