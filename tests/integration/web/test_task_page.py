"""The task page: fill in, keep a draft, complete, and see what comes next."""

from uuid import UUID, uuid4

import pytest

from engine.domain.access import Role
from tests.integration.web.rows import NOON
from tests.integration.web.site import ANSWERS, Person, Site, words


@pytest.fixture
def anna(site: Site) -> Person:
    return site.person("anna", Role.ADVISER)


def case_of(site: Site) -> UUID:
    return site.rows.case(site.rows.client("Berg", "Fatima"), "ROT-1")


def filled(**more: object) -> dict[str, object]:
    return {**ANSWERS, "_revisie": "1", "_inzending": str(uuid4()), **more}


def test_the_page_shows_the_form_and_the_case_beside_it(site: Site, anna: Person) -> None:
    page = anna.page(f"/taken/{site.started_task(case_of(site))}")

    assert "Wie heb je geprobeerd te bereiken?" in page
    assert "Casus ROT-1" in page
    assert "Fatima Berg" in page


def test_a_completed_task_leads_to_what_comes_next(site: Site, anna: Person) -> None:
    task = site.started_task(case_of(site))

    answer = anna.post(f"/taken/{task}", filled())

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/taken/{task}/klaar"
    assert site.column(task, "status") == "completed"
    assert "is afgerond" in anna.page(f"/taken/{task}/klaar")


def test_the_same_form_posted_twice_completes_once(site: Site, anna: Person) -> None:
    task = site.started_task()
    form = filled()

    first, again = anna.post(f"/taken/{task}", form), anna.post(f"/taken/{task}", form)

    assert first.status_code == again.status_code == 303


def test_a_wrong_form_says_what_is_wrong_and_links_to_the_field(site: Site, anna: Person) -> None:
    task = site.started_task()

    answer = anna.post(f"/taken/{task}", filled(kanaal="", resultaat="afspraak"))

    assert answer.status_code == 422
    assert 'href="#veld-kanaal"' in answer.text
    assert 'href="#veld-afspraak_op"' in answer.text
    assert 'id="veld-kanaal"' in answer.text
    assert "Voicemail ingesproken." in answer.text
    assert site.column(task, "status") == "open"


def test_a_conditional_field_appears_without_javascript(site: Site, anna: Person) -> None:
    task = site.started_task()

    answer = anna.post(f"/taken/{task}", filled(resultaat="afspraak", _actie="bijwerken"))

    assert answer.status_code == 200
    assert "Wanneer is de afspraak?" in words(answer)
    assert "Wanneer is de afspraak?" not in anna.page(f"/taken/{task}")


def test_without_javascript_new_questions_are_shown_before_the_task_is_done(
    site: Site, anna: Person
) -> None:
    task = site.started_task()
    asked = {
        "_zonder_script": "ja",
        "_getoond": "ontvanger kanaal tijdstip resultaat notitie tolk_nodig",
    }
    form = filled(resultaat="afspraak", afspraak_op="2026-06-03", **asked)

    first = anna.post(f"/taken/{task}", form)

    assert first.status_code == 200
    assert "Door je antwoorden zijn er vragen bijgekomen" in words(first)
    assert site.column(task, "status") == "open"
    again = anna.post(f"/taken/{task}", {**form, "_getoond": asked["_getoond"] + " afspraak_op"})
    assert again.status_code == 303


def test_a_conditional_field_appears_as_a_fragment(site: Site, anna: Person) -> None:
    task = site.started_task()

    answer = anna.post(f"/taken/{task}/velden", filled(resultaat="afspraak"))

    assert answer.text.startswith('<div id="velden">')
    assert "Wanneer is de afspraak?" in answer.text


def test_a_draft_is_kept_and_comes_back(site: Site, anna: Person) -> None:
    task = site.started_task()
    anna.post(f"/taken/{task}/concept", {"notitie": "Belt morgen terug", "tolk_nodig": "true"})

    page = anna.get(f"/taken/{task}").text

    assert "Belt morgen terug" in page
    assert "Dit is je concept van" in page
    assert site.column(task, "draft_by") == anna.user_id


def test_a_draft_saved_while_typing_says_when(site: Site, anna: Person) -> None:
    task = site.started_task()
    token = {"X-CSRF-Token": "csrf-anna", "HX-Request": "true"}

    answer = anna.client.post(f"/taken/{task}/concept", data={"notitie": "x"}, headers=token)

    assert answer.text.strip() == "Concept bewaard om 12:00"


def test_the_pages_own_fields_are_never_part_of_the_draft(site: Site, anna: Person) -> None:
    task = site.started_task()
    anna.post(f"/taken/{task}/concept", filled())

    draft = site.column(task, "draft")

    assert isinstance(draft, dict)
    assert set(draft) <= set(ANSWERS)


def test_of_two_people_one_completes_and_the_other_reads_who_did(site: Site, anna: Person) -> None:
    bea = site.person("bea", Role.ADVISER)
    task = site.started_task()
    anna.post(f"/taken/{task}", filled())

    answer = bea.post(f"/taken/{task}", filled())

    assert answer.status_code == 409
    assert "Anna heeft deze taak al afgerond op 1 juni 2026 om 12:00" in words(answer)
    assert "Voicemail ingesproken." in words(answer)


def test_a_page_that_is_out_of_date_is_refused_with_what_was_filled_in(
    site: Site, anna: Person
) -> None:
    task = site.started_task()
    anna.post(f"/taken/{task}/oppakken")

    answer = anna.post(f"/taken/{task}", filled(_revisie="1"))

    assert answer.status_code == 409
    assert "Dit had je ingevuld" in words(answer)
    assert "Voicemail ingesproken." in words(answer)


def test_a_colleagues_task_shows_who_has_it_and_no_form(site: Site, anna: Person) -> None:
    bea = site.person("bea", Role.ADVISER)
    task = site.started_task()
    bea.post(f"/taken/{task}/oppakken")

    page = anna.get(f"/taken/{task}").text

    assert "Bea heeft deze taak vandaag opgepakt." in page
    assert "taakformulier" not in page


def test_a_task_goes_back_to_its_group(site: Site, anna: Person) -> None:
    task = site.started_task()
    anna.post(f"/taken/{task}/oppakken")
    held = site.column(task, "assignee_id")

    anna.post(f"/taken/{task}/teruggeven")

    assert (held, site.column(task, "assignee_id")) == (anna.user_id, None)


def test_who_did_the_step_before_reads_that_a_colleague_confirms(site: Site, anna: Person) -> None:
    first = site.started_task()
    anna.post(f"/taken/{first}", filled())
    second = site.rows.task(
        site.rows.instance_of(first),
        None,
        "Bevestigen",
        properties={"vierogen": "contactpoging-doen"},
    )
    bea = site.person("bea", Role.ADVISER)

    assert "een collega bevestigt deze" in anna.page(f"/taken/{second}")
    assert "een collega bevestigt deze" not in bea.page(f"/taken/{second}")


def test_a_task_for_another_role_names_that_role(site: Site) -> None:
    secretary = site.person("tineke", Role.TABLE_SECRETARY)

    assert "Deze taak is voor Klantadviseur." in secretary.page(f"/taken/{site.started_task()}")


def test_a_team_leader_hands_a_task_over(site: Site, anna: Person) -> None:
    leader = site.person("joris", Role.TEAM_LEADER)
    task = site.started_task()

    leader.post(f"/vastgelopen/taken/{task}/overdragen", {"medewerker": str(anna.user_id)})

    assert site.column(task, "assignee_id") == anna.user_id
    assert site.column(task, "claimed_at") == NOON


def test_every_answer_on_the_page_has_a_label(site: Site, anna: Person) -> None:
    page = anna.get(f"/taken/{site.started_task()}").text

    for key in ("ontvanger", "tijdstip", "notitie"):
        assert f'for="veld-{key}"' in page
    assert page.count("<legend>") == 2


def test_a_draft_that_cannot_be_kept_says_why_and_leaves_the_form_alone(
    site: Site, anna: Person
) -> None:
    task = site.started_task()
    site.person("bea", Role.ADVISER).post(f"/taken/{task}/oppakken")
    headers = {"X-CSRF-Token": "csrf-anna", "HX-Request": "true"}

    answer = anna.client.post(f"/taken/{task}/concept", data={"notitie": "x"}, headers=headers)

    assert answer.status_code == 409
    assert answer.headers["HX-Retarget"] == "#concept"
    assert answer.text.startswith("Bea heeft deze taak")
