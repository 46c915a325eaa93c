"""Looking at a letter before it exists: what the next step of a task would make of these answers.

The task's property `brief` names the service task in the same diagram that makes the letter. Its
inputs are evaluated with the answers as they stand, checked or not; nothing is stored and no
handler runs here. The page calls the handler itself, with no transaction open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.bpmn.elements import FlowNode
from engine.bpmn.model import parse_diagram
from engine.commands.case_facts import case_facts
from engine.commands.catalogue import bound
from engine.commands.command import Command, Done
from engine.commands.door import handles
from engine.commands.files import kept_for
from engine.commands.options import known_facts
from engine.commands.running import surroundings_of
from engine.commands.values import decode
from engine.commands.work import Work
from engine.domain.access import Permission
from engine.domain.ids import CaseId, TaskId
from engine.domain.instance import ProcessInstance
from engine.domain.user_task import UserTask
from engine.errors import Invalid, NotFound
from engine.feel import Scope, Value, compile_expression, from_feel
from engine.service_tasks import CaseFacts, ServiceTaskCall

LETTER = "brief"
"""The property of a user task that names the service task whose letter can be looked at."""
PREVIEW = "voorbeeld"
"""The property that tells a handler that its document is only looked at."""

_MARKED = ("=", "${")


@dataclass(frozen=True, kw_only=True)
class LetterToBe:
    """What a letter would be made from, and whose it is."""

    call: ServiceTaskCall
    region: str
    case_id: CaseId | None


@dataclass(frozen=True, kw_only=True)
class PreviewLetter(Command[LetterToBe]):
    """Ask what the letter of a task would be made from; changes nothing, leaves no trace.

    Raises `NotFound` when the task is unknown or has no letter, `Conflict` when it is done.
    """

    task_id: TaskId
    raw: Mapping[str, Sequence[str]]


@handles(PreviewLetter)
def _preview(command: PreviewLetter, work: Work) -> Done[LetterToBe]:
    found = work.unit.tasks.with_instance(command.task_id)
    if found is None:
        raise NotFound("Deze taak bestaat niet.")
    task, stored = found
    work.require(Permission.WORK_TASKS, task.region)
    work.require(Permission.SEE_CASES, task.region)
    step = _letter_step(work, task, stored)
    scope = surroundings_of(work, stored).scope
    inputs = _inputs(step, _names(work, task, stored, command.raw, scope), scope)
    if not inputs.get("sjabloon"):
        raise Invalid("Kies eerst een brief. Daarna kun je hem bekijken.")
    call = ServiceTaskCall(
        topic=step.camunda.topic or "",
        idempotency_key=f"voorbeeld-{task.id}",
        now=work.now,
        case=_facts(work, task.case_id),
        inputs={name: from_feel(value) for name, value in inputs.items()},
        properties={**step.camunda.properties, PREVIEW: "ja"},
    )
    letter = LetterToBe(call=call, region=task.region, case_id=task.case_id)
    return Done(result=letter, trace=None)


def _facts(work: Work, case_id: CaseId | None) -> CaseFacts | None:
    if case_id is None:
        return None
    return case_facts(work.unit, work.environment.settings, case_id, work.now)


def _letter_step(work: Work, task: UserTask, stored: ProcessInstance) -> FlowNode:
    """Find the service task in the version of the diagram that the instance follows."""
    wanted = task.properties.get(LETTER)
    if wanted is None:
        raise NotFound("Bij deze taak hoort geen brief.")
    task.check_open()
    is_main = task.process_key == stored.definition_key
    version = (
        stored.definition_id if is_main else bound(stored.bindings, "process", task.process_key)
    )
    if version is None:
        raise NotFound("Bij deze taak hoort geen brief.")
    source = work.environment.catalogue.definition(work.unit.definitions, version).source
    nodes = parse_diagram(source).executable.all_nodes()
    step = next((node for node in nodes if node.id == wanted), None)
    if step is None:
        raise NotFound("Bij deze taak hoort geen brief.")
    return step


def _names(
    work: Work,
    task: UserTask,
    stored: ProcessInstance,
    raw: Mapping[str, Sequence[str]],
    scope: Scope,
) -> Mapping[str, Value]:
    """Give the variables with the answers over them, as the next step would see them."""
    known = {**decode(stored.variables), **decode(task.local_variables)}
    if task.form_definition_id is None:
        return known
    form = work.environment.catalogue.form(work.unit.definitions, task.form_definition_id)
    context = {**known, **known_facts(work, form, task.case_id), **kept_for(work, form, task)}
    return {**known, **form.readable(raw, context, scope)}


def _inputs(step: FlowNode, names: Mapping[str, Value], scope: Scope) -> Mapping[str, Value]:
    return {
        name: compile_expression(text).evaluate(names, scope).value
        if text.startswith(_MARKED)
        else text
        for name, text in step.camunda.inputs.items()
    }
