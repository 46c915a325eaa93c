"""Finding somebody: by number, by name, by BSN."""

import pytest

from engine.domain.access import Role
from tests.integration.web.site import Person, Site, words


@pytest.fixture
def anna(site: Site) -> Person:
    site.rows.case(
        site.rows.client("Müller", "José", bsn="999990019", search_name="muller jose"),
        "ROT-2026-0042",
    )
    return site.person("anna", Role.ADVISER)


@pytest.mark.parametrize(
    "asked", ["ROT-2026-0042", "rot-2026", "muller", "Müll", "José Müller", "  jose  "]
)
def test_a_case_is_found_by_number_or_name(anna: Person, asked: str) -> None:
    answer = anna.client.get("/zoeken", query_string={"zoek": asked})

    assert "Müller, José" in words(answer)


def test_a_case_is_found_by_bsn_which_stays_masked(anna: Person) -> None:
    answer = anna.post("/zoeken/bsn", {"bsn": "9999.90.019"})

    assert "Müller, José" in words(answer)
    assert "•••••0019" in answer.text
    assert "999990019" not in answer.text


def test_a_bsn_in_the_address_is_not_searched_for_and_not_repeated(anna: Person) -> None:
    answer = anna.get("/zoeken?zoek=999990019")

    assert answer.status_code == 422
    assert "Müller" not in answer.text
    assert "999990019" not in words(answer)


def test_a_number_that_is_no_bsn_says_so(anna: Person) -> None:
    answer = anna.post("/zoeken/bsn", {"bsn": "123456789"})

    assert answer.status_code == 422
    assert "Dit is geen geldig BSN" in words(answer)


@pytest.mark.parametrize("asked", ["%", "__", "x' OR 1=1 --", "a" * 500, "%%%"])
def test_signs_of_the_database_are_only_text(anna: Person, asked: str) -> None:
    answer = anna.client.get("/zoeken", query_string={"zoek": asked})

    assert answer.status_code in {200, 422}
    assert "Müller" not in answer.text


def test_nothing_found_says_what_to_try(anna: Person) -> None:
    assert "Kijk naar de spelling" in anna.page("/zoeken?zoek=zzzz")
