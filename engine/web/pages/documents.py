"""The documents of a case: shown in the page, or kept as a file."""

from urllib.parse import quote

from flask import Blueprint, Response

from engine.domain.reading import Look
from engine.queries.documents import StoredDocument, stored_document
from engine.web.looked import showing
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
    key = id_from(document_id)
    with context().reading() as connection:
        found = stored_document(connection, actor(), key)
    showing(
        Look.DOCUMENT,
        region=found.region,
        case_id=found.case_id,
        object_kind="document",
        object_id=key,
    )
    return found


def _answer(found: StoredDocument, disposition: str) -> Response:
    response = Response(found.content, mimetype=found.media_type)
    name = quote(found.filename, safe="")
    response.headers["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{name}"
    return response
