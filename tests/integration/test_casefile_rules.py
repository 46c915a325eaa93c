"""What the database itself refuses in a case's file, whoever writes."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Table, insert, select
from sqlalchemy.exc import IntegrityError

from engine.persistence import tables
from engine.persistence.database import LostRace
from engine.persistence.tables import (
    bridging_place,
    capacity_place,
    consent,
    data_sharing,
    escalation,
    escalation_action,
    placement_offer,
    read_entry,
    refusal_check,
    stay_episode,
)
from tests.integration.office import REGION, Office
from tests.integration.web.rows import Rows

NOW = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
SOMEBODY = UUID(int=7)
ASKED: Mapping[str, object] = {
    "purpose": "zorg",
    "recipients": [],
    "categories": [],
    "given_on": date(2026, 6, 1),
    "recorded_at": NOW,
}
SHARED: Mapping[str, object] = {
    "recipient_kind": "mo",
    "categories": [],
    "anonymised": False,
    "recorded_at": NOW,
}
ESCALATED: Mapping[str, object] = {
    "participants": [],
    "checklist": [],
    "anonymised": True,
    "recorded_at": NOW,
}
BRIDGE: Mapping[str, object] = {
    "form": "crisisplek",
    "starts_on": date(2026, 6, 1),
    "recorded_at": NOW,
}
PLACE: Mapping[str, object] = {
    "region": REGION,
    "provider": "Zorg BV",
    "location": "Kamer 1",
    "kind": "crisisplek",
    "created_at": NOW,
    "updated_at": NOW,
}
REFUSED: Mapping[str, object] = {"alternatives": [], "recorded_by": SOMEBODY, "recorded_at": NOW}
LOOKED: Mapping[str, object] = {"region": "", "at": NOW, "event": "casus", "shown": [], "mac": b""}

WRONG: list[tuple[Table, Mapping[str, object]]] = [
    (consent, {**ASKED, "result": "misschien", "valid_to": date(2027, 6, 1)}),
    (consent, {**ASKED, "result": "gegeven", "valid_to": date(2026, 5, 31)}),
    (data_sharing, {**SHARED, "basis": ""}),
    (data_sharing, {**SHARED, "basis": "noodsituatie"}),
    (data_sharing, {**SHARED, "basis": "toestemming"}),
    (escalation, {**ESCALATED, "level": 6}),
    (escalation, {**ESCALATED, "level": 2, "outcome": "oplossing"}),
    (bridging_place, {**BRIDGE, "latest_end_on": date(2026, 5, 31)}),
    (
        bridging_place,
        {**BRIDGE, "latest_end_on": date(2026, 9, 1), "ended_on": date(2026, 5, 1)},
    ),
    (capacity_place, {**PLACE, "status": "weg"}),
    (capacity_place, {**PLACE, "status": "vrij"}),
    (refusal_check, {**REFUSED, "confirmed_by": SOMEBODY}),
    (read_entry, {**LOOKED, "action": "X", "outcome": "success"}),
    (read_entry, {**LOOKED, "action": "R", "outcome": "misschien"}),
]


def case(at: Office) -> UUID:
    rows = Rows(at.database, regions={REGION})
    return rows.case(rows.client("Proef", region=REGION), "P-1", region=REGION)


def put(at: Office, table: Table, values: Mapping[str, object]) -> None:
    with at.database.transaction() as unit:
        unit.connection.execute(insert(table).values(id=uuid4(), **values))


@pytest.mark.parametrize(("table", "wrong"), WRONG)
def test_a_row_that_breaks_a_rule_does_not_come_in(
    at: Office, table: Table, wrong: Mapping[str, object]
) -> None:
    with pytest.raises(IntegrityError):
        put(at, table, {**wrong, "case_id": case(at)})


def test_two_refusals_never_have_the_same_number(at: Office) -> None:
    offer = {"discussed_on": date(2026, 6, 1), "answer": "nee", "recorded_at": NOW}
    values = {**offer, "case_id": case(at), "refusal_number": 1}
    put(at, placement_offer, values)

    with pytest.raises(LostRace):
        put(at, placement_offer, values)


def test_nobody_stays_in_two_places_or_stands_on_two_bridges(at: Office) -> None:
    case_id = case(at)
    with at.database.reading() as connection:
        client_id = connection.scalar(select(tables.care_case.c.client_id))
    stay = {"client_id": client_id, "ethos": "1", "from_date": date(2026, 6, 1)}
    bridge = {**BRIDGE, "case_id": case_id, "latest_end_on": date(2026, 9, 1)}
    for table, values in ((stay_episode, stay), (bridging_place, bridge)):
        put(at, table, values)
        with pytest.raises(LostRace):
            put(at, table, values)


def test_an_action_is_open_until_somebody_settles_it(at: Office) -> None:
    case_id, escalated = case(at), uuid4()
    with at.database.transaction() as unit:
        row = {**ESCALATED, "id": escalated, "case_id": case_id, "level": 1}
        unit.connection.execute(insert(escalation).values(**row))
    action = {
        "escalation_id": escalated,
        "case_id": case_id,
        "number": 1,
        "what": "bellen",
        "recorded_at": NOW,
    }
    with pytest.raises(IntegrityError):
        put(at, escalation_action, {**action, "state": "gedaan"})
    put(at, escalation_action, {**action, "state": "open"})
