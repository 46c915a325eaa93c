"""The delivered mediation in a real file: what providers and the client say becomes rows."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Row, Table, select

from engine.commands.definitions import Deploy, SourceFile
from engine.commands.signals import NewClient, NewSignal, RegisterSignals
from engine.delivered import delivered_terms
from engine.domain.access import SYSTEM, Actor, Role
from engine.domain.client import PersonName
from engine.domain.signal import Ethos, SignalKind, SignalSource
from engine.persistence.tables import placement_offer, placement_request
from engine.service_tasks import load_handlers
from tests.integration.office import MONDAY, REGION, Office, diagram
from tests.integration.test_signals import throwing

ROOT = Path(__file__).parents[2]
FORMS = (
    "bemiddelingsplan",
    "plaatsingsvraag",
    "aanbod-bespreken",
    "toewijzing",
    "gemeente-informeren",
    "aanvang-navragen",
    "aanbod-in-de-regio",
)
CASE = (
    '<bpmn:process id="casus" name="Casus" isExecutable="true"><bpmn:startEvent id="begin">'
    '<bpmn:messageEventDefinition id="m" messageRef="b"/></bpmn:startEvent>'
    '<bpmn:callActivity id="zoeken" name="Zoeken" calledElement="bemiddelen"'
    ' camunda:calledElementBinding="deployment"/><bpmn:endEvent id="einde"/>'
    '<bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="zoeken"/>'
    '<bpmn:sequenceFlow id="f2" sourceRef="zoeken" targetRef="einde"/></bpmn:process>'
    '<bpmn:message id="b" name="casus-geopend"/>'
)
PLAN = {
    "wachtstatus": "actief-plaatsen",
    "streefdatum": "2026-07-01",
    "te_benaderen": "De Linde 12345678\nDe Beuk 87654321\nDe Iep 11112222",
    "brieftekst": "Heeft u een plek?",
    "contra_indicaties": "geen",
    "overbrugging_nodig": "nee",
    "wens_client_gevolgd": "ja",
    "client_betrokken": "ja",
}


@pytest.fixture(autouse=True, scope="module")
def handlers() -> None:
    """Let letters be made."""
    load_handlers()


def mediating(at: Office) -> Actor:
    """Open a case that is in mediation, with three providers to ask."""
    files = [ROOT / "processes" / name for name in ("bemiddelen.bpmn", "wachtstatus-advies.dmn")]
    files += [ROOT / "forms" / f"{name}.form" for name in FORMS]
    sources = [SourceFile(filename=path.name, source=path.read_bytes()) for path in files]
    sources += [
        SourceFile(filename="casus.bpmn", source=diagram(CASE)),
        SourceFile(
            filename="signaal.bpmn", source=diagram(throwing("signaal-verwerken", "casus-openen"))
        ),
    ]
    named = set(re.findall(r'termijn\("([a-z0-9-]+)"\)', files[0].read_text("utf-8")))
    for name, value in delivered_terms().items():
        if name in named:
            at.term(name, value)
    at.run(Deploy(files=sources))
    adviser = at.hire("femke", Role.CARE_ADVISER)
    signal = NewSignal(
        source=SignalSource.SHELTER,
        kind=SignalKind.IN_SHELTER,
        signal_date=MONDAY.date(),
        client=NewClient(name=PersonName(surname="Proefpersoon")),
        ethos=Ethos.UNKNOWN,
    )
    at.run(RegisterSignals(region=REGION, signals=[signal]))
    at.complete(SYSTEM, at.open_tasks()[0].id)
    say(at, adviser, PLAN)
    at.worker.drain()
    return adviser


def say(at: Office, actor: Actor, answers: Mapping[str, str], about: str = "") -> None:
    """Complete the only open task, or the one in whose round a name is."""
    (task,) = [task for task in at.open_tasks() if about in task.local_variables]
    at.complete(actor, task.id, {key: [value] for key, value in answers.items()})


def asked(instelling: str, agb: str, **outcome: str) -> dict[str, str]:
    """What a provider answers."""
    return {"instelling": instelling, "agb": agb, "datum": "2026-06-01", **outcome}


def rows(at: Office, table: Table) -> Sequence[Row[tuple[object, ...]]]:
    with at.database.reading() as connection:
        return connection.execute(select(table)).all()


def test_the_answer_of_each_provider_and_the_client_becomes_a_row_of_its_own(at: Office) -> None:
    adviser = mediating(at)
    refused = asked("De Linde", "12345678", uitkomst="afgewezen", reden_afwijzing="agressie")
    say(at, adviser, refused, "De Linde")
    say(at, adviser, asked("De Beuk", "87654321", uitkomst="plek"), "De Beuk")
    said = {"aanbod_akkoord": "nee-andere-plek", "aanbod_passend": "ja", "reden_nee": "Te ver"}
    say(at, adviser, {**said, "client_betrokken": "ja"}, "De Beuk")
    say(at, adviser, asked("De Iep", "11112222", uitkomst="geen-reactie"), "De Iep")
    requests, offers = rows(at, placement_request), rows(at, placement_offer)
    assert {row.provider: row.outcome for row in requests} == {
        "De Linde": "afgewezen",
        "De Beuk": "plek",
        "De Iep": "geen-reactie",
    }
    assert [(row.provider, row.refusal_number) for row in offers] == [("De Beuk", 1)]
    assert [task.element_id for task in at.open_tasks()] == ["bemiddelingsplan"]


def test_a_provider_who_stays_silent_was_asked_too(at: Office) -> None:
    """T10: no answer after the reminder counts as a rejection, and leaves a row."""
    mediating(at)
    for _ in range(4):
        at.clock.forward(timedelta(weeks=1))
        at.worker.drain()
    asked_and_heard = {(row.provider, row.agb, row.outcome) for row in rows(at, placement_request)}
    assert asked_and_heard == {
        ("De Linde", "12345678", "geen-reactie"),
        ("De Beuk", "87654321", "geen-reactie"),
        ("De Iep", "11112222", "geen-reactie"),
    }
