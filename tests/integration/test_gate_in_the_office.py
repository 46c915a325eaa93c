"""The gate where it stands: it sees what else is published in the region."""

import pytest

from engine.bpmn.gate.activities import CALLS_ITSELF
from engine.commands.definitions import (
    DefinitionKind,
    Deploy,
    InspectDefinition,
    SourceFile,
)
from engine.domain.access import SYSTEM
from engine.domain.definition import Finding, errors
from engine.errors import DefinitionRefused
from tests.drawing import call, diagram, end, flows, start, user
from tests.integration.office import REGION, Office


def calling(key: str, called: str) -> bytes:
    return diagram(start(), call("roep", called), end(), flows("begin > roep > einde"), key=key)


def deploy(at: Office, **sources: bytes) -> None:
    files = tuple(
        SourceFile(filename=f"{name}.bpmn", source=drawn) for name, drawn in sources.items()
    )
    at.door.execute(SYSTEM, Deploy(files=files, region=None))


def inspected(at: Office, drawn: bytes) -> tuple[Finding, ...]:
    command = InspectDefinition(kind=DefinitionKind.PROCESS, source=drawn, region=REGION)
    return errors(at.door.execute(SYSTEM, command))


def test_processes_that_call_each_other_are_refused_together(at: Office) -> None:
    with pytest.raises(DefinitionRefused) as refusal:
        deploy(at, heen=calling("heen", "terug"), terug=calling("terug", "heen"))

    assert CALLS_ITSELF.name in {getattr(found, "rule", None) for found in refusal.value.findings}


def test_a_process_may_not_call_what_already_calls_it(at: Office) -> None:
    task = user("a", camunda_formRef="")
    straight = diagram(start(), task, end(), flows("begin > a > einde"), key="onder")
    deploy(at, onder=straight, boven=calling("boven", "onder"))

    found = inspected(at, calling("onder", "boven"))

    assert CALLS_ITSELF.name in {finding.rule for finding in found}


def test_structural_faults_do_not_hide_the_other_findings(at: Office) -> None:
    drawn = diagram(
        start(), user("a", camunda_candidateGroups=""), end(), flows("begin > a > einde", "a > weg")
    )

    rules = {finding.rule for finding in inspected(at, drawn)}

    assert {"losse-stroom", "gebruikerstaak-zonder-uitvoerder"} <= rules
