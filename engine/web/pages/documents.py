"""The documents of a case: letters shown in the page, and files that people attached.

An attached file comes from outside: it is only ever given to be saved, under a policy that lets
nothing in it run. Of a client with a secret address it may name that address: who wants it says
why.
"""

from urllib.parse import quote
from uuid import UUID

from flask import Blueprint, Response, g, make_response, render_template, request

from engine.commands.reading import OpenFile
from engine.domain.reading import Look
from engine.errors import Invalid
from engine.queries.documents import StoredDocument, stored_document
from engine.web.looked import address, showing
from engine.web.request import actor, context, id_from
from engine.web.security import ATTACHED, DOCUMENT

blueprint = Blueprint("documents", __name__)

_SHOWN_INLINE = frozenset({"application/pdf", "text/plain"})
_UNPROCESSABLE = 422


@blueprint.get("/documenten/<document_id>")
def show(document_id: str) -> Response | str:
    """Show a document in the browser, when it is of a kind that is safe to show."""
    return _shown(id_from(document_id), inline=True)


@blueprint.get("/documenten/<document_id>/bestand")
def download(document_id: str) -> Response | str:
    """Give a document as a file."""
    return _shown(id_from(document_id), inline=False)


@blueprint.post("/documenten/<document_id>/bestand")
def download_with_reason(document_id: str) -> Response | tuple[str, int]:
    """Give an attached file of a client with a secret address, to who says why."""
    key, reason = id_from(document_id), request.form.get("reden", "")
    found = _find(key)
    command = OpenFile(
        document_id=key,
        region=found.region,
        case_id=found.case_id,
        reason=reason,
        address=address(),
    )
    try:
        context().door.execute(actor(), command)
    except Invalid as refused:
        return _asked(key, found, reason=reason, refused=refused), _UNPROCESSABLE
    return _answer(found, "attachment")


def _shown(key: UUID, *, inline: bool) -> Response | str:
    found = _find(key)
    if found.is_attached and found.secret_address:
        return _asked(key, found)
    showing(
        Look.DOCUMENT,
        region=found.region,
        case_id=found.case_id,
        object_kind="document",
        object_id=key,
    )
    is_safe = found.media_type in _SHOWN_INLINE and not found.is_attached
    return _answer(found, "inline" if inline and is_safe else "attachment")


def _find(key: UUID) -> StoredDocument:
    with context().reading() as connection:
        return stored_document(connection, actor(), key)


def _asked(
    key: UUID, found: StoredDocument, *, reason: str = "", refused: Invalid | None = None
) -> str:
    """Ask why; the name of the file is on the case page already."""
    return render_template(
        "document_reason.html",
        document_id=key,
        title=found.title,
        case_id=found.case_id,
        reason=reason,
        refused=refused,
    )


def _answer(found: StoredDocument, disposition: str) -> Response:
    g.content_policy = ATTACHED if found.is_attached else DOCUMENT
    response = make_response(found.content)
    response.mimetype = found.media_type
    name = quote(found.filename, safe="")
    response.headers["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{name}"
    return response
