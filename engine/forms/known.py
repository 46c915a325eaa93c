"""Names that a form may use although no variable carries them: read from the client's own row.

A variable would be a copy that grows old, and personal data in the process.
"""

from collections.abc import Mapping
from typing import Final

HIDDEN_ADDRESS: Final = "geheime_client"
"""Whether the client's address is secret: true, false, or absent where there is no client yet."""

SHARING: Final = "deelgrondslagen"
"""With whom something may be shared now, by table D5: a list of {voor, naam, grondslag, gegevens}.

A choice is limited to it with an expression: `=for d in deelgrondslagen return {value: d.voor,
label: d.naam}`, and what may go along with `=deelgrondslagen[voor = ontvanger][1].gegevens`.
"""


TASK_FILES: Final = "taakbestanden"
"""The files that were kept for the task: a list of {veld, id, naam, soort, grootte}."""

LANGUAGE: Final = "clienttaal"
"""The language that the client reads: a code of two letters, "nl" when nobody said otherwise."""

OWN_OFFICE: Final = "eigen_zorgkantoor"
"""The UZOVI code of the region that has the case."""

PROMISING: Final = "kansrijke_centrumgemeente"
"""The centrumgemeente where recovery has the best chance, as agreed in a meeting (rule 132)."""

REACHING: Final = "contactregels"
"""How the client can be reached: a list of {id, soort, tekst, bruikbaar}, what works first.

A secret address is not told in it.
"""

BRIDGING_PLACES: Final = "overbruggingsplekken"
"""The free bridging places of the region, as options of a choice (`valuesKey`)."""


def level_of(variables: Mapping[str, object]) -> int | None:
    """Give the level of the table that a process is at, when it is at one."""
    said = str(variables.get("niveau", ""))
    return int(said) if said.isdecimal() else None
