"""The files that were kept for a task's form, without their content."""

from uuid import UUID

from engine.persistence.files import Files, KeptFile
from engine.queries import Connection


def files_of_task(connection: Connection, task_id: UUID) -> tuple[KeptFile, ...]:
    """Give them in the order in which they came. Whose task it is was checked by its page."""
    return Files(connection).of_task(task_id)
