"""What a mediator can meet has a heading in the manual, and the manual says what is true."""

import re

import pytest

from engine.bpmn.elements import NodeKind
from engine.commands.recording import RECORDERS
from handlers.letters import TEMPLATES
from tests.processes.casework import ROOT, diagram_sources, process, scopes, terms

MANUAL = ROOT / "docs" / "manual" / "bemiddelaar"
DIAGRAMS = sorted(diagram_sources())


def text(page: str) -> str:
    return (MANUAL / page).read_text(encoding="utf-8")


def headings(page: str) -> set[str]:
    return set(re.findall(r"^##+ (.+)$", text(page), flags=re.MULTILINE))


@pytest.mark.parametrize("key", DIAGRAMS)
def test_every_task_of_a_process_has_a_heading(key: str) -> None:
    tasks = {
        node.name
        for scope in scopes(process(key))
        for node in scope.nodes.values()
        if node.kind is NodeKind.USER_TASK
    }
    assert tasks <= headings(f"processen/{key}.md"), f"python -m docs.manual.make {key}"


def test_every_term_has_a_heading_and_its_value() -> None:
    page = text("termijnen.md")
    for name, term in terms().items():
        section = re.search(rf"^## {name}\n\n\*\*(.+?)\*\*", page, flags=re.MULTILINE)
        assert section, name
        assert type(term).parse(section[1]) == term, name


def test_every_letter_has_a_heading() -> None:
    assert set(TEMPLATES) == headings("brieven.md")


def test_every_decision_table_has_a_heading() -> None:
    tables = {path.stem for path in (ROOT / "processes").glob("*.dmn")}
    assert tables == headings("beslissingen.md")


def test_every_recorder_has_a_heading() -> None:
    assert set(RECORDERS) <= headings("vastleggen.md")


def test_every_diagram_is_in_the_glossary() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert [key for key in DIAGRAMS if f"`{key}`" not in glossary] == []


@pytest.mark.parametrize("page", sorted(path.name for path in MANUAL.glob("*.md")))
def test_links_between_pages_lead_somewhere(page: str) -> None:
    for target, _, anchor in (
        link.partition("#") for link in re.findall(r"\]\(([^)]+)\)", text(page))
    ):
        found = MANUAL / target
        assert found.is_file(), target
        assert not anchor or f"## {anchor}\n" in found.read_text(encoding="utf-8"), anchor
