"""Finds what makes a rule live: whatever names its number where it does its work.

A claim is made at the place itself, never in a list: the documentation of a diagram's element,
`regels` of a form's field, a decision table or one of its rows, a term, a document, a test.
"""

import ast
import json
import re
import tokenize
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from engine.bpmn.elements import GATEWAYS, FlowNode, NodeKind
from engine.bpmn.model import parse_diagram

ROOT = Path(__file__).parents[2]
_SAID = re.compile(r"\bregels?\s+(\d+(?:\s*(?:-|,|en|tot en met)\s*\d+)*)", re.IGNORECASE)
_RANGE = re.compile(r"(\d+)(?:\s*(?:-|tot en met)\s*(\d+))?")
_KINDS: Mapping[NodeKind, str] = {
    NodeKind.USER_TASK: "taak",
    NodeKind.SERVICE_TASK: "automatische stap",
    NodeKind.SCRIPT_TASK: "berekening",
    NodeKind.BUSINESS_RULE_TASK: "beslissing",
    NodeKind.CALL_ACTIVITY: "aangeroepen proces",
    NodeKind.SUB_PROCESS: "subproces",
    NodeKind.START_EVENT: "begin",
    NodeKind.END_EVENT: "einde",
    NodeKind.CATCH_EVENT: "wachten",
    NodeKind.BOUNDARY_EVENT: "randgebeurtenis",
    NodeKind.THROW_EVENT: "bericht",
    NodeKind.SEND_TASK: "bericht",
    NodeKind.RECEIVE_TASK: "wachten",
}


SPOKEN = frozenset({"taak", "begin", "einde", "bericht", "subproces", "keuze"})
"""What may name a rule in its documentation and do nothing with it."""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One place that names rules. `path` is the file, from the root; `place` what is in it."""

    rules: frozenset[int]
    kind: str
    name: str
    path: str
    place: str = ""
    alive: bool = True
    """A process, and a step that only calls one, is about rules but does not make them live."""


Reader = Callable[[Path], Iterable[Claim]]
"""Gives the claims in one file."""


def rules_in(text: str) -> frozenset[int]:
    """Read the numbers that a text names: "regel 6", "regels 44-46 en 48"."""
    return frozenset(number for said in _SAID.findall(text) for number in numbers(said))


def numbers(text: str) -> Iterator[int]:
    """Read numbers and ranges: "44, 45-47"."""
    for first, last in _RANGE.findall(text):
        yield from range(int(first), int(last or first) + 1)


def claims() -> tuple[Claim, ...]:
    """Give every claim in the product, in a fixed order."""
    found = [
        *_all(_of_diagram, "processes", "*.bpmn"),
        *_all(_of_form, "forms", "*.form"),
        *_all(_of_decisions, "processes", "*.dmn"),
        *_of_entries("processes/termen.toml", "termijn", "omschrijving"),
        *_of_entries("handlers/letters/brieven.toml", "document", "uitleg"),
        *_all(_of_tests, "tests", "**/test_*.py"),
    ]
    return tuple(claim for claim in found if claim.rules)


def _all(read: Reader, folder: str, pattern: str) -> Iterator[Claim]:
    for path in sorted((ROOT / folder).glob(pattern)):
        yield from read(path)


def _of_diagram(path: Path) -> Iterator[Claim]:
    process = parse_diagram(path.read_bytes()).executable
    where = str(path.relative_to(ROOT))
    yield Claim(
        rules=rules_in(process.documentation or ""),
        kind="proces",
        name=process.name or process.id,
        path=where,
        place=process.id,
        alive=False,
    )
    for node in process.all_nodes():
        yield Claim(
            rules=rules_in(node.documentation or ""),
            kind=_kind(node),
            name=node.name or node.id,
            path=where,
            place=node.id,
            alive=node.kind is not NodeKind.CALL_ACTIVITY,
        )


def _kind(node: FlowNode) -> str:
    return "keuze" if node.kind in GATEWAYS else _KINDS.get(node.kind, "stap")


def _of_form(path: Path) -> Iterator[Claim]:
    where = str(path.relative_to(ROOT))
    for part in _parts(json.loads(path.read_text(encoding="utf-8"))):
        properties = part.get("properties")
        said = properties.get("regels", "") if isinstance(properties, dict) else ""
        yield Claim(
            rules=frozenset(numbers(str(said))),
            kind="veld",
            name=_said(part),
            path=where,
            place=str(part.get("key") or part.get("id")),
        )


def _said(part: Mapping[str, object]) -> str:
    """Give what a part of a form says, without what it computes."""
    said = str(part.get("label") or part.get("text") or part.get("key"))
    return said.partition("{{")[0].strip() or said


def _parts(part: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    children = part.get("components")
    for child in children if isinstance(children, list) else ():
        yield child
        yield from _parts(child)


def _of_decisions(path: Path) -> Iterator[Claim]:
    where = str(path.relative_to(ROOT))
    for decision in etree.parse(path).getroot().iter("{*}decision"):
        name = decision.get("name") or path.stem
        above = [node for node in decision.iter("{*}description") if not _in_row(node)]
        yield Claim(
            rules=rules_in(" ".join(node.text or "" for node in above)),
            kind="beslistabel",
            name=name,
            path=where,
            place=decision.get("id", ""),
        )
        for row, rule in enumerate(decision.iter("{*}rule"), start=1):
            texts = " ".join("".join(part.itertext()) for part in rule.iter(*_NOTES))
            yield Claim(
                rules=rules_in(texts),
                kind="beslisregel",
                name=name,
                path=where,
                place=f"rij {row}",
            )


_NOTES = ("{*}description", "{*}annotationEntry")


def _in_row(node: etree._Element) -> bool:
    return any(etree.QName(above).localname == "rule" for above in node.iterancestors())


def _of_entries(path: str, kind: str, title: str) -> Iterator[Claim]:
    listed = tomllib.loads((ROOT / path).read_text(encoding="utf-8"))
    for name, entry in listed.items():
        yield Claim(
            rules=frozenset(numbers(str(entry.get("regels", ""))))
            | rules_in(str(entry.get(title, ""))),
            kind=kind,
            name=name,
            path=path,
            place=name,
        )


def _of_tests(path: Path) -> Iterator[Claim]:
    where = str(path.relative_to(ROOT))
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    comments = dict(_comments(path))
    for function in functions:
        if function.name.startswith("test_"):
            lines = range(_first_line(function), (function.end_lineno or 0) + 1)
            said = [ast.get_docstring(function) or "", *(comments.get(at, "") for at in lines)]
            yield Claim(
                rules=rules_in(" ".join(said)),
                kind="test",
                name=function.name.removeprefix("test_").replace("_", " "),
                path=where,
                place=function.name,
            )


def _first_line(function: ast.FunctionDef) -> int:
    """Begin at the comment above the function, and above its decorators."""
    return min([function.lineno, *(d.lineno for d in function.decorator_list)]) - 1


def _comments(path: Path) -> Iterator[tuple[int, str]]:
    with path.open("rb") as source:
        for token in tokenize.tokenize(source.readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string
