"""Files at tasks: kept while a form is open, documents of the case once it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Row, select

from engine.commands.definitions import Deploy, SourceFile
from engine.commands.files import MOST_FILES, KeepFiles, KeptFiles, TakeAwayFile
from engine.commands.tasks import ClaimTask
from engine.domain.access import Actor, Role
from engine.domain.files import Upload
from engine.domain.ids import DocumentId, TaskId
from engine.errors import Conflict, DefinitionRefused, Invalid, NotFound
from engine.jobs.tidying import tidy
from engine.persistence.documents import NewDocument
from engine.persistence.tables import audit_entry, consent, document, draft_file, process_instance
from tests import papers
from tests.gate_examples import EXAMPLES
from tests.integration.filing import filled_form, open_case
from tests.integration.office import REGION, Office

LETTER = Upload(name="brief van Jan.pdf", content=papers.PDF)
PHOTO = Upload(name="foto.png", content=papers.PNG)
FORM = filled_form(
    "stukken",
    {"type": "filepicker", "key": "formulier", "label": "Formulier", "id": "f"},
    {"type": "filepicker", "key": "extra", "label": "Extra", "id": "e", "multiple": True},
    {"type": "textfield", "key": "resultaat", "label": "Resultaat", "id": "r"},
)


@pytest.fixture
def anna(at: Office) -> Actor:
    open_case(at, ("toestemming", FORM))
    return at.hire("anna", Role.ADVISER)


def task_of(at: Office) -> TaskId:
    return TaskId(at.open_tasks()[0].id)


def keep(at: Office, who: Actor, task: TaskId, **files: Sequence[Upload]) -> KeptFiles:
    return at.door.execute(who, KeepFiles(task_id=task, files=files))


def rows(at: Office, table: object) -> Sequence[Row[tuple[object, ...]]]:
    with at.database.reading() as connection:
        return connection.execute(select(table)).all()  # type: ignore[call-overload]  # any table


def ids(kept: KeptFiles) -> Mapping[str, list[str]]:
    return {key: [str(one) for one in found] for key, found in kept.ids.items()}


def test_a_file_becomes_a_document_of_the_case_when_the_task_is_completed(
    at: Office, anna: Actor
) -> None:
    task = task_of(at)
    chosen = ids(keep(at, anna, task, formulier=[LETTER]))

    at.complete(anna, task, {**chosen, "resultaat": ["gegeven"]})

    (kept,) = rows(at, document)
    assert (kept.filename, kept.media_type, kept.size) == (
        "brief van Jan.pdf",
        "application/pdf",
        len(papers.PDF),
    )
    assert (kept.task_id, kept.uploaded_by, bytes(kept.content)) == (
        task,
        anna.user_id,
        papers.PDF,
    )
    assert kept.case_id is not None
    assert rows(at, draft_file) == []


def test_the_process_knows_a_file_as_a_small_reference(at: Office, anna: Actor) -> None:
    task = task_of(at)
    at.complete(anna, task, ids(keep(at, anna, task, formulier=[LETTER], extra=[PHOTO])))

    stored = "".join(row.variables for row in rows(at, process_instance))
    (letter, photo) = sorted(rows(at, document), key=lambda row: row.filename)
    assert str(letter.id) in stored
    assert str(photo.id) in stored
    assert "brief van Jan.pdf" in stored


def test_consent_names_the_document_that_was_signed(at: Office, anna: Actor) -> None:
    task = task_of(at)
    chosen = ids(keep(at, anna, task, formulier=[LETTER]))
    at.complete(anna, task, {**chosen, "resultaat": ["gegeven"]})
    assert [str(row.document_id) for row in rows(at, consent)] == chosen["formulier"]


def test_what_was_kept_and_not_sent_along_is_removed_with_the_task(at: Office, anna: Actor) -> None:
    task = task_of(at)
    keep(at, anna, task, formulier=[LETTER], extra=[PHOTO])
    at.complete(anna, task, {"resultaat": ["gegeven"]})
    assert rows(at, draft_file) == rows(at, document) == []


def test_the_same_file_sent_twice_is_kept_once(at: Office, anna: Actor) -> None:
    task = task_of(at)
    first, again = (keep(at, anna, task, extra=[PHOTO]) for _ in range(2))
    assert first.ids == again.ids
    assert len(rows(at, draft_file)) == 1


def test_a_new_file_replaces_the_one_before_where_one_is_asked(at: Office, anna: Actor) -> None:
    task = task_of(at)
    keep(at, anna, task, formulier=[LETTER])
    keep(at, anna, task, formulier=[PHOTO])
    assert [row.filename for row in rows(at, draft_file)] == ["foto.png"]


def test_a_wrong_file_is_named_and_the_others_are_kept(at: Office, anna: Actor) -> None:
    wrong = Upload(name="brief.pdf", content=papers.PROGRAM)
    kept = keep(at, anna, task_of(at), extra=[PHOTO, wrong])
    assert "'brief.pdf' kan hier niet bij" in kept.problems["extra"][0]
    assert len(kept.ids["extra"]) == 1


def test_a_file_for_no_field_of_the_form_is_not_kept(at: Office, anna: Actor) -> None:
    assert keep(at, anna, task_of(at), resultaat=[LETTER]).ids == {}
    assert rows(at, draft_file) == []


def test_not_more_files_than_fit_lie_ready_for_a_task(at: Office, anna: Actor) -> None:
    many = [Upload(name="n.txt", content=f"blad {n}".encode()) for n in range(MOST_FILES + 1)]
    with pytest.raises(Invalid, match="te veel bestanden"):
        keep(at, anna, task_of(at), extra=many)
    assert rows(at, draft_file) == []


def test_a_file_can_be_taken_away_again(at: Office, anna: Actor) -> None:
    task = task_of(at)
    (kept,) = keep(at, anna, task, formulier=[LETTER]).ids["formulier"]
    at.run(TakeAwayFile(task_id=task, file_id=kept), anna)
    at.run(TakeAwayFile(task_id=task, file_id=kept), anna)
    assert rows(at, draft_file) == []
    with pytest.raises(Invalid) as refused:
        at.complete(anna, task, {"formulier": [str(kept)]})
    assert "niet meer" in refused.value.problems["formulier"][0]


def test_the_file_of_who_lost_the_race_is_not_attached(at: Office, anna: Actor) -> None:
    bram, task = at.hire("bram", Role.ADVISER), task_of(at)
    mine = ids(keep(at, anna, task, formulier=[LETTER]))
    hers = ids(keep(at, bram, task, formulier=[PHOTO]))

    at.complete(anna, task, mine)

    with pytest.raises(Conflict):
        at.complete(bram, task, hers)
    assert [row.filename for row in rows(at, document)] == ["brief van Jan.pdf"]
    assert keep(at, bram, task, formulier=[PHOTO]) == KeptFiles()
    assert rows(at, draft_file) == []


def test_nobody_keeps_files_at_the_task_of_somebody_else(at: Office, anna: Actor) -> None:
    task = task_of(at)
    at.run(ClaimTask(task_id=task), at.hire("bram", Role.ADVISER))
    with pytest.raises(Conflict, match="Bram heeft deze taak"):
        keep(at, anna, task, formulier=[LETTER])


def test_outside_the_region_the_task_does_not_exist(at: Office, anna: Actor) -> None:
    stranger = Actor(user_id=anna.user_id, name="", username="vreemd", grants=frozenset())
    with pytest.raises(NotFound):
        keep(at, stranger, task_of(at), formulier=[LETTER])


def test_a_file_of_another_task_cannot_be_sent_along(at: Office, anna: Actor) -> None:
    task = task_of(at)
    with pytest.raises(Invalid):
        at.complete(anna, task, {"formulier": [str(UUID(int=7))]})


def test_what_is_never_sent_is_removed_after_a_time(at: Office, anna: Actor) -> None:
    keep(at, anna, task_of(at), formulier=[LETTER])
    at.clock.forward(timedelta(days=29))
    tidy(at.door)
    assert len(rows(at, draft_file)) == 1
    at.clock.forward(timedelta(days=2))
    tidy(at.door)
    assert rows(at, draft_file) == []


def test_what_was_kept_for_a_task_that_lapsed_is_removed(at: Office, anna: Actor) -> None:
    task = task_of(at)
    keep(at, anna, task, formulier=[LETTER])
    with at.database.transaction() as unit:
        unit.tasks.cancel([task], at.clock.at)
    tidy(at.door)
    assert rows(at, draft_file) == []


def test_no_trace_holds_the_name_of_a_file(at: Office, anna: Actor) -> None:
    task = task_of(at)
    at.complete(anna, task, ids(keep(at, anna, task, formulier=[LETTER])))
    assert "Jan" not in "".join(str(row.detail) for row in rows(at, audit_entry))


def test_an_event_that_people_report_cannot_ask_for_a_file(at: Office) -> None:
    drawn = next(one.drawn for one in EXAMPLES if one.rule == "bestand-in-melding")
    asks = filled_form("weg", {"type": "filepicker", "key": "a", "label": "A", "id": "a"})
    files = [
        SourceFile(filename="weg.form", source=asks),
        SourceFile(filename="x.bpmn", source=drawn),
    ]
    with pytest.raises(DefinitionRefused) as refused:
        at.run(Deploy(files=files))
    assert "bestand-in-melding" in {getattr(one, "rule", "") for one in refused.value.findings}


def test_a_document_without_a_job_replaces_no_other_of_the_same_name(at: Office) -> None:
    overview = NewDocument(
        id=DocumentId(UUID(int=1)),
        case_id=None,
        instance_id=None,
        region=REGION,
        job_id=None,
        kind="inzageoverzicht",
        title="Overzicht",
        filename="overzicht.pdf",
        media_type="application/pdf",
        recipient=None,
        content=papers.PDF,
        created_at=at.clock.at,
    )
    with at.database.transaction() as unit:
        unit.documents.put(overview)
        unit.documents.put(replace(overview, id=DocumentId(UUID(int=2))))
    assert len(rows(at, document)) == 2
