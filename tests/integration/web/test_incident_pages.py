"""What people see of something that failed: a banner on the case, and a task about it."""

from datetime import timedelta
from uuid import UUID

import pytest

from engine.domain.access import Role
from engine.persistence import tables
from tests.drawing import diagram, end, flows, start, user
from tests.integration.web.rows import NOON, ROTTERDAM
from tests.integration.web.site import Site

DUE = 'termijn("contactpoging")'
DRAWN = diagram(
    start(),
    user("bellen", name="Bellen", camunda_dueDate=DUE),
    end(),
    flows("begin > bellen > einde"),
    key="casus-zonder-zorg",
)


@pytest.fixture
def case_id(site: Site) -> UUID:
    return site.rows.case(site.rows.client("Berg", "Fatima"), "ROT-1")


@pytest.fixture
def instance(site: Site, case_id: UUID) -> UUID:
    return site.rows.instance(site.rows.process(DRAWN), case_id)


def failed(site: Site, instance: UUID, case_id: UUID, job_id: UUID | None) -> UUID:
    """Something failed: an incident, and the task of the administrators about it."""
    site.rows.add(
        tables.incident,
        id=UUID(int=1),
        job_id=job_id,
        instance_id=instance,
        case_id=case_id,
        region=ROTTERDAM,
        element_id="bellen",
        message="De termijn 'nieuw' bestaat niet.",
        status="open",
        created_at=NOON,
    )
    return site.rows.task(
        instance,
        case_id,
        "Taak lukt niet: Bellen",
        roles=(Role.ADMINISTRATOR,),
        kind="repair",
        job_id=job_id,
        documentation="De termijn 'nieuw' bestaat niet.",
    )


def test_a_case_shows_a_banner_for_a_step_and_for_an_automatic_one(
    site: Site, instance: UUID, case_id: UUID
) -> None:
    failed(site, instance, case_id, None)
    page = site.person("anna", Role.ADVISER).page(f"/casussen/{case_id}")
    assert "Een taak kan niet worden afgerond" in page
    assert "Een automatische stap is mislukt" not in page


def test_an_administrator_reads_what_to_repair_and_retries_only_what_can_be(
    site: Site, instance: UUID, case_id: UUID
) -> None:
    beheer = site.person("beheer", Role.ADMINISTRATOR)
    step = failed(site, instance, case_id, None)
    page = beheer.page(f"/taken/{step}")
    assert "Haal de oorzaak weg" in page
    assert "Opnieuw proberen" not in page

    job = site.rows.job(instance, case_id, "Brief")
    automatic = site.rows.task(
        instance, case_id, "Herstel", roles=(Role.ADMINISTRATOR,), kind="repair", job_id=job
    )
    assert "Opnieuw proberen" in beheer.page(f"/taken/{automatic}")


def test_an_open_task_stands_in_the_preview_of_a_changed_term_and_moves(
    site: Site, instance: UUID, case_id: UUID
) -> None:
    lead = site.person("lea", Role.TEAM_LEADER)
    terms = f"/termijnen/{ROTTERDAM}/contactpoging"
    site.rows.task(
        instance,
        case_id,
        "Bellen",
        process_key="casus-zonder-zorg",
        element_id="bellen",
        created_at=NOON - timedelta(hours=1),
    )
    lead.post(terms, {"waarde": "2 weken", "vanaf": "2026-06-01"})

    preview = lead.page(f"{terms}/herberekenen")
    assert "ROT-1 Bellen taak 3 juni 2026, 12:00 15 juni 2026, 11:00" in preview

    answer = lead.post(f"{terms}/herberekenen", {"aantal": "1"})
    assert answer.status_code == 303
    assert "0 timers en 1 taak" in lead.page(terms)
    assert "Nieuwe uiterste datum voor “Bellen”" in lead.page(f"/casussen/{case_id}")
