"""Files from outside: which kinds may be attached to a task, told by content, and safe names.

What a file is called says nothing about what it is: its first bytes do, and for the two kinds that
are zip files what is in them. Nothing that can run is a kind here: no macros, no scripts, no
programs inside. This is no virus scanner (docs/manual/beheer/draaien.md).
"""

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from engine.domain.labels import Labelled

_LONGEST_NAME = 120
_MEGABYTE = 1024 * 1024
_READ_OF_A_ZIP = 1_000_000
_MOST_IN_A_ZIP = 5_000
_UNSAFE = re.compile(r'[<>:"/\\|?*]')
_SPACES = re.compile(r"\s+")
_PDF_RUNS = re.compile(rb"/(JavaScript|Launch|EmbeddedFile)\b")
_MARKUP = ("<", "#!", "{\\rtf")
_DOCX = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ODT = b"application/vnd.oasis.opendocument.text"
_RUNS = (".bin", ".exe", ".dll", ".com", ".scr", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".jar")


class FileKind(Labelled):
    """A kind of file that may be attached; the label is how people call it."""

    PDF = "pdf", "PDF"
    PNG = "png", "PNG"
    JPEG = "jpeg", "JPEG"
    WORD = "docx", "Word (docx)"
    OPEN_DOCUMENT = "odt", "OpenDocument (odt)"
    TEXT = "txt", "tekst (txt)"

    @property
    def media_type(self) -> str:
        """What the browser is told that it is."""
        return _MEDIA_TYPES[self]

    @classmethod
    def of(cls, media_type: str) -> "FileKind":
        """Give the kind with this media type."""
        return next(kind for kind in cls if kind.media_type == media_type)

    @property
    def extensions(self) -> tuple[str, ...]:
        """How its names may end, the usual one first."""
        return (".jpg", ".jpeg") if self is FileKind.JPEG else (f".{self.value}",)


_MEDIA_TYPES: Mapping[FileKind, str] = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.OPEN_DOCUMENT: "application/vnd.oasis.opendocument.text",
    FileKind.TEXT: "text/plain",
}


class Fault(StrEnum):
    """Why a file cannot be attached."""

    EMPTY = "is leeg"
    TOO_LARGE = "is te groot"
    UNKNOWN = "is geen soort bestand dat mag"
    RUNS = "bevat een macro, script of programma"


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file as a browser sent it; the name is the sender's, and may be anything."""

    name: str
    content: bytes


def judged(content: bytes, most: int) -> FileKind | Fault:
    """Tell what kind of file this is, or why it cannot be attached. `most` is in bytes."""
    if not content:
        return Fault.EMPTY
    if len(content) > most:
        return Fault.TOO_LARGE
    for start, judge in _BY_START:
        if content.startswith(start):
            return judge(content)
    return _judged_text(content)


def megabytes(size: int) -> str:
    """Write a limit in bytes: "10 MB"."""
    return f"{size / _MEGABYTE:g} MB".replace(".", ",")


def accepted(written: str) -> tuple[frozenset[FileKind], tuple[str, ...]]:
    """Read the attribute `accept` of an input: the kinds that it names, and what names none.

    It lists extensions (.pdf), media types (image/png) or a group of those (image/*).
    """
    kinds: set[FileKind] = set()
    strange: list[str] = []
    for token in filter(None, (part.strip().lower() for part in written.split(","))):
        meant = {kind for kind in FileKind if _is_meant(token, kind)}
        kinds |= meant
        strange += [] if meant else [token]
    return frozenset(kinds), tuple(strange)


def safe_name(name: str, kind: FileKind) -> str:
    """Give a name that is safe to keep and to save, and ends as its content asks."""
    last = name.replace("\\", "/").rpartition("/")[2]
    normal = unicodedata.normalize("NFC", last)
    shown = "".join(" " if c.isspace() else c for c in normal if _is_shown(c))
    stem, dot, extension = _SPACES.sub(" ", _UNSAFE.sub("-", shown)).strip(" .").rpartition(".")
    if not dot or not stem:
        stem, extension = stem or extension, ""
    kept = f".{extension.lower()}"
    ending = kept if kept in kind.extensions else kind.extensions[0]
    return (stem.strip(" .")[:_LONGEST_NAME] or "bestand") + ending


def _is_shown(character: str) -> bool:
    """Leave out controls, and marks that make a name read backwards."""
    return character.isspace() or not unicodedata.category(character).startswith("C")


def _is_meant(token: str, kind: FileKind) -> bool:
    if token.endswith("/*"):
        return kind.media_type.startswith(token[:-1])
    return token in kind.extensions or token == kind.media_type


def _judged_pdf(content: bytes) -> FileKind | Fault:
    return Fault.RUNS if _PDF_RUNS.search(content) else FileKind.PDF


def _judged_png(content: bytes) -> FileKind | Fault:
    return FileKind.PNG if content[12:16] == b"IHDR" else Fault.UNKNOWN


def _judged_jpeg(_content: bytes) -> FileKind | Fault:
    return FileKind.JPEG


def _judged_zip(content: bytes) -> FileKind | Fault:
    """Tell a letter of a word processor from any other zip file; only small parts are unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = [entry.filename for entry in packed.infolist()]
            if len(names) > _MOST_IN_A_ZIP:
                return Fault.UNKNOWN
            if _part(packed, "mimetype").strip() == _ODT:
                kind = FileKind.OPEN_DOCUMENT
            elif _DOCX in _part(packed, "[Content_Types].xml"):
                kind = FileKind.WORD
            else:
                return Fault.UNKNOWN
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, ValueError):
        return Fault.UNKNOWN
    return Fault.RUNS if any(map(_can_run, names)) else kind


def _part(packed: zipfile.ZipFile, name: str) -> bytes:
    try:
        with packed.open(name) as part:
            return part.read(_READ_OF_A_ZIP)
    except KeyError:
        return b""


def _can_run(name: str) -> bool:
    return name.lower().endswith(_RUNS) or name.startswith(("Basic/", "Scripts/"))


def _judged_text(content: bytes) -> FileKind | Fault:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Fault.UNKNOWN
    if any(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f" for c in set(text)):
        return Fault.UNKNOWN
    return Fault.UNKNOWN if text.lstrip().startswith(_MARKUP) else FileKind.TEXT


_BY_START: tuple[tuple[bytes, Callable[[bytes], FileKind | Fault]], ...] = (
    (b"%PDF-", _judged_pdf),
    (b"\x89PNG\r\n\x1a\n", _judged_png),
    (b"\xff\xd8\xff", _judged_jpeg),
    (b"PK", _judged_zip),
)
