"""An office with the delivered watchdog and a case to watch."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Row, select

from engine.commands.definitions import Deploy, SourceFile
from engine.commands.standing import EnsureStanding
from engine.domain.access import SYSTEM
from engine.persistence.tables import care_case, user_task
from tests.integration.office import REGION, Office

ROOT = Path(__file__).parents[2]
CASE = """
<bpmn:process id="casus" name="Casus" isExecutable="true">
<bpmn:startEvent id="begin"><bpmn:messageEventDefinition id="m" messageRef="b"/></bpmn:startEvent>
<bpmn:userTask id="aannemen" name="Aannemen" camunda:candidateGroups="zk-signalering"/>
<bpmn:intermediateCatchEvent id="wachten" name="Wachten"><bpmn:timerEventDefinition id="t">
<bpmn:timeDuration>termijn("wacht")</bpmn:timeDuration></bpmn:timerEventDefinition>
</bpmn:intermediateCatchEvent>
<bpmn:userTask id="bellen" name="Bellen" camunda:candidateGroups="zk-signalering"/>
<bpmn:endEvent id="einde"/>
<bpmn:sequenceFlow id="x" sourceRef="begin" targetRef="aannemen"/>
<bpmn:sequenceFlow id="y" sourceRef="aannemen" targetRef="wachten"/>
<bpmn:sequenceFlow id="z" sourceRef="wachten" targetRef="bellen"/>
<bpmn:sequenceFlow id="w" sourceRef="bellen" targetRef="einde"/></bpmn:process>
<bpmn:message id="b" name="casus-geopend"/>"""


def delivered(*names: str) -> list[SourceFile]:
    """Read delivered definitions by their file names."""
    folders = [ROOT / "processes", ROOT / "forms"]
    found = [folder / name for name in names for folder in folders if (folder / name).exists()]
    return [SourceFile(filename=path.name, source=path.read_bytes()) for path in found]


def set_up_watchdog(at: Office) -> None:
    """Deploy the delivered watchdog and let it stand."""
    at.term("waakhond", "1 dag")
    files = delivered("casus-waakhond.bpmn", "casus-zonder-vervolgstap.form")
    at.door.execute(SYSTEM, Deploy(files=files))
    at.door.execute(SYSTEM, EnsureStanding(region=REGION))


def tasks_of(at: Office, process_key: str) -> Sequence[Row[tuple[object, ...]]]:
    """Give the open tasks of a process."""
    open_ones = select(user_task).where(user_task.c.status == "open")
    with at.database.reading() as connection:
        return connection.execute(open_ones.where(user_task.c.process_key == process_key)).all()


def the_case(at: Office) -> Row[tuple[object, ...]]:
    """Give the one case."""
    with at.database.reading() as connection:
        return connection.execute(select(care_case)).one()
