"""Checks on processes that stand: their place is one that exists, and a round takes time."""

from collections.abc import Iterator

from engine.bpmn.elements import EventKind, NodeKind, Process
from engine.bpmn.gate.text import short
from engine.bpmn.rules import error
from engine.domain.definition import Finding
from engine.domain.standing import STANDING, Standing

UNKNOWN_PLACE = error(
    "staand-onbekend", "Kies 'regio' of 'centrumgemeente', of haal de eigenschap weg."
)
NEVER_RESTS = error(
    "staand-zonder-wachten",
    "Zet een tussentijdse timer op het pad vanaf het begin: de volgende ronde begint meteen.",
)


def check_standing(process: Process) -> Iterator[Finding]:
    """Check the property `staand` of a process, if it has one."""
    said = process.properties.get(STANDING)
    if said is None:
        return
    if said.strip().lower() not in set(Standing):
        yield UNKNOWN_PLACE.found(
            f"Het proces heeft '{STANDING}' = '{short(said)}'; dat is geen plaats.",
            element_id=process.id,
            line=process.line,
        )
    if not any(_waits(process, node_id) for node_id in process.nodes):
        yield NEVER_RESTS.found(
            "Een ronde van dit staande proces wacht nergens op een tijd.",
            element_id=process.id,
            line=process.line,
        )


def _waits(process: Process, node_id: str) -> bool:
    node = process.nodes[node_id]
    return node.kind is NodeKind.CATCH_EVENT and node.event_kind is EventKind.TIMER
