"""Uploaded files: what kind of definition is in one, and under which key it is known."""

import json
from dataclasses import dataclass

from werkzeug.datastructures import FileStorage

from engine.bpmn.model import read_diagram
from engine.bpmn.reading import read_xml
from engine.commands.definitions import DefinitionKind
from engine.decisions import parse_decisions
from engine.errors import Invalid
from engine.web.definitions_address import EXTENSIONS

FIELD = "bestand"
_KINDS = {extension: kind for kind, extension in EXTENSIONS.items()}


@dataclass(frozen=True, kw_only=True)
class UploadedDefinition:
    """A file that somebody chose, with what is in it."""

    kind: DefinitionKind
    key: str
    filename: str
    source: bytes


def read_upload(upload: FileStorage | None) -> UploadedDefinition:
    """Read the chosen file; raises `Invalid` or `DefinitionRefused` when it is none of ours."""
    if upload is None or not upload.filename:
        raise _wrong("Kies eerst een bestand.")
    filename = upload.filename.replace("\\", "/").rsplit("/", 1)[-1]
    kind = next((k for end, k in _KINDS.items() if filename.lower().endswith(end)), None)
    if kind is None:
        raise _wrong("Kies een bestand dat eindigt op .bpmn, .dmn of .form.")
    source = upload.read()
    return UploadedDefinition(
        kind=kind, key=_key_in(kind, source), filename=filename, source=source
    )


def _key_in(kind: DefinitionKind, source: bytes) -> str:
    match kind:
        case DefinitionKind.PROCESS:
            return _process_key(source)
        case DefinitionKind.DECISION:
            return parse_decisions(source).key
        case DefinitionKind.FORM:
            return _form_key(source)


def _process_key(source: bytes) -> str:
    try:
        return read_diagram(read_xml(source)).executable.id
    except LookupError:
        raise _wrong(
            "In dit diagram staat niet precies één uitvoerbaar proces. Zet 'Uitvoerbaar' aan bij"
            " het proces dat Loopplank moet uitvoeren."
        ) from None


def _form_key(source: bytes) -> str:
    try:
        content = json.loads(source)
    except ValueError:
        raise _wrong("Dit formulier is geen JSON. Sla het opnieuw op in de modeler.") from None
    key = content.get("id") if isinstance(content, dict) else None
    if not isinstance(key, str) or not key:
        raise _wrong("Dit formulier heeft geen id. Geef het er een in de modeler.")
    return key


def _wrong(message: str) -> Invalid:
    return Invalid(message, {FIELD: (message,)})
