"""Rows for the pages to show, put in by hand: a small care office with work at every stage.

Times are relative to NOON, a Monday; people and BSNs are fictitious.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from sqlalchemy import Table, insert, select

from engine.domain.access import Role
from engine.domain.ids import CaseId
from engine.persistence import tables
from engine.persistence.database import Database
from engine.persistence.instances import urgency_of
from engine.persistence.sealing import Seal
from engine.settings import Keys

NOON = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
ROTTERDAM, UTRECHT = "5521", "5509"
SEAL = Seal(Keys().encryption, Keys().index)

FORM = json.dumps(
    {
        "type": "default",
        "id": "contactpoging-doen",
        "schemaVersion": 19,
        "components": [
            {"type": "text", "id": "t", "text": "Probeer een ander dagdeel dan de vorige keer."},
            {
                "type": "select",
                "id": "ontvanger",
                "key": "ontvanger",
                "label": "Wie heb je geprobeerd te bereiken?",
                "values": [
                    {"value": "client", "label": "Cliënt"},
                    {"value": "naaste", "label": "Naaste"},
                    {"value": "bewindvoerder", "label": "Bewindvoerder"},
                ],
                "validate": {"required": True},
            },
            {
                "type": "radio",
                "id": "kanaal",
                "key": "kanaal",
                "label": "Hoe?",
                "values": [
                    {"value": "telefoon", "label": "Telefoon"},
                    {"value": "sms", "label": "Sms"},
                    {"value": "huisbezoek", "label": "Huisbezoek"},
                ],
                "validate": {"required": True},
            },
            {
                "type": "datetime",
                "subtype": "datetime",
                "id": "tijdstip",
                "key": "tijdstip",
                "dateLabel": "Wanneer?",
                "validate": {"required": True},
            },
            {
                "type": "radio",
                "id": "resultaat",
                "key": "resultaat",
                "label": "Wat kwam eruit?",
                "values": [
                    {"value": "gesproken", "label": "Gesproken"},
                    {"value": "afspraak", "label": "Afspraak gemaakt"},
                    {"value": "geen gehoor", "label": "Geen gehoor"},
                    {"value": "nummer onjuist", "label": "Nummer onjuist"},
                ],
                "validate": {"required": True},
            },
            {
                "type": "datetime",
                "subtype": "date",
                "id": "afspraak_op",
                "key": "afspraak_op",
                "dateLabel": "Wanneer is de afspraak?",
                "conditional": {"hide": '=resultaat != "afspraak"'},
                "validate": {"required": True},
            },
            {"type": "textarea", "id": "notitie", "key": "notitie", "label": "Notitie"},
            {
                "type": "checkbox",
                "id": "taal",
                "key": "tolk_nodig",
                "label": "Er is een tolk nodig",
            },
        ],
    }
).encode()


@dataclass
class Rows:
    """Puts rows into a database; every method gives the id of what it made."""

    database: Database
    regions: set[str] = field(default_factory=set)

    def add(self, table: Table, **values: object) -> None:
        with self.database.transaction() as unit:
            unit.connection.execute(insert(table).values(**values))

    def region(self, code: str = ROTTERDAM, name: str = "Rotterdam") -> str:
        if code not in self.regions:
            self.regions.add(code)
            self.add(tables.region, code=code, name=name, care_office="Zorgkantoor")
        return code

    def user(self, username: str, name: str, grants: Mapping[str, tuple[Role, ...]]) -> UUID:
        key = uuid4()
        self.add(
            tables.user_account,
            id=key,
            username=username,
            name=name,
            password_hash="-",  # noqa: S106 - nobody logs in with it
            created_at=NOON,
        )
        for code, roles in grants.items():
            for role in roles:
                self.add(tables.role_grant, user_id=key, role=role, region=code, granted_at=NOON)
        return key

    def session(self, user_id: UUID, token: str) -> str:
        self.add(
            tables.web_session,
            token_hash=sha256(token.encode()).hexdigest(),
            user_id=user_id,
            csrf_token=f"csrf-{token}",
            created_at=NOON,
            last_seen_at=NOON,
            expires_at=NOON + timedelta(hours=8),
        )
        return token

    def client(
        self, family_name: str, given: str = "Sam", *, bsn: str | None = None, **more: object
    ) -> UUID:
        key = uuid4()
        self.add(
            tables.client,
            **{
                "id": key,
                "region": ROTTERDAM,
                "bsn_cipher": SEAL.close(key, bsn) if bsn else None,
                "bsn_index": SEAL.index(bsn) if bsn else None,
                "family_name": family_name,
                "given_names": given,
                "search_name": f"{family_name} {given}".lower(),
                "birth_date": date(1984, 3, 14),
                "created_at": NOON,
                "updated_at": NOON,
                **more,
            },
        )
        return key

    def case(self, client_id: UUID, number: str, **more: object) -> UUID:
        key = uuid4()
        self.add(
            tables.care_case,
            **{
                "id": key,
                "number": number,
                "client_id": client_id,
                "region": ROTTERDAM,
                "state": "client-bereiken",
                "urgency": 2,
                "ethos": "2",
                "opened_at": NOON - timedelta(days=20),
                **more,
            },
        )
        return key

    def form(self, source: bytes = FORM) -> UUID:
        return self._definition("form", "contactpoging-doen", source)

    def process(self, source: bytes, key: str = "casus-zonder-zorg") -> UUID:
        return self._definition("process", key, source)

    def _definition(self, kind: str, key: str, source: bytes) -> UUID:
        made = uuid4()
        self.add(
            tables.definition,
            id=made,
            kind=kind,
            key=key,
            name=key.replace("-", " ").capitalize(),
            version=1,
            source=source,
            filename=f"{key}.{'bpmn' if kind == 'process' else 'form'}",
            digest=sha256(source).hexdigest(),
            created_at=NOON,
        )
        return made

    def instance(self, definition_id: UUID, case_id: UUID | None, **more: object) -> UUID:
        key = uuid4()
        self.add(
            tables.process_instance,
            **{
                "id": key,
                "definition_id": definition_id,
                "definition_key": "casus-zonder-zorg",
                "business_key": "x",
                "region": ROTTERDAM,
                "case_id": case_id,
                "status": "running",
                "revision": 1,
                "variables": "{}",
                "bindings": {},
                "tokens": [],
                "state": b"",
                "state_version": 1,
                "started_at": NOON,
                **more,
            },
        )
        return key

    def task(
        self,
        instance_id: UUID,
        case_id: UUID | None,
        name: str = "Contactpoging doen",
        *,
        roles: tuple[Role, ...] = (Role.ADVISER,),
        due_in: timedelta | None = timedelta(days=2),
        **more: object,
    ) -> UUID:
        key = uuid4()
        self.add(
            tables.user_task,
            **{
                "id": key,
                "instance_id": instance_id,
                "case_id": case_id,
                "region": ROTTERDAM,
                "process_key": "client-bereiken",
                "element_id": "contactpoging-doen",
                "kind": "bpmn",
                "name": name,
                "documentation": "UT08, regels 41 en 42. Bel, mail of ga langs.",
                "status": "open",
                "due_at": None if due_in is None else NOON + due_in,
                "created_at": NOON - timedelta(days=3),
                "properties": {},
                "urgency": urgency_of(None if case_id is None else CaseId(case_id)),
                **more,
            },
        )
        for role in roles:
            self.add(tables.user_task_candidate, task_id=key, role=role)
        return key

    def instance_of(self, task_id: UUID) -> UUID:
        with self.database.reading() as connection:
            found = select(tables.user_task.c.instance_id).where(tables.user_task.c.id == task_id)
            key: UUID = connection.execute(found).scalar_one()
        return key

    def job(self, instance_id: UUID, case_id: UUID | None, name: str, **more: object) -> UUID:
        key = uuid4()
        self.add(
            tables.job,
            **{
                "id": key,
                "kind": "timer",
                "instance_id": instance_id,
                "case_id": case_id,
                "region": ROTTERDAM,
                "engine_task_id": uuid4(),
                "element_id": "wachten",
                "process_key": "client-bereiken",
                "name": name,
                "dedup": str(key),
                "due_at": NOON + timedelta(days=9),
                "state": "ready",
                "payload": {},
                "created_at": NOON - timedelta(days=1),
                **more,
            },
        )
        return key

    def event(self, instance_id: UUID, case_id: UUID, name: str, **more: object) -> None:
        self.add(
            tables.history_event,
            **{
                "id": uuid4(),
                "instance_id": instance_id,
                "case_id": case_id,
                "at": NOON - timedelta(days=4),
                "kind": "completed",
                "element_id": "x",
                "element_type": "userTask",
                "process_key": "client-bereiken",
                "name": name,
                "detail": {},
                **more,
            },
        )

    def incident(self, instance_id: UUID, case_id: UUID, job_id: UUID, message: str) -> UUID:
        key = uuid4()
        self.add(
            tables.incident,
            id=key,
            job_id=job_id,
            instance_id=instance_id,
            case_id=case_id,
            region=ROTTERDAM,
            process_key="client-bereiken",
            element_id="brief-versturen",
            message=message,
            status="open",
            created_at=NOON - timedelta(hours=5),
        )
        return key

    def document(self, case_id: UUID, title: str, **more: object) -> UUID:
        key = uuid4()
        content = b"%PDF-1.4 test"
        self.add(
            tables.document,
            **{
                "id": key,
                "case_id": case_id,
                "region": ROTTERDAM,
                "kind": "brief",
                "title": title,
                "filename": "brief één.pdf",
                "media_type": "application/pdf",
                "content": content,
                "size": len(content),
                "digest": sha256(content).hexdigest(),
                "created_at": NOON - timedelta(days=2),
                **more,
            },
        )
        return key

    def signal(self, client_id: UUID | None, number: str, **more: object) -> UUID:
        key = uuid4()
        self.add(
            tables.signal,
            **{
                "id": key,
                "number": number,
                "digest": str(key),
                "region": ROTTERDAM,
                "client_id": client_id,
                "source": "iwlz",
                "kind": "levering-beeindigd",
                "signal_date": date(2026, 5, 28),
                "status": "ontvangen",
                "facts": {"laatste_aanbieder": "Stichting De Kade"},
                "received_at": NOON - timedelta(days=2),
                **more,
            },
        )
        return key

    def batch(self, filename: str, content: bytes | None = b"bsn", **more: object) -> UUID:
        key = uuid4()
        self.add(
            tables.intake_batch,
            **{
                "id": key,
                "region": ROTTERDAM,
                "filename": filename,
                "digest": str(key),
                "status": "preview",
                "content": content,
                "uploaded_at": NOON,
                **more,
            },
        )
        return key
