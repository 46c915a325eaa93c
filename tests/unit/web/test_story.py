"""A history reads as a story: who did what, and what went by itself."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from engine.persistence.types import Json
from engine.queries.timeline import Happening
from engine.web.story import told

AT = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "element_type", "said"),
    [
        ("completed", "userTask", "“Brief sturen” afgerond"),
        ("cancelled", "userTask", "“Brief sturen” is vervallen: de casus ging verder"),
        ("completed", "serviceTask", "Automatisch gedaan: brief sturen"),
        ("fired", "boundaryEvent", "Vanzelf gebeurd: brief sturen"),
        ("entered", "callActivity", "Begonnen met: brief sturen"),
        ("entered", "endEvent", "Bereikt: brief sturen"),
        ("decided", "businessRuleTask", "Brief sturen: de tabel gaf geen uitkomst"),
        ("iets-nieuws", "", "Brief sturen"),
    ],
)
def test_what_happened_is_said_in_plain_words(kind: str, element_type: str, said: str) -> None:
    (line,) = told([Happening(at=AT, kind=kind, element_type=element_type, name="Brief sturen")])

    assert line.text == said


def test_only_what_people_did_is_marked_as_theirs() -> None:
    by_anna, by_itself = told(
        [
            Happening(at=AT, kind="completed", element_type="userTask", name="Bellen", by="Anna"),
            Happening(at=AT, kind="fired", element_type="boundaryEvent", name="Termijn"),
        ]
    )

    assert (by_anna.look, by_anna.by) == ("person", "Anna")
    assert by_itself.look == "engine"


def test_a_document_in_the_story_leads_to_the_document() -> None:
    document_id = uuid4()

    (line,) = told([Happening(at=AT, kind="document", name="Brief", task_id=document_id)])

    assert line.document_id == document_id


def test_an_abbreviation_keeps_its_capitals() -> None:
    (line,) = told([Happening(at=AT, kind="fired", name="BRP-verhuizing")])

    assert line.text == "Vanzelf gebeurd: BRP-verhuizing"


def test_empty_and_compound_facts_are_left_out() -> None:
    detail: dict[str, Json] = {"Via": "telefoon", "Notitie": "", "lijst": [1, 2], "ja": True}

    (line,) = told([Happening(at=AT, kind="fired", name="x", detail=detail)])

    assert line.facts == (("Via", "telefoon"),)


def test_what_the_line_says_already_is_not_said_again() -> None:
    moved = Happening(at=AT, kind="fired", name="x", detail={"vervaldatum": "2026-06-01"})
    decided = Happening(at=AT, kind="decided", name="x", detail={"beslissing": "d", "uitkomst": 2})

    assert [line.facts for line in told([moved, decided])] == [(), ()]


def test_a_decision_is_told_with_what_it_came_to() -> None:
    detail: dict[str, Json] = {"beslissing": "urgentie", "uitkomst": 1}
    happened = Happening(at=AT, kind="decided", name="Urgentie bepalen", detail=detail)

    (line,) = told([happened])

    assert line.text == "Urgentie bepalen: de tabel kwam uit op 1 (direct)"
