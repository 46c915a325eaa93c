"""What every template may use: the menu, who is logged in, and how dates read."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import Flask, current_app, g, request, url_for
from markupsafe import Markup

from engine.domain.access import Actor, Permission
from engine.queries.supervision import Stuck
from engine.queries.worklist import COUNT_LIMIT, WorklistRow
from engine.web import csrf, wording
from engine.web.request import context, now, session, today

_OTHER_SITES = ("//", "/\\")


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """One entry of the main menu."""

    label: str
    address: str
    is_current: bool


_MENU: tuple[tuple[str, str, frozenset[Permission]], ...] = (
    ("worklist.show", "Mijn werk", frozenset({Permission.WORK_TASKS})),
    ("search.form", "Zoeken", frozenset({Permission.SEE_CASES})),
    ("intake.form", "Signalen inlezen", frozenset({Permission.TAKE_IN_SIGNALS})),
    (
        "supervision.show",
        "Vastgelopen casussen",
        frozenset({Permission.SUPERVISE, Permission.ADMINISTER}),
    ),
    ("places.overview", "Plekken", frozenset({Permission.MANAGE_PLACES})),
    ("readlog.form", "Wie keek mee", frozenset({Permission.SEE_AUDIT})),
    ("terms.start", "Termijnen", frozenset({Permission.MANAGE_TERMS})),
    ("definitions.overview", "Processen", frozenset({Permission.DESIGN_PROCESSES})),
)


def menu() -> tuple[MenuItem, ...]:
    """Give the entries that lead somewhere for this person."""
    found = session()
    if found is None:
        return ()
    current = (request.endpoint or "").split(".")[0]
    return tuple(
        MenuItem(
            label=label, address=url_for(endpoint), is_current=endpoint.split(".")[0] == current
        )
        for endpoint, label, permissions in _MENU
        if endpoint in current_app.view_functions
        and any(found.actor.regions_where(permission) for permission in permissions)
    )


def safe_back(address: str | None) -> str | None:
    """Keep an address to return to only when it is on this site (no open redirect)."""
    elsewhere = not address or not address.startswith("/") or address.startswith(_OTHER_SITES)
    return None if elsewhere or not str(address).isprintable() else address


def here() -> str:
    """Give the address of this page, to come back to it; a failure is no place to come back to."""
    return "/" if g.get("has_failed") else request.full_path.rstrip("?")


def _csrf_field() -> Markup:
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(csrf.token())


def _region_names() -> str:
    found = session()
    return ", ".join(found.regions) if found else ""


def _count(number: int) -> str:
    return f"{COUNT_LIMIT}+" if number > COUNT_LIMIT else str(number)


def _common() -> dict[str, Actor | bool | datetime | None]:
    found = session()
    return {
        "me": found.actor if found else None,
        "demo": context().settings.demo,
        "now": now() if found else None,
    }


def _reason(row: WorklistRow) -> str:
    return wording.reason_of(row, now())


def _why(stuck: Stuck) -> str:
    return wording.why_stuck(stuck, now())


def _due(moment: datetime | None) -> str:
    return wording.due_text(moment, now())


def _is_late(due: datetime | None) -> bool:
    return due is not None and due < now()


def _distance(moment: datetime | date) -> str:
    return wording.distance(moment, today())


def _short(moment: datetime | date) -> str:
    return wording.short_day(moment, today())


def _on(moment: datetime | date) -> str:
    return wording.on_day(moment, today())


def install(app: Flask) -> None:
    """Teach the templates these words."""
    app.context_processor(_common)
    for function, name in (
        (menu, "menu"),
        (wording.contact_with, "contact_met"),
        (here, "here"),
        (_csrf_field, "csrf_field"),
        (_region_names, "region_names"),
    ):
        app.add_template_global(function, name)
    for filter_, name in (
        (wording.day_text, "datum"),
        (wording.moment_text, "datumtijd"),
        (wording.appointment_text, "afspraak"),
        (wording.utc_text, "utc"),
        (wording.urgency_label, "urgentie"),
        (wording.case_state, "toestand"),
        (wording.ethos_label, "ethos"),
        (wording.closing_ground, "afsluitgrond"),
        (wording.signal_kind, "signaalsoort"),
        (wording.signal_source, "signaalbron"),
        (wording.instruction, "instructie"),
        (wording.paragraphs, "alineas"),
        (wording.clock_text, "tijd"),
        (wording.said, "gezegd"),
        (wording.in_words, "woorden"),
        (_distance, "dagen"),
        (_short, "kort"),
        (_on, "op"),
        (_due, "termijn"),
        (_is_late, "te_laat"),
        (_reason, "reden"),
        (_why, "waarom"),
        (_count, "aantal"),
    ):
        app.add_template_filter(filter_, name)
