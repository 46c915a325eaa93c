"""What a node of a diagram does with a token: the base of all node types.

SpiffWorkflow lets a token run, and then asks its node to complete it. The nodes here answer:

    arrive    a token comes in by a sequence flow      → ready, waiting or begun
    execute   the node's own work                      → done, or not yet
    leave     work done: the token goes, and one comes → tokens at the next nodes
              out for each sequence flow that is taken

Nodes are shared by all instances of a definition and never change: what belongs to one instance
is in its tokens.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin

from engine.bpmn.elements import FlowNode
from engine.bpmn.scripting import holds
from engine.bpmn.step import EventKind
from engine.bpmn.tokens import Blueprint, Facts, Token
from engine.errors import ExecutionError
from engine.feel import Value


@dataclass(frozen=True, kw_only=True)
class Route:
    """A sequence flow that leaves a node. `condition` is FEEL; None when there is none."""

    flow: str
    target: str
    name: str = ""
    condition: str | None = None
    is_default: bool = False


class Node(BpmnSpecMixin):  # type: ignore[misc]  # SpiffWorkflow has no types
    """A flow node: automatic, and leaving by every sequence flow whose condition holds."""

    name: str
    manual: bool
    has_rim = False

    def __init__(self, blueprint: Blueprint, element: FlowNode, routes: Sequence[Route]) -> None:
        super().__init__(blueprint, element.id, bpmn_name=element.name)
        self.blueprint = blueprint
        self.element = element
        self.process_key = blueprint.process_key
        self.routes = tuple(routes)

    def arrive(self, token: Token) -> None:
        """Receive a token."""
        token.instance.note(EventKind.ENTERED, token)
        token.ready()

    def execute(self, token: Token) -> bool:  # noqa: ARG002 - for those who override
        """Do the work; tell whether the token may leave now."""
        return True

    def taken(self, token: Token) -> Sequence[Route]:
        """Choose the sequence flows to leave by. Raises `ExecutionError` when none may be taken."""
        return self.routes_that_hold(token)

    def leave(self, token: Token) -> None:
        """Take the token away and send one along every sequence flow that is taken."""
        routes = self.taken(token)
        scope = token.scope
        token.instance.note(EventKind.COMPLETED, token, **self._choice(routes))
        scope.remove(token)
        for route in routes:
            scope.send(self.blueprint.place(route.target), Facts(via=route.flow))
        scope.settle()

    def routes_that_hold(self, token: Token) -> Sequence[Route]:
        """Return the unconditional flows and those whose condition holds, else the default flow.

        BPMN 2.0 §13.2.1 (sequence flow) and §13.4.3 (inclusive gateway, splitting).
        """
        chosen = [route for route in self._ordinary() if self._may_take(route, token)]
        if chosen or not self.routes:
            return chosen
        return [self.default_route()]

    def default_route(self) -> Route:
        """Return the default flow. Raises `ExecutionError` when there is none."""
        for route in self.routes:
            if route.is_default:
                return route
        raise ExecutionError(
            f"Bij '{self.element.label}' is geen enkele voorwaarde waar"
            " en er is geen standaardpijl.",
            element_id=self.name,
        )

    def _choice(self, taken: Sequence[Route]) -> dict[str, Value]:
        """Tell which of several sequence flows were taken, by id and by their names."""
        if len(self.routes) <= 1 or len(taken) == len(self.routes):
            return {}
        names = ", ".join(route.name for route in taken if route.name)
        return {"antwoord": names, "pijlen": ", ".join(route.flow for route in taken)}

    def _ordinary(self) -> Iterator[Route]:
        return (route for route in self.routes if not route.is_default)

    def _may_take(self, route: Route, token: Token) -> bool:
        return route.condition is None or holds(route.condition, token)

    def _run_hook(self, token: Token) -> bool:
        return self.execute(token)

    def _on_complete(self, token: Token) -> None:
        self.leave(token)


class ExclusiveGateway(Node):
    """Leaves by the first sequence flow whose condition holds (BPMN 2.0 §13.4.2)."""

    def taken(self, token: Token) -> Sequence[Route]:
        """Choose one; conditions after the first that holds are not looked at."""
        if not self.routes:
            return ()
        for route in self._ordinary():
            if self._may_take(route, token):
                return (route,)
        return (self.default_route(),)
