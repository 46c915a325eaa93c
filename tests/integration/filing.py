"""A case whose process is one task after another, each with a form and a recorder."""

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise

from engine.commands.definitions import Deploy, SourceFile
from engine.commands.signals import NewClient, NewSignal, RegisterSignals
from engine.domain.access import SYSTEM, Actor
from engine.domain.client import PersonName
from engine.domain.signal import Ethos, SignalKind, SignalSource
from tests.integration.diagrams import task
from tests.integration.office import MONDAY, REGION, Office, diagram
from tests.integration.test_signals import throwing

Fields = Mapping[str, str | Sequence[str]]


def text_form(form_id: str, keys: Sequence[str]) -> bytes:
    """Draw a form that asks for text only."""
    components = [
        {"type": "textfield", "key": key, "label": key, "id": f"f-{number}"}
        for number, key in enumerate(keys)
    ]
    return filled_form(form_id, *components)


def filled_form(form_id: str, *components: Mapping[str, object]) -> bytes:
    """Draw a form with these components."""
    drawn = {"type": "default", "id": form_id, "schemaVersion": 16, "components": components}
    return json.dumps(drawn).encode()


def open_case(at: Office, *steps: tuple[str, bytes]) -> None:
    """Open a case; every step is a recorder with the form of its task."""
    forms = {json.loads(source)["id"]: source for _, source in steps}
    named = [(recorder, json.loads(source)["id"]) for recorder, source in steps]
    sources = {
        **{f"{name}.form": source for name, source in forms.items()},
        "signaal.bpmn": diagram(throwing("signaal-verwerken", "casus-openen")),
        "casus.bpmn": diagram(_process(named)),
    }
    at.run(Deploy(files=[SourceFile(filename=n, source=s) for n, s in sources.items()]))
    signal = NewSignal(
        source=SignalSource.SHELTER,
        kind=SignalKind.IN_SHELTER,
        signal_date=MONDAY.date(),
        client=NewClient(name=PersonName(surname="Proefpersoon")),
        ethos=Ethos.UNKNOWN,
    )
    at.run(RegisterSignals(region=REGION, signals=[signal]))
    at.complete(SYSTEM, at.open_tasks()[0].id)


def fill_in(at: Office, actor: Actor, fields: Fields) -> None:
    """Complete the open task of the case."""
    raw = {key: [value] if isinstance(value, str) else value for key, value in fields.items()}
    at.complete(actor, at.open_tasks()[0].id, raw)


def _process(steps: Sequence[tuple[str, str]]) -> str:
    drawn = [
        (f"stap-{n}", task(f"stap-{n}", form=form, vastleggen=recorder))
        for n, (recorder, form) in enumerate(steps)
    ]
    tasks = "".join(
        f'<bpmn:userTask id="{name}" name="{name}" {step.attributes}>{step.inside}</bpmn:userTask>'
        for name, step in drawn
    )
    path = ["begin", *(name for name, _ in drawn), "daarna", "einde"]
    flows = "".join(
        f'<bpmn:sequenceFlow id="{a}-{b}" sourceRef="{a}" targetRef="{b}"/>'
        for a, b in pairwise(path)
    )
    return (
        '<bpmn:process id="casus" name="Casus" isExecutable="true"><bpmn:startEvent id="begin">'
        '<bpmn:messageEventDefinition id="m" messageRef="b"/></bpmn:startEvent>'
        f"{tasks}"
        '<bpmn:userTask id="daarna" name="Daarna" camunda:candidateGroups="zk-klantadviseur"/>'
        f'<bpmn:endEvent id="einde"/>{flows}</bpmn:process>'
        '<bpmn:message id="b" name="casus-geopend"/>'
    )
