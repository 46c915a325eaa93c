"""What pages say about files: which kinds a field takes, how large one is, what just changed."""

from collections.abc import Collection

from flask import Flask

from engine.domain.files import FileKind, megabytes
from engine.forms import FormPage
from engine.settings import MEGABYTE
from engine.web.request import context

_KILOBYTE = 1024


def kinds_text(kinds: Collection[FileKind]) -> str:
    """List kinds of files as people call them: "PDF, PNG of JPEG"."""
    names = [kind.label for kind in FileKind if kind in kinds]
    return " of ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def accept_text(kinds: Collection[FileKind]) -> str:
    """Write the attribute `accept` of an input."""
    return ",".join(ending for kind in FileKind if kind in kinds for ending in kind.extensions)


def size_text(size: int) -> str:
    """Write a size: "12 kB", "1,4 MB"."""
    if size < MEGABYTE:
        return f"{max(1, round(size / _KILOBYTE))} kB"
    return f"{size / MEGABYTE:.1f} MB".replace(".", ",")


def limit_text() -> str:
    """Write how large one file may be."""
    return megabytes(context().settings.file_bytes)


def most_bytes() -> int:
    """Give how large one file may be, for the browser to tell before it sends."""
    return context().settings.file_bytes


def most_together() -> int:
    """Give how large one post may be."""
    return context().settings.post_bytes


def changed_text(page: FormPage, key: str) -> str:
    """Say what is chosen in a field now, for who does not see it change."""
    field = next((one for one in page.answers() if one.key == key), None)
    if field is None:
        return ""
    if field.errors:
        return " ".join(field.errors)
    names = ", ".join(file.name for file in field.files)
    return f"Gekozen bij {field.label}: {names}." if names else f"{field.label}: niets gekozen."


def install(app: Flask) -> None:
    """Teach the templates these words."""
    app.add_template_global(limit_text, "file_limit")
    app.add_template_global(most_bytes, "file_most")
    app.add_template_global(most_together, "post_most")
    for function, name in (
        (kinds_text, "soorten"),
        (accept_text, "uitgangen"),
        (size_text, "omvang"),
        (changed_text, "bestanden_gezegd"),
    ):
        app.add_template_filter(function, name)
