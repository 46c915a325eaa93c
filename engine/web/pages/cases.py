"""The case page: everything about one client's case on one screen, and its diagrams."""

from collections.abc import Mapping
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.commands.instances import CorrelateMessage
from engine.commands.reading import RevealAddress
from engine.domain.access import Permission
from engine.domain.ids import CaseId
from engine.domain.reading import Look
from engine.errors import Conflict, Invalid, NotFound
from engine.persistence.sealing import Seal
from engine.queries.casefile import case_file
from engine.queries.cases import (
    case_header,
    contacts_made,
    documents_of,
    earlier_cases,
    messages_awaited,
    open_incidents,
    secret_addresses,
    surroundings,
    waiting_services,
    waiting_timers,
)
from engine.queries.decisions import last_decided
from engine.queries.diagrams import DiagramState, diagrams_of
from engine.queries.reports import reportable
from engine.queries.search import masked_bsn
from engine.queries.supervision import supervised
from engine.queries.timeline import Stretch, timeline
from engine.queries.worklist import tasks_of_case
from engine.web.assets import squeezed
from engine.web.casefile import facts, sections
from engine.web.diagram import drawing
from engine.web.looked import address, showing
from engine.web.reasons import why_of
from engine.web.request import actor, context, id_from, today
from engine.web.story import told

blueprint = Blueprint("cases", __name__)

CALLS: Mapping[str, str] = {
    "contact-vervroegen": "Nu al contact opnemen",
}
"""The messages without a form that a person may bring to a case while it waits for them."""


@blueprint.get("/casussen/<case_id>")
def show(case_id: str) -> str:
    """Show a case."""
    key = id_from(case_id)
    who = actor()
    keys = context().settings.keys
    stretch = _stretch()
    with context().reading() as connection:
        header = case_header(connection, who, key)
        file = case_file(connection, who, header)
        showing(Look.CASE, region=header.region, case_id=key, object_kind="care_case")
        story = timeline(connection, who, key, stretch)
        return render_template(
            "case.html",
            case=header,
            before=earlier_cases(connection, who, header),
            facts=facts(file, today()),
            file=sections(file, today(), secret_address=header.secret_address),
            bsn=masked_bsn(connection, who, header.client_id, Seal(keys.encryption, keys.index)),
            around=surroundings(connection, who, header, today()),
            tasks=tasks_of_case(connection, who, key),
            timers=waiting_timers(connection, who, key),
            services=waiting_services(connection, who, key),
            incidents=open_incidents(connection, who, key),
            contacts=contacts_made(connection, who, key),
            documents=documents_of(connection, who, key),
            may_retry=header.region in supervised(who),
            may_see_log=who.may(Permission.SEE_AUDIT, header.region),
            calls=_calls(messages_awaited(connection, who, key)),
            events=reportable(connection, who, key),
            story=told(story.happened),
            stretch=stretch,
            earlier=story.earlier,
            urgency_why=why_of(last_decided(connection, who, key, "urgentie") or {}),
        )


def _stretch() -> Stretch:
    """Which part of the timeline the address asks for."""
    try:
        until = datetime.fromisoformat(request.args.get("tot", ""))
    except ValueError:
        until = None
    known = until if until and until.tzinfo else None
    return Stretch(until=known, routine=request.args.get("verloop") == "alles")


@blueprint.post("/casussen/<case_id>/vragen")
def call(case_id: str) -> Response:
    """Ask something of the case that its diagram waits for: make contact now."""
    key = id_from(case_id)
    with context().reading() as connection:
        case_header(connection, actor(), key)
    name = request.form.get("wat", "")
    if name not in CALLS:
        raise NotFound("Niet gevonden.")
    reached = context().door.execute(actor(), CorrelateMessage(case_id=CaseId(key), name=name))
    if not reached:
        raise Conflict("De casus is inmiddels verder: dit kan nu niet meer. Open hem opnieuw.")
    flash(f"Gevraagd: {CALLS[name].lower()}. De volgende taak staat klaar.", "good")
    return redirect(url_for("cases.show", case_id=case_id), 303)


@blueprint.post("/casussen/<case_id>/geheim-adres")
def reveal(case_id: str) -> str | tuple[str, int]:
    """Show a secret address once, to who says why she needs it; it is noted with the reason."""
    key, who = id_from(case_id), actor()
    reason = request.form.get("reden", "")
    with context().reading() as connection:
        header = case_header(connection, who, key)
        found = secret_addresses(connection, who, header)
    try:
        context().door.execute(
            who, RevealAddress(case_id=CaseId(key), reason=reason, address=address())
        )
    except Invalid as refused:
        return render_template("address.html", case=header, reason=reason, refused=refused), 422
    return render_template("address.html", case=header, addresses=found)


@blueprint.get("/casussen/<case_id>/diagram")
def diagram(case_id: str) -> str:
    """Show where the case stands in its diagrams: as a drawing, and as a list of steps."""
    key = id_from(case_id)
    with context().reading() as connection:
        header = case_header(connection, actor(), key)
        states = diagrams_of(connection, actor(), key)
    showing(Look.CASE, region=header.region, case_id=key, object_kind="diagram")
    squeezed()
    shown = _chosen(states, request.args.get("proces"))
    return render_template(
        "diagram.html",
        case=header,
        states=states,
        shown=shown,
        drawing=drawing(shown) if shown else None,
    )


def _calls(awaited: frozenset[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, label) for name, label in CALLS.items() if name in awaited)


def _chosen(states: tuple[DiagramState, ...], process_key: str | None) -> DiagramState | None:
    wanted = (state for state in states if state.process_key == process_key)
    return next(wanted, states[0] if states else None)
