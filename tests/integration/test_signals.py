"""Signals become cases: registered once, opened once, joined when there is a case already."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Table, select, update

from engine.commands.definitions import Deploy, SourceFile
from engine.commands.instances import CorrelateMessage
from engine.commands.signals import (
    FinishIntake,
    NewClient,
    NewSignal,
    OpenIntake,
    Received,
    Reception,
    RegisterSignals,
    RowOutcome,
)
from engine.commands.values import decode, encode
from engine.domain.access import SYSTEM, Role
from engine.domain.client import Bsn, PersonName
from engine.domain.signal import Ethos, SafetyRisk, SignalKind, SignalSource, SuppressionReason
from engine.errors import NotAllowed
from engine.feel import Value
from engine.jobs import internal
from engine.persistence.tables import (
    care_case,
    client,
    intake_batch,
    intake_row,
    process_instance,
    signal,
    user_task,
)
from engine.queries.cases import case_header, earlier_cases
from engine.service_tasks import load_handlers
from tests.integration.office import REGION, Office

BSN = Bsn("999990019")


def throwing(key: str, message: str) -> str:
    """A task, then an end event that sends a message."""
    return f"""
<bpmn:process id="{key}" name="{key}" isExecutable="true"><bpmn:startEvent id="begin"/>
<bpmn:userTask id="beoordelen" name="Beoordelen" camunda:candidateGroups="zk-signalering"/>
<bpmn:endEvent id="einde"><bpmn:messageEventDefinition id="m" messageRef="b"/></bpmn:endEvent>
<bpmn:sequenceFlow id="x" sourceRef="begin" targetRef="beoordelen"/>
<bpmn:sequenceFlow id="y" sourceRef="beoordelen" targetRef="einde"/></bpmn:process>
<bpmn:message id="b" name="{message}"/>"""


CASE = """
<bpmn:process id="casus" name="Casus" isExecutable="true">
<bpmn:startEvent id="begin"><bpmn:messageEventDefinition id="m" messageRef="b"/></bpmn:startEvent>
<bpmn:userTask id="aannemen" name="Aannemen" camunda:candidateGroups="zk-signalering"/>
<bpmn:boundaryEvent id="erbij" attachedToRef="aannemen" cancelActivity="false">
<bpmn:messageEventDefinition id="m2" messageRef="b2"/></bpmn:boundaryEvent>
<bpmn:userTask id="bekijken" name="Nieuw signaal bekijken"
 camunda:candidateGroups="zk-signalering"/>
<bpmn:endEvent id="einde"/><bpmn:endEvent id="bekeken"/>
<bpmn:sequenceFlow id="x" sourceRef="begin" targetRef="aannemen"/>
<bpmn:sequenceFlow id="y" sourceRef="aannemen" targetRef="einde"/>
<bpmn:sequenceFlow id="z" sourceRef="erbij" targetRef="bekijken"/>
<bpmn:sequenceFlow id="w" sourceRef="bekijken" targetRef="bekeken"/></bpmn:process>
<bpmn:message id="b" name="casus-geopend"/><bpmn:message id="b2" name="signaal-toegevoegd"/>"""


def new_signal(
    bsn: Bsn | None = BSN, day: int = 1, suppressed: SuppressionReason | None = None
) -> NewSignal:
    return NewSignal(
        source=SignalSource.IWLZ,
        kind=SignalKind.NO_DELIVERY,
        signal_date=date(2026, 5, day),
        client=NewClient(name=PersonName(surname="Proefpersoon"), bsn=bsn),
        ethos=Ethos.PUBLIC_SPACE,
        safety_risk=SafetyRisk.NONE,
        facts={"aanbieder_naam": "Zorg BV"},
        suppressed=suppressed,
    )


def register(at: Office, *signals: NewSignal) -> tuple[Received, ...]:
    return at.door.execute(SYSTEM, RegisterSignals(region=REGION, signals=signals))


def rows(at: Office, table: Table) -> list[dict[str, object]]:
    with at.database.reading() as connection:
        return [dict(row) for row in connection.execute(select(table)).mappings()]


@pytest.fixture
def desk(at: Office) -> Office:
    """An office where a signal can become a case."""
    at.deploy(throwing("signaal-verwerken", "casus-openen"), CASE)
    return at


def test_the_same_signal_is_received_once(desk: Office) -> None:
    first, again = register(desk, new_signal(), new_signal())
    (later,) = register(desk, new_signal())

    assert [r.reception for r in (first, again, later)] == [
        Reception.ACCEPTED,
        Reception.DUPLICATE,
        Reception.DUPLICATE,
    ]
    assert first.signal_id == again.signal_id == later.signal_id
    assert len(desk.open_tasks()) == 1


def test_two_signals_about_one_bsn_are_about_one_client(desk: Office) -> None:
    register(desk, new_signal(day=1), new_signal(day=2))

    assert len(rows(desk, client)) == 1
    assert len(rows(desk, signal)) == 2


def test_a_bsn_is_nowhere_in_the_database_in_the_clear(desk: Office) -> None:
    register(desk, new_signal())
    (row,) = rows(desk, client)

    assert BSN.digits.encode() not in bytes(str(row["bsn_cipher"]), "utf8")
    assert BSN.digits not in "".join(str(r) for t in (client, signal) for r in rows(desk, t))
    with desk.database.transaction() as unit:
        assert unit.clients.bsn_of(row["id"]) == BSN  # type: ignore[arg-type]  # it is its id


def test_a_suppressed_signal_stays_listed_and_starts_nothing(desk: Office) -> None:
    (found,) = register(desk, new_signal(suppressed=SuppressionReason.DECEASED))

    assert found.reception is Reception.SUPPRESSED
    assert [row["status"] for row in rows(desk, signal)] == ["onderdrukt"]
    assert not desk.open_tasks()


def test_a_signal_opens_a_case_whose_process_begins_at_once(desk: Office) -> None:
    register(desk, new_signal())
    (judge,) = desk.open_tasks()

    step = desk.complete(SYSTEM, judge.id)

    (case,) = rows(desk, care_case)
    (begun,) = desk.open_tasks()
    assert case["number"] == "5515-2026-00001"
    assert (step.case_id, begun.case_id, begun.element_id) == (case["id"], case["id"], "aannemen")
    assert [row["case_id"] for row in rows(desk, signal)] == [case["id"]]
    assert {row["case_id"] for row in rows(desk, user_task)} == {case["id"]}


def test_a_second_signal_joins_the_open_case_as_a_task(desk: Office) -> None:
    register(desk, new_signal(day=1))
    desk.complete(SYSTEM, desk.open_tasks()[0].id)

    (second,) = register(desk, new_signal(day=2))
    judge = next(row for row in desk.open_tasks() if row.element_id == "beoordelen")
    desk.complete(SYSTEM, judge.id)

    (case,) = rows(desk, care_case)
    assert second.open_case == case["id"]
    assert sorted(str(row.element_id) for row in desk.open_tasks()) == ["aannemen", "bekijken"]
    assert {row["case_id"] for row in rows(desk, signal)} == {case["id"]}


def test_a_message_reaches_the_element_of_the_case_that_waits_for_it(desk: Office) -> None:
    register(desk, new_signal(day=1))
    case_id = desk.complete(SYSTEM, desk.open_tasks()[0].id).case_id
    assert case_id is not None

    reached = desk.run(CorrelateMessage(case_id=case_id, name="signaal-toegevoegd"))
    missed = desk.run(CorrelateMessage(case_id=case_id, name="iets-anders"))

    assert (reached, missed) == (True, False)
    assert sorted(str(row.element_id) for row in desk.open_tasks()) == ["aannemen", "bekijken"]


def test_a_case_closes_with_its_process_and_reopens_as_a_repetition(desk: Office) -> None:
    register(desk, new_signal(day=1))
    for _ in range(2):
        desk.complete(SYSTEM, desk.open_tasks()[0].id)
    (closed,) = rows(desk, care_case)

    register(desk, new_signal(day=9))
    desk.complete(SYSTEM, desk.open_tasks()[0].id)

    assert (closed["state"], closed["closed_at"]) == ("afgesloten", desk.clock.at)
    assert sorted(str(row["repeat_count"]) for row in rows(desk, care_case)) == ["0", "1"]
    known = [str(row["variables"]) for row in rows(desk, process_instance)]
    assert sum('"herhalingsteller":' in variables for variables in known) == 1


def ended_with(at: Office, **variables: Value) -> None:
    """Let the process of the closed case have ended with these variables."""
    with at.database.transaction() as unit:
        unit.connection.execute(
            update(process_instance)
            .where(process_instance.c.definition_key == "casus")
            .values(variables=encode(variables))
        )


def test_a_case_that_reopens_counts_on_where_the_last_one_stopped(desk: Office) -> None:
    """§2.2, point 8: with its history, and one repetition more."""
    register(desk, new_signal(day=1))
    for _ in range(2):
        desk.complete(SYSTEM, desk.open_tasks()[0].id)
    ended_with(desk, herhalingsteller=Decimal(2), plekverlies=[date(2026, 3, 1)])

    register(desk, new_signal(day=9))
    desk.complete(SYSTEM, desk.open_tasks()[0].id)

    (begun,) = [row for row in desk.instances() if row.definition_key == "casus"]
    known = decode(str(begun.variables))
    assert (known["herhalingsteller"], known["plekverlies"]) == (Decimal(3), [date(2026, 3, 1)])


def test_a_signal_about_a_closed_client_is_proposed_to_reopen(desk: Office) -> None:
    register(desk, new_signal(day=1))
    for _ in range(2):
        desk.complete(SYSTEM, desk.open_tasks()[0].id)
    register(desk, new_signal(day=9))

    (begun,) = desk.instances()
    known = decode(str(begun.variables))
    assert (known["open_casus"], known["eerder_gesloten"]) == (False, True)


def test_the_page_of_a_reopened_case_leads_to_the_earlier_one(desk: Office) -> None:
    register(desk, new_signal(day=1))
    for _ in range(2):
        desk.complete(SYSTEM, desk.open_tasks()[0].id)
    register(desk, new_signal(day=9))
    desk.complete(SYSTEM, desk.open_tasks()[0].id)
    leader = desk.hire("lea", Role.TEAM_LEADER)

    first, again = sorted(rows(desk, care_case), key=lambda row: str(row["repeat_count"]))
    with desk.database.reading() as connection:
        header = case_header(connection, leader, UUID(str(again["id"])))
        found = earlier_cases(connection, leader, header)
    assert [one.number for one in found] == [first["number"]]


def test_every_row_of_an_intake_file_is_accounted_for(desk: Office) -> None:
    command = OpenIntake(region=REGION, filename="s.csv", content=b"x", row_count=3)
    batch = desk.door.execute(SYSTEM, command)
    signals = [NewSignal(**{**vars(new_signal(day=n)), "row_number": n}) for n in (1, 2)]
    desk.run(RegisterSignals(region=REGION, signals=signals, batch_id=batch))
    wrong = RowOutcome(row_number=3, status="rejected", reason="Geen datum.")
    desk.run(FinishIntake(batch_id=batch, rejected=[wrong]))

    (stored,) = rows(desk, intake_batch)
    assert (stored["accepted"], stored["rejected"], stored["content"]) == (2, 1, None)
    assert len(rows(desk, intake_row)) == 3


def test_only_who_takes_in_signals_registers_them(desk: Office) -> None:
    adviser = desk.hire("anna", Role.ADVISER)

    with pytest.raises(NotAllowed):
        desk.run(RegisterSignals(region=REGION, signals=[new_signal()]), adviser)


def test_the_shipped_processes_forms_and_tables_can_be_deployed_together(at: Office) -> None:
    topics = (*load_handlers(), *internal.TOPICS)
    door = replace(at.door, environment=replace(at.door.environment, topics=topics))
    root = Path(__file__).parents[2]
    found = [
        path
        for folder, kind in (("processes", "bpmn"), ("processes", "dmn"), ("forms", "form"))
        for path in sorted((root / folder).glob(f"*.{kind}"))
    ]
    files = [SourceFile(filename=path.name, source=path.read_bytes()) for path in found]

    deployed = door.execute(SYSTEM, Deploy(files=files))
    again = door.execute(SYSTEM, Deploy(files=files))

    assert {d.key for d in deployed} >= {"signaal-verwerken", "casus-zonder-zorg", "contactpoging"}
    assert not any(d.changed for d in again)
