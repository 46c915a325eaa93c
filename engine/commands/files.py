"""Files for the fields of a task's form: kept while it is filled in, documents once it is sent.

    KeepFiles ──> draft_file ──> CompleteUserTask ──> document of the case
                      └── TakeAwayFile, RemoveForgottenFiles ──> gone

What a file is, is told by its content. A file that may not be attached is no error of the command:
the others of the same page are kept, and the page says what is wrong with this one.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from engine.commands.command import Command, Done, Trace, trace_of_task
from engine.commands.door import Door, handles, prepares
from engine.commands.work import Work
from engine.domain.access import Actor, Permission
from engine.domain.files import Fault, FileKind, Upload, judged, megabytes, safe_name
from engine.domain.ids import FileId, TaskId
from engine.domain.user_task import TaskStatus, UserTask
from engine.errors import Invalid, NotFound
from engine.feel import Value, to_feel
from engine.forms import Form
from engine.forms.components import Component
from engine.forms.files import shown
from engine.forms.known import TASK_FILES
from engine.persistence.files import KeptFile, NewFile

MOST_FILES = 40
"""How many files can lie ready for one task, for all fields together."""
_TOO_MANY = "Bij deze taak staan te veel bestanden klaar. Haal er eerst een weg."


@dataclass(frozen=True, kw_only=True)
class KeptFiles:
    """The ids of the files that are there now, and what was wrong with others; both by field."""

    ids: Mapping[str, tuple[UUID, ...]] = field(default_factory=dict)
    problems: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class KeepFiles(Command[KeptFiles]):
    """Keep files for the fields of a task's form. The same file twice is kept once.

    Nothing is kept for a task that is done: completing it says why. Raises `Conflict` when somebody
    else has the task, `Invalid` when too many files lie ready.
    """

    task_id: TaskId
    files: Mapping[str, Sequence[Upload]]


@dataclass(frozen=True, kw_only=True)
class TakeAwayFile(Command[None]):
    """Remove a file that was chosen; nothing happens when it is gone already."""

    task_id: TaskId
    file_id: UUID


@dataclass(frozen=True, kw_only=True)
class RemoveForgottenFiles(Command[int]):
    """Remove what was chosen and never sent; tells how many files that were."""


@dataclass(frozen=True, kw_only=True)
class _Judged:
    """A file, what it is, and its digest."""

    upload: Upload
    verdict: FileKind | Fault
    digest: str


_Prepared = Mapping[str, Sequence[_Judged]]


@prepares(KeepFiles)
def _judge(command: KeepFiles, door: Door, _actor: Actor) -> _Prepared:
    most = door.environment.settings.file_bytes
    return {
        key: [
            _Judged(
                upload=upload,
                verdict=judged(upload.content, most),
                digest=hashlib.sha256(upload.content).hexdigest(),
            )
            for upload in uploads
        ]
        for key, uploads in command.files.items()
    }


@handles(KeepFiles)
def _keep(command: KeepFiles, work: Work) -> Done[KeptFiles]:
    task = _found(work, command.task_id)
    if task.status is not TaskStatus.OPEN:
        return Done(result=KeptFiles(), trace=None)
    task.check_completable_by(work.actor, None)
    fields = _form(work, task).files
    ids: dict[str, tuple[UUID, ...]] = {}
    problems: dict[str, tuple[str, ...]] = {}
    for key, files in _prepared(work).items():
        if component := fields.get(key):
            most = work.environment.settings.file_bytes
            ids[key] = tuple(
                _kept(work, task, component, one, one.verdict)
                for one in files
                if isinstance(one.verdict, FileKind) and one.verdict in component.accept
            )
            wrong = tuple(said for one in files if (said := _problem(one, component, most)))
            problems |= {key: wrong} if wrong else {}
    if work.unit.files.kept(task.id).files > MOST_FILES:
        raise Invalid(_TOO_MANY, {key: [_TOO_MANY] for key in ids})
    kept = sum(map(len, ids.values()))
    trace = trace_of_task(task, files=kept) if kept else None
    return Done(result=KeptFiles(ids=ids, problems=problems), trace=trace)


@handles(TakeAwayFile)
def _take_away(command: TakeAwayFile, work: Work) -> Done[None]:
    task = _found(work, command.task_id)
    task.check_completable_by(work.actor, None)
    removed = work.unit.files.remove(task.id, command.file_id)
    return Done(result=None, trace=trace_of_task(task) if removed else None)


@handles(RemoveForgottenFiles)
def _remove_forgotten(_: RemoveForgottenFiles, work: Work) -> Done[int]:
    before = work.now - work.environment.settings.draft_files
    removed = work.unit.files.remove_forgotten(before)
    trace = Trace(subject_kind="draft_file", detail={"files": removed})
    return Done(result=removed, trace=trace if removed else None)


def kept_for(work: Work, form: Form, task: UserTask) -> Mapping[str, Value]:
    """Give a form the files that were kept for its task, read only when it takes files."""
    return listed(work.unit.files.of_task(task.id)) if form.files else {}


def listed(files: Sequence[KeptFile]) -> Mapping[str, Value]:
    """Give kept files as the name that a form knows them by."""
    found = [
        {
            "veld": file.field,
            "id": str(file.id),
            "naam": file.filename,
            "soort": FileKind.of(file.media_type).value,
            "grootte": file.size,
        }
        for file in files
    ]
    return {TASK_FILES: to_feel(found)}


def file_away(work: Work, task: UserTask, values: Mapping[str, Value]) -> None:
    """Make the files of a completed task documents of its case; costs nothing without file fields.

    Stands in the transaction that completes the task: who lost the race leaves no file.
    """
    if task.form_definition_id is None:
        return
    form = _form(work, task)
    if form.files:
        ids = [UUID(file.id) for key in form.files for file in shown(values.get(key))]
        work.unit.files.submit(task, ids, by=work.actor.user_id, at=work.now)


def _kept(work: Work, task: UserTask, component: Component, one: _Judged, kind: FileKind) -> UUID:
    new = NewFile(
        id=FileId(work.new_id()),
        task_id=task.id,
        field=component.key,
        filename=safe_name(one.upload.name, kind),
        media_type=kind.media_type,
        content=one.upload.content,
        digest=one.digest,
        created_by=work.actor.user_id,
        created_at=work.now,
    )
    kept = work.unit.files.keep(new)
    if not component.multiple:
        work.unit.files.replace(task.id, component.key, by=work.actor.user_id, keep=kept)
    return kept


def _problem(one: _Judged, component: Component, most: int) -> str:
    """Say what is wrong with a file, if anything; for its owner only, never for a log."""
    name = one.upload.name[-80:]
    kinds = ", ".join(kind.label for kind in FileKind if kind in component.accept)
    if one.verdict in component.accept:
        return ""
    if one.verdict is Fault.EMPTY:
        return f"'{name}' is leeg."
    if one.verdict is Fault.TOO_LARGE:
        return f"'{name}' is groter dan {megabytes(most)}. Kies een kleiner bestand."
    if one.verdict is Fault.RUNS:
        return (
            f"In '{name}' zit een macro, script of ander bestand. Sla het op zonder, of maak er"
            " een gewone PDF van."
        )
    return f"'{name}' kan hier niet bij. Kies een van deze soorten: {kinds}."


def _prepared(work: Work) -> _Prepared:
    return work.prepared if isinstance(work.prepared, Mapping) else {}


def _form(work: Work, task: UserTask) -> Form:
    if task.form_definition_id is None:
        raise NotFound("Bij deze taak hoort geen formulier.")
    return work.environment.catalogue.form(work.unit.definitions, task.form_definition_id)


def _found(work: Work, task_id: TaskId) -> UserTask:
    task = work.unit.tasks.get(task_id)
    if task is None:
        raise NotFound("Deze taak bestaat niet.")
    work.require(Permission.WORK_TASKS, task.region)
    return task
