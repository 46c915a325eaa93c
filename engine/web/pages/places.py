"""The capacity places of a region: which there are, which are free, and who has the others."""

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.commands.places import AddPlace, ChangePlace
from engine.domain.access import Permission
from engine.domain.place import PlaceKind, PlaceStatus
from engine.domain.reading import Look
from engine.errors import Invalid
from engine.queries.places import place_regions, places_of
from engine.web.looked import showing
from engine.web.request import actor, context, id_from, require
from engine.web.task_form import Problem

blueprint = Blueprint("places", __name__, url_prefix="/plekken")

_UNPROCESSABLE = 422


@blueprint.get("")
def overview() -> Response:
    """Go to the places of the first region of this purchaser."""
    require(Permission.MANAGE_PLACES)
    with context().reading() as connection:
        regions = place_regions(connection, actor())
    return redirect(url_for("places.show", region=regions[0][0]), 303)


@blueprint.get("/<region>")
def show(region: str) -> str:
    """List the places of a region, with a form to add one."""
    return _page(region)


@blueprint.post("/<region>")
def add(region: str) -> Response | tuple[str, int]:
    """Add a place."""
    filled = {name: text.strip() for name, text in request.form.items()}
    try:
        command = AddPlace(
            region=region,
            provider=filled.get("aanbieder", "")[:200],
            location=filled.get("locatie", "")[:200],
            kind=filled.get("soort", ""),
            agb=filled.get("agb", ""),
            care_packages=filled.get("zorgprofielen", "")[:200],
            suits=filled.get("doelgroep", ""),
            contra_indications=filled.get("contra_indicaties", ""),
            new_or_adapted_on=_day(filled.get("nieuw_op", "")),
        )
        context().door.execute(actor(), command)
    except Invalid as refused:
        return _page(region, refused, filled), _UNPROCESSABLE
    flash(f"Toegevoegd: {command.location} bij {command.provider}.", "good")
    return redirect(url_for("places.show", region=region), 303)


@blueprint.post("/<region>/<place_id>")
def change(region: str, place_id: str) -> Response | tuple[str, int]:
    """Set the status of a place, and the case that has it."""
    form = request.form
    command = ChangePlace(
        place_id=id_from(place_id),
        status=form.get("status", ""),
        case_number=form.get("casus", ""),
        revision=form.get("versie", 0, type=int),
    )
    try:
        context().door.execute(actor(), command)
    except Invalid as refused:
        return _page(region, refused, form, place_id), _UNPROCESSABLE
    flash("De plek is bijgewerkt.", "good")
    return redirect(url_for("places.show", region=region), 303)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        said = "Vul een bestaande datum in, bijvoorbeeld 31-12-2026."
        raise Invalid(said, {"nieuw_op": [said]}) from None


def _page(
    region: str,
    refused: Invalid | None = None,
    filled: Mapping[str, str] | None = None,
    place_id: str = "",
) -> str:
    with context().reading() as connection:
        found = places_of(connection, actor(), region)
        regions = place_regions(connection, actor())
    showing(
        Look.LIST,
        region=region,
        object_kind="capacity_place",
        cases=(place.case_id for place in found),
    )
    problems = tuple(
        Problem(anchor=f"{key}-{place_id}" if place_id else key, message=text)
        for key, texts in (refused.problems.items() if refused else ())
        for text in texts
    )
    return render_template(
        "places.html",
        places=found,
        region=region,
        regions=regions,
        region_name=dict(regions).get(region, region),
        kinds=PlaceKind,
        statuses=PlaceStatus,
        problems=problems,
        filled=filled or {},
        place_id=place_id,
        free=sum(place.status is PlaceStatus.FREE for place in found),
    )
