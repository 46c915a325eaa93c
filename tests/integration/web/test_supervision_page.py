"""What is stuck, with the reason in one sentence, and what a supervisor does about it."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from engine.domain.access import Role
from engine.domain.lapse import Check
from tests.integration.web.rows import NOON, ROTTERDAM
from tests.integration.web.site import Person, Site


@pytest.fixture
def leader(site: Site) -> Person:
    return site.person("joris", Role.TEAM_LEADER)


def case_with_instance(site: Site, client: str) -> tuple[UUID, UUID]:
    case_id = site.rows.case(site.rows.client(client), f"ROT-{client}")
    return case_id, site.rows.instance(site.rows.process(b"<x/>", f"p-{client}"), case_id)


def test_a_late_task_says_since_when_and_with_whom(site: Site, leader: Person) -> None:
    anna = site.person("anna", Role.ADVISER)
    case_id, instance = case_with_instance(site, "Berg")
    site.rows.task(instance, case_id, due_in=timedelta(days=-1), assignee_id=anna.user_id)

    page = leader.page("/vastgelopen")

    assert "“Contactpoging doen” had gisteren klaar moeten zijn en ligt bij Anna." in page


def test_a_failed_step_says_how_often_it_was_tried_and_why_it_failed(
    site: Site, leader: Person
) -> None:
    case_id, instance = case_with_instance(site, "Berg")
    job_id = site.rows.job(
        instance, case_id, "Brief versturen", kind="service", state="dead", attempts=5
    )
    site.rows.incident(instance, case_id, job_id, "Het adres ontbreekt.")

    page = leader.page("/vastgelopen")

    assert "“Brief versturen” is vandaag gestopt (5 keer geprobeerd): Het adres ontbreekt." in page


def test_a_retried_job_is_ready_again(site: Site, leader: Person) -> None:
    case_id, instance = case_with_instance(site, "Berg")
    job_id = site.rows.job(
        instance, case_id, "Brief versturen", kind="service", state="dead", attempts=5
    )
    site.rows.incident(instance, case_id, job_id, "Het adres ontbreekt.")

    answer = leader.post(f"/vastgelopen/storingen/{job_id}/opnieuw")

    assert answer.status_code == 303
    assert "Geen: alle automatische stappen zijn gelukt." in leader.page("/vastgelopen")


def test_all_failed_steps_are_retried_at_once(site: Site, leader: Person) -> None:
    for client in ("Berg", "Dijk"):
        case_id, instance = case_with_instance(site, client)
        job_id = site.rows.job(instance, case_id, "Brief maken", kind="service", state="dead")
        site.rows.incident(instance, case_id, job_id, "De opmaak gaf geen antwoord.")
    assert "Alle 2 opnieuw proberen" in leader.page("/vastgelopen")

    leader.post("/vastgelopen/storingen/opnieuw")

    assert "Geen: alle automatische stappen zijn gelukt." in leader.page("/vastgelopen")


def test_who_is_in_most_danger_comes_first(site: Site, leader: Person) -> None:
    for client, urgency in (("Berg", 3), ("Dijk", 1)):
        case_id = site.rows.case(site.rows.client(client), f"ROT-{client}", urgency=urgency)
        instance = site.rows.instance(site.rows.process(b"<x/>", f"p-{client}"), case_id)
        site.rows.task(instance, case_id, due_in=timedelta(days=-urgency))

    page = leader.page("/vastgelopen")

    assert page.index("Dijk") < page.index("Berg")


def test_a_long_wait_names_what_it_waits_for_and_until_when(site: Site, leader: Person) -> None:
    case_id, instance = case_with_instance(site, "Berg")
    site.rows.job(instance, case_id, "Herhaalafspraak", created_at=NOON - timedelta(days=40))

    page = leader.page("/vastgelopen")

    assert "Wacht al 40 dagen op “Herhaalafspraak”; volgt vanzelf op 10 juni." in page


def test_a_case_without_a_next_step_comes_first(site: Site, leader: Person) -> None:
    site.rows.case(site.rows.client("Vergeten"), "ROT-V")

    page = leader.page("/vastgelopen")

    assert "1 zonder vervolgstap" in page
    assert "Open sinds 12 mei 2026, maar er is geen taak en niets volgt vanzelf." in page


def test_what_only_a_failure_holds_up_stands_with_the_failures(site: Site, leader: Person) -> None:
    """Its step can be retried there; a case without a next step is another, graver thing."""
    case_id, instance = case_with_instance(site, "Berg")
    job_id = site.rows.job(instance, case_id, "Brief maken", kind="service", state="dead")
    site.rows.incident(instance, case_id, job_id, "De opmaak gaf geen antwoord.")
    site.rows.task(instance, case_id, "Brief maken", kind="repair", roles=(Role.ADMINISTRATOR,))

    page = leader.page("/vastgelopen")

    assert "0 zonder vervolgstap" in page
    assert "1 storing" in page


def test_when_all_is_well_every_part_says_so(leader: Person) -> None:
    page = leader.page("/vastgelopen")

    assert page.count("Geen: ") == 3


def test_a_watchdog_that_fell_silent_is_said_loudly(site: Site, leader: Person) -> None:
    assert "De waakhond kijkt niet." in leader.page("/vastgelopen")

    looked_at(site, NOON - timedelta(hours=27))
    assert "De waakhond kijkt niet." in leader.page("/vastgelopen")


def test_when_the_watchdog_looked_its_moment_and_its_count_are_shown(
    site: Site, leader: Person
) -> None:
    looked_at(site, NOON - timedelta(hours=6))

    page = leader.page("/vastgelopen")

    assert "De waakhond kijkt niet." not in page
    assert "De waakhond keek voor het laatst op" in page
    assert "0 zonder vervolgstap" in page


def looked_at(site: Site, at: datetime) -> None:
    check = str(Check(at=at, found=0))
    with site.database.transaction() as unit:
        unit.regions.set_state(Check.name(ROTTERDAM), check)
