"""Letters in the diagrams: what they pass is used, and people see and change what goes out."""

import json
from collections.abc import Iterator

import pytest

from engine.bpmn.elements import FlowNode
from engine.commands.previews import LETTER
from engine.forms.known import HIDDEN_ADDRESS
from handlers.letters import TEMPLATES, TOPIC
from handlers.letters.catalogue import FORMER_NAMES, Template
from tests.processes.casework import ROOT, diagram_sources, form, process, scopes

Part = dict[str, object]
COMMON = {"sjabloon", "tekst"}


def nodes(key: str) -> Iterator[FlowNode]:
    return (node for scope in scopes(process(key)) for node in scope.nodes.values())


LETTERS = [
    (key, node) for key in sorted(diagram_sources()) for node in nodes(key)
    if node.camunda.topic == TOPIC
]  # fmt: skip
SEEN = [
    (key, node) for key in sorted(diagram_sources()) for node in nodes(key)
    if LETTER in node.camunda.properties
]  # fmt: skip


def names(found: list[tuple[str, FlowNode]]) -> list[str]:
    return [f"{key}-{node.id}" for key, node in found]


def templates_of(node: FlowNode) -> list[Template]:
    """Give the template of a step; all of them when it is chosen on the way."""
    named = node.camunda.inputs["sjabloon"]
    if named.startswith("="):
        return [
            one for one in TEMPLATES.values() if f'"{one.name}"' in named or named == "=sjabloon"
        ]
    return [TEMPLATES[FORMER_NAMES.get(named, named)]]


def step_of(key: str, task: FlowNode) -> FlowNode:
    wanted = task.camunda.properties[LETTER]
    return next(node for node in nodes(key) if node.id == wanted)


WRITTEN = [
    (key, task)
    for key, task in SEEN
    if any(one.wording for one in templates_of(step_of(key, task)))
]


def part(form_ref: str | None, name: str) -> Part:
    listed = json.loads((ROOT / "forms" / f"{form_ref}.form").read_text(encoding="utf-8"))
    found: list[Part] = [c for c in listed["components"] if c.get("key") == name]
    assert found, f"{form_ref} heeft geen veld {name}"
    return found[0]


@pytest.mark.parametrize(("key", "step"), LETTERS, ids=names(LETTERS))
def test_a_template_uses_everything_that_a_diagram_passes(key: str, step: FlowNode) -> None:
    used = {name for one in templates_of(step) for name in one.inputs}
    assert set(step.camunda.inputs) - COMMON - used == set(), key


@pytest.mark.parametrize(("key", "task"), WRITTEN, ids=names(WRITTEN))
def test_a_letter_that_can_be_changed_starts_with_the_wording_of_its_template(
    key: str, task: FlowNode
) -> None:
    step = step_of(key, task)
    properties = part(task.camunda.form_ref, "brieftekst")["properties"]
    assert isinstance(properties, dict)
    written = json.loads(str(properties["voorvullen"]))
    assert written in {one.wording for one in templates_of(step)}
    assert "brieftekst" in step.camunda.inputs["tekst"]


@pytest.mark.parametrize(("key", "task"), SEEN, ids=names(SEEN))
def test_a_letter_to_a_secret_address_is_confirmed_and_any_other_is_not(
    key: str, task: FlowNode
) -> None:
    if not any(one.to_client for one in templates_of(step_of(key, task))):
        return
    asked = part(task.camunda.form_ref, "controle_geheim_adres")
    assert asked["validate"] == {"required": True}
    conditional = asked["conditional"]
    assert isinstance(conditional, dict)
    assert str(conditional["hide"]).startswith(f"={HIDDEN_ADDRESS} != true")
    assert form(str(task.camunda.form_ref)).looks_at(HIDDEN_ADDRESS)
