"""The worklist: the page that a mediator keeps open all day."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import groupby
from typing import TypeVar
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.domain.access import Permission
from engine.domain.reading import Look
from engine.errors import NotAllowed
from engine.queries.regions import region_names_of
from engine.queries.worklist import Sort, Whose, Wish, Worklist, WorklistRow, worklist
from engine.web import wording
from engine.web.display import menu
from engine.web.looked import showing
from engine.web.request import actor, context, now, today

blueprint = Blueprint("worklist", __name__)

TABS = {
    Whose.MINE.value: "Mijn taken",
    Whose.GROUPS.value: "Taken van mijn groepen",
    Whose.OTHERS.value: "Bij collega's",
}
E = TypeVar("E", bound=StrEnum)
SORTS = {
    Sort.DUE.value: "Termijn",
    Sort.URGENCY.value: "Urgentie",
    Sort.CLIENT.value: "Naam",
    Sort.CASE.value: "Casusnummer",
    Sort.TASK.value: "Soort taak",
}
_FILTERS = ("taak", "urgentie", "regio", "termijn")


@blueprint.get("/")
def show() -> str | Response:
    """List the tasks that wait for this person; who does no tasks goes to her own first page."""
    if not actor().regions_where(Permission.WORK_TASKS):
        return _elsewhere()
    wish = _wish()
    with context().reading() as connection:
        found = worklist(connection, actor(), wish, now())
        regions = region_names_of(connection, actor())
    showing(Look.LIST, object_kind="worklist", cases=(row.case_id for row in found.rows))
    return render_template(
        "worklist.html",
        list=found,
        wish=wish,
        lanes=_lanes(found, wish),
        regions=regions,
        tab_names=TABS,
        sort_names=SORTS,
        is_filtered=any(request.args.get(name) for name in _FILTERS),
        address=_address,
        page_address=_page_address,
        today_text=_today_text(),
    )


def _elsewhere() -> Response:
    places = menu()
    if not places:
        raise NotAllowed("Voor je rol is hier nog geen pagina. Vraag functioneel beheer om hulp.")
    return redirect(places[0].address, 303)


def _wish() -> Wish:
    asked = request.args
    urgency = asked.get("urgentie", type=int)
    return Wish(
        whose=_one_of(Whose, asked.get("lijst"), Whose.MINE),
        region=asked.get("regio") or None,
        urgency=urgency if urgency in wording.URGENCIES else None,
        task=asked.get("taak") or None,
        late_before=now() if asked.get("termijn") == "te-laat" else None,
        sort=_one_of(Sort, asked.get("sorteer"), Sort.DUE),
        descending=asked.get("richting") == "af",
        page=max(1, asked.get("blad", 1, type=int)),
    )


def _one_of(kind: type[E], asked: str | None, default: E) -> E:
    return next((member for member in kind if member.value == asked), default)


def _lanes(found: Worklist, wish: Wish) -> list[tuple[str, Sequence[WorklistRow]]]:
    """Group by how much time is left, as long as the list is in that order."""
    if wish.sort is not Sort.DUE or wish.descending:
        return [("", found.rows)]
    return [(name, list(rows)) for name, rows in groupby(found.rows, key=_lane)]


def _lane(row: WorklistRow) -> str:
    return wording.lane_of(row, now())


def _address(**changes: str | None) -> str:
    kept = {**request.args.to_dict(), **changes}
    wanted = {name: value for name, value in kept.items() if value}
    return f"{url_for('worklist.show')}?{urlencode(wanted)}"


def _page_address(page: int) -> str:
    return _address(blad=str(page))


def _today_text() -> str:
    return f"{wording.DAYS[today().weekday()]} {wording.day_text(now())}"
