"""Reading events and what they refer to: messages, signals, errors, escalations, times.

Faults are gathered, not raised, so that one look at a file finds them all.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from engine.bpmn.elements import EventDefinition, EventKind, Referable, TimerKind
from engine.bpmn.reading import BPMN, CAMUNDA
from engine.bpmn.rules import Rule, error
from engine.domain.definition import Finding

LOOSE_EVENT_TYPE = error(
    "los-gebeurtenistype",
    "Kies het type van de gebeurtenis in de modeler, bij het element zelf.",
)
UNKNOWN_REFERENCE = error(
    "onbekende-verwijzing",
    "Kies in het eigenschappenpaneel opnieuw het bericht, het signaal, de fout of de escalatie.",
)
DOUBLE_TIMER = error("dubbele-timer", "Laat één van datum, duur of herhaling staan.")
WITHOUT_ID = error(
    "zonder-id", "Open het diagram in de modeler en sla het opnieuw op, of vul een id in."
)
DOUBLE_ID = error("dubbele-id", "Geef elk element een eigen id.")

_B = f"{{{BPMN}}}"
_C = f"{{{CAMUNDA}}}"
_REF_ATTRIBUTES = {
    EventKind.MESSAGE: "messageRef",
    EventKind.SIGNAL: "signalRef",
    EventKind.ERROR: "errorRef",
    EventKind.ESCALATION: "escalationRef",
}
_EVENT_DEFINITIONS = {f"{_B}{kind}EventDefinition": kind for kind in EventKind}
_TIMERS = {
    f"{_B}timeDate": TimerKind.DATE,
    f"{_B}timeDuration": TimerKind.DURATION,
    f"{_B}timeCycle": TimerKind.CYCLE,
}


class EventReader:
    """Reads the events of one file and gathers faults on the way."""

    def __init__(self, root: etree._Element) -> None:
        self.faults: list[Finding] = []
        self._ids = Counter[str]()
        self._lines: dict[str, int | None] = {}
        self.messages = self._referables(root, "message", "name")
        self.signals = self._referables(root, "signal", "name")
        self.errors = self._referables(root, "error", "errorCode")
        self.escalations = self._referables(root, "escalation", "escalationCode")
        self._referred = {
            EventKind.MESSAGE: self.messages,
            EventKind.SIGNAL: self.signals,
            EventKind.ERROR: self.errors,
            EventKind.ESCALATION: self.escalations,
        }

    def _referables(self, root: etree._Element, tag: str, code: str) -> Mapping[str, Referable]:
        found = {}
        for element in root.iterfind(f"{_B}{tag}"):
            referable = Referable(
                id=self._id(element),
                name=element.get("name"),
                code=element.get(code),
                line=element.sourceline,
            )
            found[referable.id] = referable
        return found

    def _message_name(self, element: etree._Element, ref: str | None) -> str | None:
        if ref is None:
            return None
        return self._referred_to(element, EventKind.MESSAGE, ref).name

    def _events(self, element: etree._Element) -> Iterator[EventDefinition]:
        if element.find(f"{_B}eventDefinitionRef") is not None:
            message = "Het gebeurtenistype staat buiten de gebeurtenis (eventDefinitionRef)."
            self._fault(LOOSE_EVENT_TYPE, element, message)
        for child in element.iterchildren(*_EVENT_DEFINITIONS):
            yield self._event(element, child, _EVENT_DEFINITIONS[str(child.tag)])

    def _event(
        self, element: etree._Element, definition: etree._Element, kind: EventKind
    ) -> EventDefinition:
        ref = definition.get(_REF_ATTRIBUTES.get(kind, "-")) or None
        referred = self._referred_to(element, kind, ref)
        timer_kind, expression = self._timer(element, definition)
        condition = definition.find(f"{_B}condition")
        if condition is not None:
            expression = (condition.text or "").strip()
        return EventDefinition(
            kind=kind,
            ref=ref,
            name=definition.get("name") if kind is EventKind.LINK else referred.name,
            code=referred.code,
            timer_kind=timer_kind,
            expression=expression,
            code_variable=definition.get(f"{_C}{kind}CodeVariable"),
            message_variable=definition.get(f"{_C}{kind}MessageVariable"),
        )

    def _timer(
        self, element: etree._Element, definition: etree._Element
    ) -> tuple[TimerKind | None, str | None]:
        timers = list(definition.iterchildren(*_TIMERS))
        if len(timers) > 1:
            self._fault(DOUBLE_TIMER, element, "De timer heeft meer dan één tijd.")
        for timer in timers[:1]:
            return _TIMERS[str(timer.tag)], (timer.text or "").strip()
        return None, None

    def _referred_to(self, element: etree._Element, kind: EventKind, ref: str | None) -> Referable:
        known = self._referred.get(kind, {})
        if ref is None or ref in known:
            return known.get(ref or "", Referable(id=""))
        message = f"Het element verwijst naar '{ref[:60]}', en dat staat niet in het bestand."
        self._fault(UNKNOWN_REFERENCE, element, message)
        return Referable(id=ref)

    def _id(self, element: etree._Element) -> str:
        """Return the element's id; without one, a fault and a name that no file can hold."""
        found = element.get("id", "")
        if found:
            self._ids[found] += 1
            self._lines.setdefault(found, element.sourceline)
            return found
        tag = etree.QName(element).localname
        message = f"Een element ({tag}) heeft geen id en zou bij het uitvoeren wegvallen."
        self._fault(WITHOUT_ID, element, message)
        return f"?{tag}:{element.sourceline}:{len(self.faults)}"

    def check_ids(self) -> None:
        """Report every id that stands on more than one element."""
        self.faults.extend(
            DOUBLE_ID.found(
                f"{count} elementen hebben dezelfde id.", element_id=name, line=self._lines[name]
            )
            for name, count in self._ids.items()
            if count > 1
        )

    def _fault(self, rule: Rule, element: etree._Element, message: str) -> None:
        self.faults.append(
            rule.found(message, element_id=element.get("id"), line=element.sourceline)
        )
