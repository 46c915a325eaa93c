"""Definitions: drafts, publishing per region, refusals, and files kept byte for byte."""

import pytest
from sqlalchemy import select

from engine.commands.definitions import (
    DefinitionKind,
    Deploy,
    DiscardDraft,
    DraftSaved,
    InspectDefinition,
    PublishDefinition,
    SaveDefinitionDraft,
    SourceFile,
)
from engine.domain.access import Actor, Role
from engine.domain.definition import errors
from engine.errors import Conflict, DefinitionRefused, Invalid, NotAllowed, NotFound
from engine.persistence.tables import audit_entry, definition
from tests.integration.diagrams import process, service, task
from tests.integration.office import REGION, Office, diagram

PROCESS = DefinitionKind.PROCESS
BROKEN = b"<bpmn:definitions"


def draft(
    at: Office, who: Actor, source: bytes, revision: int = 0, key: str = "bellen"
) -> DraftSaved:
    return at.door.execute(
        who,
        SaveDefinitionDraft(kind=PROCESS, key=key, region=REGION, source=source, revision=revision),
    )


def publish(at: Office, who: Actor, key: str = "bellen") -> int:
    command = PublishDefinition(kind=PROCESS, key=key, region=REGION)
    return at.door.execute(who, command).version


def test_a_designer_publishes_her_regions_own_version(at: Office) -> None:
    designer = at.hire("dina", Role.PROCESS_DESIGNER)
    at.deploy(process("bellen", task("bel")))
    source = diagram(process("bellen", task("ga-langs")))

    saved = draft(at, designer, source)
    first = publish(at, designer)
    draft(at, designer, source.replace(b"ga-langs", b"schrijf"))
    second = publish(at, designer)

    assert (saved.revision, first, second) == (1, 1, 2)
    with at.database.reading() as connection:
        kept = connection.execute(
            select(definition.c.region, definition.c.version, definition.c.source).order_by(
                definition.c.created_at, definition.c.id
            )
        ).all()
    assert [(row.region, row.version) for row in kept] == [(None, 1), (REGION, 1), (REGION, 2)]
    assert kept[1].source == source


def test_who_saves_a_draft_that_changed_hears_by_whom(at: Office) -> None:
    dina, dirk = at.hire("dina", Role.PROCESS_DESIGNER), at.hire("dirk", Role.PROCESS_DESIGNER)
    draft(at, dina, b"<een/>")

    with pytest.raises(Conflict, match="Dina bewaarde dit concept intussen op 1 juni 2026"):
        draft(at, dirk, b"<twee/>")
    assert draft(at, dirk, b"<twee/>", revision=1).revision == 2


def test_a_draft_may_hold_faults_and_cannot_be_published(at: Office) -> None:
    designer = at.hire("dina", Role.PROCESS_DESIGNER)
    unknown = diagram(process("bellen", service("maak", "bestaat.niet"), task("bel")))

    saved = draft(at, designer, unknown)
    with pytest.raises(DefinitionRefused) as refused:
        publish(at, designer)

    assert [found.element_id for found in errors(saved.findings)] == ["maak"]
    assert refused.value.findings
    with pytest.raises(NotFound, match="Er is geen concept"):
        publish(at, designer, "iets-anders")


def test_a_file_that_cannot_be_read_gets_a_finding_and_no_traceback(at: Office) -> None:
    designer = at.hire("dina", Role.PROCESS_DESIGNER)
    for kind in DefinitionKind:
        command = InspectDefinition(kind=kind, region=REGION, source=BROKEN)

        assert errors(at.door.execute(designer, command)), kind


def test_the_draft_of_one_definition_cannot_become_another(at: Office) -> None:
    designer = at.hire("dina", Role.PROCESS_DESIGNER)
    draft(at, designer, diagram(process("anders", task("bel"))))

    with pytest.raises(Invalid, match="In dit concept staat anders, niet 'bellen'"):
        publish(at, designer)


def test_of_files_that_are_deployed_together_all_or_none_are(at: Office) -> None:
    right = SourceFile(filename="goed.bpmn", source=diagram(process("bellen", task("bel"))))
    wrong = SourceFile(filename="fout.bpmn", source=BROKEN)

    with pytest.raises(DefinitionRefused, match=r"fout\.bpmn"):
        at.run(Deploy(files=[right, wrong]))
    with pytest.raises(Invalid, match=r"lijst\.csv"):
        at.run(Deploy(files=[SourceFile(filename="lijst.csv", source=b"")]))

    with at.database.reading() as connection:
        assert not connection.execute(select(definition)).all()


def test_national_definitions_are_not_a_designers_to_change(at: Office) -> None:
    designer, adviser = at.hire("dina", Role.PROCESS_DESIGNER), at.hire("anna", Role.ADVISER)
    file = SourceFile(filename="b.bpmn", source=diagram(process("bellen", task("bel"))))

    with pytest.raises(NotFound):
        at.run(Deploy(files=[file]), designer)
    with pytest.raises(NotAllowed):
        at.run(Deploy(files=[file], region=REGION), adviser)


def test_a_draft_can_be_thrown_away_once(at: Office) -> None:
    designer = at.hire("dina", Role.PROCESS_DESIGNER)
    draft(at, designer, b"<een/>")
    discard = DiscardDraft(kind=PROCESS, key="bellen", region=REGION)

    at.run(discard, designer)
    with pytest.raises(NotFound):
        at.run(discard, designer)


def test_every_change_leaves_one_audit_entry_and_a_look_leaves_none(at: Office) -> None:
    designer = at.hire("dina", Role.PROCESS_DESIGNER)
    draft(at, designer, b"<een/>")
    at.run(InspectDefinition(kind=PROCESS, region=REGION, source=b"<een/>"), designer)

    with at.database.reading() as connection:
        entries = connection.execute(
            select(audit_entry.c.action).where(audit_entry.c.actor_id == designer.user_id)
        ).all()
    assert [row.action for row in entries] == ["SaveDefinitionDraft"]
