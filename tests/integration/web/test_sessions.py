"""Logging in, staying in, and getting out."""

from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from engine.commands.accounts import CreateUser
from engine.domain.access import ALL_REGIONS, SYSTEM, Role
from engine.domain.ids import UserId
from tests.integration.web.rows import ROTTERDAM
from tests.integration.web.site import Site, words

PASSWORD = "een-lange-" + "zin"


@pytest.fixture
def anna(site: Site) -> str:
    site.door.execute(SYSTEM, CreateUser(username="anna", name="Anna", password=PASSWORD))
    return "anna"


def log_in(site: Site, username: str, password: str = PASSWORD, **more: str) -> TestResponse:
    browser = site.app.test_client()
    token = browser.get("/inloggen").text.split('name="csrf-token" content="')[1].split('"')[0]
    return browser.post(
        "/inloggen",
        data={
            "csrf_token": token,
            "gebruikersnaam": username,
            "wachtwoord": password,
            **more,
        },
    )


def test_the_right_password_begins_a_session_with_a_closed_cookie(site: Site, anna: str) -> None:
    answer = log_in(site, anna)

    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if "loopplank_sessie" in c)
    assert answer.status_code == 303
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(site: Site, anna: str) -> None:
    wrong, unknown = log_in(site, anna, "onjuist"), log_in(site, "niemand", "onjuist")

    assert wrong.status_code == unknown.status_code == 422
    assert words(wrong) == words(unknown)


def test_the_password_is_not_on_the_page_that_refuses_it(site: Site, anna: str) -> None:
    assert "onjuist-wachtwoord" not in log_in(site, anna, "onjuist-wachtwoord").text


def test_after_too_many_attempts_even_the_right_password_must_wait(site: Site, anna: str) -> None:
    for _ in range(5):
        log_in(site, anna, "onjuist")

    answer = log_in(site, anna)

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_logging_in_returns_to_the_page_that_was_asked_for(site: Site, anna: str) -> None:
    stranger = site.app.test_client().get("/zoeken?zoek=berg")

    assert stranger.headers["Location"] == "/inloggen?terug=/zoeken?zoek%3Dberg"
    assert log_in(site, anna, terug="/zoeken?zoek=berg").headers["Location"] == "/zoeken?zoek=berg"


@pytest.mark.parametrize("address", ["https://kwaad.nl", "//kwaad.nl", "/\\kwaad.nl", "kwaad"])
def test_logging_in_never_leads_to_another_site(site: Site, anna: str, address: str) -> None:
    assert log_in(site, anna, terug=address).headers["Location"] == "/"


def test_logging_out_ends_the_session_itself_not_only_the_cookie(site: Site) -> None:
    bea = site.person("bea", Role.ADVISER)
    bea.post("/uitloggen")
    bea.client.set_cookie("loopplank_sessie", "bea")

    assert bea.get("/").status_code == 303


def test_an_idle_session_ends(site: Site) -> None:
    bea = site.person("bea", Role.ADVISER)
    site.clock.at += timedelta(minutes=31)

    assert bea.get("/").headers["Location"].startswith("/inloggen")


def test_a_session_that_is_used_stays_until_its_last_hour(site: Site) -> None:
    bea = site.person("bea", Role.ADVISER)
    asked = []
    for _ in range(20):
        site.clock.at += timedelta(minutes=25)
        asked.append(bea.get("/").status_code)

    assert asked[:19] == [200] * 19
    assert asked[19] == 303


def test_somebody_without_a_session_reads_nothing_but_the_log_in_page(site: Site) -> None:
    case_id = site.rows.case(site.rows.client("Berg"), "ROT-1")

    answer = site.app.test_client().get(f"/casussen/{case_id}")

    assert answer.status_code == 303
    assert "Berg" not in answer.text


def test_a_fragment_asked_for_without_session_sends_the_whole_page_to_the_log_in(
    site: Site,
) -> None:
    answer = site.app.test_client().get("/", headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"].startswith("/inloggen")


def test_a_role_that_is_taken_away_counts_from_the_next_page(site: Site) -> None:
    chris = site.person("chris", Role.ADVISER)
    before = chris.get("/zoeken").status_code
    with site.database.transaction() as unit:
        unit.accounts.revoke(UserId(chris.user_id), Role.ADVISER, ROTTERDAM)

    assert (before, chris.get("/zoeken").status_code) == (200, 403)


def test_a_role_for_all_regions_counts_in_each_of_them(site: Site) -> None:
    beheer = site.person("beheer", Role.ADMINISTRATOR, region=ALL_REGIONS)

    assert "Storingen" in beheer.page("/vastgelopen")
    assert "Rotterdam, Utrecht" in beheer.get("/vastgelopen").text
