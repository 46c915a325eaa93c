"""Small things read from one BPMN element: documentation, scripts, lanes, repetition."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.camunda import CAMUNDA_TRUE
from engine.bpmn.elements import MultiInstance, StandardLoop
from engine.bpmn.reading import BPMN, CAMUNDA

_B = f"{{{BPMN}}}"
_C = f"{{{CAMUNDA}}}"
_LOOP_ELEMENTS = frozenset({"loopCardinality", "completionCondition", "extensionElements"})


def boolean(text: str | None) -> bool | None:
    """Read a yes or no; None when nothing is said."""
    return None if text is None else text.strip() in CAMUNDA_TRUE


def documentation_of(element: etree._Element) -> str:
    """Join the documentation texts of an element."""
    texts = (child.xpath("string()") for child in element.iterfind(f"{_B}documentation"))
    return "\n".join(str(text).strip() for text in texts).strip()


def script_of(element: etree._Element) -> str | None:
    """Return the script of a task, if it has one."""
    script = element.find(f"{_B}script")
    return None if script is None else (script.text or "")


def lanes_of(element: etree._Element) -> Iterator[tuple[str, str]]:
    """List nodes with the name of the lane that they are in."""
    for lane in element.iterfind(f"{_B}laneSet//{_B}lane"):
        for reference in lane.iterfind(f"{_B}flowNodeRef"):
            yield (reference.text or "").strip(), lane.get("name") or lane.get("id") or ""


def loop_of(element: etree._Element) -> MultiInstance | StandardLoop | None:
    """Read how an activity repeats."""
    multi = element.find(f"{_B}multiInstanceLoopCharacteristics")
    if multi is not None:
        return MultiInstance(
            sequential=multi.get("isSequential", "false") in CAMUNDA_TRUE,
            cardinality=_child_text(multi, "loopCardinality"),
            collection=multi.get(f"{_C}collection"),
            element_variable=multi.get(f"{_C}elementVariable"),
            completion_condition=_child_text(multi, "completionCondition"),
            leftovers=tuple(
                name
                for child in multi.iterchildren(f"{_B}*")
                if (name := etree.QName(child).localname) not in _LOOP_ELEMENTS
            ),
            line=multi.sourceline,
        )
    standard = element.find(f"{_B}standardLoopCharacteristics")
    if standard is not None:
        return StandardLoop(
            condition=_child_text(standard, "loopCondition"),
            test_before=standard.get("testBefore", "false") in CAMUNDA_TRUE,
            maximum=standard.get("loopMaximum"),
        )
    return None


def _child_text(element: etree._Element, name: str) -> str | None:
    child = element.find(f"{_B}{name}")
    return None if child is None else (child.text or "").strip() or None
