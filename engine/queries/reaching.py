"""How the client of a case can be reached, and in which language, for a form that asks that."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection

from engine.domain.ids import CaseId
from engine.domain.reach import Reach
from engine.persistence.reaching import DUTCH, Reaching


def ways_to_reach(connection: Connection, case_id: UUID | None) -> Sequence[Reach]:
    """List the lines of a case's client; a task without a case has none."""
    return [] if case_id is None else Reaching(connection).of_case(CaseId(case_id))


def language_of(connection: Connection, case_id: UUID | None) -> str:
    """Tell which language the client of a case reads."""
    return DUTCH if case_id is None else Reaching(connection).language(CaseId(case_id))


def promising_of(connection: Connection, case_id: UUID | None) -> str | None:
    """Name the centrumgemeente where recovery has the best chance, when that was agreed."""
    return None if case_id is None else Reaching(connection).promising(CaseId(case_id))
