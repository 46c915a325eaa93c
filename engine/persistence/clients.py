"""Clients: found by BSN without ever storing one in the clear."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, Table, insert, select

from engine.domain.client import Address, Bsn, PersonName
from engine.domain.ids import CaseId, ClientId
from engine.persistence.reaching import Reaching
from engine.persistence.sealing import Seal
from engine.persistence.tables import (
    care_case,
    client,
    client_address,
    client_contact,
    indication,
    region,
    user_account,
)

_NEWEST_FIRST = (
    client_address.c.valid_to.is_not(None),
    client_address.c.valid_from.desc().nulls_last(),
)
_ABOVE_THE_COUNTER = 58  # of the 62 random bits of a version 7 UUID


@dataclass(frozen=True, kw_only=True)
class ClientFacts:
    """Who somebody is, as far as the signal told."""

    name: PersonName
    bsn: Bsn | None = None
    birth_date: date | None = None
    salutation: str = ""
    secret_address: bool = False
    language: str = "nl"
    address: Address | None = None
    phone: str = ""
    email: str = ""
    care_package: str = ""
    decision_number: str = ""
    indicated_from: date | None = None
    indicated_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class LetterFacts:
    """What a letter needs to know about the client of a case."""

    number: str
    region: str
    region_name: str
    care_office: str
    name: str
    salutation: str
    address_lines: tuple[str, ...]
    secret_address: bool
    email: str | None
    language: str
    birth_date: date | None
    case_holder: str


@dataclass(frozen=True)
class Clients:
    """The tables `client`, `client_address`, `client_contact` and `indication`."""

    connection: Connection
    seal: Seal

    def by_bsn(self, numbers: Sequence[Bsn]) -> Mapping[Bsn, ClientId]:
        """Find the clients with these BSNs, in one statement."""
        indexes = {self.seal.index(bsn.digits): bsn for bsn in numbers}
        rows = self.connection.execute(
            select(client.c.bsn_index, client.c.id).where(client.c.bsn_index.in_(list(indexes)))
        ).all()
        return {indexes[row.bsn_index]: row.id for row in rows}

    def bsn_of(self, client_id: ClientId) -> Bsn | None:
        """Open a client's BSN; None when it is not known."""
        sealed = self.connection.scalar(select(client.c.bsn_cipher).where(client.c.id == client_id))
        return None if sealed is None else Bsn(self.seal.open(client_id, sealed))

    def add(
        self, clients: Sequence[tuple[ClientId, ClientFacts]], in_region: str, at: datetime
    ) -> None:
        """Add clients with what is known about them."""
        if not clients:
            return
        self.connection.execute(
            insert(client), [self._row(key, facts, in_region, at) for key, facts in clients]
        )
        self._add_all(client_address, [r for k, f in clients for r in _addresses(k, f)])
        self._add_all(client_contact, [r for k, f in clients for r in _contacts(k, f)])
        self._add_all(indication, [r for k, f in clients for r in _indications(k, f)])

    def for_letter(self, case_id: CaseId) -> LetterFacts | None:
        """Read what a letter about a case may hold."""
        row = self.connection.execute(
            select(
                care_case.c.number,
                region.c.code,
                region.c.name,
                region.c.care_office,
                client.c.id,
                client.c.family_name,
                client.c.prefix,
                client.c.given_names,
                client.c.initials,
                client.c.salutation,
                client.c.secret_address,
                client.c.language,
                client.c.birth_date,
                user_account.c.name.label("case_holder"),
            )
            .select_from(care_case)
            .join(client, client.c.id == care_case.c.client_id)
            .join(region, region.c.code == care_case.c.region)
            .outerjoin(user_account, user_account.c.id == care_case.c.case_holder_id)
            .where(care_case.c.id == case_id)
        ).one_or_none()
        if row is None:
            return None
        name = PersonName(
            surname=row.family_name, prefix=row.prefix, first_names=row.given_names or row.initials
        )
        return LetterFacts(
            number=row.number,
            region=row.code,
            region_name=row.name,
            care_office=row.care_office,
            name=name.full,
            salutation=row.salutation,
            address_lines=self._address_lines(row.id),
            secret_address=row.secret_address,
            email=self._email(row.id),
            language=row.language,
            birth_date=row.birth_date,
            case_holder=row.case_holder or "",
        )

    @property
    def reaching(self) -> Reaching:
        """How clients can be reached."""
        return Reaching(self.connection)

    def has_secret_address(self, case_id: CaseId) -> bool:
        """Tell whether the address of a case's client may not be shown."""
        found = self.connection.scalar(
            select(client.c.secret_address)
            .join(care_case, care_case.c.client_id == client.c.id)
            .where(care_case.c.id == case_id)
        )
        return bool(found)

    def city(self, client_id: ClientId) -> str | None:
        """Give the town of a client's last known address, unless that is secret."""
        return self.connection.scalar(
            select(client_address.c.city)
            .join(client, client.c.id == client_address.c.client_id)
            .where(client_address.c.client_id == client_id, client.c.secret_address.is_(False))
            .order_by(*_NEWEST_FIRST)
            .limit(1)
        )

    def _row(
        self, key: ClientId, facts: ClientFacts, in_region: str, at: datetime
    ) -> dict[str, object]:
        digits = facts.bsn.digits if facts.bsn else None
        return {
            "id": key,
            "region": in_region,
            "bsn_cipher": self.seal.close(key, digits) if digits else None,
            "bsn_index": self.seal.index(digits) if digits else None,
            "identity_unknown": digits is None,
            "family_name": facts.name.surname,
            "prefix": facts.name.prefix,
            "given_names": facts.name.first_names,
            "salutation": facts.salutation,
            "search_name": searchable(facts.name),
            "birth_date": facts.birth_date,
            "secret_address": facts.secret_address,
            "language": facts.language,
            "created_at": at,
            "updated_at": at,
        }

    def _add_all(self, table: Table, rows: list[dict[str, object]]) -> None:
        if rows:
            self.connection.execute(insert(table), rows)

    def _address_lines(self, client_id: UUID) -> tuple[str, ...]:
        row = self.connection.execute(
            select(client_address)
            .where(client_address.c.client_id == client_id)
            .order_by(*_NEWEST_FIRST)
            .limit(1)
        ).one_or_none()
        if row is None:
            return ()
        return Address(
            street=row.street, house_number=row.number, postcode=row.postcode, city=row.city
        ).lines

    def _email(self, client_id: UUID) -> str | None:
        return self.connection.scalar(
            select(client_contact.c.value)
            .where(
                client_contact.c.client_id == client_id,
                client_contact.c.kind == "e-mail",
                client_contact.c.usable,
            )
            .limit(1)
        )


def searchable(name: PersonName) -> str:
    """Give a name as it is searched: lower case, without accents, surname first."""
    text = " ".join(part for part in (name.surname, name.first_names, name.prefix) if part)
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def _addresses(key: ClientId, facts: ClientFacts) -> list[dict[str, object]]:
    if facts.address is None or not facts.address.lines:
        return []
    return [
        {
            "id": _derived(key, 1),
            "client_id": key,
            "kind": "laatst bekend",
            "street": facts.address.street,
            "number": facts.address.house_number,
            "postcode": facts.address.postcode,
            "city": facts.address.city,
            "source": "signaal",
        }
    ]


def _contacts(key: ClientId, facts: ClientFacts) -> list[dict[str, object]]:
    known = (("telefoon", facts.phone), ("e-mail", facts.email))
    return [
        {
            "id": _derived(key, 2 + place),
            "client_id": key,
            "kind": kind,
            "value": value,
            "source": "signaal",
        }
        for place, (kind, value) in enumerate(known)
        if value
    ]


def _indications(key: ClientId, facts: ClientFacts) -> list[dict[str, object]]:
    if not (facts.care_package or facts.decision_number or facts.indicated_from):
        return []
    return [
        {
            "id": _derived(key, 5),
            "client_id": key,
            "decision_number": facts.decision_number,
            "care_package": facts.care_package,
            "effective_from": facts.indicated_from,
            "ends_on": facts.indicated_until,
        }
    ]


def _derived(key: UUID, place: int) -> UUID:
    """Give the id of a row that belongs to another: near it in the index.

    The low bits count up within one transaction, so the place goes into random bits above them.
    """
    return UUID(int=key.int ^ (place << _ABOVE_THE_COUNTER))
