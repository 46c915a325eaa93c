"""A process instance in memory, between its row and the step that is taken now."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.bpmn.runtime import Instance
from engine.bpmn.step import Snapshot
from engine.bpmn.surroundings import DecisionCall, DecisionOutcome, Surroundings
from engine.commands.catalogue import bound
from engine.commands.values import decode
from engine.commands.work import Work
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
        version = bound(stored.bindings, "decision", call.decision_ref)
        if version is None:
            newest = work.unit.definitions.newest("decision", call.decision_ref, stored.region)
            version = newest.id if newest else None
        if version is None:
            raise ExecutionError(
                f"De beslistabel '{call.decision_ref}' bestaat niet.", element_id=call.element_id
            )
        model = work.environment.catalogue.decision(work.unit.definitions, version)
        return model.evaluate(call.decision_ref, variables, scope)

    return Surroundings(now=work.now, scope=scope, decide=decide)
