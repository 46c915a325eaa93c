"""Process instances: start one, let a timer of it fire, bring it a message."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.commands.command import Command
from engine.domain.ids import CaseId, InstanceId, SignalId, TaskId
from engine.domain.job import Claim
from engine.feel import Value


@dataclass(frozen=True, kw_only=True)
class Started:
    """A process instance that has begun."""

    instance_id: InstanceId
    tasks: tuple[TaskId, ...]
    ended: bool


@dataclass(frozen=True, kw_only=True)
class StartProcess(Command[Started]):
    """Start the region's version of a process, else the national one."""

    key: str
    region: str
    business_key: str
    variables: Mapping[str, Value] = field(default_factory=dict)
    case_id: CaseId | None = None
    signal_id: SignalId | None = None


@dataclass(frozen=True, kw_only=True)
class FireTimer(Command[bool]):
    """Let a claimed timer fire. False: the fence closed, somebody else has it or did it."""

    claim: Claim


@dataclass(frozen=True, kw_only=True)
class CorrelateMessage(Command[bool]):
    """Bring a message to the case's waiting element. False: nothing waits for it."""

    case_id: CaseId
    name: str
    variables: Mapping[str, Value] = field(default_factory=dict)
