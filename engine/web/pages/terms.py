"""The terms of a region: what holds, a new value from a day on, and what runs counted again."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.commands.recompute import PreviewRecompute, RecomputeTimers
from engine.commands.terms import SetTerm
from engine.domain.access import Permission
from engine.domain.terms import Term
from engine.errors import Invalid
from engine.queries.cases import case_numbers
from engine.queries.terms import ORIGINS, managed_regions, term_of, terms_of
from engine.web.request import actor, context, require, today

blueprint = Blueprint("terms", __name__, url_prefix="/termijnen")

_UNPROCESSABLE = 422


@blueprint.get("")
def start() -> Response | str:
    """Go to the terms of the first region that this person manages."""
    require(Permission.MANAGE_TERMS)
    with context().reading() as connection:
        regions = managed_regions(connection, actor())
    return redirect(url_for("terms.overview", region=regions[0][0]), 303)


@blueprint.get("/<region>")
def overview(region: str) -> str:
    """List all terms of a region, with where each value comes from."""
    with context().reading() as connection:
        found = terms_of(connection, actor(), region, today())
        regions = managed_regions(connection, actor())
    return render_template(
        "terms.html",
        terms=found,
        region=region,
        regions=regions,
        region_name=dict(regions).get(region, region),
        origins=ORIGINS,
    )


@blueprint.get("/<region>/<name>")
def show(region: str, name: str) -> str:
    """Show one term with its history, and a form for a new value."""
    return _page(region, name)


@blueprint.post("/<region>/<name>")
def change(region: str, name: str) -> Response | tuple[str, int]:
    """Set the term from a day on; what already runs keeps its moment."""
    value, day = request.form.get("waarde", "").strip(), request.form.get("vanaf", "")
    with context().reading() as connection:
        term_of(connection, actor(), region, name, today())
    try:
        command = SetTerm(region=region, name=name, value=value, effective_from=_from(day))
        context().door.execute(actor(), command)
    except Invalid as refused:
        place = next(iter(refused.problems), "value")
        anchor = {"value": "waarde"}.get(place, place)
        page = _page(region, name, value=value, day=day, problem=refused.message, anchor=anchor)
        return page, _UNPROCESSABLE
    flash(
        f"{name} is {Term.parse(value)} vanaf {command.effective_from:%d-%m-%Y}."
        " Wat al loopt, houdt zijn datum.",
        "good",
    )
    return redirect(url_for("terms.show", region=region, name=name), 303)


@blueprint.get("/<region>/<name>/herberekenen")
def preview(region: str, name: str) -> str:
    """Show which running timers and open tasks would move, and to when."""
    with context().reading() as connection:
        term = term_of(connection, actor(), region, name, today())
    moved = context().door.execute(actor(), PreviewRecompute(region=region, name=name))
    with context().reading() as connection:
        numbers = case_numbers(connection, actor(), [one.case_id for one in moved if one.case_id])
    return render_template(
        "terms_recompute.html", term=term, region=region, moved=moved, numbers=numbers
    )


@blueprint.post("/<region>/<name>/herberekenen")
def recompute(region: str, name: str) -> Response:
    """Let the running timers and open tasks be counted again."""
    expected = request.form.get("aantal", "", type=str)
    command = RecomputeTimers(
        region=region, name=name, expected=int(expected) if expected.isdecimal() else -1
    )
    moved = context().door.execute(actor(), command)
    tasks = sum(one.is_task for one in moved)
    flash(
        f"Herberekend: {_counted(len(moved) - tasks, 'timer', 'timers')} en"
        f" {_counted(tasks, 'taak', 'taken')}. Dit staat bij elke casus en in het logboek.",
        "good",
    )
    return redirect(url_for("terms.show", region=region, name=name), 303)


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _from(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        said = "Vul een bestaande datum in, bijvoorbeeld 31-12-2026."
        raise Invalid(said, {"vanaf": [said]}) from None
    if day < today():
        said = "Een termijn kan vandaag of later ingaan, niet met terugwerkende kracht."
        raise Invalid(said, {"vanaf": [said]})
    return day


def _page(  # noqa: PLR0913 - what was filled in, and what is wrong with it
    region: str,
    name: str,
    *,
    value: str = "",
    day: str = "",
    problem: str | None = None,
    anchor: str = "waarde",
) -> str:
    with context().reading() as connection:
        term = term_of(connection, actor(), region, name, today())
        regions = dict(managed_regions(connection, actor()))
    return render_template(
        "terms_one.html",
        term=term,
        region=region,
        region_name=regions.get(region, region),
        value=value or (term.now.value if term.now else ""),
        day=day or today().isoformat(),
        problem=problem,
        anchor=anchor,
    )
