"""What a mediator can meet has a heading in the manual, and the manual says what is true."""

import re
from functools import cache
from pathlib import Path

import pytest

from docs.manual.make import pages
from docs.manual.process_page import anchor
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


MADE = pages()


@pytest.mark.parametrize("page", sorted(MADE), ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_is_what_the_product_makes_it(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == MADE[page](), "make docs"


def test_no_process_has_a_page_that_is_gone() -> None:
    assert set((MANUAL / "processen").glob("*.md")) <= set(MADE)


PAGES = [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]


@cache
def anchors(page: Path) -> frozenset[str]:
    found = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return frozenset(anchor(heading) for heading in found)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = set(re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")))
    for target, _, heading in (link.partition("#") for link in links if "://" not in link):
        found = (page.parent / target).resolve() if target else page
        assert found.exists(), target
        assert not heading or heading in anchors(found), f"{target}#{heading}"
