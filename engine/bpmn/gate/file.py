"""Checks on the file as a whole: one executable process, ordinary ids, a drawing."""

import re
from collections.abc import Iterator

from engine.bpmn.elements import Diagram, Process
from engine.bpmn.gate.text import short
from engine.bpmn.rules import error, warning
from engine.domain.definition import Finding

NO_PROCESS = error("geen-proces", "Teken een proces met een begin, stappen en een einde.")
SEVERAL_PROCESSES = error(
    "meer-processen",
    "Zet elk proces in een eigen bestand en verbind ze met aanroepactiviteiten of berichten.",
)
SEVERAL_PARTICIPANTS = error(
    "meer-deelnemers",
    "Teken één deelnemer (pool) met banen, of helemaal geen; een bericht naar buiten is een"
    " berichtgebeurtenis of verzendtaak.",
)
NOT_EXECUTABLE = error("niet-uitvoerbaar", "Zet in het eigenschappenpaneel 'Executable' aan.")
UNSAID_EXECUTABLE = warning(
    "uitvoerbaar-niet-gezegd", "Zet in het eigenschappenpaneel 'Executable' aan."
)
ODD_ID = error(
    "vreemde-id",
    "Gebruik letters, cijfers, streepjes en punten, te beginnen met een letter; hooguit 100"
    " tekens. Bijvoorbeeld: client-bereiken.",
)
NAMELESS = error("naam-ontbreekt", "Geef het een naam in het eigenschappenpaneel.")
NO_DRAWING = warning(
    "geen-tekening", "Teken het in de modeler, anders is het op de casuspagina niet te zien."
)

_ID = re.compile(r"[^\W\d][\w.-]{0,99}")


def check_file(diagram: Diagram) -> Iterator[Finding]:
    """Check what must hold before a process can be picked from the file."""
    if not diagram.processes:
        yield NO_PROCESS.found("Er staat geen proces in het bestand.")
    if len(diagram.processes) > 1:
        names = ", ".join(short(process.id) for process in diagram.processes[:5])
        yield SEVERAL_PROCESSES.found(f"Er staan meer processen in het bestand: {names}.")
    if len(diagram.participants) > 1 or diagram.message_flows:
        yield SEVERAL_PARTICIPANTS.found(
            "Het diagram heeft meer deelnemers (pools) of berichtenstromen ertussen."
        )
    yield from _check_executable(diagram)
    yield from _check_names(diagram)


def check_ids(process: Process) -> Iterator[Finding]:
    """Check that ids are fit for databases, addresses and expressions."""
    for element_id, line in _ids(process):
        if not element_id.startswith("?") and not _ID.fullmatch(element_id):
            yield ODD_ID.found(
                f"De id '{short(element_id)}' heeft vreemde tekens of is te lang.",
                element_id=element_id[:100],
                line=line,
            )


def check_drawing(diagram: Diagram, process: Process) -> Iterator[Finding]:
    """Check that everything that runs can also be seen."""
    if not diagram.shapes:
        yield NO_DRAWING.found("Het bestand heeft geen tekening, alleen de beschrijving ervan.")
        return
    for node in process.all_nodes():
        if node.id not in diagram.shapes:
            yield NO_DRAWING.at(node, f"'{short(node.label)}' staat niet in de tekening.")


def _check_executable(diagram: Diagram) -> Iterator[Finding]:
    if len(diagram.processes) != 1:
        return
    process = diagram.processes[0]
    if process.executable is False:
        yield NOT_EXECUTABLE.found(
            "Het proces staat niet op uitvoerbaar.", element_id=process.id, line=process.line
        )
    if process.executable is None:
        yield UNSAID_EXECUTABLE.found(
            "Er staat niet bij dat het proces uitvoerbaar is.",
            element_id=process.id,
            line=process.line,
        )


def _check_names(diagram: Diagram) -> Iterator[Finding]:
    for message in (*diagram.messages.values(), *diagram.signals.values()):
        if not (message.name or "").strip():
            yield NAMELESS.found(
                "Een bericht of signaal heeft geen naam en komt nergens aan.",
                element_id=message.id,
                line=message.line,
            )
    for thrown in (*diagram.errors.values(), *diagram.escalations.values()):
        if not (thrown.code or "").strip():
            yield NAMELESS.found(
                "Een fout of escalatie heeft geen code en wordt nergens herkend.",
                element_id=thrown.id,
                line=thrown.line,
                advice="Vul de code in het eigenschappenpaneel in.",
            )


def _ids(process: Process) -> Iterator[tuple[str, int | None]]:
    yield process.id, process.line
    for node in process.all_nodes():
        yield node.id, node.line
    for flow in process.all_flows():
        yield flow.id, flow.line
