"""Who is involved in a case: a row per party, with its own responsibility and room to share."""

from pathlib import Path

from sqlalchemy import select

from engine.domain.access import Role
from engine.persistence.tables import party
from tests.integration.filing import fill_in, open_case
from tests.integration.office import Office

FORM = (Path(__file__).parents[2] / "forms" / "partijen.form").read_bytes()
ANSWERS = {
    "partijen": ["dossierhouder", "mo", "gemeente"],
    "partij_dossierhouder": "De Linde",
    "partij_dossierhouder_taak": "Zorg en een plek",
    "partij_mo": "Het Perron",
    "partij_mo_taak": "Een bed tot er een plek is",
    "partij_gemeente_taak": "Briefadres",
    "regiehouder": "Zorgkantoor",
    "client_betrokken": "ja",
}


def parties(at: Office, **answers: str | list[str]) -> dict[str, tuple[str, str, bool]]:
    open_case(at, ("partijen", FORM))
    fill_in(at, at.hire("anna", Role.ADVISER), {**ANSWERS, **answers})
    with at.database.reading() as connection:
        return {
            row.role: (row.organisation, row.responsibility, row.sharing_allowed)
            for row in connection.execute(select(party))
        }


def test_each_party_has_its_own_responsibility(at: Office) -> None:
    """Regels 62 en 63."""
    assert parties(at, delen_toegestaan="nee") == {
        "dossierhouder": ("De Linde", "Zorg en een plek", True),
        "mo": ("Het Perron", "Een bed tot er een plek is", False),
        "gemeente": ("", "Briefadres", False),
    }


def test_whom_to_share_with_is_chosen_per_party_and_needs_a_ground(at: Office) -> None:
    """Regel 11, D5: the chain may know what the care needs; outside it only with consent."""
    found = parties(at, delen_toegestaan="ja", delen_met=["mo"])
    assert {role: may for role, (_, _, may) in found.items()} == {
        "dossierhouder": True,
        "mo": False,
        "gemeente": False,
    }
