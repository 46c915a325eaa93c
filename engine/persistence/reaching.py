"""The tables `client_address` and `client_contact` as one list of lines: how to reach a client."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from engine.domain.client import Address
from engine.domain.ids import CaseId, ClientId
from engine.domain.reach import Reach, read_address
from engine.persistence.tables import care_case, client, client_address, client_contact

DUTCH = "nl"
_SECRET = "geheim"  # noqa: S105 - a word in a list, no password


@dataclass(frozen=True)
class Reaching:
    """How clients can be reached."""

    connection: Connection

    def of_case(self, case_id: CaseId) -> Sequence[Reach]:
        """List the lines of a case's client, what works first; a secret address is not told."""
        owner = self.connection.execute(
            select(client.c.id, client.c.secret_address)
            .join(care_case, care_case.c.client_id == client.c.id)
            .where(care_case.c.id == case_id)
        ).one_or_none()
        if owner is None:
            return []
        found = [*self._addresses(owner.id, secret=owner.secret_address), *self._contacts(owner.id)]
        return sorted(found, key=lambda line: not line.usable)

    def language(self, case_id: CaseId) -> str:
        """Tell which language a case's client reads."""
        found = self.connection.scalar(
            select(client.c.language)
            .join(care_case, care_case.c.client_id == client.c.id)
            .where(care_case.c.id == case_id)
        )
        return found or DUTCH

    def promising(self, case_id: CaseId) -> str | None:
        """Name the centrumgemeente where recovery has the best chance, when that was agreed."""
        return self.connection.scalar(
            select(care_case.c.central_promising).where(care_case.c.id == case_id)
        )

    def judge(self, client_id: ClientId, usable: Iterable[UUID], on: date) -> None:
        """Mark which lines of a client work now; the others do not."""
        works = list(usable)
        contact, address = client_contact.c, client_address.c
        self.connection.execute(
            update(client_contact)
            .where(contact.client_id == client_id)
            .values(usable=contact.id.in_(works))
        )
        own = update(client_address).where(address.client_id == client_id)
        self.connection.execute(
            own.where(address.id.in_(works)).values(valid_to=None, verified_on=on)
        )
        self.connection.execute(
            own.where(address.id.not_in(works), address.valid_to.is_(None)).values(valid_to=on)
        )

    def add(self, key: UUID, client_id: ClientId, line: Reach) -> None:
        """Add a number, an e-mail address or a person, unless the client has that line."""
        known = {(one.kind, one.value, one.name) for one in self._contacts(client_id)}
        if (line.kind, line.value, line.name) not in known:
            self.connection.execute(
                insert(client_contact).values(
                    id=key,
                    client_id=client_id,
                    kind=line.kind[:20],
                    value=line.value[:200],
                    name=line.name[:200],
                    relation=line.relation[:80],
                    source=line.source[:80],
                )
            )

    def add_address(self, key: UUID, client_id: ClientId, line: Reach, on: date) -> None:
        """Add an address as it was typed, unless the client has it."""
        found = read_address(line.value)
        said = ", ".join(found.lines)
        if said in {one.value for one in self._addresses(client_id, secret=False)}:
            return
        self.connection.execute(
            insert(client_address).values(
                id=key,
                client_id=client_id,
                kind=line.kind[:40],
                street=found.street[:200],
                postcode=found.postcode,
                city=found.city[:120],
                valid_from=on,
                verified_on=on,
                source=line.source[:80],
            )
        )

    def _addresses(self, client_id: UUID, *, secret: bool) -> list[Reach]:
        rows = self.connection.execute(
            select(client_address)
            .where(client_address.c.client_id == client_id)
            .order_by(client_address.c.valid_from.desc().nulls_last(), client_address.c.id)
        )
        return [
            Reach(
                id=row.id,
                kind=row.kind,
                value=_SECRET if secret else _said(row.street, row.number, row.postcode, row.city),
                source=row.source,
                usable=row.valid_to is None,
            )
            for row in rows
        ]

    def _contacts(self, client_id: UUID) -> list[Reach]:
        rows = self.connection.execute(
            select(client_contact)
            .where(client_contact.c.client_id == client_id)
            .order_by(client_contact.c.kind, client_contact.c.id)
        )
        return [
            Reach(
                id=row.id,
                kind=row.kind,
                value=row.value,
                name=row.name,
                relation=row.relation,
                source=row.source,
                usable=row.usable,
            )
            for row in rows
        ]


def _said(street: str, number: str, postcode: str, city: str) -> str:
    address = Address(street=street, house_number=number, postcode=postcode, city=city)
    return ", ".join(address.lines)
