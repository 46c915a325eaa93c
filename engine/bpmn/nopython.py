"""The script engine that SpiffWorkflow insists on, refusing to do anything.

SpiffWorkflow's own engine is Python's `eval` and `exec`. A diagram comes from somebody who is
trusted with the process, not with the server: every expression is FEEL (`engine.bpmn.scripting`),
and should one ever reach SpiffWorkflow's engine, the step fails.
"""

from collections.abc import Mapping
from typing import NoReturn

from SpiffWorkflow.bpmn.script_engine import (
    BasePythonScriptEngineEnvironment,
    PythonScriptEngine,
)

from engine.errors import ExecutionError


class _Refusal(BasePythonScriptEngineEnvironment):  # type: ignore[misc]  # SpiffWorkflow has no types
    """Evaluates, executes and calls nothing."""

    def evaluate(
        self,
        expression: str,  # noqa: ARG002 - signature of SpiffWorkflow
        context: Mapping[str, object],  # noqa: ARG002 - signature of SpiffWorkflow
        external_context: Mapping[str, object] | None = None,  # noqa: ARG002 - same
    ) -> NoReturn:
        """Refuse."""
        raise ExecutionError("Python in een diagram wordt niet uitgevoerd.")

    execute = evaluate

    def call_service(
        self,
        context: Mapping[str, object],  # noqa: ARG002 - signature of SpiffWorkflow
        **parameters: object,  # noqa: ARG002 - signature of SpiffWorkflow
    ) -> NoReturn:
        """Refuse."""
        raise ExecutionError("Python in een diagram wordt niet uitgevoerd.")


NO_PYTHON = PythonScriptEngine(environment=_Refusal())
