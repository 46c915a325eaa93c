"""A table: what participants get to know is a row each, and its actions are rows of their own."""

import pytest
from sqlalchemy import Row, Table, select

from engine.domain.access import Role
from engine.errors import Invalid
from engine.persistence.tables import data_sharing, escalation, escalation_action
from tests.integration.filing import Fields, fill_in, open_case, text_form
from tests.integration.office import Office

_NAMES = ["niveau", "deelnemers", "anonimiseren", "noodreden", "grondslag_gemeente", "grondslag_mo"]
QUESTION = text_form("vraag", _NAMES)
CONSENT = text_form("vragen", ["resultaat", "ontvangers", "gegevenscategorieen", "geldig_tot"])
_ACTIONS = [f"actie_{n}{part}" for n in (1, 2) for part in ("", "_wie", "_op")]
DECISION = text_form("besluit", ["uitkomst", "besluit", *_ACTIONS])
YES: Fields = {"resultaat": "gegeven", "ontvangers": "gemeente", "gegevenscategorieen": "situatie"}
BY_NAME: Fields = {"niveau": "2", "anonimiseren": "nee"}


def rows(at: Office, table: Table) -> list[Row[tuple[object, ...]]]:
    with at.database.reading() as connection:
        return list(connection.execute(select(table)).all())


def test_each_participant_who_knows_the_client_is_a_sharing_with_its_basis(at: Office) -> None:
    open_case(at, ("toestemming", CONSENT), ("opschaling", QUESTION))
    anna = at.hire("anna", Role.CARE_ADVISER, Role.ADVISER)
    fill_in(at, anna, YES)
    ground = {"deelnemers": "gemeente", "grondslag_gemeente": "toestemming"}
    fill_in(at, anna, {**BY_NAME, **ground})

    (row,) = rows(at, data_sharing)
    assert [row.recipient_kind, row.basis, row.categories] == [
        "gemeente",
        "toestemming",
        ["situatie"],
    ]
    assert row.consent_id is not None
    (asked,) = rows(at, escalation)
    assert asked.participants == ["gemeente (toestemming)"]


def test_without_consent_a_participant_outside_the_chain_is_refused(at: Office) -> None:
    open_case(at, ("opschaling", QUESTION))
    anna = at.hire("anna", Role.ADVISER)
    ground = {"deelnemers": "mo", "grondslag_mo": "toestemming"}
    with pytest.raises(Invalid):
        fill_in(at, anna, {**BY_NAME, **ground})
    assert rows(at, data_sharing) == []


def test_an_anonymous_participant_gets_to_know_nobody(at: Office) -> None:
    open_case(at, ("opschaling", QUESTION))
    anna = at.hire("anna", Role.ADVISER)
    fill_in(at, anna, {**BY_NAME, "deelnemers": "gemeente", "grondslag_gemeente": "anoniem"})
    assert rows(at, data_sharing) == []


def test_above_the_regional_table_nobody_is_named_whatever_the_form_says(at: Office) -> None:
    open_case(at, ("opschaling", QUESTION))
    anna = at.hire("anna", Role.ADVISER)
    fill_in(at, anna, {**BY_NAME, "niveau": "3", "deelnemers": "dossierhouder"})
    assert rows(at, data_sharing) == []


def test_the_client_at_the_table_is_no_sharing(at: Office) -> None:
    """Regels 7 and 140."""
    open_case(at, ("opschaling", QUESTION))
    anna = at.hire("anna", Role.ADVISER)
    fill_in(at, anna, {**BY_NAME, "deelnemers": "client"})
    assert rows(at, data_sharing) == []


def test_an_emergency_at_a_table_is_kept_with_its_reason(at: Office) -> None:
    open_case(at, ("opschaling", QUESTION))
    anna = at.hire("anna", Role.ADVISER)
    ground = {"deelnemers": "mo", "grondslag_mo": "noodsituatie", "noodreden": "Vriest buiten"}
    fill_in(at, anna, {**BY_NAME, **ground})
    (row,) = rows(at, data_sharing)
    assert [row.basis, row.emergency_reason] == ["noodsituatie", "Vriest buiten"]


def test_the_actions_of_a_decision_are_rows_with_who_and_when(at: Office) -> None:
    open_case(at, ("opschaling", QUESTION), ("tafelbesluit", DECISION))
    anna = at.hire("anna", Role.ADVISER)
    fill_in(at, anna, {"niveau": "2"})
    first = {"actie_1": "Plek maken", "actie_1_wie": "De Linde"}
    fill_in(at, anna, {"uitkomst": "oplossing", **first, "actie_2": "Bellen"})
    found = rows(at, escalation_action)
    assert [(row.what, row.who) for row in found] == [("Plek maken", "De Linde"), ("Bellen", "")]
