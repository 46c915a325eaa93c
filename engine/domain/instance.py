"""A process instance at rest: which definition it follows, how far it is, and whose it is.

`revision` rises with every step; a step that was prepared on an older revision is not saved.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engine.domain.ids import CaseId, DefinitionId, InstanceId, SignalId


class InstanceStatus(StrEnum):
    """Whether anything of the instance still waits."""

    RUNNING = "running"
    ENDED = "ended"


@dataclass(frozen=True, kw_only=True)
class ProcessInstance:
    """One running (or ended) process. `variables` and `state` are as stored."""

    id: InstanceId
    definition_id: DefinitionId
    definition_key: str
    business_key: str
    region: str
    case_id: CaseId | None = None
    signal_id: SignalId | None = None
    status: InstanceStatus = InstanceStatus.RUNNING
    revision: int = 1
    variables: str = "{}"
    bindings: Mapping[str, str]
    state: bytes
    state_version: int
    started_at: datetime
    is_reported: bool = False
    """Whether a step of it failed under somebody's hands and stands as an incident."""
    terms_revision: int = 0
    """How many times the region's terms were set, when this instance was read."""
