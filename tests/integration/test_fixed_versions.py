"""A task or call activity may name the version of its form or process, and keeps it."""

from collections.abc import Sequence

import pytest

from engine.commands.definitions import Deploy, SourceFile
from engine.commands.tasks import CompleteUserTask
from engine.domain.access import SYSTEM, Role
from engine.domain.ids import TaskId
from engine.errors import DefinitionRefused
from tests.drawing import diagram, end, flows, node, start, user
from tests.integration.office import REGION, Office

FIRST = {"camunda_formRefBinding": "version", "camunda_formRefVersion": "1"}
CALL_FIRST = {"camunda_calledElementBinding": "version", "camunda_calledElementVersion": "1"}


def publish(at: Office, *files: tuple[str, bytes], region: str | None = None) -> None:
    sources = tuple(SourceFile(filename=name, source=source) for name, source in files)
    at.door.execute(SYSTEM, Deploy(files=sources, region=region))


def form(at: Office, question: str, region: str | None = None) -> None:
    """Publish the next version of the form `vraag`: it asks one thing, under this key."""
    text = (
        '{"type": "default", "id": "vraag", "schemaVersion": 16, "components": ['
        f'{{"type": "textfield", "id": "v", "key": "{question}", "label": "{question}",'
        ' "validate": {"required": true}}]}'
    )
    publish(at, ("vraag.form", text.encode()), region=region)


def called(at: Office, task: str) -> None:
    """Publish the next version of the process `stap`: it has one task."""
    drawn = user(task, camunda_formRef="", camunda_dueDate="P1D")
    steps = flows(f"begin > {task} > einde")
    publish(at, ("stap.bpmn", diagram(start(), drawn, end(), steps, key="stap")))


def asking(at: Office, **binding: str) -> None:
    drawn = user("bel", camunda_formRef="vraag", camunda_dueDate="P1D", **binding)
    publish(at, ("proces.bpmn", diagram(start(), drawn, end(), flows("begin > bel > einde"))))


def calling(at: Office, *bindings: dict[str, str]) -> None:
    """Publish a process that calls `stap`, once for each binding."""
    names = [f"roep{number}" for number, _ in enumerate(bindings)]
    calls = [
        node("callActivity", name, calledElement="stap", **binding)
        for name, binding in zip(names, bindings, strict=True)
    ]
    chain = flows(f"begin > {' > '.join(names)} > einde")
    publish(at, ("proces.bpmn", diagram(start(), *calls, end(), chain)))


def opened(at: Office) -> Sequence[str]:
    return [str(row.element_id) for row in at.open_tasks()]


@pytest.mark.parametrize(
    ("binding", "asked"),
    [(FIRST, "eerste"), ({}, "tweede"), ({"camunda_formRefBinding": "deployment"}, "tweede")],
)
def test_a_task_shows_the_version_of_its_form_that_its_binding_says(
    at: Office, binding: dict[str, str], asked: str
) -> None:
    form(at, "eerste")
    form(at, "tweede")
    asking(at, **binding)
    (task,) = at.start("proces").tasks

    at.door.execute(
        at.hire("anna", Role.ADVISER), CompleteUserTask(task_id=TaskId(task), raw={asked: ["ja"]})
    )

    assert opened(at) == []


def test_a_number_means_the_regions_own_form_when_it_has_that_number(at: Office) -> None:
    form(at, "landelijk")
    form(at, "regionaal", region=REGION)
    asking(at, **FIRST)
    (task,) = at.start("proces").tasks
    at.complete(at.hire("anna", Role.ADVISER), task, {"regionaal": ["ja"]})
    assert opened(at) == []


@pytest.mark.parametrize(
    ("binding", "begun"),
    [(CALL_FIRST, "eerste"), ({"camunda_calledElementBinding": "latest"}, "tweede")],
)
def test_a_call_runs_the_version_of_the_process_that_its_binding_says(
    at: Office, binding: dict[str, str], begun: str
) -> None:
    called(at, "eerste")
    called(at, "tweede")
    calling(at, binding)
    at.start("proces")
    assert opened(at) == [begun]


def test_one_process_may_call_two_versions_of_another(at: Office) -> None:
    """Each keeps its own: the rows, the diagrams and a restart know which is which."""
    called(at, "eerste")
    called(at, "tweede")
    calling(at, CALL_FIRST, {})
    anna = at.hire("anna", Role.ADVISER)
    (task,) = at.start("proces").tasks
    assert [(row.element_id, row.process_key) for row in at.open_tasks()] == [("eerste", "stap@1")]

    at.complete(anna, task)
    called(at, "derde")

    assert [(row.element_id, row.process_key) for row in at.open_tasks()] == [("tweede", "stap")]
    at.complete(anna, at.open_tasks()[0].id)
    assert at.instances() == []


def test_what_a_named_version_calls_is_found_too(at: Office) -> None:
    called(at, "diep")
    inner = diagram(
        start(),
        node("callActivity", "verder", calledElement="stap", **CALL_FIRST),
        end(),
        flows("begin > verder > einde"),
        key="midden",
    )
    publish(at, ("midden.bpmn", inner))
    outer = diagram(
        start(),
        node("callActivity", "roep", calledElement="midden", **CALL_FIRST),
        end(),
        flows("begin > roep > einde"),
    )
    publish(at, ("proces.bpmn", outer))
    at.start("proces")
    assert opened(at) == ["diep"]


def test_a_version_of_a_form_that_does_not_exist_is_refused(at: Office) -> None:
    form(at, "eerste")
    with pytest.raises(DefinitionRefused) as refusal:
        asking(at, camunda_formRefBinding="version", camunda_formRefVersion="7")
    assert "het formulier 'vraag' heeft geen versie 7, wel 1" in str(refusal.value.findings)


def test_a_version_of_a_process_that_does_not_exist_is_refused(at: Office) -> None:
    called(at, "eerste")
    with pytest.raises(DefinitionRefused) as refusal:
        calling(at, {**CALL_FIRST, "camunda_calledElementVersion": "7"})
    assert "het proces 'stap' heeft geen versie 7, wel 1" in str(refusal.value.findings)


@pytest.mark.parametrize("number", ["", "nieuw", "=versie"])
def test_a_version_that_is_no_number_is_refused(at: Office, number: str) -> None:
    form(at, "eerste")
    with pytest.raises(DefinitionRefused) as refusal:
        asking(at, camunda_formRefBinding="version", camunda_formRefVersion=number)
    assert "noemt geen versie van het formulier" in str(refusal.value.findings)
