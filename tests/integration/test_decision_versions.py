"""Which version of a table a business rule task asks: latest, deployment or a number."""

from collections.abc import Mapping

import pytest

from engine.commands.definitions import Deploy, SourceFile
from engine.commands.values import decode
from engine.domain.access import SYSTEM, Role
from engine.errors import DefinitionRefused
from tests.drawing import diagram, end, flows, node, start, user
from tests.integration.office import REGION, Office
from tests.unit.decisions.tables import decision, definitions, literal
from tests.unit.decisions.tables import table as table_of


def publish(at: Office, filename: str, source: bytes, region: str | None = None) -> None:
    files = (SourceFile(filename=filename, source=source),)
    at.door.execute(SYSTEM, Deploy(files=files, region=region))


def table(at: Office, outcome: int, region: str | None = None) -> None:
    """Publish the next version of the table `tarief`, whose outcome is its number."""
    publish(at, "tarief.dmn", definitions(decision("tarief", literal(str(outcome)))), region)


def asking(at: Office, **binding: str) -> None:
    """Publish a process that has a task, and then asks the table."""
    rule = node(
        "businessRuleTask",
        "vraag",
        camunda_decisionRef="tarief",
        camunda_resultVariable="prijs",
        **binding,
    )
    task = user("wacht", camunda_formRef="", camunda_dueDate="P1D")
    after = user("bekijk", camunda_formRef="", camunda_dueDate="P1D")
    drawn = diagram(
        start(), task, rule, after, end(), flows("begin > wacht > vraag > bekijk > einde")
    )
    publish(at, "proces.bpmn", drawn)


def variables(at: Office) -> Mapping[str, object]:
    """Give the variables of the one running instance."""
    (row,) = at.instances("running")
    return decode(row.variables)


def price(at: Office, *later: int) -> object:
    """Start the process, publish later versions, and tell what the table then says."""
    adviser = at.hire("anna", Role.ADVISER)
    began = at.start("proces")
    for outcome in later:
        table(at, outcome)
    at.complete(adviser, began.tasks[0])
    return variables(at)["prijs"]


@pytest.mark.parametrize(
    ("binding", "expected"),
    [
        ({}, 3),
        ({"camunda_decisionRefBinding": "latest"}, 3),
        ({"camunda_decisionRefBinding": "deployment"}, 2),
        ({"camunda_decisionRefBinding": "version", "camunda_decisionRefVersion": "1"}, 1),
    ],
)
def test_a_task_asks_the_version_that_its_binding_says(
    at: Office, binding: dict[str, str], expected: int
) -> None:
    table(at, 1)
    table(at, 2)
    asking(at, **binding)
    assert price(at, 3) == expected


def test_a_number_means_the_regions_own_version_when_it_has_that_number(at: Office) -> None:
    table(at, 1)
    table(at, 100, region=REGION)
    asking(at, camunda_decisionRefBinding="version", camunda_decisionRefVersion="1")
    assert price(at) == 100


def test_a_version_that_does_not_exist_is_refused_when_the_diagram_is_deployed(at: Office) -> None:
    table(at, 1)
    with pytest.raises(DefinitionRefused) as refusal:
        asking(at, camunda_decisionRefBinding="version", camunda_decisionRefVersion="7")
    assert "heeft geen versie 7, wel 1" in str(refusal.value.findings)


def test_the_outcome_of_a_deployed_table_has_the_wanted_shape(at: Office) -> None:
    colours = table_of("UNIQUE", ["x"], ["kleur", "tint"], ["-", '"rood"', '"licht"'])
    listed = table_of("COLLECT", ["x"], ["kleur"], ["-", '"rood"'], ["-", '"wit"'])
    both = definitions(decision("een", colours) + decision("veel", listed))
    publish(at, "kleuren.dmn", both)
    shapes = {
        "resultList": [{"kleur": "rood", "tint": "licht"}],
        "singleResult": {"kleur": "rood", "tint": "licht"},
        "collectEntries": ["rood", "wit"],
        "singleEntry": ["rood", "wit"],
    }
    rules = [
        node(
            "businessRuleTask",
            mapping,
            camunda_decisionRef="een" if "esult" in mapping else "veel",
            camunda_mapDecisionResult=mapping,
            camunda_resultVariable=mapping,
        )
        for mapping in shapes
    ]
    task = user("bekijk", camunda_formRef="", camunda_dueDate="P1D")
    chain = flows(f"begin > {' > '.join(shapes)} > bekijk > einde")
    publish(at, "proces.bpmn", diagram(start(), *rules, task, end(), chain))
    at.start("proces")
    found = variables(at)
    assert {name: found[name] for name in shapes} == shapes
