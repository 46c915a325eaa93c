"""Small words that the messages of the gate share."""

from collections.abc import Collection

from engine.bpmn.elements import FlowNode, NodeKind, SequenceFlow

_LONGEST = 60
_KINDS = {
    NodeKind.START_EVENT: "startgebeurtenis",
    NodeKind.END_EVENT: "eindgebeurtenis",
    NodeKind.CATCH_EVENT: "gebeurtenis",
    NodeKind.THROW_EVENT: "gebeurtenis",
    NodeKind.BOUNDARY_EVENT: "randgebeurtenis",
    NodeKind.TASK: "taak",
    NodeKind.MANUAL_TASK: "handmatige taak",
    NodeKind.USER_TASK: "gebruikerstaak",
    NodeKind.SERVICE_TASK: "servicetaak",
    NodeKind.SCRIPT_TASK: "scripttaak",
    NodeKind.SEND_TASK: "verzendtaak",
    NodeKind.RECEIVE_TASK: "ontvangsttaak",
    NodeKind.BUSINESS_RULE_TASK: "beslistaak",
    NodeKind.CALL_ACTIVITY: "aanroepactiviteit",
    NodeKind.SUB_PROCESS: "subproces",
    NodeKind.TRANSACTION: "transactie",
    NodeKind.AD_HOC_SUB_PROCESS: "ad-hoc-subproces",
    NodeKind.EXCLUSIVE_GATEWAY: "exclusieve gateway",
    NodeKind.INCLUSIVE_GATEWAY: "inclusieve gateway",
    NodeKind.PARALLEL_GATEWAY: "parallelle gateway",
    NodeKind.EVENT_BASED_GATEWAY: "gebeurtenisgateway",
    NodeKind.COMPLEX_GATEWAY: "complexe gateway",
}


def called(node: FlowNode) -> str:
    """Name a flow node as a sentence does: its kind and what stands on it."""
    return f"De {_KINDS[node.kind]} '{short(node.label)}'".replace("De subproces", "Het subproces")


def flow_called(flow: SequenceFlow) -> str:
    """Name a sequence flow as a sentence does."""
    return f"De pijl '{short(flow.name or flow.id)}'"


def short(text: str) -> str:
    """Cut a text to what fits in a message, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"


def choices(names: Collection[str]) -> str:
    """List what could have been written, for a message."""
    listed = sorted(names)
    if not listed:
        return "Er is er nog geen bekend."
    shown = ", ".join(short(name) for name in listed[:8])
    return f"Bekend zijn: {shown}{' …' if len(listed) > 8 else ''}."  # noqa: PLR2004 - fits a line
