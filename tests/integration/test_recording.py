"""A completed task leaves a row in the case's file; the case's columns follow the variables."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Table, select

from engine.commands.definitions import Deploy, SourceFile
from engine.commands.recording import RECORDERS
from engine.commands.signals import NewClient, NewSignal, RegisterSignals
from engine.domain.access import SYSTEM, Role
from engine.domain.client import PersonName
from engine.domain.signal import Ethos, SignalKind, SignalSource
from engine.persistence.tables import (
    bridging_place,
    care_case,
    case_event,
    consent,
    contact_attempt,
    data_sharing,
    escalation,
    escalation_action,
    history_event,
    meeting_item,
    party,
    placement_offer,
    placement_request,
    refusal_check,
    stay_episode,
    termination_check,
    transfer,
)
from tests.integration.diagrams import task
from tests.integration.office import MONDAY, REGION, Office, diagram
from tests.integration.test_signals import throwing

PROCESSES = Path(__file__).parents[2] / "processes"
ROWS: list[tuple[str, dict[str, str], Table, dict[str, object]]] = [
    (
        "contactpoging",
        {"ontvanger": "client", "kanaal": "telefoon", "resultaat": "geen-gehoor"},
        contact_attempt,
        {"kind": "client", "attempt_number": 1, "channel": "telefoon", "at": MONDAY},
    ),
    (
        "aanbieder_contact",
        {"contactpersoon": "balie", "resultaat": "beantwoord"},
        contact_attempt,
        {"kind": "provider", "recipient": "balie", "result": "beantwoord"},
    ),
    (
        "gesprek",
        {"gesproken_met": "client", "ethos": "2", "gemeente": "Amsterdam"},
        stay_episode,
        {"ethos": "2", "municipality": "Amsterdam", "from_date": MONDAY.date()},
    ),
    (
        "partijen",
        {"rol": "gemeente", "organisatie": "Amsterdam", "delen_toegestaan": "ja"},
        party,
        {"role": "gemeente", "legal_basis": "anoniem", "sharing_allowed": False},
    ),
    (
        "partijen",
        {"rol": "aanbieder", "organisatie": "Zorg BV", "delen_toegestaan": "ja"},
        party,
        {"role": "aanbieder", "legal_basis": "wlz-keten", "sharing_allowed": True},
    ),
    (
        "plaatsingsvraag",
        {"aanbieder": "Zorg BV", "agb": "12345678", "uitkomst": "wachtlijst"},
        placement_request,
        {"provider": "Zorg BV", "agb": "12345678", "outcome": "wachtlijst"},
    ),
    (
        "toestemming",
        {"resultaat": "gegeven", "ontvangers": "gemeente", "gegevenscategorieen": "contact"},
        consent,
        {
            "result": "gegeven",
            "recipients": ["gemeente"],
            "categories": ["contact"],
            "valid_to": date(2027, 6, 1),
        },
    ),
    (
        "toestemming",
        {"resultaat": "weet ik niet"},
        consent,
        {"result": "geweigerd", "recipients": []},
    ),
    (
        "deling",
        {"ontvanger": "zorgaanbieder", "gedeelde_gegevens": "zorgvraag"},
        data_sharing,
        {"basis": "wlz-keten", "categories": ["zorgvraag"], "anonymised": False},
    ),
    (
        "deling",
        {"ontvanger": "mo", "grondslag": "noodsituatie", "noodreden": "acuut gevaar"},
        data_sharing,
        {"basis": "noodsituatie", "emergency_reason": "acuut gevaar"},
    ),
    (
        "aanbod",
        {"aanbod_akkoord": "nee-andere-plek", "reden_nee": "te ver weg"},
        placement_offer,
        {"answer": "nee-andere-plek", "refusal_number": 1, "refusal_reason": "te ver weg"},
    ),
    (
        "aanbod",
        {"akkoord": "ja"},
        placement_offer,
        {"answer": "ja", "refusal_number": None, "discussed_on": MONDAY.date()},
    ),
    (
        "zorgbeeindigingstoets",
        {"formeel_geinformeerd": "ja", "alternatief_gezocht": "nee", "gewichtige_reden": "ja"},
        termination_check,
        {
            "formally_informed": True,
            "alternative_sought": False,
            "checklist": {"gewichtige_reden": "ja"},
        },
    ),
    (
        "weigeringstoets",
        {"persoonlijk_gesproken": "ja", "conclusie": "bewuste-keuze"},
        refusal_check,
        {"spoken_in_person": True, "conclusion": "bewuste-keuze", "serious_harm": None},
    ),
    (
        "opschaling",
        {"niveau": "2", "vraag_aan_tafel": "Wie heeft plek?", "anonimiseren": "nee"},
        escalation,
        {"level": 2, "question": "Wie heeft plek?", "anonymised": False, "outcome": ""},
    ),
    (
        "tafelbesluit",
        {"uitkomst": "oplossing", "besluit": "Plek bij Zorg BV"},
        escalation,
        {"outcome": "oplossing", "decision": "Plek bij Zorg BV", "decided_at": MONDAY},
    ),
    (
        "tafelbesluit",
        {"uitkomst": "vervolg", "acties": "Aanbieder bellen, uiterlijk 8-6-2026"},
        escalation_action,
        {"number": 1, "state": "open", "due_on": date(2026, 6, 8)},
    ),
    (
        "overbrugging",
        {"vorm": "overbruggingsplek", "aanbieder_agb": "12345678"},
        bridging_place,
        {"starts_on": MONDAY.date(), "latest_end_on": date(2026, 9, 1), "agb": "12345678"},
    ),
    (
        "overdracht",
        {"ontvangend_zorgkantoor": "5509", "lopende_acties": "intake"},
        transfer,
        {"receiving_office": "5509", "running_actions": "intake", "confirmed_on": None},
    ),
    (
        "overleg",
        {"status": "in opvang", "afspraak": "gemeente regelt briefadres"},
        meeting_item,
        {"status": "in opvang", "agreement": "gemeente regelt briefadres"},
    ),
    ("crisis", {"soort": "psychose"}, case_event, {"kind": "crisis", "cause": "psychose"}),
    ("klacht", {"toelichting": "te traag"}, case_event, {"kind": "klacht", "note": "te traag"}),
    (
        "dreiging",
        {"oorzaak": "huisuitzetting", "plan": "bellen"},
        case_event,
        {"kind": "dreiging", "cause": "huisuitzetting", "note": "bellen"},
    ),
]


def form(fields: dict[str, str]) -> bytes:
    components = [
        {"type": "textfield", "key": key, "label": key, "id": f"f-{number}"}
        for number, key in enumerate(fields)
    ]
    return json.dumps(
        {"type": "default", "id": "proef", "schemaVersion": 16, "components": components}
    ).encode()


def case_process(recorder: str) -> str:
    step = task("vraag", form="proef", vastleggen=recorder)
    return (
        '<bpmn:process id="casus" name="Casus" isExecutable="true"><bpmn:startEvent id="begin">'
        '<bpmn:messageEventDefinition id="m" messageRef="b"/></bpmn:startEvent>'
        f'<bpmn:userTask id="vraag" name="Vraag" {step.attributes}>{step.inside}</bpmn:userTask>'
        '<bpmn:userTask id="daarna" name="Daarna" camunda:candidateGroups="zk-klantadviseur"/>'
        '<bpmn:endEvent id="einde"/>'
        '<bpmn:sequenceFlow id="x" sourceRef="begin" targetRef="vraag"/>'
        '<bpmn:sequenceFlow id="y" sourceRef="vraag" targetRef="daarna"/>'
        '<bpmn:sequenceFlow id="z" sourceRef="daarna" targetRef="einde"/></bpmn:process>'
        '<bpmn:message id="b" name="casus-geopend"/>'
    )


def answered(at: Office, recorder: str, fields: dict[str, str]) -> None:
    """Open a case whose task has a form, and fill it in."""
    sources = {
        "proef.form": form(fields),
        "signaal.bpmn": diagram(throwing("signaal-verwerken", "casus-openen")),
        "casus.bpmn": diagram(case_process(recorder)),
    }
    files = [SourceFile(filename=name, source=source) for name, source in sources.items()]
    at.run(Deploy(files=files))
    signal = NewSignal(
        source=SignalSource.SHELTER,
        kind=SignalKind.IN_SHELTER,
        signal_date=MONDAY.date(),
        client=NewClient(name=PersonName(surname="Proefpersoon")),
        ethos=Ethos.UNKNOWN,
    )
    at.run(RegisterSignals(region=REGION, signals=[signal]))
    at.complete(SYSTEM, at.open_tasks()[0].id)
    adviser = at.hire("anna", Role.ADVISER)
    at.complete(adviser, at.open_tasks()[0].id, {key: [value] for key, value in fields.items()})


def only_row(at: Office, table: Table) -> dict[str, object]:
    with at.database.reading() as connection:
        return dict(connection.execute(select(table)).mappings().one())


@pytest.mark.parametrize(("recorder", "fields", "table", "expected"), ROWS)
def test_a_recorder_writes_its_row(
    at: Office, recorder: str, fields: dict[str, str], table: Table, expected: dict[str, object]
) -> None:
    answered(at, recorder, fields)

    row = only_row(at, table)

    assert {name: row[name] for name in expected} == expected
    assert row["case_id"] == only_row(at, care_case)["id"]


def test_what_has_no_table_of_its_own_is_kept_in_the_timeline(at: Office) -> None:
    answered(at, "toewijzing", {"leveringsvorm": "verblijf"})

    with at.database.reading() as connection:
        noted = connection.execute(
            select(history_event).where(history_event.c.kind == "recorded")
        ).one()
    assert (noted.element_id, noted.detail) == ("vraag", {"leveringsvorm": "verblijf"})


def test_the_cases_columns_follow_the_variables(at: Office) -> None:
    at.hire("bram", Role.ADVISER)
    fields = {
        "casushouder": "bram",
        "urgentie": "2",
        "toestand": "client-bereiken",
        "regiehouder": "Gemeente Amsterdam",
        "dossierhouder": "Zorg BV",
        "herhalingsteller": "2",
    }

    answered(at, "casus", fields)

    case = only_row(at, care_case)
    assert (case["state"], case["urgency"]) == ("client-bereiken", 2)
    assert (case["control_party"], case["file_holder"]) == ("Gemeente Amsterdam", "Zorg BV")
    assert case["case_holder_id"] is not None
    assert case["repeat_count"] == 2


def test_every_recorder_of_the_shipped_processes_exists() -> None:
    drawn = [path.read_text() for path in PROCESSES.glob("*.bpmn")]
    named = {name for text in drawn for name in re.findall(r'"vastleggen" value="([^"]+)"', text)}

    assert named
    assert named <= set(RECORDERS)
