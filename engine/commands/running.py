"""A process instance in memory, between its row and the step that is taken now."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.bpmn.elements import VERSION, numbered
from engine.bpmn.runtime import Instance
from engine.bpmn.step import Snapshot, Thrown
from engine.bpmn.surroundings import DecisionCall, DecisionOutcome, Surroundings
from engine.commands.catalogue import DEPLOYMENT, bound
from engine.commands.values import decode
from engine.commands.work import Work
from engine.domain.ids import DefinitionId
from engine.domain.instance import ProcessInstance
from engine.errors import ExecutionError
from engine.feel import Value
from engine.persistence.history import NewEvent


@dataclass(frozen=True, kw_only=True)
class Running:
    """An instance that takes a step; `before` are the variables before it."""

    stored: ProcessInstance
    instance: Instance
    surroundings: Surroundings
    before: Mapping[str, Value] = field(default_factory=dict)
    is_new: bool = False
    notes: list[NewEvent] = field(default_factory=list)
    """What a recorder wants in the timeline, written with the step's own events."""
    said: list[Thrown] = field(default_factory=list)
    """What a recorder wants other processes to hear, delivered like what the step threw."""


def resume(work: Work, stored: ProcessInstance) -> Running:
    """Bring an instance back from its row."""
    bundle = work.environment.catalogue.bundle(
        work.unit.definitions, stored.definition_id, stored.bindings
    )
    variables = decode(stored.variables)
    snapshot = Snapshot(state=stored.state, version=stored.state_version, variables=variables)
    return Running(
        stored=stored,
        instance=Instance.restore(bundle, snapshot),
        surroundings=surroundings_of(work, stored),
        before=dict(variables),
    )


def surroundings_of(work: Work, stored: ProcessInstance) -> Surroundings:
    """Give the moment, the region's terms and its decision tables."""
    scope = work.environment.scope(
        work.unit.regions, stored.region, stored.terms_revision, work.now
    )

    def decide(call: DecisionCall, variables: Mapping[str, Value]) -> DecisionOutcome:
        version = _version_of(work, stored, call)
        if version is None:
            missing = f"De beslistabel '{call.decision_ref}' bestaat niet."
            if call.binding == VERSION:
                missing = f"De beslistabel '{call.decision_ref}' heeft geen versie {call.version}."
            raise ExecutionError(missing, element_id=call.element_id)
        model = work.environment.catalogue.decision(work.unit.definitions, version)
        return model.evaluate(call.decision_ref, variables, scope)

    return Surroundings(now=work.now, scope=scope, decide=decide)


def _version_of(work: Work, stored: ProcessInstance, call: DecisionCall) -> DefinitionId | None:
    """Choose the table's version: as bound at the start, by number, or the newest of now."""
    definitions, key = work.unit.definitions, call.decision_ref
    if call.binding == VERSION and call.version is not None:
        found = bound(stored.bindings, "decision", numbered(key, call.version))
        return found or definitions.numbered("decision", key, call.version, stored.region)
    found = bound(stored.bindings, "decision", key) if call.binding == DEPLOYMENT else None
    return found or definitions.newest_ids("decision", [key], stored.region).get(key)
