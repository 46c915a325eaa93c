"""With whom something of a case may be shared now: what forms offer (table D5)."""

from collections.abc import Sequence
from uuid import UUID

from engine.domain.ids import CaseId
from engine.domain.sharing import Agreed
from engine.persistence.casefile import CaseFile
from engine.queries import Connection


def agreed_in(connection: Connection, case_id: UUID | None) -> Sequence[Agreed]:
    """Give the consents that stand in a case; the rule looks at their days."""
    if case_id is None:
        return ()
    return [one.agreed for one in CaseFile(connection).standing_consents(CaseId(case_id))]
