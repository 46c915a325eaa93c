"""Processes of one case share their variables: a list that one goes through is its own to fill."""

from engine.bpmn.elements import MultiInstance
from engine.commands.examining import examine
from engine.domain.kinds import DefinitionKind
from tests.processes.casework import ROOT, diagram_sources, process


def test_no_other_process_fills_in_a_list_that_a_diagram_goes_through() -> None:
    """A text in its place, written while a letter was made, once stopped the actions of a table."""
    filled_in = {key: _filled_in(key) for key in diagram_sources()}
    intruders = {
        (name, other)
        for key in filled_in
        for name in _lists(key)
        for other, names in filled_in.items()
        if other != key and name in names
    }
    assert intruders == set()


def test_there_are_such_lists() -> None:
    assert "acties" in _lists("opschalen")
    assert "acties" in _filled_in("opschalen")


def _lists(key: str) -> set[str]:
    rounds = (node.loop for node in process(key).all_nodes())
    return {
        loop.collection for loop in rounds if isinstance(loop, MultiInstance) and loop.collection
    }


def _filled_in(key: str) -> set[str]:
    own = examine(DefinitionKind.PROCESS, diagram_sources()[key], None)
    forms = (ROOT / f"forms/{node.camunda.form_ref}.form" for node in process(key).all_nodes())
    found = [
        own,
        *(examine(DefinitionKind.FORM, f.read_bytes(), None) for f in forms if f.exists()),
    ]
    return set().union(*(each.variables for each in found))
