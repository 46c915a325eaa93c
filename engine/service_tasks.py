"""The contract for handlers: what a service task is given and what it may hand back.

A service task in a diagram names a topic (`camunda:topic="brief.maken"`). When an instance reaches
it, a job row is written; a worker later calls the handler registered for that topic, with **no
transaction open**, and commits what it returns. A crash between the two means the handler runs
again, so every handler must be safe to repeat: `idempotency_key` is the same on every try.

    from engine.service_tasks import ServiceTaskCall, ServiceTaskResult, service_task

    @service_task("brief.maken")
    def make_letter(call: ServiceTaskCall) -> ServiceTaskResult: ...

A handler ends in one of four ways: it returns a result; it raises `BpmnError` for an outcome the
diagram expects (caught by an error boundary event); it raises `RetryLater` for passing trouble; or
it fails in any other way, which is tried again with back-off and ends in an incident on the case.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from engine.errors import EngineError, ExecutionError, NotFound

JsonValue: TypeAlias = (
    "bool | int | float | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"
)
"""What travels between a diagram and a handler; dates are ISO 8601 text."""

NO_VARIABLES: Mapping[str, JsonValue] = MappingProxyType({})
NO_PROPERTIES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """The few facts about a case that a letter or message may need: no BSN, no indication.

    `contact` is the case holder's name, `phone` and `post` are the care office's; `age_band` says
    an age without giving a birth date.
    """

    number: str
    region_code: str
    region_name: str
    care_office: str
    client_name: str
    salutation: str
    address_lines: tuple[str, ...] = ()
    secret_address: bool = False
    email: str | None = None
    language: str = "nl"
    contact: str = ""
    phone: str = ""
    post: str = ""
    age_band: str = ""


@dataclass(frozen=True, kw_only=True)
class HandlerSettings:
    """Where messages go: an SMTP server, or a folder in the demo and in tests."""

    smtp_host: str | None = None
    smtp_port: int = 25
    smtp_user: str | None = None
    smtp_password: str | None = field(default=None, repr=False)
    smtp_tls: bool = True
    outbox_folder: Path | None = None
    sender: str = "zorgkantoor@voorbeeld.invalid"
    timeout: timedelta = timedelta(seconds=20)


@dataclass(frozen=True, kw_only=True)
class ServiceTaskCall:
    """One service task that was reached: its topic, its inputs, and the key of this occurrence."""

    topic: str
    idempotency_key: str
    now: datetime
    case: CaseFacts | None = None
    inputs: Mapping[str, JsonValue] = field(default_factory=lambda: NO_VARIABLES)
    properties: Mapping[str, str] = field(default_factory=lambda: NO_PROPERTIES)
    settings: HandlerSettings = HandlerSettings()

    def text(self, name: str, default: str = "") -> str:
        """Return an input as text; a missing or null input gives the default."""
        value = self.inputs.get(name)
        return default if value is None else str(value)


@dataclass(frozen=True, kw_only=True)
class ProducedDocument:
    """A document that belongs in the case's file. The same filename replaces an earlier try."""

    kind: str
    title: str
    filename: str
    media_type: str
    content: bytes = field(repr=False)
    recipient: str | None = None


@dataclass(frozen=True, kw_only=True)
class ServiceTaskResult:
    """What is committed when the handler is done: variables and documents for the case."""

    variables: Mapping[str, JsonValue] = field(default_factory=lambda: NO_VARIABLES)
    documents: tuple[ProducedDocument, ...] = ()


class BpmnError(EngineError):
    """An outcome the diagram expects; an error boundary event with this code takes over."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class RetryLater(EngineError):  # noqa: N818 it is a request, not an error
    """Passing trouble: try again after `after`. Tries are limited; then it becomes an incident."""

    def __init__(self, after: timedelta, message: str) -> None:
        super().__init__(message)
        self.after = after


ServiceTask = Callable[[ServiceTaskCall], ServiceTaskResult]

_registered: dict[str, ServiceTask] = {}


def service_task(topic: str) -> Callable[[ServiceTask], ServiceTask]:
    """Register a handler for a topic. Two handlers for one topic is a programming error."""

    def register(handler: ServiceTask) -> ServiceTask:
        present = _registered.setdefault(topic, handler)
        if present is not handler:
            raise ExecutionError(f"Er zijn twee handlers voor het onderwerp '{topic}'.")
        return handler

    return register


def registered() -> Mapping[str, ServiceTask]:
    """Return the handlers by topic; the deploy gate refuses a diagram with any other topic."""
    return MappingProxyType(_registered)


def handler_for(topic: str) -> ServiceTask:
    """Return the handler of a topic.

    Raises:
        NotFound: no handler has registered for it.

    """
    try:
        return _registered[topic]
    except KeyError:
        raise NotFound(
            f"Voor het onderwerp '{topic}' is geen handler. Zet er een module voor in handlers/."
        ) from None


def load_handlers(package: str = "handlers") -> Mapping[str, ServiceTask]:
    """Import a package and every module in it by name, so that its handlers register."""
    root = importlib.import_module(package)
    for module in pkgutil.iter_modules(root.__path__, prefix=f"{package}."):
        importlib.import_module(module.name)
    return registered()
