"""The terms of a region: what holds, where it comes from, what was and what will be.

What a term is for and where its value comes from stands in `termen.toml`, which is delivered with
the program; a region's own values are rows.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from sqlalchemy import Row, or_, select

from engine.domain.access import Actor, Permission
from engine.domain.limits import LIMITS
from engine.domain.terms import Term
from engine.errors import NotFound
from engine.persistence.regions import NATIONAL
from engine.persistence.tables import region, region_term, user_account
from engine.queries import Connection

_PACKAGE = Path(__file__).parents[1]
ORIGINS: Mapping[str, str] = {
    "bron": "staat in een brondocument",
    "publiek": "staat in een openbare norm",
    "leverancier": "standaard van de leverancier, geen norm",
}


@dataclass(frozen=True, kw_only=True)
class Value:
    """One value of a term, from a day on. `is_own` tells that the region set it itself."""

    value: str
    effective_from: date
    is_own: bool
    set_by: str | None
    set_at: datetime


@dataclass(frozen=True, kw_only=True)
class TermOverview:
    """A term in a region on a day."""

    name: str
    description: str
    timer: str
    origin: str
    most: Term | None
    now: Value | None
    planned: tuple[Value, ...]
    history: tuple[Value, ...]

    @property
    def source(self) -> str:
        """Where the value that holds now comes from, in words."""
        if self.now is not None and self.now.is_own:
            return "eigen keuze van de regio"
        return ORIGINS.get(self.origin, "eigen termijn, niet meegeleverd")

    @property
    def in_words(self) -> str:
        """The value that holds now."""
        return str(Term.parse(self.now.value)) if self.now else "niet ingesteld"


def terms_of(
    connection: Connection, actor: Actor, code: str, today: date
) -> tuple[TermOverview, ...]:
    """Give all terms of a region, in the order of the delivered list."""
    _check(actor, code)
    values = _values(connection, code)
    sheet = _sheet()
    names = [*sheet, *sorted(values.keys() - sheet.keys())]
    return tuple(_overview(name, values.get(name, []), today) for name in names)


def term_of(
    connection: Connection, actor: Actor, code: str, name: str, today: date
) -> TermOverview:
    """Give one term; raises `NotFound` when there is no such term."""
    _check(actor, code)
    values = _values(connection, code)
    if name not in values and name not in _sheet():
        raise NotFound("Deze termijn bestaat niet.")
    return _overview(name, values.get(name, []), today)


def managed_regions(connection: Connection, actor: Actor) -> tuple[tuple[str, str], ...]:
    """Give code and name of the regions whose terms the actor manages."""
    rows = connection.execute(
        select(region.c.code, region.c.name)
        .where(region.c.code.in_(actor.regions_where(Permission.MANAGE_TERMS)))
        .order_by(region.c.name)
    )
    return tuple((row.code, row.name) for row in rows)


def _check(actor: Actor, code: str) -> None:
    if not actor.may(Permission.MANAGE_TERMS, code):
        raise NotFound("Niet gevonden.")


def _values(connection: Connection, code: str) -> dict[str, list[Value]]:
    rows = connection.execute(
        select(region_term, user_account.c.name.label("by"))
        .outerjoin(user_account, user_account.c.id == region_term.c.set_by)
        .where(or_(region_term.c.region == NATIONAL, region_term.c.region == code))
        .order_by(region_term.c.region, region_term.c.effective_from)
    )
    found: dict[str, list[Value]] = {}
    for row in rows:
        found.setdefault(str(row.name), []).append(_value(row))
    return found


def _value(row: "Row[*tuple[object, ...]]") -> Value:
    return Value(
        value=row.value,
        effective_from=row.effective_from,
        is_own=row.region != NATIONAL,
        set_by=row.by,
        set_at=row.set_at,
    )


def _overview(name: str, values: list[Value], today: date) -> TermOverview:
    """Put the values in order: a region's own go before the national ones, whatever the day."""
    described = _sheet().get(name, {})
    holding = [value for value in values if value.effective_from <= today]
    now = holding[-1] if holding else None
    limit = LIMITS.get(name)
    return TermOverview(
        name=name,
        description=described.get("omschrijving", ""),
        timer=described.get("timer", ""),
        origin=described.get("herkomst", ""),
        most=limit.most if limit else None,
        now=now,
        planned=tuple(value for value in values if value.effective_from > today),
        history=tuple(value for value in reversed(holding) if value is not now),
    )


@cache
def _sheet() -> Mapping[str, Mapping[str, str]]:
    """Read what is delivered, in its order."""
    bundled = _PACKAGE / "bundled"
    root = bundled if bundled.is_dir() else _PACKAGE.parent
    return tomllib.loads((root / "processes" / "termen.toml").read_text(encoding="utf-8"))
