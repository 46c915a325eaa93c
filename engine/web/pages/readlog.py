"""Who looked at a case: a list, a file, an overview in plain words. This look is noted too."""

import csv
import io

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.domain.access import Permission
from engine.domain.reading import Look, Outcome
from engine.errors import NotFound
from engine.queries.readlog import (
    Done,
    LoggedCase,
    Seen,
    case_by_number,
    done,
    for_client,
    logged_case,
    seen,
)
from engine.web.looked import showing
from engine.web.request import actor, context, id_from, require
from engine.web.wording import moment_text

blueprint = Blueprint("readlog", __name__, url_prefix="/inzage")

_COLUMNS = ("Wanneer", "Wie", "Rol", "Wat", "Uitkomst", "Onderdeel", "Adres", "Reden")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WHAT = {
    Look.LIST: "in een lijst",
    Look.SEARCH: "bij zoeken",
    Look.CASE: "casus",
    Look.TASK: "taak",
    Look.DOCUMENT: "document",
    Look.ADDRESS: "geheim adres",
    Look.EXPORT: "bestand gemaakt",
    Look.LOG: "logboek bekeken",
    Look.REFUSED: "geweigerd",
}
_DONE = {
    "RegisterSignals": "signaal ingelezen",
    "ClaimTask": "taak opgepakt",
    "ReleaseTask": "taak teruggegeven",
    "ReassignTask": "taak overgedragen",
    "SaveDraft": "concept bewaard",
    "KeepFiles": "bestand toegevoegd",
    "TakeAwayFile": "bestand weggehaald",
    "CompleteUserTask": "taak afgerond",
    "ReportEvent": "gebeurtenis gemeld",
    "RemindTask": "herinnerd aan een late taak",
    "PostponeReminder": "herinnering uitgesteld",
    "FireTimer": "termijn verstreken",
    "CompleteService": "vanzelf gedaan",
    "FailService": "vanzelf niet gelukt",
    "FileByItself": "vanzelf vastgelegd",
    "FailJob": "vanzelf niet gelukt",
    "RetryJob": "opnieuw geprobeerd",
    "RecomputeTimers": "termijnen opnieuw berekend",
    "RevealAddress": "geheim adres getoond",
    "MakeOverview": "overzicht gemaakt",
    "ReportLapses": "gemeld door de waakhond",
    "PutBack": "hersteld door de waakhond",
}
"""What a command did, in the words of the auditor; others keep their own name."""


@blueprint.get("")
def form() -> str | AnyResponse | tuple[str, int]:
    """Ask for a case number, and go to what is known about who looked."""
    require(Permission.SEE_AUDIT)
    number = request.args.get("casus", "").strip()
    if not number:
        return render_template("readlog.html", number="", problem=None)
    try:
        with context().reading() as connection:
            case = case_by_number(connection, actor(), number)
    except NotFound:
        said = "Dit casusnummer bestaat niet, of hoort bij een regio waar je niet werkt."
        return render_template("readlog.html", number=number, problem=said), 422
    return redirect(url_for("readlog.show", case_id=case.case_id), 303)


@blueprint.get("/<case_id>")
def show(case_id: str) -> str:
    """List who looked at a case."""
    case, looks = _looks(case_id, Look.LOG)
    return render_template(
        "readlog_case.html", case=case, looks=looks, what=_WHAT, deeds=_deeds(case), done=_DONE
    )


@blueprint.get("/<case_id>/overzicht")
def overview(case_id: str) -> str:
    """Tell the client in plain words who looked."""
    case, looks = _looks(case_id, Look.LOG)
    return render_template("readlog_client.html", case=case, lines=for_client(looks))


@blueprint.get("/<case_id>/bestand")
def export(case_id: str) -> Response:
    """Give the list as a file."""
    case, looks = _looks(case_id, Look.EXPORT)
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";")
    writer.writerow(_COLUMNS)
    writer.writerows([_safe(cell) for cell in _cells(one)] for one in looks)
    writer.writerows([_safe(cell) for cell in _deed_cells(one)] for one in _deeds(case))
    answer = Response("\ufeff" + written.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f"attachment; filename=inzage-{case.number}.csv"
    return answer


def _looks(case_id: str, look: Look) -> tuple[LoggedCase, tuple[Seen, ...]]:
    key = id_from(case_id)
    with context().reading() as connection:
        case = logged_case(connection, actor(), key)
        looks = seen(connection, case)
    showing(look, region=case.region, case_id=key, object_kind="read_entry")
    return case, looks


def _deeds(case: LoggedCase) -> tuple[Done, ...]:
    with context().reading() as connection:
        return done(connection, case)


def _deed_cells(one: Done) -> tuple[str, ...]:
    what = _DONE.get(one.action, one.action)
    return (moment_text(one.at), one.actor_name, "", what, "gelukt", one.step, "", "")


def _cells(one: Seen) -> tuple[str, ...]:
    return (
        moment_text(one.at),
        one.actor_name,
        one.role_labels,
        _WHAT.get(Look.recognise(one.look) or Look.CASE, one.look),
        Outcome.label_of(one.outcome),
        one.object_kind,
        one.address,
        one.reason,
    )


def _safe(cell: str) -> str:
    """Keep a spreadsheet from reading a text as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
