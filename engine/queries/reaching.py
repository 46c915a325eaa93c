"""How the client of a case can be reached, for a form that asks about it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection

from engine.domain.ids import CaseId
from engine.domain.reach import Reach
from engine.persistence.reaching import Reaching


def ways_to_reach(connection: Connection, case_id: UUID | None) -> Sequence[Reach]:
    """List the lines of a case's client; a task without a case has none."""
    return [] if case_id is None else Reaching(connection).of_case(CaseId(case_id))
