"""The check of a refusal keeps one row: the checker's, confirmed by somebody else or not."""

import pytest
from sqlalchemy import select

from engine.domain.access import Role
from engine.persistence.tables import refusal_check
from tests.integration.filing import fill_in, open_case, text_form
from tests.integration.office import Office

CHECK = text_form("toets", ["persoonlijk_gesproken", "conclusie"])
CONFIRM = text_form("bevestiging", ["akkoord"])


@pytest.mark.parametrize(("agreed", "is_confirmed"), [("ja", True), ("nee", False)])
def test_a_colleague_confirms_a_check_or_not_and_adds_no_check(
    at: Office, agreed: str, *, is_confirmed: bool
) -> None:
    """UT20, vierogen: who does not agree leaves the check unconfirmed."""
    open_case(at, ("weigeringstoets", CHECK), ("weigeringstoets", CONFIRM))
    anna, bram = at.hire("anna", Role.ADVISER), at.hire("bram", Role.ADVISER)
    fill_in(at, anna, {"persoonlijk_gesproken": "ja", "conclusie": "bewuste-keuze"})
    fill_in(at, bram, {"akkoord": agreed})
    with at.database.reading() as connection:
        (row,) = connection.execute(select(refusal_check)).all()
    assert (row.conclusion, row.confirmed_at is not None) == ("bewuste-keuze", is_confirmed)
