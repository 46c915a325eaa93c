"""Everything that the engine refuses or fails at, in one tree.

Messages are Dutch sentences that tell the reader what to do: they are shown to mediators,
process designers and supervisors as they are. They hold ids, never names or BSNs.

    EngineError
    ├── NotFound            unknown, or not yours to see: the two look the same   (404)
    ├── NotAllowed          you are known, but your role may not do this          (403)
    ├── Conflict            somebody else was first, or the form is out of date   (409)
    ├── Invalid             the input is wrong; `problems` names each place       (422)
    ├── DefinitionRefused   the deploy gate's findings on a diagram or form       (422)
    ├── TooManyAttempts     wait before logging in again                          (429)
    ├── Unavailable         database locked or gone; try again                    (503)
    └── ExecutionError      a process instance cannot go on; becomes an incident
        ├── ExpressionError     FEEL: wrong, null where a value is needed, or over a limit
        ├── StepBudgetExceeded  too many automatic steps in one run
        ├── PromiseBroken       the step would leave nobody's task and no armed timer
        └── TaskNotOpen         the engine does not list this task or timer as waiting
"""

from collections.abc import Mapping, Sequence


class EngineError(Exception):
    """Base of every error that the engine raises on purpose."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(EngineError):
    """Unknown, or outside the actor's regions (the two must look the same)."""


class NotAllowed(EngineError):
    """The actor's roles do not permit this."""


class Conflict(EngineError):
    """Somebody else was first, or the page that was submitted is out of date."""


class Invalid(EngineError):
    """The input is wrong. `problems` maps a field (or row) to its messages, in page order."""

    def __init__(self, message: str, problems: Mapping[str, Sequence[str]] | None = None) -> None:
        super().__init__(message)
        self.problems: Mapping[str, Sequence[str]] = problems or {}


class DefinitionRefused(EngineError):
    """The deploy gate found faults. `findings` are `engine.domain.definition.Finding`s."""

    def __init__(self, message: str, findings: Sequence[object] = ()) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


class TooManyAttempts(EngineError):
    """Too many failed attempts; `retry_after` is in seconds."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Unavailable(EngineError):
    """The database is locked or gone for a while. Nothing was changed."""


class ExecutionError(EngineError):
    """A process instance cannot take this step; the step is rolled back and reported."""

    def __init__(self, message: str, *, element_id: str | None = None) -> None:
        super().__init__(message)
        self.element_id = element_id


class ExpressionError(ExecutionError):
    """A FEEL expression is wrong, yields null where a value is needed, or exceeds a limit."""


class StepBudgetExceeded(ExecutionError):
    """One run took more automatic steps than allowed: most likely an endless loop."""


class PromiseBroken(ExecutionError):
    """After this step nobody would have a task and no timer would be armed."""


class TaskNotOpen(ExecutionError):
    """The engine does not list this task, timer or service task as waiting."""
