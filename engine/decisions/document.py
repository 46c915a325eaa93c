"""DMN XML, read with every door closed: no DOCTYPE, entities, network or huge trees.

Elements are found by local name within the DMN namespaces (1.1 to 1.5 differ only in the year),
so extensions of modelers are passed over.
"""

from collections.abc import Iterator

from lxml import etree

from engine.domain.definition import Finding, Severity
from engine.errors import DefinitionRefused

_NAMESPACES = ("https://www.omg.org/spec/DMN/", "http://www.omg.org/spec/DMN/")
INPUT_VARIABLE = "{http://camunda.org/schema/1.0/dmn}inputVariable"
_MAX_BYTES = 1_000_000
_MAX_DEPTH = 100


class DmnElement:
    """One element of a DMN file, with only the questions that a reader asks."""

    __slots__ = ("_element",)

    def __init__(self, element: "etree._Element") -> None:
        self._element = element

    @property
    def tag(self) -> str:
        """The local name, such as `decisionTable`."""
        return etree.QName(self._element).localname

    @property
    def line(self) -> int | None:
        """The 1-based line in the file."""
        return self._element.sourceline

    @property
    def id(self) -> str | None:
        """The id attribute."""
        return self._element.get("id")

    @property
    def text(self) -> str:
        """The text of the element itself."""
        return self._element.text or ""

    def get(self, name: str) -> str | None:
        """Return an attribute without namespace."""
        return self._element.get(name)

    def children(self, *tags: str) -> Iterator["DmnElement"]:
        """Yield the child elements of DMN, all or those with one of the tags."""
        for child in self._element:
            if not isinstance(child.tag, str) or not _is_dmn(child):
                continue
            element = DmnElement(child)
            if not tags or element.tag in tags:
                yield element

    def child(self, *tags: str) -> "DmnElement | None":
        """Return the first child with one of the tags."""
        return next(self.children(*tags), None)

    def prefix_namespace(self, prefix: str) -> str | None:
        """Resolve a namespace prefix, as in `typeRef="feel:string"`."""
        return self._element.nsmap.get(prefix)


def _is_dmn(element: "etree._Element") -> bool:
    return (etree.QName(element).namespace or "").startswith(_NAMESPACES)


def read_document(source: bytes) -> DmnElement:
    """Read the `definitions` of a DMN file. Raises DefinitionRefused with one finding."""
    if len(source) > _MAX_BYTES:
        raise refused("dmn-te-groot", f"Het bestand is groter dan {_MAX_BYTES:,} bytes.")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(source, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise refused("dmn-geen-xml", f"Het bestand is geen goede XML: {fault}") from None
    _check_shape(root)
    return DmnElement(root)


def _check_shape(root: "etree._Element") -> None:
    if root.getroottree().docinfo.doctype:
        raise refused("dmn-doctype", "Het bestand heeft een DOCTYPE; dat is niet toegestaan.")
    if not _is_dmn(root) or etree.QName(root).localname != "definitions":
        raise refused("dmn-geen-dmn", "Het bestand is geen DMN: het begint niet met definitions.")
    if _depth(root) > _MAX_DEPTH:
        raise refused("dmn-te-diep", f"De XML is meer dan {_MAX_DEPTH} niveaus diep.")


def _depth(root: "etree._Element") -> int:
    deepest = 0
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def refused(
    rule: str, message: str, *, advice: str = "", line: int | None = None
) -> DefinitionRefused:
    """Build the error for a file that cannot be read at all."""
    finding = Finding(
        rule=rule,
        severity=Severity.ERROR,
        message=message,
        advice=advice or "Sla het bestand opnieuw op in de modeler.",
        line=line,
    )
    return DefinitionRefused(message, (finding,))
