"""Reporting an event on a case: its form, and back to the case with what follows."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.commands.reporting import ReportEvent
from engine.commands.values import decode
from engine.domain.ids import CaseId, new_uuid7, parse_uuid
from engine.domain.reading import Look
from engine.errors import Invalid
from engine.forms import Option, parse_form
from engine.forms.known import HIDDEN_ADDRESS
from engine.queries.cases import case_header
from engine.queries.regions import colleagues
from engine.queries.reports import report_page
from engine.web.looked import showing
from engine.web.request import actor, context, id_from, now
from engine.web.task_form import Raw, TaskForm, answers, summary

blueprint = Blueprint("reports", __name__, url_prefix="/casussen/<case_id>/melden/<message>")

_UNPROCESSABLE = 422


@blueprint.get("")
def show(case_id: str, message: str) -> str:
    """Ask what happened."""
    return _page(id_from(case_id), message, None)


@blueprint.post("")
def report(case_id: str, message: str) -> Response | str | tuple[str, int]:
    """Report the event, or (without JavaScript) refresh the conditional fields."""
    key, raw = id_from(case_id), answers(request.form.to_dict(flat=False))
    if request.form.get("_actie") == "bijwerken":
        return _page(key, message, raw)
    with context().reading() as connection:
        name = report_page(connection, actor(), key, message).event.name
    command = ReportEvent(
        case_id=CaseId(key), message=message, report_id=_report_id() or new_uuid7(now()), raw=raw
    )
    try:
        context().door.execute(actor(), command)
    except Invalid as refused:
        if not refused.problems:
            raise
        return _page(key, message, raw, refused.problems), _UNPROCESSABLE
    flash(f"Gemeld: {name}. Hieronder staat wat er nu moet gebeuren.", "good")
    return redirect(url_for("cases.show", case_id=case_id), 303)


@blueprint.post("/velden")
def fields(case_id: str, message: str) -> str:
    """Give the fields again, now that an answer may have changed which are asked."""
    raw = answers(request.form.to_dict(flat=False))
    return _page(id_from(case_id), message, raw, template="task_fields.html")


def _page(
    key: UUID,
    message: str,
    raw: Raw | None,
    problems: Mapping[str, Sequence[str]] | None = None,
    template: str = "report.html",
) -> str:
    who = actor()
    with context().reading() as connection:
        found = report_page(connection, who, key, message)
        case = case_header(connection, who, key)
        showing(Look.CASE, region=case.region, case_id=key, object_kind="care_case")
        people = colleagues(connection, who, found.region)
        form = TaskForm(
            form=parse_form(found.form_source),
            context={**decode(found.variables), HIDDEN_ADDRESS: found.secret_address},
            options={"medewerkers": [Option(person.username, person.name) for person in people]},
            scope=context().scope(found.region, now()),
        )
        page = form.blank() if raw is None else form.filled(raw, problems, _on_page())
        return render_template(
            template,
            case=case,
            event=found.event,
            page=page,
            problems=summary(page),
            report_id=_report_id() or new_uuid7(now()),
            fields_url=url_for("reports.fields", case_id=key, message=message),
        )


def _on_page() -> set[str] | None:
    keys = request.form.get("_getoond")
    return None if keys is None else set(keys.split())


def _report_id() -> UUID | None:
    """Give the name of this report; made when the form was shown, it sorts before what follows."""
    return parse_uuid(request.form.get("_melding", ""))
