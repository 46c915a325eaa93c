"""The overview for a client who asks what is known about her, made on the case page."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from engine.commands.overviews import MakeOverview
from engine.domain.ids import CaseId
from engine.domain.reading import Look
from engine.queries.casefile import case_file
from engine.queries.cases import case_header, contacts_made, documents_of, surroundings
from engine.queries.looks import looks_at
from engine.web.looked import showing
from engine.web.overview import Known
from engine.web.request import actor, context, id_from, today

blueprint = Blueprint("overview", __name__)


@blueprint.post("/casussen/<case_id>/inzage")
def make(case_id: str) -> Response:
    """Make the overview and show it; it stays with the case."""
    key, who = id_from(case_id), actor()
    with context().reading() as connection:
        header = case_header(connection, who, key)
        known = Known(
            header=header,
            looks=looks_at(connection, who, header.region, key),
            around=surroundings(connection, who, header),
            contacts=contacts_made(connection, who, key),
            file=case_file(connection, who, header),
            documents=documents_of(connection, who, key),
        )
    showing(Look.LOG, region=header.region, case_id=key, object_kind="care_case", object_id=key)
    asked = MakeOverview(case_id=CaseId(key), region=header.region, rows=known.rows(today()))
    made = context().door.execute(who, asked)
    return redirect(url_for("documents.show", document_id=made), 303)
