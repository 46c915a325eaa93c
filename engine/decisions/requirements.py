"""Requirements between the nodes of a model: who needs whom, and which names they use.

DMN 1.5, clauses 6.2.2 and 6.3.12. A node may not need itself, not even by way of others.
"""

from collections.abc import Iterator, Mapping

from engine.decisions.document import refused
from engine.decisions.model import (
    ContextLogic,
    Decision,
    Definitions,
    DrgNode,
    FunctionLogic,
    ItemDefinition,
    KnowledgeModel,
    Logic,
)


def nodes_of(definitions: Definitions) -> Iterator[DrgNode]:
    """Yield all nodes of a file."""
    yield from definitions.inputs
    yield from definitions.decisions
    yield from definitions.knowledge
    yield from definitions.services


def needed(node: DrgNode) -> tuple[str, ...]:
    """Return the references of a node to what it requires."""
    if isinstance(node, Decision | KnowledgeModel):
        return (*node.needs.inputs, *node.needs.decisions, *node.needs.knowledge)
    return ()


def refuse_cycles(nodes: Mapping[str, DrgNode]) -> None:
    """Raise DefinitionRefused when nodes need each other."""
    done: set[str] = set()
    for node in nodes.values():
        _follow(nodes, node, done, ())


def _follow(
    nodes: Mapping[str, DrgNode], node: DrgNode, done: set[str], path: tuple[str, ...]
) -> None:
    if node.id in path:
        names = " → ".join(nodes[step].name for step in (*path, node.id))
        raise refused("dmn-kring", f"Beslissingen hebben elkaar nodig: {names}", line=node.line)
    if node.id in done:
        return
    for reference in needed(node):
        if reference in nodes:
            _follow(nodes, nodes[reference], done, (*path, node.id))
    done.add(node.id)


def names_in(definitions: Definitions) -> Iterator[str]:
    """Yield every name that an expression of the model may use."""
    for node in nodes_of(definitions):
        yield node.name
        if isinstance(node, Decision) and node.logic is not None:
            yield from _logic_names(node.logic)
        if isinstance(node, KnowledgeModel) and node.function is not None:
            yield from _logic_names(node.function)
    for item in definitions.items:
        yield from _item_names(item)
    for used in definitions.imports:
        yield used.name


def _item_names(item: ItemDefinition) -> Iterator[str]:
    yield item.name
    for part in item.components:
        yield from _item_names(part)


def _logic_names(logic: Logic) -> Iterator[str]:
    if isinstance(logic, ContextLogic):
        for entry in logic.entries:
            if entry.name:
                yield entry.name
            yield from _logic_names(entry.value)
    if isinstance(logic, FunctionLogic):
        yield from (name for name, _ in logic.parameters)
        if logic.body is not None:
            yield from _logic_names(logic.body)
