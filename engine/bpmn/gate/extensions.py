"""Checks on Camunda attributes that would have run code or carried data: here they do nothing."""

from collections.abc import Iterator, Mapping

from engine.bpmn.elements import ACTIVITIES, REMEMBER, FlowNode, NodeKind, Process
from engine.bpmn.gate.text import called
from engine.bpmn.rules import Rule, error, warning
from engine.domain.definition import Finding

CODE = error(
    "camunda-code",
    "Haal het weg: diagrammen voeren geen code uit. Gebruik een servicetaak met een onderwerp,"
    " of een scripttaak in FEEL.",
)
NO_MAPPING = error(
    "camunda-gegevens",
    "Haal het weg: alle stappen en aangeroepen processen delen dezelfde gegevens.",
)
NO_EFFECT = warning("camunda-zonder-effect", "Haal het weg, of laat het staan: het doet niets.")
DATA_ONLY_DRAWN = warning(
    "gegevens-alleen-getekend",
    "Laat het als toelichting staan; wat een stap nodig heeft komt uit formulieren en variabelen.",
)

_RUNS_CODE = frozenset(
    {
        "class",
        "delegateExpression",
        "expression",
        "executionListener",
        "taskListener",
        "connector",
        "field",
        "formHandlerClass",
        "variableMappingClass",
        "variableMappingDelegateExpression",
        "resource",
        "caseRef",
        "constraint",
        "validation",
    }
)
_CARRIES_DATA = frozenset(
    {"in", "out", "formData", "errorEventDefinition", "inputParameter", "outputParameter"}
)
_MAY_HAVE_INPUT = ACTIVITIES | {NodeKind.THROW_EVENT, NodeKind.END_EVENT}


def check_extensions(process: Process) -> Iterator[Finding]:
    """Report what stands in the diagram and is not acted on."""
    for name in process.leftovers:
        rule = CODE if name in _RUNS_CODE else NO_EFFECT
        yield rule.found(f"Het proces heeft '{name}'.", element_id=process.id, line=process.line)
    kinds = {node.id: node.kind for node in process.all_nodes()}
    for node in process.all_nodes():
        names = list(node.camunda.leftovers)
        if node.camunda.inputs and node.kind not in _MAY_HAVE_INPUT:
            names.append("inputParameter")
        if node.camunda.outputs and not node.is_activity:
            names.append("outputParameter")
        if REMEMBER in node.camunda.properties and not _stops_work(node, kinds):
            names.append(REMEMBER)
        for name in names:
            yield _rule(name).at(node, f"{called(node)} heeft '{name}'.")
        if node.data_associations:
            yield DATA_ONLY_DRAWN.at(node, f"{called(node)} is verbonden met een gegevensobject.")


def _stops_work(node: FlowNode, kinds: Mapping[str, NodeKind]) -> bool:
    """Tell whether an element is an event that ends what is busy inside another one."""
    has_inside = {NodeKind.SUB_PROCESS, NodeKind.CALL_ACTIVITY}
    return node.cancel_activity and kinds.get(node.attached_to or "") in has_inside


def _rule(name: str) -> Rule:
    if name in _RUNS_CODE or name.endswith("in inputOutput"):
        return CODE
    return NO_MAPPING if name in _CARRIES_DATA else NO_EFFECT
