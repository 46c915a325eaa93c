"""What is delivered in processes/ and forms/ fits together and reads well."""

import re
import tomllib

import pytest

from engine.bpmn.elements import EVENTS, FlowNode, NodeKind
from engine.bpmn.gate import World, inspect
from engine.commands.recording import RECORDERS
from engine.decisions import check
from engine.domain.access import Role
from engine.domain.terms import Term
from engine.forms import check_form
from engine.jobs import internal
from engine.service_tasks import load_handlers
from tests.processes.casework import ROOT, diagram_sources, process, scopes, terms

DIAGRAMS = sorted(diagram_sources())
FORMS = sorted(path.stem for path in (ROOT / "forms").glob("*.form"))
DECISIONS = sorted(path.stem for path in (ROOT / "processes").glob("*.dmn"))


def nodes(key: str, *kinds: NodeKind) -> list[FlowNode]:
    return [n for scope in scopes(process(key)) for n in scope.nodes.values() if n.kind in kinds]


@pytest.mark.parametrize("key", DIAGRAMS)
def test_the_gate_finds_nothing_in_a_delivered_diagram(key: str) -> None:
    world = World(
        topics=(*load_handlers(), *internal.TOPICS),
        called_processes=DIAGRAMS,
        forms=FORMS,
        decisions=DECISIONS,
        terms=terms(),
        roles=[role.value for role in Role],
        recorders=RECORDERS,
    )
    assert inspect(diagram_sources()[key], world) == ()


@pytest.mark.parametrize("key", FORMS)
def test_nothing_is_wrong_with_a_delivered_form(key: str) -> None:
    assert check_form((ROOT / "forms" / f"{key}.form").read_bytes()) == ()


@pytest.mark.parametrize("key", DECISIONS)
def test_nothing_is_wrong_with_a_delivered_decision_table(key: str) -> None:
    assert check((ROOT / "processes" / f"{key}.dmn").read_bytes()) == ()


def test_every_form_belongs_to_a_task_or_to_an_event_that_people_report() -> None:
    used = {n.camunda.form_ref for key in DIAGRAMS for n in nodes(key, NodeKind.USER_TASK)}
    reported = {n.camunda.properties.get("melden") for key in DIAGRAMS for n in nodes(key, *EVENTS)}
    assert (used | reported) - {None} == set(FORMS)


@pytest.mark.parametrize("key", DIAGRAMS)
def test_every_person_task_names_its_rule_or_timer(key: str) -> None:
    silent = [
        n.id
        for n in nodes(key, NodeKind.USER_TASK)
        if not re.search(r"UT\w|[Rr]egel|\bT\d\d", n.documentation)
    ]
    assert silent == []


@pytest.mark.parametrize("key", DIAGRAMS)
def test_every_choice_is_a_question_and_every_way_out_an_answer(key: str) -> None:
    for scope in scopes(process(key)):
        for gateway in scope.nodes.values():
            if gateway.kind is NodeKind.EXCLUSIVE_GATEWAY and len(gateway.outgoing) > 1:
                assert (gateway.name or "").endswith("?"), gateway.id
                assert all(scope.flows[flow].name for flow in gateway.outgoing), gateway.id


@pytest.mark.parametrize("key", DIAGRAMS)
def test_ids_are_words(key: str) -> None:
    source = diagram_sources()[key].decode()
    assert not re.search(r'id="[A-Z]\w*_[0-9a-z]{6,}"', source)


def test_every_term_has_a_value_and_says_where_it_comes_from() -> None:
    listed = tomllib.loads((ROOT / "processes" / "termen.toml").read_text(encoding="utf-8"))
    for name, entry in listed.items():
        assert str(Term.parse(entry["waarde"])), name
        assert entry["herkomst"] in {"bron", "publiek", "leverancier"}, name
        assert entry["omschrijving"].endswith("."), name


def test_the_twenty_seven_timers_of_the_procedure_all_have_a_term() -> None:
    listed = tomllib.loads((ROOT / "processes" / "termen.toml").read_text(encoding="utf-8"))
    assert {entry["timer"] for entry in listed.values()} == {f"T{n:02}" for n in range(1, 28)}
