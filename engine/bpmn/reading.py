"""Reading BPMN XML from people we trust with a process, not with the server.

The only door for diagram bytes: no DOCTYPE, no entities, no network, and limits on size, depth
and number of flow nodes. What comes out is a plain element tree that is safe to walk.
"""

from dataclasses import dataclass
from typing import NoReturn

from lxml import etree

from engine.domain.definition import Finding, Severity
from engine.errors import DefinitionRefused

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"
DIAGRAM_INTERCHANGE = "http://www.omg.org/spec/BPMN/20100524/DI"

FLOW_NODE_TAGS = frozenset(
    f"{{{BPMN}}}{name}"
    for name in (
        "startEvent",
        "endEvent",
        "intermediateCatchEvent",
        "intermediateThrowEvent",
        "boundaryEvent",
        "task",
        "manualTask",
        "userTask",
        "serviceTask",
        "scriptTask",
        "sendTask",
        "receiveTask",
        "businessRuleTask",
        "callActivity",
        "subProcess",
        "transaction",
        "adHocSubProcess",
        "exclusiveGateway",
        "inclusiveGateway",
        "parallelGateway",
        "eventBasedGateway",
        "complexGateway",
    )
)
_ENCODINGS = frozenset({"UTF-8", "UTF8", "UTF-16", "UTF-16LE", "UTF-16BE", "US-ASCII", "ASCII"})


@dataclass(frozen=True, kw_only=True)
class ReadingLimits:
    """How large a diagram may be. A chain much over 400 nodes no longer compiles."""

    octets: int = 1_000_000
    depth: int = 100
    flow_nodes: int = 400


DEFAULT_READING_LIMITS = ReadingLimits()


def read_xml(source: bytes, limits: ReadingLimits = DEFAULT_READING_LIMITS) -> etree._Element:
    """Return the root element of a diagram file (UTF-8 or UTF-16).

    Raises `DefinitionRefused` with one finding when the file is too large, is no XML, carries a
    DOCTYPE, or is not BPMN 2.0.
    """
    if len(source) > limits.octets:
        _refuse(
            "bestand-te-groot",
            f"Het bestand is {len(source):,} bytes groot; het maximum is {limits.octets:,}.",
            "Verdeel het proces over meer bestanden, met aanroepactiviteiten ertussen.",
        )
    root = _parse(source)
    _check_declarations(root)
    _check_size(root, limits)
    return root


def _parse(source: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(source, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        _refuse(
            "geen-xml",
            f"Het bestand is geen geldige XML: {str(error)[:200]}.",
            "Sla het diagram opnieuw op vanuit de modeler.",
            line=getattr(error, "lineno", None),
        )


def _check_declarations(root: etree._Element) -> None:
    information = root.getroottree().docinfo
    if information.doctype or information.internalDTD is not None:
        _refuse(
            "doctype",
            "Het bestand bevat een DOCTYPE.",
            "Haal de DOCTYPE-regel weg; een BPMN-diagram heeft die niet nodig.",
            line=1,
        )
    if (information.encoding or "UTF-8").upper() not in _ENCODINGS:
        _refuse(
            "tekencodering",
            f"Het bestand heeft tekencodering {information.encoding[:40]}.",
            "Sla het diagram op als UTF-8.",
            line=1,
        )
    if root.tag != f"{{{BPMN}}}definitions":
        _refuse(
            "geen-bpmn",
            "Dit is geen BPMN 2.0-diagram: het buitenste element is geen 'definitions'.",
            "Kies een .bpmn-bestand uit de modeler.",
            line=root.sourceline,
        )


def _check_size(root: etree._Element, limits: ReadingLimits) -> None:
    depth = deepest = nodes = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        nodes += event == "start" and element.tag in FLOW_NODE_TAGS
    if deepest > limits.depth:
        _refuse(
            "te-diep",
            f"Het bestand is {deepest} niveaus diep genest; het maximum is {limits.depth}.",
            "Haal geneste subprocessen uit elkaar met aanroepactiviteiten.",
        )
    if nodes > limits.flow_nodes:
        _refuse(
            "te-veel-elementen",
            f"Het diagram heeft {nodes} elementen; het maximum is {limits.flow_nodes}.",
            "Verdeel het proces over meer diagrammen, met aanroepactiviteiten ertussen.",
        )


def _refuse(rule: str, message: str, advice: str, *, line: int | None = None) -> NoReturn:
    finding = Finding(rule=rule, severity=Severity.ERROR, message=message, advice=advice, line=line)
    raise DefinitionRefused(message, [finding])
