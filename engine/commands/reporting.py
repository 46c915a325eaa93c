"""Events that people report: a message to the case, with what the form of the event asked.

A catching message event with the property `melden` can be reported on the case page by anybody who
works on cases of the region. The report is told in the timeline under the name of its reporter.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from engine.bpmn.elements import FlowNode, reported_with
from engine.bpmn.step import Subscription, SubscriptionKind
from engine.commands.catalogue import bound
from engine.commands.command import Command, Done, Trace
from engine.commands.door import handles
from engine.commands.options import form_options, known_facts
from engine.commands.recording import record_answers
from engine.commands.running import Running, resume
from engine.commands.walk import walk
from engine.commands.work import Work
from engine.domain.access import Permission
from engine.domain.ids import CaseId, TaskId
from engine.domain.instance import ProcessInstance
from engine.domain.user_task import UserTask
from engine.errors import Conflict, ExecutionError, Invalid, NotFound
from engine.feel import Value, from_feel
from engine.persistence.history import NewEvent

REPORTED = "reported"


@dataclass(frozen=True, kw_only=True)
class ReportEvent(Command[bool]):
    """Report an event to the element of the case that waits for it.

    `report_id` names this report: sent twice, it counts once (False the second time).
    """

    case_id: CaseId
    message: str
    report_id: UUID
    raw: Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class _Awaited:
    """An event that waits, in the instance that waits for it."""

    running: Running
    waiting: Subscription
    event: FlowNode


@handles(ReportEvent)
def _report(command: ReportEvent, work: Work) -> Done[bool]:
    case = work.unit.cases.get(command.case_id)
    if case is None:
        raise NotFound("Deze casus bestaat niet.")
    work.require(Permission.WORK_TASKS, case.region)
    awaited = _awaited(work, command)
    if work.unit.history.has(command.report_id):
        return Done(result=False, trace=None)
    if awaited is None:
        raise Conflict("De casus is inmiddels verder: dit kan nu niet meer worden gemeld.")
    values = _filled_in(work, awaited, command)
    _tell(work, awaited, command, values)
    running, waiting = awaited.running, awaited.waiting
    running.instance.receive_message(
        command.message, values, running.surroundings, task_id=waiting.task_id
    )
    record_answers(work, _as_task(awaited, command), running, values)
    walk(work, running)
    return Done(
        result=True,
        trace=Trace(
            region=case.region,
            subject_kind="care_case",
            subject_id=case.id,
            case_id=case.id,
            detail={"message": command.message, "element": awaited.event.id},
        ),
    )


def _awaited(work: Work, command: ReportEvent) -> _Awaited | None:
    """Find the event that people report with this message; the instance is locked."""
    for instance_id in work.unit.subscriptions.of_case(command.case_id, command.message):
        stored = work.unit.instances.locked(instance_id)
        running = resume(work, stored) if stored else None
        for waiting in running.instance.subscriptions() if running else ():
            if waiting.kind is not SubscriptionKind.MESSAGE or waiting.name != command.message:
                continue
            if running and (event := _event(work, running.stored, waiting)):
                return _Awaited(running=running, waiting=waiting, event=event)
    return None


def _event(work: Work, stored: ProcessInstance, waiting: Subscription) -> FlowNode | None:
    version = bound(stored.bindings, "process", waiting.process_key) or stored.definition_id
    catalogue = work.environment.catalogue
    return catalogue.reported(work.unit.definitions, version, waiting.element_id)


def _filled_in(work: Work, awaited: _Awaited, command: ReportEvent) -> Mapping[str, Value]:
    """Check the form; raises `Invalid` with the problems by field key."""
    stored, instance = awaited.running.stored, awaited.running.instance
    key = reported_with(awaited.event)
    version = bound(stored.bindings, "form", key)
    if version is None:
        raise ExecutionError(f"Het formulier '{key}' bestaat niet.", element_id=awaited.event.id)
    form = work.environment.catalogue.form(work.unit.definitions, version)
    submission = form.submit(
        command.raw,
        {**instance.variables, **known_facts(work, form, command.case_id)},
        form_options(work, form, stored.region),
        awaited.running.surroundings.scope,
    )
    if submission.problems:
        raise Invalid("Niet alles is goed ingevuld.", submission.problems)
    return submission.values


def _tell(work: Work, awaited: _Awaited, command: ReportEvent, values: Mapping[str, Value]) -> None:
    stored, waiting = awaited.running.stored, awaited.waiting
    awaited.running.notes.append(
        NewEvent(
            id=command.report_id,
            instance_id=stored.id,
            case_id=stored.case_id,
            signal_id=None,
            at=work.now,
            kind=REPORTED,
            element_id=waiting.element_id,
            element_type=awaited.event.kind.value,
            process_key=waiting.process_key,
            name=awaited.event.label[:200],
            actor_id=work.actor.user_id,
            task_id=waiting.task_id,
            detail={name: from_feel(value) for name, value in values.items()},
        )
    )


def _as_task(awaited: _Awaited, command: ReportEvent) -> UserTask:
    """Give the report as a recorder sees it: something that somebody filled in."""
    stored, waiting = awaited.running.stored, awaited.waiting
    return UserTask(
        id=TaskId(command.report_id),
        instance_id=stored.id,
        case_id=command.case_id,
        region=stored.region,
        process_key=waiting.process_key,
        element_id=waiting.element_id,
        name=awaited.event.label,
        properties=awaited.event.camunda.properties,
    )
