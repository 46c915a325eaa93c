"""The documents of a case: shown in the page, or kept as a file."""

from urllib.parse import quote

from flask import Blueprint, Response

from engine.queries.documents import StoredDocument, stored_document
from engine.web.request import actor, context, id_from
from engine.web.security import DOCUMENT, policy

blueprint = Blueprint("documents", __name__)

_SHOWN_INLINE = frozenset({"application/pdf", "text/plain"})


@blueprint.get("/documenten/<document_id>")
@policy(DOCUMENT)
def show(document_id: str) -> Response:
    """Show a document in the browser, when it is of a kind that is safe to show."""
    found = _find(document_id)
    return _answer(found, "inline" if found.media_type in _SHOWN_INLINE else "attachment")


@blueprint.get("/documenten/<document_id>/bestand")
@policy(DOCUMENT)
def download(document_id: str) -> Response:
    """Give a document as a file."""
    return _answer(_find(document_id), "attachment")


def _find(document_id: str) -> StoredDocument:
    with context().reading() as connection:
        return stored_document(connection, actor(), id_from(document_id))


def _answer(found: StoredDocument, disposition: str) -> Response:
    response = Response(found.content, mimetype=found.media_type)
    name = quote(found.filename, safe="")
    response.headers["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{name}"
    return response
