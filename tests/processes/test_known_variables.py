"""Every name in a delivered diagram is filled in by somebody: a form, a diagram, or the engine."""

from engine.bpmn.gate import World
from engine.commands.examining import Examined, examine
from engine.commands.knowable import GIVEN
from engine.domain.kinds import DefinitionKind
from tests.processes.casework import ROOT, diagram_sources


def test_no_delivered_diagram_asks_for_a_name_that_nothing_fills_in() -> None:
    forms = [_read(DefinitionKind.FORM, path.read_bytes()) for path in ROOT.glob("forms/*.form")]
    diagrams = [_read(DefinitionKind.PROCESS, source) for source in diagram_sources().values()]
    world = World(variables=GIVEN.union(*(found.variables for found in (*forms, *diagrams))))
    unknown = [
        str(finding)
        for source in diagram_sources().values()
        for finding in examine(DefinitionKind.PROCESS, source, world).findings
        if finding.rule == "onbekende-variabele"
    ]
    assert unknown == []


def test_what_the_engine_gives_is_given_somewhere() -> None:
    code = [
        path.read_text()
        for folder in ("engine", "handlers")
        for path in (ROOT / folder).rglob("*.py")
        if path.name != "knowable.py"
    ]
    assert {name for name in GIVEN if not any(f'"{name}"' in text for text in code)} == set()


def _read(kind: DefinitionKind, source: bytes) -> Examined:
    return examine(kind, source, None)
