"""The three kinds of definition, and the files they come in."""

from enum import StrEnum


class DefinitionKind(StrEnum):
    """A diagram, a decision table or a form."""

    PROCESS = "process"
    DECISION = "decision"
    FORM = "form"

    @property
    def suffix(self) -> str:
        """The end of the file's name, without the dot."""
        return {"process": "bpmn", "decision": "dmn", "form": "form"}[self.value]
