"""The meeting with a municipality names only who agreed, and its agreements reach the cases."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from engine.commands.definitions import Deploy
from engine.commands.standing import EnsureStanding, SetMunicipalities
from engine.commands.values import decode
from engine.domain.access import SYSTEM
from engine.domain.client import Bsn
from engine.persistence.tables import (
    consent,
    meeting,
    meeting_item,
    process_instance,
    stay_episode,
)
from engine.queries.meetings import Agenda, agenda
from engine.queries.reaching import promising_of
from tests.integration.office import REGION, Office
from tests.integration.standing import CASE, delivered, tasks_of
from tests.integration.test_signals import new_signal, register, rows, throwing

PROCESS = "periodiek-overleg-gemeente"
FORMS = ("overleg-voorbereiden", "overleg-uitkomst", "overleg-op-gang-brengen", "overleg-afspraak")
BSNS = [Bsn(number) for number in ("999990019", "999990020", "999990032", "999990044", "999990056")]
TODAY = date(2026, 6, 1)


@pytest.fixture
def city(at: Office) -> Office:
    """Five clients stay in a shelter in Diemen; nobody agreed to anything yet."""
    at.deploy(throwing("signaal-verwerken", "casus-openen"), CASE)
    at.term("wacht", "4 weken")
    for number, bsn in enumerate(BSNS, start=1):
        register(at, new_signal(bsn, day=number))
    for task in tasks_of(at, "signaal-verwerken"):
        at.complete(SYSTEM, task.id)
    for case in cases(at):
        stay(at, case, "Diemen ")
    at.run(
        SetMunicipalities(region=REGION, municipalities={"Amsterdam": ["Diemen"], "Haarlem": []})
    )
    return at


def cases(at: Office) -> list[dict[str, object]]:
    return [row for row in rows(at, process_instance) if row["definition_key"] == "casus"]


def stay(at: Office, case: Mapping[str, object], place: str) -> None:
    with at.database.transaction() as unit:
        of = unit.cases.get(case["case_id"])  # type: ignore[arg-type]  # a row's column
        assert of is not None
        unit.connection.execute(
            update(stay_episode)
            .where(stay_episode.c.client_id == of.client_id)
            .values(ethos="3", from_date=date(2026, 4, 1), municipality=place)
        )


def agree(at: Office, number: int, **different: object) -> None:
    case = cases(at)[number]
    values: dict[str, object] = {
        "id": case["id"],
        "case_id": case["case_id"],
        "purpose": "passende zorg",
        "recipients": ["gemeente"],
        "categories": ["contact"],
        "result": "gegeven",
        "given_on": TODAY,
        "valid_to": date(2027, 6, 1),
        "recorded_at": at.clock.now(),
    }
    with at.database.transaction() as unit:
        unit.connection.execute(consent.insert().values({**values, **different}))


def listed(at: Office, *places: str) -> Agenda:
    with at.database.reading() as connection:
        return agenda(connection, REGION, places or ("Amsterdam", "Diemen"), TODAY)


def test_without_consent_nobody_is_named(city: Office) -> None:
    assert listed(city).named == ()
    assert listed(city).unnamed_text == "5"


def test_a_count_under_five_is_not_told(city: Office) -> None:
    agree(city, 0)
    assert len(listed(city).named) == 1
    assert listed(city).unnamed_text == "minder dan 5"


def test_nobody_else_is_a_count_that_points_at_nobody(city: Office) -> None:
    assert listed(city, "Haarlem").unnamed_text == "0"


def test_a_client_is_discussed_with_the_centrumgemeente_of_the_case(city: Office) -> None:
    """Regels 12 and 134."""
    case = cases(city)[0]
    place = {"municipality_stay": "Elders", "central_stay": "Haarlem"}
    stay(city, case, "Elders")
    with city.database.transaction() as unit:
        unit.cases.change(case["case_id"], place)  # type: ignore[arg-type]  # a row's column
    assert [listed(city, "Haarlem").unnamed, listed(city).unnamed] == [1, 4]


@pytest.mark.parametrize(
    "different",
    [
        {"recipients": ["mo"]},
        {"result": "geweigerd"},
        {"given_on": TODAY - timedelta(days=400), "valid_to": TODAY - timedelta(days=1)},
        {"given_on": TODAY + timedelta(days=1)},
    ],
)
def test_only_a_consent_for_the_municipality_that_holds_today_counts(
    city: Office, different: Mapping[str, object]
) -> None:
    agree(city, 0, **different)
    assert listed(city).named == ()


def test_a_consent_that_was_withdrawn_no_longer_counts(city: Office) -> None:
    agree(city, 0, withdrawn_at=city.clock.now())
    assert listed(city).named == ()


def test_an_agreement_becomes_a_task_of_the_case_and_a_row_of_the_meeting(city: Office) -> None:
    agree(city, 0)
    prepare(city)
    answer(city, "overleg-voorbereiden", doorgegaan="ja", gehouden_op="2026-07-06", **ATTENDED)
    city.clock.forward(timedelta(days=5))
    city.worker.drain()
    answer(city, "uitkomst-vastleggen", **AGREED)
    (task,) = [row for row in tasks_of(city, PROCESS) if row.element_id == "afspraak-uitvoeren"]
    assert task.case_id == cases(city)[0]["case_id"]
    (held,) = rows(city, meeting)
    assert [held["municipality"], held["held_on"]] == ["Amsterdam", date(2026, 7, 6)]
    (item,) = rows(city, meeting_item)
    assert item["agreement"] == "Samen naar de intake"


def test_where_recovery_has_the_best_chance_is_offered_where_help_is_asked(city: Office) -> None:
    """Regel 132."""
    case_id = cases(city)[0]["case_id"]
    agree(city, 0)
    prepare(city)
    answer(city, "overleg-voorbereiden", doorgegaan="ja", gehouden_op="2026-07-06", **ATTENDED)
    city.clock.forward(timedelta(days=5))
    city.worker.drain()
    answer(city, "uitkomst-vastleggen", **AGREED, kansrijke_gemeente="diemen")
    with city.database.reading() as connection:
        assert promising_of(connection, case_id) == "Amsterdam"  # type: ignore[arg-type]  # a row
        assert promising_of(connection, None) is None


def test_the_next_round_waits_a_month_from_the_meeting(city: Office) -> None:
    prepare(city)
    answer(city, "overleg-voorbereiden", doorgegaan="nee", toelichting="Geen tijd")
    (running,) = [row for row in city.instances() if row.business_key == f"{REGION}:Amsterdam"]
    known = decode(str(running.variables))
    assert [known["overgeslagen"], known["centrumgemeente"]] == [1, "Amsterdam"]


ATTENDED = {"deelnemers": "centrumgemeente", "evaluatie_op": "2027-07-06"}
AGREED = {
    "status": "in-opvang",
    "actie_nodig": "ja",
    "afspraak": "Samen naar de intake",
    "actiehouder": "Gemeente",
    "actiedatum": "2026-07-20",
    "client_betrokken": "ja",
}


def prepare(at: Office) -> None:
    """Deploy the delivered process and wait until it asks to prepare the meeting."""
    for term in ("periodiek-overleg", "overleg-voorbereiden", "overleg-uitkomst"):
        at.term(term, "30 dagen")
    at.term("overleg-op-gang-brengen", "5 werkdagen")
    at.term("overleg-afspraak", "10 werkdagen")
    files = delivered(f"{PROCESS}.bpmn", *(f"{name}.form" for name in FORMS))
    at.door.execute(SYSTEM, Deploy(files=files))
    at.door.execute(SYSTEM, EnsureStanding(region=REGION))
    at.clock.forward(timedelta(days=31))
    at.worker.drain()


def answer(at: Office, element_id: str, **answers: str) -> None:
    found = [row for row in tasks_of(at, PROCESS) if row.element_id == element_id]
    mine = [row for row in found if place_of(at, row.instance_id) == f"{REGION}:Amsterdam"]
    at.complete(SYSTEM, mine[0].id, {key: [value] for key, value in answers.items()})


def place_of(at: Office, instance_id: UUID) -> object:
    return next(row.business_key for row in at.instances() if row.id == instance_id)
