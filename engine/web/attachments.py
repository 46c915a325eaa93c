"""Files that come along with a posted form: kept for the task, and from then on ids like answers.

A page that is refreshed, kept as a draft, refused or sent posts the same thing: the ids of the
files that were kept before, in the name of the field. What is new is kept here first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from flask import request

from engine.commands.files import KeepFiles, TakeAwayFile
from engine.domain.files import Upload
from engine.domain.ids import TaskId, parse_uuid
from engine.web.request import actor, context
from engine.web.task_form import Raw, answers

TAKE_AWAY = "_verwijder"
"""The name of the button beside a chosen file; its value is the file's id."""


@dataclass(frozen=True, kw_only=True)
class Received:
    """What was posted: the answers with the ids of all chosen files, and what files are wrong."""

    raw: Raw
    problems: Mapping[str, Sequence[str]] = field(default_factory=dict)
    changed: str | None = None
    """The field from which a file was taken away, or to which one came."""


def received(task_id: UUID) -> Received:
    """Take the answers out of the posted page; keep or take away the files that it names."""
    raw = answers(request.form.to_dict(flat=False))
    if TAKE_AWAY in request.form:
        return _without(task_id, raw, request.form[TAKE_AWAY])
    uploads = _uploads()
    if not uploads:
        return Received(raw=raw)
    kept = context().door.execute(actor(), KeepFiles(task_id=TaskId(task_id), files=uploads))
    new = {key: [str(one) for one in ids] for key, ids in kept.ids.items()}
    merged = {key: [*raw.get(key, ()), *ids] for key, ids in new.items()}
    return Received(raw={**raw, **merged}, problems=kept.problems, changed=next(iter(uploads)))


def _without(task_id: UUID, raw: Raw, file_id: str) -> Received:
    key = parse_uuid(file_id)
    if key is not None:
        context().door.execute(actor(), TakeAwayFile(task_id=TaskId(task_id), file_id=key))
    rest = {name: [text for text in texts if text != file_id] for name, texts in raw.items()}
    changed = next((name for name, texts in raw.items() if file_id in texts), None)
    return Received(raw=rest, changed=changed)


def _uploads() -> dict[str, list[Upload]]:
    """Read the files of a posted page; an input without a file is sent as a file without a name."""
    return {
        name: [Upload(name=one.filename or "", content=one.read()) for one in chosen]
        for name, listed in request.files.lists()
        if not name.startswith("_") and (chosen := [one for one in listed if one.filename])
    }
