"""Taking in a file of signals: upload, look what would happen, choose, see what happened.

    upload ──> preview (nothing is changed yet) ──> taking in, with progress ──> result per row
                  └──> cancelled

Progress is read from the rows in the database, so that any process can show it. A run that was cut
off is finished by pressing the button again: what was registered before is recognised.
"""

import logging
from collections import Counter
from threading import Thread
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.commands.signals import FinishIntake, OpenIntake
from engine.domain.access import Permission
from engine.errors import EngineError, Invalid, NotFound
from engine.intake import (
    COLUMNS,
    Intake,
    Judged,
    Mode,
    Verdict,
    compare,
    judge,
    read_file,
    template,
)
from engine.queries.batches import IntakeBatch, intake_batches, intake_file, row_results
from engine.queries.regions import region_names_of
from engine.web.request import actor, context, id_from, require, today, wants_fragment

log = logging.getLogger(__name__)

blueprint = Blueprint("intake", __name__, url_prefix="/signalen")

_AT_ONCE = 100
"""A file of so many rows is taken in before the page answers; a longer one while it watches."""
_SHOWN = 200


@blueprint.get("")
def form() -> str:
    """Ask for a file, and list the latest ones."""
    require(Permission.TAKE_IN_SIGNALS)
    mine = actor().regions_where(Permission.TAKE_IN_SIGNALS)
    with context().reading() as connection:
        return render_template(
            "intake.html",
            regions=[pair for pair in region_names_of(connection, actor()) if pair[0] in mine],
            batches=intake_batches(connection, actor()),
            columns=COLUMNS,
        )


@blueprint.get("/voorbeeld.csv")
def example() -> Response:
    """Give a file with the right columns and one row."""
    response = Response(template(), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="signalen.csv"'
    return response


@blueprint.post("")
def upload() -> AnyResponse:
    """Keep an uploaded file for its preview."""
    require(Permission.TAKE_IN_SIGNALS)
    uploaded = request.files.get("bestand")
    if uploaded is None or not uploaded.filename:
        message = "Kies eerst een bestand."
        raise Invalid(message, {"Bestand": [message]})
    content = uploaded.read()
    batch_id = context().door.execute(
        actor(),
        OpenIntake(
            region=request.form.get("regio", ""),
            filename=uploaded.filename,
            content=content,
            row_count=len(read_file(content).rows),
        ),
    )
    return redirect(url_for("intake.show", batch_id=batch_id), 303)


@blueprint.get("/<batch_id>")
def show(batch_id: str) -> str | Response:
    """Show the preview, the progress or the result of a file."""
    key = id_from(batch_id)
    batch = _batch(key)
    if batch.is_finished:
        return _to_result() if wants_fragment() else _result(batch)
    if batch.done or request.args.get("bezig"):
        page = "intake_progress_bar.html" if wants_fragment() else "intake_progress.html"
        return render_template(page, batch=batch)
    return _preview(batch)


@blueprint.post("/<batch_id>/opnemen")
def take_in(batch_id: str) -> AnyResponse:
    """Take the signals in, as chosen."""
    batch = _batch(id_from(batch_id))
    mode = Mode.ALL if request.form.get("keuze") == Mode.ALL.value else Mode.PER_ROW
    rows = _judged(batch)
    intake = Intake(
        door=context().door, actor=actor(), region=batch.region, batch_id=batch.batch_id
    )
    if len(rows) <= _AT_ONCE or mode is Mode.ALL:
        intake.take_in(rows, mode)
        return redirect(url_for("intake.show", batch_id=batch_id), 303)
    Thread(target=_while_watched, args=(intake, rows), name="intake").start()
    return redirect(url_for("intake.show", batch_id=batch_id, bezig="ja"), 303)


@blueprint.post("/<batch_id>/annuleren")
def cancel(batch_id: str) -> AnyResponse:
    """Put a file aside: nothing of it is taken in."""
    batch = _batch(id_from(batch_id))
    context().door.execute(actor(), FinishIntake(batch_id=batch.batch_id, cancelled=True))
    return redirect(url_for("intake.form"), 303)


def _to_result() -> Response:
    return Response(headers={"HX-Refresh": "true"})


def _while_watched(intake: Intake, rows: tuple[Judged, ...]) -> None:
    try:
        intake.take_in(rows)
    except EngineError as error:
        log.warning("Intake stopped: %s", error.message, extra={"batch": str(intake.batch_id)})


def _batch(batch_id: UUID) -> IntakeBatch:
    with context().reading() as connection:
        return intake_file(connection, actor(), batch_id)


def _judged(batch: IntakeBatch) -> tuple[Judged, ...]:
    if batch.content is None:
        raise NotFound("Niet gevonden.")
    rows = judge(read_file(batch.content), batch.region, today())
    return compare(context().database, actor(), batch.region, rows)


def _preview(batch: IntakeBatch) -> str:
    rows = _judged(batch)
    by_verdict = {verdict: [row for row in rows if row.verdict is verdict] for verdict in Verdict}
    return render_template(
        "intake_preview.html",
        batch=batch,
        counts=Counter(row.verdict for row in rows),
        sections=[
            ("Fout", by_verdict[Verdict.WRONG], "Deze rijen worden niet opgenomen."),
            ("Onderdrukt", by_verdict[Verdict.HELD], "Deze rijen worden bewaard, zonder taak."),
            ("Dubbel", by_verdict[Verdict.DOUBLED], "Deze rijen zijn er al."),
            ("Goed", by_verdict[Verdict.TAKEN], "Deze rijen worden opgenomen."),
        ],
        shown=_SHOWN,
        verdicts=Verdict,
        ignored=read_file(batch.content or b"").ignored,
    )


def _result(batch: IntakeBatch) -> str:
    with context().reading() as connection:
        sections = [
            (title, total, row_results(connection, actor(), batch.batch_id, status, _SHOWN))
            for title, status, total in (
                ("Niet opgenomen", "rejected", batch.rejected),
                ("Onderdrukt", "suppressed", batch.suppressed),
                ("Opgenomen", "accepted", batch.accepted),
            )
        ]
    return render_template("intake_result.html", batch=batch, sections=sections, shown=_SHOWN)
