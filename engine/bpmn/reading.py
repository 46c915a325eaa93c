"""Reading BPMN XML from people we trust with a process, not with the server.

The only door for diagram bytes: no DOCTYPE, no entities, no network, and limits on size, depth
and number of flow nodes. What comes out is a plain element tree that is safe to walk.
"""

from dataclasses import dataclass
from typing import NoReturn

from lxml import etree

from engine.bpmn.rules import Rule, error
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

TOO_LARGE = error(
    "bestand-te-groot",
    "Verdeel het proces over meer bestanden, met aanroepactiviteiten ertussen.",
)
NOT_XML = error("geen-xml", "Sla het diagram opnieuw op vanuit de modeler.")
DOCTYPE = error("doctype", "Haal de DOCTYPE-regel weg; een BPMN-diagram heeft die niet nodig.")
ENCODING = error("tekencodering", "Sla het diagram op als UTF-8.")
NOT_BPMN = error("geen-bpmn", "Kies een .bpmn-bestand uit de modeler.")
TOO_DEEP = error("te-diep", "Haal geneste subprocessen uit elkaar met aanroepactiviteiten.")
TOO_MANY = error(
    "te-veel-elementen",
    "Verdeel het proces over meer diagrammen, met aanroepactiviteiten ertussen.",
)


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
        _refuse(TOO_LARGE, f"Het bestand is {len(source)} bytes; hooguit {limits.octets} mag.")
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
    except (etree.XMLSyntaxError, ValueError, LookupError) as problem:
        line = getattr(problem, "lineno", None)
        _refuse(NOT_XML, f"Het bestand is geen geldige XML: {str(problem)[:200]}.", line)


def _check_declarations(root: etree._Element) -> None:
    information = root.getroottree().docinfo
    if information.doctype or information.internalDTD is not None:
        _refuse(DOCTYPE, "Het bestand bevat een DOCTYPE.", 1)
    encoding = (information.encoding or "UTF-8").upper()
    if encoding not in _ENCODINGS:
        _refuse(ENCODING, f"Het bestand heeft tekencodering {encoding[:40]}.", 1)
    if root.tag != f"{{{BPMN}}}definitions":
        _refuse(
            NOT_BPMN,
            "Dit is geen BPMN 2.0-diagram: het buitenste element is geen 'definitions'.",
            root.sourceline,
        )


def _check_size(root: etree._Element, limits: ReadingLimits) -> None:
    depth = deepest = nodes = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        nodes += event == "start" and element.tag in FLOW_NODE_TAGS
    if deepest > limits.depth:
        _refuse(TOO_DEEP, f"Het bestand is {deepest} niveaus diep; hooguit {limits.depth} mag.")
    if nodes > limits.flow_nodes:
        _refuse(TOO_MANY, f"Het diagram heeft {nodes} elementen; hooguit {limits.flow_nodes} mag.")


def _refuse(rule: Rule, message: str, line: int | None = None) -> NoReturn:
    raise DefinitionRefused(message, [rule.found(message, line=line)])
