"""One page of the mediators' manual per process: tasks, what they ask, what follows, what waits.

Everything comes from the diagram, its forms and the terms; `inleidingen.toml` adds the words that
no diagram can say. `docs.manual.make` writes the pages.
"""

import json
import re
import textwrap
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from docs.herkomst.claims import rules_in
from engine.bpmn.elements import EventKind, FlowNode, NodeKind, Process
from engine.bpmn.model import parse_diagram
from engine.domain.access import Role
from engine.domain.user_task import FOUR_EYES

ROOT = Path(__file__).parents[2]
_WIDTH = 120
_DEEPEST = 4
_CASE_HOLDER = "=casushouder"
_NAMED = re.compile(r'"([a-z]+-[a-z]+)"')
_TERM = re.compile(r'termijn\("([^"]+)"\)')
_SKIPPED = frozenset({"separator", "spacer", "button", "text"})
_PASSING = frozenset(
    {NodeKind.EXCLUSIVE_GATEWAY, NodeKind.INCLUSIVE_GATEWAY, NodeKind.PARALLEL_GATEWAY}
)
_UNSEEN = frozenset(
    {NodeKind.SCRIPT_TASK, NodeKind.BUSINESS_RULE_TASK, NodeKind.THROW_EVENT}
    | {NodeKind.SERVICE_TASK}
)

Json = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class ProcessPage:
    """A process with what its page needs."""

    process: Process
    terms: Mapping[str, Mapping[str, str]]
    introduction: str = ""

    def text(self) -> str:
        """Give the page."""
        name = self.process.name or self.process.id
        parts = [f"# {name}", "", wrapped(self.process.documentation)]
        if self.introduction:
            parts += ["", _paragraphs(self.introduction)]
        picture = f"../../../pictures/processen/{self.process.id}.png"
        parts += ["", f"![Het diagram van {name}]({picture})", ""]
        tasks = [n for n in self.process.all_nodes() if n.kind is NodeKind.USER_TASK]
        parts += [line for task in tasks for line in self._task(task)]
        parts += self._by_itself()
        return "\n".join(parts).rstrip() + "\n"

    def _task(self, task: FlowNode) -> Iterator[str]:
        camunda = task.camunda
        yield from (f"## {task.label}", "", wrapped(task.documentation), "")
        people = _people(camunda.candidate_groups) or "wie het aangaat"
        first = "de casushouder, en anders " if camunda.assignee == _CASE_HOLDER else ""
        yield item(f"**Door:** {first}{people}.")
        yield item(f"**Termijn:** {self._terms_in(camunda.due_date) or 'geen'}.")
        if camunda.properties.get(FOUR_EYES):
            first = self._called(camunda.properties[FOUR_EYES])
            yield item(f"**Twee paar ogen:** niet door wie *{first}* deed.")
        yield from _asked(camunda.form_ref)
        yield from self._afterwards(task)
        yield from self._on_the_rim(task)
        recorder = camunda.properties.get("vastleggen")
        if recorder:
            yield item(f"**In het dossier:** [{recorder}](../vastleggen.md#{recorder}).")
        letter = camunda.properties.get("brief")
        if letter:
            yield item(
                "**Brief:** de tekst mag je aanpassen; met *Bekijk de brief* zie je hem vooraf."
            )
        rules = ", ".join(
            f"[{number}](../../../herkomst.md#regel-{number})"
            for number in sorted(rules_in(task.documentation))
        )
        if rules:
            yield item(f"**Herkomst:** regel {rules}.")
        yield ""

    def _afterwards(self, task: FlowNode) -> Iterator[str]:
        ways = list(self._ways(task, _DEEPEST, frozenset()))
        if len(ways) == 1:
            yield item(f"**Daarna:** {ways[0]}.")
        elif ways:
            yield "* **Daarna:**"
            yield from (item(f"{way}.", "  * ") for way in ways)

    def _ways(self, node: FlowNode, depth: int, seen: frozenset[str]) -> Iterator[str]:
        """Follow the flows to where somebody sees something again, with the answers on the way."""
        scope = self._scope_of(node)
        for flow_id in node.outgoing:
            flow = scope.flows[flow_id]
            target = scope.nodes[flow.target]
            answer = f"{flow.name} → " if flow.name else ""
            if target.id in seen or depth == 0 or not _is_passing(target):
                yield f"{answer}{_arrival(target)}"
                continue
            for way in self._ways(target, depth - 1, seen | {target.id}):
                yield f"{answer}{_on_the_way(target)}{way}"

    def _on_the_rim(self, task: FlowNode) -> Iterator[str]:
        for event in self._scope_of(task).boundary_events(task.id):
            ways = "; ".join(self._ways(event, 2, frozenset()))
            when = self._when(event)
            stays = "" if event.cancel_activity else " De taak blijft open."
            yield item(f"**Vanzelf, {when}:** {ways}.{stays}")

    def _by_itself(self) -> Iterator[str]:
        waits = [
            node
            for node in self.process.all_nodes()
            if node.event_kind is EventKind.TIMER and not self._is_on_a_task(node)
        ]
        if waits:
            yield from ("## Wat vanzelf gebeurt", "")
            for wait in waits:
                said = f" {_sentence(wait.documentation)}" if wait.documentation else ""
                yield item(f"**{wait.label}**, {self._when(wait)}.{said}")
            yield ""

    def _is_on_a_task(self, node: FlowNode) -> bool:
        host = self._scope_of(node).nodes.get(node.attached_to or "")
        return host is not None and host.kind is NodeKind.USER_TASK

    def _when(self, event: FlowNode) -> str:
        if event.event_kind is EventKind.TIMER and event.event is not None:
            terms = self._terms_in(event.event.expression)
            return f"na {terms}" if terms else "op de afgesproken datum"
        return f"bij *{event.label}*"

    def _terms_in(self, expression: str | None) -> str:
        names = dict.fromkeys(_TERM.findall(expression or ""))
        return " of ".join(self._term(name) for name in names)

    def _term(self, name: str) -> str:
        entry = self.terms.get(name)
        value = f"{entry['waarde']} " if entry else ""
        return f"{value}([{name}](../termijnen.md#{name}))"

    def _called(self, element_id: str) -> str:
        found = (node.label for node in self.process.all_nodes() if node.id == element_id)
        return next(found, element_id)

    def _scope_of(self, node: FlowNode) -> Process:
        return next(scope for scope in self.process.scopes() if node.id in scope.nodes)


def process_page(path: Path) -> str:
    """Give the page of a diagram."""
    process = parse_diagram(path.read_bytes()).executable
    said = introductions().get(process.id, "")
    return ProcessPage(process=process, terms=terms(), introduction=said).text()


@cache
def terms() -> Mapping[str, Mapping[str, str]]:
    """Read the delivered terms."""
    path = ROOT / "processes" / "termen.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def introductions() -> Mapping[str, str]:
    """Read what people wrote about a process, by its key."""
    path = Path(__file__).parent / "inleidingen.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def wrapped(text: str, mark: str = "") -> str:
    """Fold a text into lines of the width that our pages have, behind the mark of a list."""
    return textwrap.fill(
        " ".join(text.split()),
        _WIDTH,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )


def item(text: str, mark: str = "* ") -> str:
    """Give an item of a list."""
    return wrapped(text, mark)


def _paragraphs(text: str) -> str:
    return "\n\n".join(wrapped(part) for part in text.strip().split("\n\n"))


def _people(groups: Iterable[str]) -> str:
    """Name the roles; of a FEEL expression those that it chooses from, in its order."""
    known = set(Role)
    named = [name for group in groups for name in _NAMED.findall(group) or [group]]
    return " of ".join(Role(g).label.lower() if g in known else g for g in named)


def _is_passing(node: FlowNode) -> bool:
    return (node.kind in _PASSING or node.kind in _UNSEEN) and bool(node.outgoing)


def _on_the_way(node: FlowNode) -> str:
    """Say what somebody notices of an element that is passed: a question, a letter."""
    if node.kind in _PASSING and node.name:
        return f"*{node.name}* "
    return f"{_lowered(node.label)}, dan " if node.kind is NodeKind.SERVICE_TASK else ""


def _arrival(node: FlowNode) -> str:
    match node.kind:
        case NodeKind.USER_TASK:
            return f"[{node.label}](#{anchor(node.label)})"
        case NodeKind.END_EVENT:
            return f"klaar: {_lowered(node.label)}"
        case NodeKind.CALL_ACTIVITY if node.called_element:
            return f"[{node.label}]({node.called_element}.md)"
        case NodeKind.CATCH_EVENT | NodeKind.EVENT_BASED_GATEWAY | NodeKind.RECEIVE_TASK:
            return f"wachten: {_lowered(node.label)}"
        case _:
            return _lowered(node.label)


def anchor(heading: str) -> str:
    """Give the address of a heading on its page, as code hosts make it."""
    kept = re.sub(r"[^\w\- ]", "", heading.lower())
    return kept.replace(" ", "-")


def _lowered(text: str) -> str:
    is_acronym = text[:2].isalpha() and text[:2].isupper()
    return text if is_acronym else text[:1].lower() + text[1:]


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _asked(form_ref: str | None) -> Iterator[str]:
    path = ROOT / "forms" / f"{form_ref}.form"
    if form_ref is None or not path.is_file():
        return
    yield "* **Wat je invult:**"
    yield from _fields(json.loads(path.read_text(encoding="utf-8")), "  * ")


def _fields(part: Json, mark: str) -> Iterator[str]:
    children = part.get("components")
    for child in children if isinstance(children, list) else ():
        if child.get("type") == "group":
            yield from _fields(child, mark)
        elif child.get("type") not in _SKIPPED:
            yield item(_field(child), mark)


def _field(part: Json) -> str:
    label = str(part.get("label") or part.get("dateLabel") or part.get("timeLabel") or "")
    said = re.sub(r"\{\{.*?\}\}", "…", label) if not label.startswith("=") else str(part["key"])
    notes = [note for note in (_when_asked(part), _choices(part)) if note]
    return f"{said} ({'; '.join(notes)})" if notes else said


def _when_asked(part: Json) -> str:
    validate = part.get("validate")
    needed = isinstance(validate, dict) and validate.get("required") is True
    if part.get("conditional"):
        return "alleen als het van toepassing is" + (", dan verplicht" if needed else "")
    return "verplicht" if needed else ""


def _choices(part: Json) -> str:
    values = part.get("values")
    labels = [_lowered(str(v["label"])) for v in values] if isinstance(values, list) else []
    if not labels:
        return "een collega" if part.get("valuesKey") == "medewerkers" else ""
    return ", ".join(labels[:-1]) + f" of {labels[-1]}" if len(labels) > 1 else labels[0]
