"""Uploaded files: what kind of definition is in one, and under which key it is known."""

import re
from dataclasses import dataclass

from werkzeug.datastructures import FileStorage

from engine.commands.examining import examine
from engine.domain.kinds import DefinitionKind
from engine.errors import DefinitionRefused, Invalid

FIELD = "bestand"
_KEY = re.compile(r"[\w.-]{1,100}")


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
    kind = next((k for k in DefinitionKind if filename.lower().endswith(f".{k.suffix}")), None)
    if kind is None:
        raise _wrong("Kies een bestand dat eindigt op .bpmn, .dmn of .form.")
    source = upload.read()
    return UploadedDefinition(
        kind=kind, key=_key_in(kind, source), filename=filename, source=source
    )


def _key_in(kind: DefinitionKind, source: bytes) -> str:
    """Find under which key the file is known; a file without one cannot be kept."""
    examined = examine(kind, source, None)
    key = next(iter(examined.names), None)
    if key is None:
        raise DefinitionRefused("Dit bestand is niet bewaard.", examined.findings)
    if not _KEY.fullmatch(key):
        raise _wrong("De id mag alleen letters, cijfers, punten, streepjes en _ bevatten.")
    return key


def _wrong(message: str) -> Invalid:
    return Invalid(message, {FIELD: (message,)})
