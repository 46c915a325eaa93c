"""Reading test-case files of the DMN TCK, and comparing outcomes with what they expect."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from lxml import etree

from engine.feel.comparison import equal
from engine.feel.numbers import CONTEXT, parse_number
from engine.feel.temporal import parse_date, parse_datetime, parse_duration, parse_time
from engine.feel.values import Value

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_PRECISION = Decimal("1e-8")


@dataclass(frozen=True, kw_only=True)
class Expectation:
    """A node and the value that it must have."""

    name: str
    value: Value


@dataclass(frozen=True, kw_only=True)
class Case:
    """One test case; `invocable` names a knowledge model or service that is called directly."""

    id: str
    inputs: Mapping[str, Value]
    expectations: tuple[Expectation, ...]
    invocable: str | None = None


def read_cases(path: Path) -> tuple[str, list[Case]] | None:
    """Read the name of the model and its cases; None when the file is of another kind."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except etree.XMLSyntaxError:
        return None
    if _tag(root) != "testCases":
        return None
    model = _child(root, "modelName")
    cases = [_case(element) for element in root if _tag(element) == "testCase"]
    return (model.text or "").strip() if model is not None else "", cases


def _tag(element: "etree._Element") -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _child(element: "etree._Element", tag: str) -> "etree._Element | None":
    return next((child for child in element if _tag(child) == tag), None)


def _case(element: "etree._Element") -> Case:
    kind = element.get("type", "decision")
    inputs = {
        child.get("name", ""): _value(child) for child in element if _tag(child) == "inputNode"
    }
    results = (child for child in element if _tag(child) == "resultNode")
    return Case(
        id=element.get("id", ""),
        inputs=inputs,
        expectations=tuple(_expectation(child) for child in results),
        invocable=element.get("invocableName") if kind != "decision" else None,
    )


def _expectation(element: "etree._Element") -> Expectation:
    expected = _child(element, "expected")
    value = _value(expected) if expected is not None else None
    return Expectation(name=element.get("name", ""), value=value)


def _value(element: "etree._Element") -> Value:
    """Read a value, a list of items or a context of components."""
    components = [child for child in element if _tag(child) == "component"]
    if components:
        return {child.get("name", ""): _value(child) for child in components}
    listed = _child(element, "list")
    if listed is not None:
        if listed.get(f"{_XSI}nil") == "true":
            return None
        return [_value(item) for item in listed if _tag(item) == "item"]
    simple = _child(element, "value")
    return _simple(simple) if simple is not None else None


def _simple(element: "etree._Element") -> Value:
    if element.get(f"{_XSI}nil") == "true":
        return None
    kind = (element.get(f"{_XSI}type") or "string").rpartition(":")[2]
    text = element.text or ""
    return _parsed(kind, text)


def _parsed(kind: str, text: str) -> Value:
    if kind == "boolean":
        return text.strip() in {"true", "1"}
    if kind not in _READERS:
        return text
    found = _READERS[kind](text.strip())
    # A value outside our calendar stays text, so that the case fails instead of passing as null.
    return text if found is None else found


_READERS: dict[str, Callable[[str], Value]] = {
    **dict.fromkeys(("decimal", "double", "float", "integer", "int", "long"), parse_number),
    "date": parse_date,
    "time": parse_time,
    "dateTime": parse_datetime,
    "duration": parse_duration,
}


def agree(found: Value, expected: Value) -> bool:
    """Compare as the TCK does: numbers by eight decimals, a list of one as its element."""
    if isinstance(found, Decimal) and isinstance(expected, Decimal):
        gap = abs(CONTEXT.subtract(found, expected))
        return gap <= _PRECISION * max(Decimal(1), abs(expected))
    if isinstance(found, Mapping) and isinstance(expected, Mapping):
        return found.keys() == expected.keys() and all(
            agree(found[key], expected[key]) for key in expected
        )
    if isinstance(found, list) and isinstance(expected, list):
        return _lists_agree(found, expected)
    return equal(found, expected) is True


def _lists_agree(found: Sequence[Value], expected: Sequence[Value]) -> bool:
    return len(found) == len(expected) and all(map(agree, found, expected))
