"""The centrumgemeenten of a region: with whom there is a meeting every month."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.commands.standing import EnsureStanding, SetMunicipalities
from engine.domain.access import SYSTEM
from engine.domain.municipality import municipalities_in
from engine.errors import Invalid
from engine.queries.municipalities import municipalities_of
from engine.queries.terms import managed_regions
from engine.web.request import actor, context
from engine.web.task_form import Problem

blueprint = Blueprint("municipalities", __name__, url_prefix="/centrumgemeenten")

_UNPROCESSABLE = 422


@blueprint.get("/<region>")
def show(region: str) -> str:
    """Show the list, one line for each centrumgemeente."""
    return _page(region)


@blueprint.post("/<region>")
def change(region: str) -> Response | tuple[str, int]:
    """Keep the list, and begin a round for what is new."""
    lines = request.form.get("gemeenten", "")
    try:
        named = _read(lines)
        command = SetMunicipalities(region=region, municipalities=named)
        context().door.execute(actor(), command)
    except Invalid as refused:
        return _page(region, lines, refused), _UNPROCESSABLE
    context().door.execute(SYSTEM, EnsureStanding(region=region))
    flash("Bewaard. Voor elke centrumgemeente loopt nu een maandelijks overleg.", "good")
    return redirect(url_for("municipalities.show", region=region), 303)


def _read(lines: str) -> dict[str, list[str]]:
    """Read "Enschede: Borne, Hengelo", a line for each centrumgemeente."""
    named: dict[str, list[str]] = {}
    for line in filter(str.strip, lines.splitlines()):
        name, _, others = line.partition(":")
        if name.strip() in named:
            raise Invalid(f"{name.strip()} staat er twee keer.")
        named[name.strip()] = [other.strip() for other in others.split(",") if other.strip()]
    return named


def _unnamed(region: str, named: Mapping[str, Sequence[str]]) -> list[str]:
    """List the municipalities of the region for which no centrumgemeente speaks."""
    spoken_for = {name.lower() for line in named.items() for name in (line[0], *line[1])}
    return [name for name in municipalities_in(region) if name.lower() not in spoken_for]


def _page(region: str, lines: str | None = None, refused: Invalid | None = None) -> str:
    with context().reading() as connection:
        named = municipalities_of(connection, actor(), region)
        regions = managed_regions(connection, actor())
    shown = "\n".join(f"{name}: {', '.join(others)}".rstrip(": ") for name, others in named.items())
    return render_template(
        "municipalities.html",
        region=region,
        regions=regions,
        region_name=dict(regions).get(region, region),
        lines=shown if lines is None else lines,
        unnamed=_unnamed(region, named),
        problems=[Problem(message=refused.message, anchor="gemeenten")] if refused else [],
    )
