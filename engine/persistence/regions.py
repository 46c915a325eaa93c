"""Regions with their counters and terms, and the small state that all processes share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from engine.domain.ids import UserId
from engine.errors import NotFound
from engine.persistence.prepared import Prepared
from engine.persistence.tables import app_state, region, region_term

NATIONAL = ""

_CODES = Prepared(select(region.c.code).order_by(region.c.code))
_LOCK = Prepared(
    select(region.c.code).where(region.c.code == bindparam("b_code")).with_for_update()
)
_TERMS = Prepared(
    select(region_term.c.name, region_term.c.value)
    .where(
        or_(region_term.c.region == NATIONAL, region_term.c.region == bindparam("b_code")),
        region_term.c.effective_from <= bindparam("b_day"),
    )
    .order_by(region_term.c.region, region_term.c.effective_from)
)


@dataclass(frozen=True, kw_only=True)
class NewTerm:
    """The value of a term from a day on; `region` '' is national."""

    region: str
    name: str
    value: str
    effective_from: date
    set_by: UserId
    set_at: datetime


@dataclass(frozen=True)
class Regions:
    """The tables `region`, `region_term` and `app_state`."""

    connection: Connection

    def exists(self, code: str) -> bool:
        """Tell whether there is such a region."""
        return self.connection.scalar(select(region.c.code).where(region.c.code == code)) == code

    def codes(self) -> Sequence[str]:
        """Give the codes of all regions."""
        return [row.code for row in _CODES.rows(self.connection, {})]

    def lock(self, code: str) -> None:
        """Let one transaction at a time do something that a region has once."""
        _LOCK.rows(self.connection, {"b_code": code})

    def save(self, code: str, name: str, care_office: str) -> None:
        """Add a region or correct its names."""
        values = {"name": name, "care_office": care_office}
        changed = self.connection.execute(
            update(region).where(region.c.code == code).values(values)
        )
        if not changed.rowcount:
            self.connection.execute(
                insert(region).values(code=code, uzovi=code[:4] or None, **values)
            )

    def case_number(self, code: str, year: int) -> str:
        """Take the region's next case number: "5515-2026-00012"."""
        return f"{code}-{year}-{self._take(code, 'next_case_number', 1):05d}"

    def signal_numbers(self, code: str, year: int, count: int) -> list[str]:
        """Take a run of signal numbers: "S5515-2026-000012"."""
        first = self._take(code, "next_signal_number", count)
        return [f"S{code}-{year}-{number:06d}" for number in range(first, first + count)]

    def terms(self, code: str, day: date) -> Mapping[str, str]:
        """Give the terms that hold in a region on a day: its own before the national ones."""
        rows = _TERMS.rows(self.connection, {"b_code": code, "b_day": day})
        return {row.name: row.value for row in rows}

    def terms_revision(self, code: str) -> int:
        """Tell how many times the region's terms were set. Raises `NotFound`."""
        revision: int | None = self.connection.scalar(
            select(region.c.terms_revision).where(region.c.code == code)
        )
        if revision is None:
            raise NotFound("Deze regio bestaat niet.")
        return revision

    def term_names(self) -> frozenset[str]:
        """Give the names of all terms that are set anywhere."""
        return frozenset(self.connection.scalars(select(region_term.c.name).distinct()))

    def set_term(self, new: NewTerm) -> None:
        """Set a term from a day on, and let every cached set of terms expire."""
        self.connection.execute(
            delete(region_term).where(
                region_term.c.region == new.region,
                region_term.c.name == new.name,
                region_term.c.effective_from == new.effective_from,
            )
        )
        self.connection.execute(insert(region_term).values(**vars(new)))
        stale = update(region).values(terms_revision=region.c.terms_revision + 1)
        self.connection.execute(
            stale if new.region == NATIONAL else stale.where(region.c.code == new.region)
        )

    def state(self, name: str) -> str | None:
        """Read a value of `app_state`."""
        return self.connection.scalar(select(app_state.c.value).where(app_state.c.name == name))

    def set_state(self, name: str, value: str) -> None:
        """Write a value of `app_state`."""
        changed = self.connection.execute(
            update(app_state).where(app_state.c.name == name).values(value=value)
        )
        if not changed.rowcount:
            self.connection.execute(insert(app_state).values(name=name, value=value))

    def _take(self, code: str, counter: str, count: int) -> int:
        column = region.c[counter]
        after = self.connection.scalar(
            update(region)
            .where(region.c.code == code)
            .values({counter: column + count})
            .returning(column)
        )
        if after is None:
            raise NotFound("Deze regio bestaat niet.")
        return int(after) - count
