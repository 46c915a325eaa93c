"""A message that nobody waits for is never thrown away: a person looks at it (guarantee 9)."""

import pytest

from tests.integration.office import Office

UNCLAIMED = """
<bpmn:process id="ongekoppeld-bericht" name="Ongekoppeld bericht" isExecutable="true">
<bpmn:startEvent id="begin"><bpmn:messageEventDefinition id="m" messageRef="b"/></bpmn:startEvent>
<bpmn:userTask id="bekijken" name="Bekijken" camunda:candidateGroups="zk-teamleider"/>
<bpmn:endEvent id="einde"/>
<bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="bekijken"/>
<bpmn:sequenceFlow id="f2" sourceRef="bekijken" targetRef="einde"/>
</bpmn:process><bpmn:message id="b" name="ongekoppeld-bericht"/>"""


def throwing(waits_for: str) -> str:
    """A process that throws `nieuws`, and has a task with an event on its rim."""
    return f"""
<bpmn:process id="roepen" name="Roepen" isExecutable="true"><bpmn:startEvent id="begin"/>
<bpmn:intermediateThrowEvent id="roep"><bpmn:messageEventDefinition id="m1" messageRef="b1"/>
</bpmn:intermediateThrowEvent>
<bpmn:userTask id="bel" name="Bel" camunda:candidateGroups="zk-klantadviseur"/>
<bpmn:boundaryEvent id="hoor" attachedToRef="bel" cancelActivity="false">
<bpmn:messageEventDefinition id="m2" messageRef="b2"/></bpmn:boundaryEvent>
<bpmn:endEvent id="einde"/><bpmn:endEvent id="gehoord"/>
<bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="roep"/>
<bpmn:sequenceFlow id="f2" sourceRef="roep" targetRef="bel"/>
<bpmn:sequenceFlow id="f3" sourceRef="bel" targetRef="einde"/>
<bpmn:sequenceFlow id="f4" sourceRef="hoor" targetRef="gehoord"/>
</bpmn:process><bpmn:message id="b1" name="nieuws"/><bpmn:message id="b2" name="{waits_for}"/>"""


@pytest.mark.parametrize(
    ("waits_for", "opened"),
    [("anders", ["bekijken", "bel"]), ("nieuws", ["bel"])],
)
def test_a_message_that_no_diagram_waits_for_becomes_a_task(
    at: Office, waits_for: str, opened: list[str]
) -> None:
    at.deploy(UNCLAIMED, throwing(waits_for))

    at.start("roepen")

    assert sorted(str(row.element_id) for row in at.open_tasks()) == opened


def test_the_task_says_which_message_it_was(at: Office) -> None:
    at.deploy(UNCLAIMED, throwing("anders"))

    at.start("roepen")

    said = [row.variables for row in at.instances() if row.definition_key == "ongekoppeld-bericht"]
    assert ['"nieuws"' in str(variables) for variables in said] == [True]
