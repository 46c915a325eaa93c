"""The case page: one screen with what is known, what waits and what happened."""

import re
from datetime import timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest

from engine.domain.access import Role
from engine.persistence import tables
from engine.queries.timeline import LIMIT
from tests.drawing import diagram, end, flows, start, user
from tests.integration.web.rows import NOON
from tests.integration.web.site import Person, Site

DRAWN = diagram(
    start(),
    user("bellen", name="Bellen"),
    end(),
    flows("begin > bellen > einde"),
    key="casus-zonder-zorg",
)


@pytest.fixture
def anna(site: Site) -> Person:
    return site.person("anna", Role.ADVISER)


@pytest.fixture
def case_id(site: Site) -> UUID:
    return site.rows.case(site.rows.client("Berg", "Fatima", bsn="999990019"), "ROT-1")


@pytest.fixture
def instance(site: Site, case_id: UUID) -> UUID:
    return site.rows.instance(
        site.rows.process(DRAWN), case_id, tokens=[["casus-zonder-zorg", "bellen"]]
    )


def test_a_timer_reads_as_something_that_follows_by_itself(
    site: Site, anna: Person, case_id: UUID, instance: UUID
) -> None:
    site.rows.job(instance, case_id, "Volgende contactpoging", due_at=NOON + timedelta(days=2))

    page = anna.page(f"/casussen/{case_id}")

    assert "Volgende contactpoging volgt vanzelf op woensdag 3 juni" in page


def test_a_bsn_shows_its_last_digits_only(anna: Person, case_id: UUID) -> None:
    answer = anna.get(f"/casussen/{case_id}")

    assert "•••••0019" in answer.text
    assert "999990019" not in answer.text


def test_a_secret_address_stays_hidden(site: Site, anna: Person) -> None:
    client = site.rows.client("Stil", secret_address=True)
    site.rows.add(
        tables.client_address, id=client, client_id=client, kind="BRP", street="Geheimstraat"
    )

    answer = anna.get(f"/casussen/{site.rows.case(client, 'ROT-2')}")

    assert "geheim adres" in answer.text
    assert "Geheimstraat" not in answer.text


@pytest.mark.parametrize(
    ("secret", "shown"), [(False, "Borne (centrumgemeente Enschede)"), (True, "afgeschermd")]
)
def test_the_page_says_which_centrumgemeente_speaks_for_the_client(
    site: Site, anna: Person, shown: str, *, secret: bool
) -> None:
    """Regels 12 and 134."""
    client = site.rows.client("Stil", secret_address=secret)
    places = {"municipality_brp": "Borne", "central_brp": "Enschede"}
    case = site.rows.case(client, "ROT-2", **places)

    assert f"<dt>Ingeschreven in</dt><dd>{shown}</dd>" in anna.get(f"/casussen/{case}").text


def test_the_story_names_who_did_what(
    site: Site, anna: Person, case_id: UUID, instance: UUID
) -> None:
    site.rows.event(instance, case_id, "Contactpoging doen", actor_id=anna.user_id)

    page = anna.page(f"/casussen/{case_id}")

    assert "28 mei 2026, 12:00 “Contactpoging doen” afgerond door Anna" in page


def test_the_story_has_the_main_line_and_the_steps_between_on_request(
    site: Site, anna: Person, case_id: UUID, instance: UUID
) -> None:
    site.rows.event(instance, case_id, "Contactpoging doen", actor_id=anna.user_id)
    site.rows.event(instance, case_id, "Vervolg bepaald", kind="entered", element_type="endEvent")

    assert "Bereikt: vervolg bepaald" not in anna.page(f"/casussen/{case_id}")
    everything = anna.page(f"/casussen/{case_id}?verloop=alles")
    assert "Bereikt: vervolg bepaald" in everything
    assert "“Contactpoging doen” afgerond" in everything


def test_a_long_story_goes_on_where_the_page_ended(
    site: Site, anna: Person, case_id: UUID, instance: UUID
) -> None:
    for number in range(LIMIT + 1):
        at = NOON - timedelta(days=number)
        site.rows.event(instance, case_id, f"Poging {number}.", at=at, actor_id=anna.user_id)

    first = anna.get(f"/casussen/{case_id}").text
    assert f"Poging {LIMIT}." not in first
    earlier = re.search(r'href="([^"]*tot=[^"]*)#verloop"', first)
    assert earlier
    assert f"Poging {LIMIT}." in anna.page(unescape(earlier[1]))


def test_nothing_is_lost_between_two_parts_of_a_long_story(
    site: Site, anna: Person, case_id: UUID, instance: UUID
) -> None:
    reported = uuid4()
    site.rows.event(instance, case_id, "Crisis", kind="reported", task_id=reported, at=NOON)
    site.rows.event(instance, case_id, "Crisis", kind="fired", task_id=reported, at=NOON)
    for number in range(1, LIMIT):
        site.rows.event(instance, case_id, "Poging", at=NOON - timedelta(days=number))
    site.rows.event(instance, case_id, "Eerste gesprek", at=NOON - timedelta(days=LIMIT + 1))
    site.rows.document(case_id, "Oude brief", created_at=NOON - timedelta(days=LIMIT + 2))

    first = anna.get(f"/casussen/{case_id}").text
    earlier = re.search(r'href="([^"]*tot=[^"]*)#verloop"', first)

    assert "Document gemaakt: Oude brief" not in first
    assert earlier
    second = anna.page(unescape(earlier[1]))
    assert "“Eerste gesprek” afgerond" in second
    assert "Document gemaakt: Oude brief" in second


def test_a_failed_step_shows_on_the_case(
    site: Site, anna: Person, case_id: UUID, instance: UUID
) -> None:
    job_id = site.rows.job(instance, case_id, "Brief versturen", kind="service", state="dead")
    site.rows.incident(instance, case_id, job_id, "De mailserver antwoordt niet.")

    page = anna.page(f"/casussen/{case_id}")

    assert "Een automatische stap is mislukt" in page
    assert re.search(r"2026, \d\d:\d\d: De mailserver antwoordt niet. De casus wacht", page)
    assert "Opnieuw proberen" not in page


def test_a_team_leader_can_retry_a_failed_step_from_the_case(
    site: Site, case_id: UUID, instance: UUID
) -> None:
    job_id = site.rows.job(instance, case_id, "Brief versturen", kind="service", state="dead")
    site.rows.incident(instance, case_id, job_id, "De mailserver antwoordt niet.")
    leader = site.person("joris", Role.TEAM_LEADER)

    assert "Opnieuw proberen" in leader.page(f"/casussen/{case_id}")


def test_a_case_without_a_next_step_alarms(anna: Person, case_id: UUID) -> None:
    assert "Deze casus heeft geen vervolgstap." in anna.page(f"/casussen/{case_id}")


@pytest.mark.usefixtures("instance")
def test_the_diagram_is_there_for_the_viewer_and_as_a_list(anna: Person, case_id: UUID) -> None:
    answer = anna.get(f"/casussen/{case_id}/diagram")
    page = anna.page(f"/casussen/{case_id}/diagram")

    assert 'data-diagram="diagram-gegevens"' in answer.text
    assert "Hier is de casus nu Bellen" in page


def test_a_letter_opens_in_the_browser_under_a_policy_that_runs_nothing(
    site: Site, anna: Person, case_id: UUID
) -> None:
    answer = anna.get(f"/documenten/{site.rows.document(case_id, 'Brief')}")

    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("inline; filename*=UTF-8''brief%20")
    assert "script" not in answer.headers["Content-Security-Policy"]


def test_a_document_of_an_active_kind_is_only_ever_a_file(
    site: Site, anna: Person, case_id: UUID
) -> None:
    document = site.rows.document(case_id, "Bijlage", media_type="text/html")

    answer = anna.get(f"/documenten/{document}")

    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_what_a_case_does_not_wait_for_cannot_be_asked_of_it(anna: Person, case_id: UUID) -> None:
    page = anna.page(f"/casussen/{case_id}")
    late = anna.post(f"/casussen/{case_id}/vragen", {"wat": "contact-vervroegen"})
    odd = anna.post(f"/casussen/{case_id}/vragen", {"wat": "casus-openen"})

    assert "Nu al contact opnemen" not in page
    assert (late.status_code, odd.status_code) == (409, 404)
