"""Recorders: a completed task leaves a row in the case's file.

A user task names a recorder in its property `vastleggen`. The recorder takes what was filled in and
adds rows that pages and figures can use without knowing the diagram; the answers themselves stay in
the instance's variables. A new recorder is a function in the module of its noun, an entry in
`RECORDERS`, and a heading in the manual.
"""

from collections.abc import Callable, Mapping

from engine.commands.recording import (
    bridging,
    checks,
    consents,
    contacts,
    escalations,
    meetings,
    parties,
    placements,
    reaching,
    sharing,
)
from engine.commands.recording.answers import Answers
from engine.commands.recording.events import event
from engine.commands.recording.recording import Recording
from engine.commands.running import Running
from engine.commands.values import decode
from engine.commands.work import Work
from engine.domain.user_task import RECORDER, UserTask
from engine.errors import ExecutionError, Invalid
from engine.feel import Value

__all__ = ["RECORDERS", "Answers", "Recording", "record_answers"]

Recorder = Callable[[Recording], None]

RECORDERS: Mapping[str, Recorder] = {
    "contactpoging": contacts.client_attempt,
    "aanbieder_contact": contacts.provider_contact,
    "aanbieder_antwoord": reaching.provider_answer,
    "contactgegevens": reaching.contact_details,
    "gesprek": contacts.conversation,
    "verblijf": contacts.stay,
    "partijen": parties.parties,
    "plaatsingsvraag": placements.placement_request,
    "aanbod": placements.offer,
    "toewijzing": placements.allocation,
    "overdracht": placements.transfer,
    "zorgbeeindigingstoets": checks.termination,
    "weigeringstoets": checks.refusal,
    "toestemming": consents.consent,
    "toestemming-ingetrokken": consents.withdrawal,
    "deling": sharing.sharing,
    "opschaling": escalations.escalation,
    "agendering": escalations.agenda,
    "tafelbesluit": escalations.decision,
    "tafelactie": escalations.action,
    "overbrugging": bridging.begun,
    "overbrugging-voortgang": bridging.progress,
    "overbrugging-einde": bridging.ended,
    "overleg": meetings.meeting,
    "crisis": event("crisis"),
    "klacht": event("klacht"),
    "dreiging": event("dreiging"),
    "casus": Recording.note,
}
"""What a task can record, by the name that diagrams use."""

_BESIDE_CASES = frozenset({"overleg"})


def record_answers(
    work: Work, task: UserTask, running: Running, values: Mapping[str, Value]
) -> None:
    """Let the task's recorder, if it names one, write what was filled in.

    Raises `Invalid` when a rule of the file forbids it: the task then stays open.
    """
    name = task.properties.get(RECORDER)
    case_id = running.stored.case_id
    if not name or (case_id is None and name not in _BESIDE_CASES):
        return
    if name not in RECORDERS:
        raise ExecutionError(f"'{name}' kan niet worden vastgelegd.", element_id=task.element_id)
    recording = Recording(
        work=work,
        task=task,
        case_of=case_id,
        answers=Answers(values=values),
        known=Answers(values=running.instance.variables),
        local=Answers(values=decode(task.local_variables)),
        notes=running.notes,
        told=running.said,
    )
    try:
        RECORDERS[name](recording)
    except Invalid as refused:
        if refused.problems.keys() <= values.keys():
            raise
        raise Invalid(refused.message) from refused  # the form has no such field to show it at
