"""What people do with tasks: who may, who was first, what is asked, what is kept."""

from uuid import uuid4

import pytest
from sqlalchemy import event, select

from engine.commands.definitions import Deploy, SourceFile
from engine.commands.tasks import (
    ClaimTask,
    CompleteUserTask,
    ReassignTask,
    ReleaseTask,
    SaveDraft,
)
from engine.domain.access import SYSTEM, Role
from engine.domain.ids import TaskId
from engine.errors import Conflict, ExecutionError, Invalid, NotAllowed, NotFound, PromiseBroken
from engine.persistence.tables import history_event, user_task
from tests.integration.diagrams import process, task, timer
from tests.integration.office import Office, diagram

TWO_TASKS = process("bellen", task("bel"), task("bevestig", vierogen="bel"))
FORM = b"""{"type": "default", "id": "poging", "schemaVersion": 16, "components": [
  {"type": "textfield", "key": "resultaat", "label": "Resultaat", "id": "f1",
   "validate": {"required": true}},
  {"type": "number", "key": "pogingen", "label": "Pogingen", "id": "f2"}]}"""


def first_task(at: Office, key: str = "bellen") -> TaskId:
    return at.start(key).tasks[0]


def test_a_claimed_task_can_only_be_completed_by_its_assignee(at: Office) -> None:
    anna, bram = at.hire("anna", Role.ADVISER), at.hire("bram", Role.ADVISER)
    at.deploy(TWO_TASKS)
    found = first_task(at)
    at.run(ClaimTask(task_id=found), anna)

    with pytest.raises(Conflict, match=r"Anna heeft deze taak op 1 juni 2026 om 10:00"):
        at.complete(bram, found)
    at.complete(anna, found)


def test_who_comes_second_reads_who_completed_the_task_and_when(at: Office) -> None:
    anna, bram = at.hire("anna", Role.ADVISER), at.hire("bram", Role.ADVISER)
    at.deploy(TWO_TASKS)
    found = first_task(at)
    at.complete(anna, found)

    with pytest.raises(Conflict, match=r"Anna heeft deze taak al afgerond op 1 juni 2026"):
        at.complete(bram, found)
    with pytest.raises(Conflict, match="al afgerond"):
        at.run(ClaimTask(task_id=found), bram)


def test_a_form_posted_twice_completes_once(at: Office) -> None:
    anna = at.hire("anna", Role.ADVISER)
    at.deploy(TWO_TASKS)
    found, submission = first_task(at), uuid4()

    first = at.complete(anna, found, submission_id=submission)
    again = at.complete(anna, found, submission_id=submission)

    assert (first.repeated, again.repeated) == (False, True)
    assert len(at.open_tasks()) == 1


def test_a_page_from_before_a_claim_is_out_of_date(at: Office) -> None:
    anna = at.hire("anna", Role.ADVISER)
    at.deploy(TWO_TASKS)
    found = first_task(at)
    at.run(ClaimTask(task_id=found), anna)

    with pytest.raises(Conflict, match="veranderd nadat de pagina werd geopend"):
        at.run(CompleteUserTask(task_id=found, revision=1), anna)
    at.run(CompleteUserTask(task_id=found, revision=2), anna)


def test_a_wrong_form_names_its_fields_and_changes_nothing(at: Office) -> None:
    anna = at.hire("anna", Role.ADVISER)
    drawn = process("bellen", task("bel", form="poging"))
    files = [
        SourceFile(filename="poging.form", source=FORM),
        SourceFile(filename="b.bpmn", source=diagram(drawn)),
    ]
    at.run(Deploy(files=files))
    found = first_task(at)

    with pytest.raises(Invalid) as refused:
        at.complete(anna, found, {"pogingen": ["veel"]})

    assert list(refused.value.problems) == ["resultaat", "pogingen"]
    assert [row.id for row in at.open_tasks()] == [found]
    assert at.complete(anna, found, {"resultaat": ["gesproken"], "pogingen": ["2"]}).ended


def test_a_task_of_another_region_is_not_found_and_of_another_group_not_allowed(
    at: Office,
) -> None:
    purchaser = at.hire("piet", Role.PURCHASER)
    stranger = at.hire("sam")
    at.deploy(TWO_TASKS)
    found = first_task(at)

    with pytest.raises(NotAllowed, match="Deze taak is voor Klantadviseur"):
        at.complete(purchaser, found)
    with pytest.raises(NotFound):
        at.complete(stranger, found)
    with pytest.raises(NotFound):
        at.complete(purchaser, uuid4())


def test_four_eyes_are_two_people(at: Office) -> None:
    anna, bram = at.hire("anna", Role.ADVISER), at.hire("bram", Role.ADVISER)
    at.deploy(TWO_TASKS)
    (second,) = at.complete(anna, first_task(at)).next_tasks

    with pytest.raises(NotAllowed, match="Vier ogen"):
        at.complete(anna, second)
    assert at.complete(bram, second).ended


def test_a_draft_is_kept_and_released_and_reassigned_with_the_task(at: Office) -> None:
    anna, bram = at.hire("anna", Role.ADVISER), at.hire("bram", Role.ADVISER)
    leader = at.hire("tom", Role.TEAM_LEADER)
    at.deploy(TWO_TASKS)
    found = first_task(at)

    at.run(ClaimTask(task_id=found), anna)
    at.run(SaveDraft(task_id=found, raw={"notitie": ["half af"]}), anna)
    with pytest.raises(NotAllowed, match="alleen een teamleider"):
        at.run(ReleaseTask(task_id=found), bram)
    with pytest.raises(Invalid, match="werkt niet in de regio"):
        at.run(ReassignTask(task_id=found, user_id=at.hire("sam").user_id), leader)
    at.run(ReassignTask(task_id=found, user_id=bram.user_id), leader)

    with at.database.reading() as connection:
        row = connection.execute(select(user_task).where(user_task.c.id == found)).one()
    assert (row.assignee_id, row.draft) == (bram.user_id, {"notitie": ["half af"]})


def test_a_step_that_leaves_nobody_and_nothing_waiting_is_rolled_back(at: Office) -> None:
    anna = at.hire("anna", Role.ADVISER)
    receive = (
        '<bpmn:process id="stil" isExecutable="true"><bpmn:startEvent id="begin"/>'
        '<bpmn:userTask id="bel" name="Bel" camunda:candidateGroups="zk-klantadviseur"/>'
        '<bpmn:receiveTask id="wacht" name="Wacht" messageRef="bericht"/><bpmn:endEvent id="e"/>'
        '<bpmn:sequenceFlow id="x" sourceRef="begin" targetRef="bel"/>'
        '<bpmn:sequenceFlow id="y" sourceRef="bel" targetRef="wacht"/>'
        '<bpmn:sequenceFlow id="z" sourceRef="wacht" targetRef="e"/></bpmn:process>'
        '<bpmn:message id="bericht" name="antwoord"/>'
    )
    at.deploy_unchecked("stil", receive)
    found = first_task(at, "stil")

    with pytest.raises(PromiseBroken, match="stilstaan"):
        at.complete(anna, found)

    assert [row.id for row in at.open_tasks() if row.kind == "bpmn"] == [found]
    assert ["stilstaan" in row.message for row in at.incidents()] == [True]


def test_a_step_that_failed_is_an_incident_until_the_instance_goes_on(at: Office) -> None:
    anna = at.hire("anna", Role.ADVISER)
    at.deploy(process("bellen", task("bel"), timer("wacht", 'termijn("nieuw")')))
    found = first_task(at)
    for _ in range(2):
        with pytest.raises(ExecutionError):
            at.complete(anna, found)
    (reported,) = at.incidents()

    at.term("nieuw", "1 dag")
    at.complete(anna, found)

    assert reported.element_id == "wacht"
    assert not at.incidents()


def test_completing_a_task_takes_at_most_twelve_statements(at: Office) -> None:
    anna = at.hire("anna", Role.ADVISER)
    at.term("antwoord", "3 werkdagen")
    at.deploy(
        process("bellen", task("bel"), task("bel-nog-eens"), timer("w", 'termijn("antwoord")'))
    )
    at.complete(anna, first_task(at))
    found = first_task(at)
    statements: list[str] = []
    event.listen(
        at.database.engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, *_: statements.append(statement),
    )

    (second,) = at.complete(anna, found).next_tasks
    to_task = [s for s in statements if not s.startswith("BEGIN")]
    statements.clear()
    at.complete(anna, second)
    to_timer = [s for s in statements if not s.startswith("BEGIN")]

    print(f"statements: {len(to_task)} to the next task, {len(to_timer)} to a timer")
    assert len(to_task) <= 12
    assert len(to_timer) <= 12


def test_the_timeline_says_who_did_what(at: Office) -> None:
    anna = at.hire("anna", Role.ADVISER)
    at.deploy(TWO_TASKS)
    at.complete(anna, first_task(at))

    with at.database.reading() as connection:
        rows = connection.execute(
            select(history_event).where(history_event.c.kind == "completed")
        ).all()

    assert ("bel", anna.user_id) in [(row.element_id, row.actor_id) for row in rows]
    assert SYSTEM.user_id not in [row.actor_id for row in rows]
