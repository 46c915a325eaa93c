"""Nobody types a centrumgemeente: it follows from where the client is registered and stays."""

from dataclasses import replace

import pytest

from engine.commands.standing import SetMunicipalities
from engine.domain.access import SYSTEM, Role
from engine.domain.client import Address
from engine.persistence.tables import care_case
from engine.queries.cases import case_header
from tests.integration.filing import fill_in, open_case, text_form
from tests.integration.office import REGION, Office
from tests.integration.standing import CASE
from tests.integration.test_signals import new_signal, register, rows, throwing

PLACES = ("municipality_brp", "central_brp", "municipality_stay", "central_stay")


@pytest.fixture
def city(at: Office) -> Office:
    """Amsterdam speaks for Diemen."""
    at.run(SetMunicipalities(region=REGION, municipalities={"Amsterdam": ["Diemen"]}))
    return at


def opened(at: Office, town: str, signalled: str, *, secret: bool = False) -> list[object]:
    """Open a case about somebody who lives in a town; tell the columns."""
    at.deploy(throwing("signaal-verwerken", "casus-openen"), CASE)
    at.term("wacht", "4 weken")
    signal = new_signal()
    client = replace(signal.client, address=Address(city=town), secret_address=secret)
    register(at, replace(signal, client=client, facts={"gemeente": signalled}))
    at.complete(SYSTEM, at.open_tasks()[0].id)
    (case,) = rows(at, care_case)
    return [case[column] for column in PLACES]


@pytest.mark.parametrize(
    ("town", "signalled", "known"),
    [
        ("Diemen", "", ["Diemen", "Amsterdam", None, None]),
        ("", "diemen ", ["diemen", "Amsterdam", None, None]),
        ("Diemen", "Amsterdam", ["Diemen", "Amsterdam", "Amsterdam", "Amsterdam"]),
        ("Klein Dorp", "Diemen", ["Diemen", "Amsterdam", None, None]),
        ("Utrecht", "Utrecht", ["Utrecht", "Utrecht", None, None]),
        ("", "", [None, None, None, None]),
    ],
)
def test_a_case_opens_with_the_municipality_and_who_speaks_for_it(
    city: Office, town: str, signalled: str, known: list[object]
) -> None:
    """Regels 12 and 134."""
    assert opened(city, town, signalled) == known


def test_a_secret_address_tells_no_municipality(city: Office) -> None:
    assert opened(city, "Diemen", "", secret=True) == [None] * 4


def test_a_conversation_names_where_the_client_stays(city: Office) -> None:
    """Regels 12 and 134."""
    anna = city.hire("anna", Role.ADVISER)
    open_case(city, ("gesprek", text_form("verblijf", ["ethos", "gemeente_verblijf"])))
    fill_in(city, anna, {"ethos": "3", "gemeente_verblijf": "Diemen"})
    (case,) = rows(city, care_case)
    assert [case[column] for column in PLACES] == [None, None, "Diemen", "Amsterdam"]
    with city.database.reading() as connection:
        shown = case_header(connection, anna, case["id"])  # type: ignore[arg-type]  # a row's column
    assert (shown.registered_in, shown.stays_in) == ("", "Diemen (centrumgemeente Amsterdam)")
