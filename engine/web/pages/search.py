"""Finding a case. A BSN is posted and never part of an address."""

from flask import Blueprint, render_template, request

from engine.domain.access import Permission
from engine.domain.client import Bsn, is_bsn
from engine.domain.reading import Look
from engine.persistence.sealing import Seal
from engine.queries.search import SHORTEST, Found, find_by_bsn, find_by_text
from engine.web.looked import showing
from engine.web.request import actor, context, require

blueprint = Blueprint("search", __name__)

_NO_BSN = (
    "Dit is geen geldig BSN. Een BSN heeft negen cijfers; kijk of er een cijfer is verwisseld."
)
_TOO_SHORT = f"Geef minstens {SHORTEST} tekens."
_LOOKS_LIKE_BSN = (
    "Zoek je op BSN? Vul het in bij “BSN”: dan komt het niet in het adres van de pagina."
)


@blueprint.get("/zoeken")
def form() -> str | tuple[str, int]:
    """Search by number or name; without a question, ask for one."""
    require(Permission.SEE_CASES)
    text = request.args.get("zoek", "").strip()
    if not text:
        return _page()
    if is_bsn(text.replace(" ", "").replace(".", "")):
        return _page(problem=_LOOKS_LIKE_BSN, anchor="bsn"), 422
    if len(text) < SHORTEST:
        return _page(text=text, problem=_TOO_SHORT, anchor="zoek"), 422
    with context().reading() as connection:
        found = find_by_text(connection, actor(), text, _seal())
    _note(text, found)
    return _page(text=text, found=found)


@blueprint.post("/zoeken/bsn")
def by_bsn() -> str | tuple[str, int]:
    """Search by BSN."""
    require(Permission.SEE_CASES)
    digits = "".join(letter for letter in request.form.get("bsn", "") if letter.isdigit())
    if not is_bsn(digits):
        return _page(problem=_NO_BSN, anchor="bsn"), 422
    with context().reading() as connection:
        found = find_by_bsn(connection, actor(), Bsn(digits), _seal())
    _note(Bsn(digits).masked, found)
    return _page(found=found, text=Bsn(digits).masked)


def _note(question: str, found: tuple[Found, ...]) -> None:
    """Note a search with its question, also when it finds nobody."""
    showing(
        Look.SEARCH, object_kind="search", cases=(one.case_id for one in found), question=question
    )


def _seal() -> Seal:
    keys = context().settings.keys
    return Seal(keys.encryption, keys.index)


def _page(
    *,
    text: str = "",
    found: tuple[Found, ...] | None = None,
    problem: str | None = None,
    anchor: str = "zoek",
) -> str:
    return render_template("search.html", text=text, found=found, problem=problem, anchor=anchor)
