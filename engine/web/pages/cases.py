"""The case page: everything about one client's case on one screen, and its diagrams."""

from flask import Blueprint, render_template, request

from engine.persistence.sealing import Seal
from engine.queries.cases import (
    case_header,
    contacts_made,
    documents_of,
    open_incidents,
    surroundings,
    waiting_services,
    waiting_timers,
)
from engine.queries.diagrams import DiagramState, diagrams_of
from engine.queries.search import masked_bsn
from engine.queries.supervision import supervised
from engine.queries.timeline import timeline
from engine.queries.worklist import tasks_of_case
from engine.web.assets import squeezed
from engine.web.diagram import drawing
from engine.web.request import actor, context, id_from
from engine.web.story import told

blueprint = Blueprint("cases", __name__)


@blueprint.get("/casussen/<case_id>")
def show(case_id: str) -> str:
    """Show a case."""
    key = id_from(case_id)
    who = actor()
    keys = context().settings.keys
    with context().reading() as connection:
        header = case_header(connection, who, key)
        return render_template(
            "case.html",
            case=header,
            bsn=masked_bsn(connection, who, header.client_id, Seal(keys.encryption, keys.index)),
            around=surroundings(connection, who, header),
            tasks=tasks_of_case(connection, who, key),
            timers=waiting_timers(connection, who, key),
            services=waiting_services(connection, who, key),
            incidents=open_incidents(connection, who, key),
            contacts=contacts_made(connection, who, key),
            documents=documents_of(connection, who, key),
            may_retry=header.region in supervised(who),
            story=told(timeline(connection, who, key)),
        )


@blueprint.get("/casussen/<case_id>/diagram")
def diagram(case_id: str) -> str:
    """Show where the case stands in its diagrams: as a drawing, and as a list of steps."""
    key = id_from(case_id)
    with context().reading() as connection:
        header = case_header(connection, actor(), key)
        states = diagrams_of(connection, actor(), key)
    squeezed()
    shown = _chosen(states, request.args.get("proces"))
    return render_template(
        "diagram.html",
        case=header,
        states=states,
        shown=shown,
        drawing=drawing(shown) if shown else None,
    )


def _chosen(states: tuple[DiagramState, ...], process_key: str | None) -> DiagramState | None:
    wanted = (state for state in states if state.process_key == process_key)
    return next(wanted, states[0] if states else None)
