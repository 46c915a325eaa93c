"""Draws small diagrams for tests, as BPMN XML, without a drawing board.

    xml = diagram(
        start("begin"), user("vragen"), end("klaar"),
        flows("begin > vragen > klaar"),
    )

`flows` takes chains of ids; a flow gets the id "van--naar". Everything has an id, so that a test
can point at it.
"""

from collections.abc import Iterable
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"


def diagram(*parts: str, key: str = "proces", extra: str = "", attributes: str = "") -> bytes:
    """A file with one executable process. `extra` stands beside the process (messages)."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<definitions xmlns="{BPMN}"'
        f' xmlns:camunda="{CAMUNDA}" targetNamespace="urn:toets">\n{extra}\n'
        f'<process id="{key}" isExecutable="true"{attributes}>\n'
        + "\n".join(parts)
        + "\n</process></definitions>"
    ).encode()


def node(tag: str, node_id: str, inside: str = "", **attributes: str) -> str:
    """Any flow element. Attributes: `name`, or `camunda_topic` for camunda:topic."""
    written = "".join(
        f" {key.replace('camunda_', 'camunda:')}={quoteattr(value)}"
        for key, value in attributes.items()
    )
    return f"<{tag} id={quoteattr(node_id)}{written}>{inside}</{tag}>"


def start(node_id: str = "begin", inside: str = "", **attributes: str) -> str:
    return node("startEvent", node_id, inside, **attributes)


def end(node_id: str = "einde", inside: str = "", **attributes: str) -> str:
    return node("endEvent", node_id, inside, **attributes)


def user(node_id: str, inside: str = "", **attributes: str) -> str:
    chosen = {"camunda_candidateGroups": "zk-klantadviseur", "camunda_formRef": "formulier"}
    return node("userTask", node_id, inside, **{**chosen, **attributes})


def service(node_id: str, inside: str = "", **attributes: str) -> str:
    chosen = {"camunda_type": "external", "camunda_topic": "brief"}
    return node("serviceTask", node_id, inside, **{**chosen, **attributes})


def script(node_id: str, text: str) -> str:
    return node("scriptTask", node_id, f"<script>{escape(text)}</script>", scriptFormat="feel")


def xor(node_id: str, **attributes: str) -> str:
    return node("exclusiveGateway", node_id, **attributes)


def both(node_id: str, **attributes: str) -> str:
    """A parallel gateway."""
    return node("parallelGateway", node_id, **attributes)


def some(node_id: str, **attributes: str) -> str:
    """An inclusive gateway."""
    return node("inclusiveGateway", node_id, **attributes)


def race(node_id: str) -> str:
    """An event-based gateway."""
    return node("eventBasedGateway", node_id)


def sub(node_id: str, *parts: str, inside: str = "", **attributes: str) -> str:
    return node("subProcess", node_id, inside + "\n".join(parts), **attributes)


def call(node_id: str, called: str, inside: str = "") -> str:
    return node("callActivity", node_id, inside, calledElement=called)


def timer(text: str, kind: str = "timeDuration") -> str:
    return f"<timerEventDefinition><{kind}>{escape(text)}</{kind}></timerEventDefinition>"


def catch(node_id: str, inside: str, **attributes: str) -> str:
    return node("intermediateCatchEvent", node_id, inside, **attributes)


def throw(node_id: str, inside: str = "", **attributes: str) -> str:
    return node("intermediateThrowEvent", node_id, inside, **attributes)


def rim(node_id: str, host: str, inside: str, *, interrupting: bool = True) -> str:
    """A boundary event."""
    return node(
        "boundaryEvent",
        node_id,
        inside,
        attachedToRef=host,
        cancelActivity="true" if interrupting else "false",
    )


def refers(kind: str, ref: str | None = None) -> str:
    """An event definition that refers to a message, signal, error or escalation."""
    reference = f' {kind}Ref="{ref}"' if ref else ""
    return f"<{kind}EventDefinition{reference}/>"


def flows(*chains: str) -> str:
    """Sequence flows from chains like "a > b > c"."""
    return "".join(
        flow(source, target) for chain in chains for source, target in _pairs(chain.split(">"))
    )


def flow(source: str, target: str, condition: str | None = None, *, name: str | None = None) -> str:
    """One sequence flow, perhaps with a condition; its name is the answer to the question."""
    inside = f"<conditionExpression>{escape(condition)}</conditionExpression>" if condition else ""
    named = f" name={quoteattr(name)}" if name else ""
    return (
        f'<sequenceFlow id="{source}--{target}" sourceRef="{source}" targetRef="{target}"'
        f"{named}>{inside}</sequenceFlow>"
    )


def _pairs(chain: Iterable[str]) -> list[tuple[str, str]]:
    names = [name.strip() for name in chain]
    return list(pairwise(names))
