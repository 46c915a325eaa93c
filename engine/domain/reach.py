"""How a client can be reached: addresses, numbers and people, each with where it was found.

Nobody throws a line away: what no longer works is marked, because it may work again (UT07).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from engine.domain.client import Address

RELATION = "relatie"
_POSTCODE = re.compile(r"^([1-9][0-9]{3}) ?([A-Za-z]{2})\s+(.+)$")


@dataclass(frozen=True, kw_only=True)
class Reach:
    """One way to reach a client; `id` is None as long as it is not in the file."""

    id: UUID | None = None
    kind: str
    value: str
    name: str = ""
    relation: str = ""
    source: str = ""
    usable: bool = True

    @property
    def text(self) -> str:
        """As in a list: "telefoon 06 1234 5678, Jan (broer), bron: aanbieder"."""
        who = f"{self.name} ({self.relation})" if self.relation else self.name
        source = f"bron: {self.source}" if self.source else ""
        kind = "" if self.kind == RELATION else self.kind
        first = " ".join(part for part in (kind, self.value) if part)
        return ", ".join(part for part in (first, who, source) if part)


def as_known(lines: Iterable[Reach]) -> list[dict[str, object]]:
    """Give lines as a form knows them: {id, soort, tekst, bruikbaar}."""
    return [
        {"id": str(one.id), "soort": one.kind, "tekst": one.text, "bruikbaar": one.usable}
        for one in lines
    ]


def read_address(text: str) -> Address:
    """Read an address as people type it: the line with a postcode last, or everything as street."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = _POSTCODE.match(lines[-1]) if len(lines) > 1 else None
    if found is None:
        return Address(street=", ".join(lines))
    postcode = f"{found[1]} {found[2].upper()}"
    return Address(street=", ".join(lines[:-1]), postcode=postcode, city=found[3])
