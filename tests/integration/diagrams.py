"""Small diagrams for tests of persistence, commands and jobs: each is drawn as a path of steps."""

from dataclasses import dataclass, field
from itertools import pairwise


@dataclass(frozen=True)
class Step:
    """One element on the path: its id, its tag, its attributes and what is inside it."""

    id: str
    tag: str
    attributes: str = ""
    inside: str = ""
    beside: tuple[str, ...] = field(default=())  # drawn beside the path: boundary events


def task(name: str, *, groups: str = "zk-klantadviseur", form: str = "", **properties: str) -> Step:
    """A user task."""
    form_ref = f' camunda:formRef="{form}"' if form else ""
    listed = "".join(
        f'<camunda:property name="{key}" value="{value}"/>' for key, value in properties.items()
    )
    extension = (
        f"<bpmn:extensionElements><camunda:properties>{listed}</camunda:properties>"
        "</bpmn:extensionElements>"
        if listed
        else ""
    )
    return Step(name, "userTask", f'camunda:candidateGroups="{groups}"{form_ref}', extension)


def timer(name: str, duration: str) -> Step:
    """A wait on the path."""
    return Step(name, "intermediateCatchEvent", inside=_timer(name, duration))


def service(name: str, topic: str, *, error: str = "") -> Step:
    """A service task; `error` draws an error boundary event that leads to a task `herstel`."""
    attributes = f'camunda:type="external" camunda:topic="{topic}"'
    if not error:
        return Step(name, "serviceTask", attributes)
    caught = f'<bpmn:errorEventDefinition id="{name}-f" errorRef="fout"/>'
    boundary = f'<bpmn:boundaryEvent id="{name}-fout" attachedToRef="{name}">{caught}'
    beside = (
        f"{boundary}</bpmn:boundaryEvent>",
        _flow(f"{name}-fout", "herstel"),
        '<bpmn:userTask id="herstel" name="Herstel" camunda:candidateGroups="zk-klantadviseur"/>',
        _flow("herstel", "hersteld"),
        '<bpmn:endEvent id="hersteld"/>',
    )
    return Step(name, "serviceTask", attributes, beside=beside)


def process(key: str, *steps: Step, extra: str = "") -> str:
    """Draw a path from start to end; `extra` are elements after the process."""
    path = [Step("begin", "startEvent"), *steps, Step("einde", "endEvent")]
    flows = [_flow(a.id, b.id) for a, b in pairwise(path)]
    nodes = [_node(step) for step in path]
    beside = [element for step in path for element in step.beside]
    inside = "".join([*nodes, *beside, *flows])
    drawn = f'<bpmn:process id="{key}" name="{key}" isExecutable="true">{inside}</bpmn:process>'
    error = '<bpmn:error id="fout" name="Fout" errorCode="geen-adres"/>' if beside else ""
    return drawn + error + extra


def _node(step: Step) -> str:
    name = step.id.replace("-", " ").capitalize()
    return (
        f'<bpmn:{step.tag} id="{step.id}" name="{name}" {step.attributes}>{step.inside}'
        f"</bpmn:{step.tag}>"
    )


def _flow(source: str, target: str) -> str:
    return (
        f'<bpmn:sequenceFlow id="{source}-naar-{target}" sourceRef="{source}"'
        f' targetRef="{target}"/>'
    )


def _timer(name: str, duration: str) -> str:
    return (
        f'<bpmn:timerEventDefinition id="{name}-t"><bpmn:timeDuration'
        f' xsi:type="bpmn:tFormalExpression">{duration}</bpmn:timeDuration>'
        "</bpmn:timerEventDefinition>"
    )
