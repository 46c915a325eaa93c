"""From a diagram's values to the nodes that run it.

SpiffWorkflow's own parser is not used: it drops arrows without an id, knows nothing of Camunda's
user-task attributes, and turns several events into ones that do something else (ADR 0001). The
blueprints are built through SpiffWorkflow's specification classes from `engine.bpmn.model`, the
same values that the deploy gate looked at.
"""

from collections.abc import Iterator, Mapping, Sequence

from engine.bpmn.elements import EventKind, FlowNode, NodeKind, Process
from engine.bpmn.events import (
    BoundaryEvent,
    EndEvent,
    EventBasedGateway,
    IntermediateCatchEvent,
    StartEvent,
    ThrowEvent,
)
from engine.bpmn.joins import InclusiveGateway, ParallelGateway, reach_of
from engine.bpmn.specs import ExclusiveGateway, Node, Route
from engine.bpmn.tasks import (
    Activity,
    BusinessRuleTask,
    HumanTask,
    ReceiveTask,
    ScriptTask,
    SendTask,
    ServiceTask,
)
from engine.bpmn.tasks_scopes import EventSubProcess, SubProcess
from engine.bpmn.tokens import Blueprint
from engine.domain.definition import Finding, Severity
from engine.errors import DefinitionRefused

_NODES: Mapping[NodeKind, type[Node]] = {
    NodeKind.START_EVENT: StartEvent,
    NodeKind.END_EVENT: EndEvent,
    NodeKind.CATCH_EVENT: IntermediateCatchEvent,
    NodeKind.THROW_EVENT: ThrowEvent,
    NodeKind.BOUNDARY_EVENT: BoundaryEvent,
    NodeKind.TASK: HumanTask,
    NodeKind.MANUAL_TASK: HumanTask,
    NodeKind.USER_TASK: HumanTask,
    NodeKind.SERVICE_TASK: ServiceTask,
    NodeKind.SCRIPT_TASK: ScriptTask,
    NodeKind.SEND_TASK: SendTask,
    NodeKind.RECEIVE_TASK: ReceiveTask,
    NodeKind.BUSINESS_RULE_TASK: BusinessRuleTask,
    NodeKind.CALL_ACTIVITY: SubProcess,
    NodeKind.SUB_PROCESS: SubProcess,
    NodeKind.EXCLUSIVE_GATEWAY: ExclusiveGateway,
    NodeKind.INCLUSIVE_GATEWAY: InclusiveGateway,
    NodeKind.PARALLEL_GATEWAY: ParallelGateway,
    NodeKind.EVENT_BASED_GATEWAY: EventBasedGateway,
}
_HANDLED = frozenset({NodeKind.SEND_TASK, NodeKind.BUSINESS_RULE_TASK})
"""Tasks that become service tasks when they name a topic."""


def blueprints(process: Process, name: str, process_key: str) -> Iterator[Blueprint]:
    """Build the blueprint of a process and of every sub-process in it, outermost first.

    Raises `DefinitionRefused` for an element that cannot be run.
    """
    blueprint = Blueprint(name, process_key)
    for element in process.nodes.values():
        _build(blueprint, process, element)
    _connect(blueprint)
    _attach_boundary_events(blueprint, process)
    _prepare_inclusive_joins(blueprint, process)
    yield blueprint
    for element in process.nodes.values():
        if element.body is not None:
            yield from blueprints(element.body, f"{name}/{element.id}", process_key)


def _build(blueprint: Blueprint, process: Process, element: FlowNode) -> None:
    routes = _routes(process, element)
    if element.kind is NodeKind.SUB_PROCESS and element.triggered_by_event:
        _build_event_sub_process(blueprint, element, routes)
        return
    kind = _NODES.get(element.kind)
    if kind is None:
        raise _refused(element, f"Het element '{element.kind}' kan niet worden uitgevoerd.")
    if element.kind in _HANDLED and element.camunda.topic:
        kind = ServiceTask
    node = kind(blueprint, element, routes)
    if isinstance(node, SubProcess):
        node.inside = element.calls or f"{blueprint.name}/{element.id}"
    if isinstance(node, StartEvent):
        blueprint.starts.append(node)


def _build_event_sub_process(
    blueprint: Blueprint, element: FlowNode, routes: Sequence[Route]
) -> None:
    starts = element.body.starts() if element.body else ()
    if len(starts) != 1 or not starts[0].events:
        raise _refused(element, "Een gebeurtenis-subproces begint met één gebeurtenis.")
    node = EventSubProcess(blueprint, element, routes, starts[0])
    node.inside = f"{blueprint.name}/{element.id}"
    blueprint.event_sub_processes.append(node)


def _routes(process: Process, element: FlowNode) -> tuple[Route, ...]:
    if element.kind is NodeKind.THROW_EVENT and element.event_kind is EventKind.LINK:
        return tuple(_link_routes(process, element))
    flows = (process.flows[name] for name in element.outgoing)
    return tuple(
        Route(
            flow=flow.id,
            target=flow.target,
            name=flow.name or "",
            condition=flow.condition or None,
            is_default=flow.id == element.default_flow,
        )
        for flow in flows
    )


def _link_routes(process: Process, thrower: FlowNode) -> Iterator[Route]:
    for element in process.nodes.values():
        if (
            element.kind is NodeKind.CATCH_EVENT
            and element.event is not None
            and element.event.kind is EventKind.LINK
            and thrower.event is not None
            and element.event.name == thrower.event.name
        ):
            yield Route(flow=f"{thrower.id}->{element.id}", target=element.id)


def _connect(blueprint: Blueprint) -> None:
    """Tell SpiffWorkflow's specification who follows whom."""
    for node in tuple(blueprint.task_specs.values()):
        if isinstance(node, Node):
            for route in node.routes:
                node.connect(blueprint.place(route.target))


def _attach_boundary_events(blueprint: Blueprint, process: Process) -> None:
    for element in process.nodes.values():
        event = blueprint.task_specs.get(element.id)
        if isinstance(event, BoundaryEvent) and element.attached_to:
            host = blueprint.place(element.attached_to)
            if isinstance(host, Activity):
                host.boundary_events.append(event)
                host.has_rim = True


def _prepare_inclusive_joins(blueprint: Blueprint, process: Process) -> None:
    back: dict[str, list[str]] = {}
    for node in blueprint.task_specs.values():
        if not isinstance(node, Node):
            continue
        for route in node.routes:
            back.setdefault(route.target, []).append(node.name)
        if node.element.attached_to:
            back.setdefault(node.name, []).append(node.element.attached_to)
    sources = {flow.id: flow.source for flow in process.flows.values()}
    for node in blueprint.task_specs.values():
        if isinstance(node, InclusiveGateway) and len(node.element.incoming) > 1:
            node.reach = reach_of(node.element, sources, back)
            blueprint.inclusive_joins.append(node)


def _refused(element: FlowNode, message: str) -> DefinitionRefused:
    finding = Finding(
        rule="niet-uitvoerbaar",
        severity=Severity.ERROR,
        element_id=element.id,
        message=message,
        advice="Teken het anders: zie de tabel met elementen die mogen.",
        line=element.line,
    )
    return DefinitionRefused(message, (finding,))
