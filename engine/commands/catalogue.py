"""Definitions, compiled once: a version never changes, so its compiled form is remembered by id.

`Bindings` says which versions an instance follows. They are chosen when it starts (the region's
own version, else the national one) and kept with it, so that a case never changes course because
somebody published a new diagram, form or table (docs/adr/0012-bindings.md).
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias
from uuid import UUID

from engine.bpmn.elements import VERSION, FlowNode, Process, numbered, reported_with
from engine.bpmn.gate.expressions import set_by
from engine.bpmn.library import Bundle, compile_bundle
from engine.bpmn.model import parse_diagram
from engine.commands.remembered import Remembered
from engine.decisions import DecisionModel, parse_decisions
from engine.domain.ids import DefinitionId
from engine.domain.standing import Standing, standing_of
from engine.errors import NotFound
from engine.forms import Form, parse_form
from engine.persistence.definitions import Definitions, StoredDefinition

DEPLOYMENT = "deployment"

_Numbered: TypeAlias = frozenset[tuple[str, int]]


@dataclass(frozen=True, kw_only=True)
class References:
    """The keys that a diagram refers to; forms and decisions only when bound at the start.

    `numbered_…` are those of which the diagram names the version.
    """

    processes: frozenset[str]
    forms: frozenset[str]
    decisions: frozenset[str]
    numbered_processes: _Numbered = frozenset()
    numbered_forms: _Numbered = frozenset()
    numbered_decisions: _Numbered = frozenset()
    standing: Standing | None = None
    """Where the process stands, if it does."""
    sets: frozenset[str] = frozenset()
    """The variables that the diagram sets."""
    reported: Mapping[str, FlowNode] = field(default_factory=dict)
    """The events that people report, by element id; `melden` names the form."""


_HoldsFor: TypeAlias = Hashable
"""A revision of the definitions, and what was worked out for it."""
_StandingProcesses: TypeAlias = Sequence[tuple[StoredDefinition, Standing]]


class Catalogue:
    """Compiled definitions, shared by all commands of this process."""

    def __init__(self) -> None:
        self._sources = Remembered[UUID, StoredDefinition](1_000)
        self._references = Remembered[UUID, References](1_000)
        self._bundles = Remembered[tuple[UUID, tuple[tuple[str, str], ...]], Bundle](200)
        self._forms = Remembered[UUID, Form](1_000)
        self._decisions = Remembered[UUID, DecisionModel](500)
        self._bindings = Remembered[_HoldsFor, Mapping[str, str]](500)
        self._standing = Remembered[_HoldsFor, _StandingProcesses](100)

    def definition(self, definitions: Definitions, key: UUID) -> StoredDefinition:
        """Give one version."""

        def read() -> StoredDefinition:
            found = definitions.get(key)
            if found is None:
                raise NotFound("Deze versie bestaat niet.")
            return found

        return self._sources.get(key, read)

    def form(self, definitions: Definitions, key: UUID) -> Form:
        """Give a form."""
        return self._forms.get(key, lambda: parse_form(self.definition(definitions, key).source))

    def decision(self, definitions: Definitions, key: UUID) -> DecisionModel:
        """Give a decision model."""
        return self._decisions.get(
            key, lambda: parse_decisions(self.definition(definitions, key).source)
        )

    def bundle(self, definitions: Definitions, main: UUID, bindings: Mapping[str, str]) -> Bundle:
        """Give a diagram compiled with the versions that it calls."""
        called = tuple(
            (name.removeprefix("process:"), version)
            for name, version in sorted(bindings.items())
            if name.startswith("process:")
        )

        def compiled() -> Bundle:
            sources = {
                key: self.definition(definitions, UUID(version)).source for key, version in called
            }
            return compile_bundle(self.definition(definitions, main).source, sources)

        return self._bundles.get((main, called), compiled)

    def bind(self, definitions: Definitions, main: StoredDefinition, region: str) -> dict[str, str]:
        """Choose the versions that a new instance follows: "form:contactpoging" → id."""
        holds_for = (definitions.revision(), main.id, region)
        return dict(
            self._bindings.get(holds_for, lambda: self._newest_bindings(definitions, main, region))
        )

    def _newest_bindings(
        self, definitions: Definitions, main: StoredDefinition, region: str
    ) -> dict[str, str]:
        bindings: dict[str, str] = {}
        refers, looking = [self._refers_to(main)], [self._refers_to(main)]
        while looking:
            called = _newest_of(definitions, region, looking)
            called |= _numbered_of(definitions, region, "process", looking)
            fresh = {name: version for name, version in called.items() if name not in bindings}
            bindings |= {name: str(version) for name, version in fresh.items()}
            looking = [
                self._refers_to(self.definition(definitions, version)) for version in fresh.values()
            ]
            refers += looking
        forms = {key for r in refers for key in r.forms}
        decisions = {key for r in refers for key in r.decisions}
        for kind, keys in (("form", forms), ("decision", decisions)):
            for key, version in definitions.newest_ids(kind, sorted(keys), region).items():
                bindings[f"{kind}:{key}"] = str(version)
        for kind in ("form", "decision"):
            named = _numbered_of(definitions, region, kind, refers)
            bindings |= {name: str(version) for name, version in named.items()}
        return bindings

    def calls(self, definitions: Definitions, region: str | None) -> dict[str, frozenset[str]]:
        """Tell which processes each process calls, in the versions that hold in a region."""
        newest = definitions.newest_ids("process", definitions.keys("process", region), region)
        return {
            key: _called_by(self._refers_to(self.definition(definitions, version)))
            for key, version in newest.items()
        }

    def variables(self, definitions: Definitions, region: str | None) -> frozenset[str]:
        """Give the variables that the diagrams and forms that hold in a region fill in."""

        def newest(kind: str) -> Iterable[DefinitionId]:
            return definitions.newest_ids(kind, definitions.keys(kind, region), region).values()

        diagrams = [self.definition(definitions, key) for key in newest("process")]
        forms = [self.form(definitions, key) for key in newest("form")]
        asked = frozenset(answer.key for form in forms for answer in form.answers)
        return asked.union(*(self._refers_to(diagram).sets for diagram in diagrams))

    def file_forms(self, definitions: Definitions, region: str | None) -> frozenset[str]:
        """Give the keys of the forms that ask for files, in the versions that hold in a region."""
        newest = definitions.newest_ids("form", definitions.keys("form", region), region)
        return frozenset(
            key for key, version in newest.items() if self.form(definitions, version).files
        )

    def standing(self, definitions: Definitions, region: str) -> _StandingProcesses:
        """Give the standing processes of a region, in the versions that hold there."""

        def look() -> _StandingProcesses:
            newest = definitions.newest_ids("process", definitions.keys("process", region), region)
            found = [self.definition(definitions, version) for version in newest.values()]
            return [(one, kind) for one in found if (kind := self.standing_of(one)) is not None]

        return self._standing.get((definitions.revision(), region), look)

    def standing_of(self, diagram: StoredDefinition) -> Standing | None:
        """Tell where a process stands, if it does."""
        return self._refers_to(diagram).standing

    def reported(self, definitions: Definitions, key: UUID, element_id: str) -> FlowNode | None:
        """Give the event of a diagram with this id, if people report it."""
        return self._refers_to(self.definition(definitions, key)).reported.get(element_id)

    def _refers_to(self, diagram: StoredDefinition) -> References:
        return self._references.get(diagram.id, lambda: references(diagram.source))


def references(source: bytes) -> References:
    """Read which keys a diagram refers to."""
    diagram = parse_diagram(source)
    nodes = list(_all_nodes(diagram.processes))
    reported = {n.id: n for n in nodes if reported_with(n)}
    return References(
        processes=frozenset(
            n.called_element for n in nodes if n.called_element and n.calls == n.called_element
        ),
        numbered_processes=frozenset(
            (n.called_element, n.camunda.called_version)
            for n in nodes
            if n.called_element
            and n.called_binding == VERSION
            and n.camunda.called_version is not None
        ),
        numbered_forms=frozenset(
            (n.camunda.form_ref, n.form_number)
            for n in nodes
            if n.camunda.form_ref and n.form_number is not None
        ),
        forms=frozenset(
            n.camunda.form_ref
            for n in nodes
            if n.camunda.form_ref and n.camunda.form_ref_binding == DEPLOYMENT
        )
        | {reported_with(n) for n in reported.values()},
        decisions=frozenset(
            n.camunda.decision_ref
            for n in nodes
            if n.camunda.decision_ref and n.camunda.decision_ref_binding == DEPLOYMENT
        ),
        numbered_decisions=frozenset(
            (n.camunda.decision_ref, n.camunda.decision_version)
            for n in nodes
            if n.camunda.decision_ref
            and n.camunda.decision_ref_binding == VERSION
            and n.camunda.decision_version is not None
        ),
        standing=next(
            (kind for p in diagram.processes if (kind := standing_of(p.properties))), None
        ),
        sets=frozenset(name for p in diagram.processes for name in set_by(p)),
        reported=reported,
    )


def _newest_of(
    definitions: Definitions, region: str, refers: Iterable[References]
) -> dict[str, DefinitionId]:
    """Find the newest versions of the processes that diagrams call."""
    keys = sorted({key for one in refers for key in one.processes})
    newest = definitions.newest_ids("process", keys, region) if keys else {}
    return {f"process:{key}": version for key, version in newest.items()}


def _numbered_of(
    definitions: Definitions, region: str, kind: str, refers: Iterable[References]
) -> dict[str, DefinitionId]:
    """Find the versions that diagrams name by their number."""
    named = {
        pair
        for one in refers
        for pair in {
            "process": one.numbered_processes,
            "form": one.numbered_forms,
            "decision": one.numbered_decisions,
        }[kind]
    }
    return {
        f"{kind}:{numbered(key, number)}": found
        for key, number in sorted(named)
        if (found := definitions.numbered(kind, key, number, region)) is not None
    }


def _called_by(refers: References) -> frozenset[str]:
    return refers.processes | {key for key, _ in refers.numbered_processes}


def _all_nodes(processes: Iterable[Process]) -> Iterator[FlowNode]:
    for process in processes:
        for node in process.nodes.values():
            yield node
            if node.body is not None:
                yield from _all_nodes([node.body])


def bound(bindings: Mapping[str, str], kind: str, key: str) -> DefinitionId | None:
    """Give the version that an instance is bound to, if it is."""
    version = bindings.get(f"{kind}:{key}")
    return None if version is None else DefinitionId(UUID(version))
