"""Counts what happened to whom in a simulated year."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, Table, func, select

from engine.persistence.database import Database
from engine.persistence.tables import (
    bridging_place,
    care_case,
    client,
    consent,
    contact_attempt,
    document,
    escalation,
    incident,
    job,
    placement_offer,
    placement_request,
    signal,
    user_task,
)

_WATCHDOG = "casus-zonder-vervolgstap"


@dataclass
class Tally:
    """What was seen while playing, and what the rows say at the end."""

    midnights: int = 0
    jobs: int = 0
    late: int = 0
    repaired: int = 0
    handed_over: int = 0
    tasks: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    unfilled: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    rows: dict[str, list[tuple[str, int]]] = field(default_factory=dict)

    def did(self, element_id: str, *, late: bool) -> None:
        """Count a task that was completed."""
        self.tasks[element_id] += 1
        self.late += late

    def line(self, connection: Connection) -> str:
        """Say in one line where the year stands."""
        is_open = care_case.c.closed_at.is_(None)
        opened = connection.scalar(select(func.count()).where(is_open))
        closed = connection.scalar(select(func.count()).where(~is_open))
        return (
            f"{opened} open en {closed} gesloten casussen, {self.tasks.total()} taken gedaan,"
            f" {self.jobs} termijnen en diensten, {len(self.violations)} schendingen"
        )

    def count(self, database: Database) -> None:
        """Count the rows at the end of the year."""
        with database.reading() as connection:
            self.rows = {title: list(counted) for title, counted in _counts(connection)}

    def told(self) -> str:
        """Tell everything as a table."""
        lines = [
            f"{self.midnights} middernachten, {len(self.violations)} schendingen van de belofte",
            *(f"  SCHENDING {violation}" for violation in self.violations[:20]),
        ]
        for title, counted in {**self.rows, **self._seen()}.items():
            lines += ["", title, *(f"  {number:7d}  {name}" for name, number in counted)]
        return "\n".join(lines)

    def _seen(self) -> dict[str, list[tuple[str, int]]]:
        work = [
            ("taken gedaan", self.tasks.total()),
            ("waarvan na hun einddatum", self.late),
            ("van een afwezige collega overgenomen", self.handed_over),
            ("mislukte stappen opnieuw geprobeerd", self.repaired),
            ("termijnen en automatische stappen uitgevoerd", self.jobs),
        ]
        return {
            "Werk": work,
            "Gemelde gebeurtenissen": self.events.most_common(),
            "Taken, de dertig die het meest voorkwamen": self.tasks.most_common(30),
            "Inzendingen die de applicatie weigerde": self.refused.most_common(12),
            "Formulieren die de simulatie niet vol kreeg": self.unfilled.most_common(),
        }


def _counts(connection: Connection) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    def by(column: ColumnElement[str], *where: ColumnElement[bool]) -> list[tuple[str, int]]:
        query = select(column, func.count()).where(*where).group_by(column)
        rows = [(str(name), count) for name, count in connection.execute(query)]
        return sorted(rows, key=lambda row: (-row[1], row[0]))

    def number(table: Table, *where: ColumnElement[bool]) -> int:
        return connection.scalar(select(func.count()).select_from(table).where(*where)) or 0

    is_open = care_case.c.closed_at.is_(None)
    yield (
        "Cliënten",
        [
            ("cliënten", number(client)),
            ("signalen", number(signal)),
            ("casussen geopend", number(care_case)),
            ("open aan het eind", number(care_case, is_open)),
            ("gesloten", number(care_case, ~is_open)),
            (
                "opnieuw geopend of een plek verloren",
                number(care_case, care_case.c.repeat_count > 0),
            ),
        ],
    )
    yield "Waar open casussen staan", by(care_case.c.state, is_open)
    yield "Waarom casussen gesloten zijn", by(care_case.c.closing_ground, ~is_open)
    yield "Signalen: wat er van kwam", by(signal.c.outcome)
    yield "Contact met de cliënt", by(contact_attempt.c.result, contact_attempt.c.kind == "client")
    yield "Plaatsingsvragen aan aanbieders", by(placement_request.c.outcome)
    yield "Aanbod besproken met de cliënt", by(placement_offer.c.answer)
    yield "Opschalingen, per niveau", by(escalation.c.level)
    yield "Overbrugging", by(bridging_place.c.form)
    yield "Toestemming gevraagd", by(consent.c.result)
    yield "Brieven en documenten", by(document.c.kind)
    yield (
        "Termijnen die afgingen, de twintig vaakste",
        by(job.c.name, job.c.kind == "timer", job.c.state == "done")[:20],
    )
    yield (
        "Storingen",
        [
            ("storingen", number(incident)),
            ("waarvan nog open", number(incident, incident.c.status == "open")),
            (
                "taken 'Casus zonder vervolgstap' van de waakhond",
                number(user_task, user_task.c.element_id == _WATCHDOG),
            ),
        ],
    )
