"""What goes wrong gets a page that says what to do, and nothing about how we are built."""

from collections.abc import Callable, Iterator
from typing import NoReturn
from uuid import uuid4

import pytest

from engine.domain.access import Role
from engine.errors import Conflict, EngineError, Invalid, TooManyAttempts, Unavailable
from engine.persistence.database import Database
from engine.web.csrf import REFUSAL
from tests.integration.web.site import Person, Site, opened_site, words


@pytest.fixture
def small_site(sqlite_url: str) -> Iterator[Site]:
    """Pages of its own: some tests add one."""
    with opened_site(sqlite_url, new_pages=True) as opened:
        yield opened


@pytest.fixture
def anna(small_site: Site) -> Person:
    return small_site.person("anna", Role.ADVISER)


@pytest.fixture
def failing(small_site: Site) -> Callable[[Exception], str]:
    """Add a page that fails."""

    def add(error: Exception) -> str:
        def view() -> NoReturn:
            raise error

        address = f"/proef-{uuid4().hex}"
        small_site.app.add_url_rule(address, address[1:], view)
        return address

    return add


def test_an_unknown_address_and_a_wrong_id_look_alike(anna: Person) -> None:
    answers = [
        anna.get(address)
        for address in (
            "/bestaat-niet",
            f"/taken/{uuid4()}",
            "/taken/geen-id",
            f"/casussen/{uuid4()}",
        )
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Conflict("Bea heeft deze taak al."), 409),
        (Invalid("Er is iets fout.", {"Bedrag": ["Vul een bedrag in."]}), 422),
        (TooManyAttempts("Even wachten.", 60), 429),
        (Unavailable("De database is even weg."), 503),
        (EngineError("Dit kan nu niet."), 500),
    ],
)
def test_every_refusal_has_its_status_and_its_sentence(
    anna: Person, failing: Callable[[Exception], str], error: EngineError, status: int
) -> None:
    answer = anna.get(failing(error))

    assert answer.status_code == status
    assert error.message in words(answer)


def test_what_is_unavailable_says_when_to_try_again(
    anna: Person, failing: Callable[[Exception], str]
) -> None:
    assert anna.get(failing(Unavailable("Even weg."))).headers["Retry-After"] == "5"


def test_a_script_reads_the_same_as_json(anna: Person, failing: Callable[[Exception], str]) -> None:
    wrong = Invalid("Er is iets fout.", {"Bedrag": ["Vul een bedrag in."]})

    answer = anna.get(failing(wrong), Accept="application/json")

    assert answer.json == {
        "message": "Er is iets fout.",
        "problems": [{"place": "Bedrag", "message": "Vul een bedrag in."}],
        "findings": [],
    }


def test_an_unexpected_failure_tells_a_number_and_nothing_else(
    anna: Person, failing: Callable[[Exception], str], caplog: pytest.LogCaptureFixture
) -> None:
    answer = anna.get(failing(ZeroDivisionError("geheim detail")))

    number = words(answer).split("dit nummer: ")[1].split(".")[0]
    assert answer.status_code == 500
    assert "geheim detail" not in answer.text
    assert number in caplog.text


def test_a_database_that_is_gone_gives_a_page_and_not_a_traceback(
    anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_database: Database) -> NoReturn:
        raise Unavailable("De database is even niet bereikbaar.")

    monkeypatch.setattr(Database, "reading", gone)

    answer = anna.get("/")

    assert answer.status_code == 503
    assert "De database is even niet bereikbaar." in words(answer)


def test_a_change_without_the_pages_token_is_refused(small_site: Site, anna: Person) -> None:
    task = small_site.started_task()

    answer = anna.client.post(f"/taken/{task}/oppakken")

    assert answer.status_code == 403
    assert REFUSAL in words(answer)
    assert small_site.column(task, "assignee_id") is None


def test_a_change_from_another_site_is_refused_even_with_the_token(
    small_site: Site, anna: Person
) -> None:
    task = small_site.started_task()

    answer = anna.client.post(
        f"/taken/{task}/oppakken",
        data={"csrf_token": "csrf-anna"},
        headers={"Origin": "https://kwaad.nl"},
    )

    assert answer.status_code == 403


def test_a_token_of_somebody_else_does_not_count(small_site: Site, anna: Person) -> None:
    small_site.person("bea", Role.ADVISER)
    task = small_site.started_task()

    answer = anna.client.post(f"/taken/{task}/oppakken", data={"csrf_token": "csrf-bea"})

    assert answer.status_code == 403


@pytest.mark.parametrize("address", ["/", "/zoeken", "/bestaat-niet", "/inloggen"])
def test_every_answer_carries_the_strict_policy(anna: Person, address: str) -> None:
    headers = anna.get(address).headers

    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_no_page_has_script_or_style_inside_its_text(small_site: Site, anna: Person) -> None:
    for address in ("/", "/zoeken", f"/taken/{small_site.started_task()}"):
        text = anna.get(address).text

        assert "<style" not in text
        assert "style=" not in text
        assert " onclick=" not in text


def test_a_file_that_is_too_large_is_refused(anna: Person) -> None:
    answer = anna.client.post("/signalen", data=b"x" * (21 * 1024 * 1024))

    assert answer.status_code == 413


def test_the_clock_bar_returns_to_the_page_it_was_on(anna: Person) -> None:
    assert "Oefenklok" in anna.get("/").text
    assert (
        anna.post("/oefenklok", {"stap": "week", "terug": "/zoeken"}).headers["Location"]
        == "/zoeken"
    )


def test_the_clock_bar_can_ask_where_the_clock_stands(anna: Person) -> None:
    told = anna.get("/oefenklok")
    assert told.mimetype == "text/plain"
    assert told.text in anna.get("/").text


def test_without_the_demo_there_is_no_clock_to_move(sqlite_url: str) -> None:
    with opened_site(sqlite_url, demo=False) as site:
        anna = site.person("anna", Role.ADVISER)

        assert "Oefenklok" not in anna.get("/").text
        assert anna.post("/oefenklok", {"stap": "week"}).status_code == 404
        assert anna.get("/oefenklok").status_code == 404
