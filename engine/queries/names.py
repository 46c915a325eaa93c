"""How pages name people: clients by surname first, masked where the reader may see no client."""

from sqlalchemy import Row

from engine.domain.access import Actor, Permission
from engine.domain.client import PersonName

HIDDEN = "(cliënt afgeschermd)"
UNKNOWN = "(naam onbekend)"


def client_in_list(actor: Actor, region: str, row: "Row[*tuple[object, ...]]") -> str:
    """Name the client of a row with the parts of a name, for this reader."""
    if not actor.may(Permission.SEE_CASES, region):
        return HIDDEN
    if not row.family_name:
        return UNKNOWN
    return PersonName(
        surname=str(row.family_name),
        prefix=str(row.prefix or ""),
        first_names=str(row.given_names or row.initials or ""),
    ).sorted_form
