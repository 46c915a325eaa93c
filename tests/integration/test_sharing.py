"""Data leaves the care chain with consent only: what forms offer, and what the door refuses."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Row, select

from engine.commands.definitions import Deploy, SourceFile
from engine.domain.access import Role
from engine.errors import Invalid
from engine.persistence.tables import care_case, consent, data_sharing
from tests.integration.filing import Fields, fill_in, open_case, text_form
from tests.integration.office import Office

OFFERED = json.dumps(
    {
        "type": "default",
        "id": "delen",
        "schemaVersion": 16,
        "components": [
            {
                "type": "select",
                "id": "o",
                "key": "ontvanger",
                "label": "Wie?",
                "valuesExpression": "=for d in deelgrondslagen return {value: d.voor}",
            },
            {
                "type": "checklist",
                "id": "g",
                "key": "gedeelde_gegevens",
                "label": "Wat?",
                "valuesExpression": "=deelgrondslagen[voor = ontvanger][1].gegevens",
            },
        ],
    }
).encode()
ASK = text_form("vragen", ["resultaat", "ontvangers", "gegevenscategorieen", "geldig_tot"])
FREE = text_form("vrij", ["ontvanger", "gedeelde_gegevens", "grondslag", "noodreden", "niveau"])
TAKE_BACK = text_form("intrekken", ["reden"])
YES: Fields = {"resultaat": "gegeven", "ontvangers": "gemeente", "gegevenscategorieen": "indicatie"}
TELL: Fields = {"ontvanger": "gemeente", "gedeelde_gegevens": ["indicatie"]}


def shared(at: Office) -> list[Row[tuple[object, ...]]]:
    with at.database.reading() as connection:
        return list(connection.execute(select(data_sharing)).all())


def test_with_consent_a_municipality_is_offered_and_the_sharing_names_its_consent(
    at: Office,
) -> None:
    open_case(at, ("toestemming", ASK), ("deling", OFFERED))
    anna = at.hire("anna", Role.ADVISER)
    fill_in(at, anna, YES)

    fill_in(at, anna, TELL)

    (row,) = shared(at)
    with at.database.reading() as connection:
        given = connection.execute(select(consent)).one()
    assert (row.basis, row.consent_id, row.anonymised) == ("toestemming", given.id, False)
    assert (row.recorded_by, row.categories) == (anna.user_id, ["indicatie"])


def test_without_consent_the_form_offers_the_municipality_no_category(at: Office) -> None:
    open_case(at, ("deling", OFFERED))
    anna = at.hire("anna", Role.ADVISER)

    with pytest.raises(Invalid) as refused:
        fill_in(at, anna, TELL)

    assert set(refused.value.problems) == {"gedeelde_gegevens"}
    assert shared(at) == []


def test_a_recipient_without_any_basis_is_not_offered(at: Office) -> None:
    open_case(at, ("deling", OFFERED))

    with pytest.raises(Invalid) as refused:
        fill_in(at, at.hire("anna", Role.ADVISER), {"ontvanger": "mo"})

    assert "ontvanger" in refused.value.problems


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        ({"ontvanger": "mo", "gedeelde_gegevens": "contact"}, "ontvanger"),
        ({"ontvanger": "gemeente", "gedeelde_gegevens": "risico"}, "gedeelde_gegevens"),
        ({"ontvanger": "gemeente"}, "gedeelde_gegevens"),
        ({"ontvanger": "rijk", "gedeelde_gegevens": "contact"}, "ontvanger"),
        ({"ontvanger": "oco", "grondslag": "noodsituatie"}, "noodreden"),
    ],
)
def test_the_door_refuses_what_a_free_form_would_share_without_basis(
    at: Office, wanted: Fields, place: str
) -> None:
    every = {"ontvanger": "", "gedeelde_gegevens": "", "grondslag": "", "noodreden": ""}
    open_case(at, ("toestemming", ASK), ("deling", FREE))
    anna = at.hire("anna", Role.ADVISER)
    fill_in(at, anna, YES)

    with pytest.raises(Invalid) as refused:
        fill_in(at, anna, {**every, **wanted})

    assert set(refused.value.problems) <= {place}
    assert shared(at) == []


def test_a_withdrawn_consent_and_an_old_one_share_nothing(at: Office) -> None:
    open_case(at, ("toestemming", ASK), ("toestemming-ingetrokken", TAKE_BACK), ("deling", FREE))
    anna = at.hire("anna", Role.ADVISER)
    fill_in(at, anna, YES)
    fill_in(at, anna, {"reden": "bedacht zich"})

    with pytest.raises(Invalid):
        fill_in(at, anna, TELL)


def test_a_consent_ends_by_itself_after_the_term_of_the_region(at: Office) -> None:
    at.term("toestemming", "2 weken")
    open_case(at, ("toestemming", ASK), ("deling", FREE))
    anna = at.hire("anna", Role.ADVISER)
    fill_in(at, anna, YES)
    at.clock.forward(timedelta(days=15))

    with pytest.raises(Invalid):
        fill_in(at, anna, TELL)


def test_an_emergency_becomes_a_task_for_the_privacy_officer(at: Office) -> None:
    open_case(at, ("deling", FREE))
    folder = Path(__file__).parents[2]
    paths = ("processes/noodprocedure-nalezen.bpmn", "forms/noodprocedure-nalezen.form")
    found = [folder / path for path in paths]
    at.term("noodprocedure-nalezen", "1 werkdag")
    at.run(Deploy(files=[SourceFile(filename=p.name, source=p.read_bytes()) for p in found]))
    wanted = {"ontvanger": "mo", "grondslag": "noodsituatie", "noodreden": "vriest, ligt buiten"}

    fill_in(at, at.hire("anna", Role.ADVISER), wanted)

    (review,) = [row for row in at.open_tasks() if row.process_key == "noodprocedure-nalezen"]
    raw = {"nood_oordeel": ["terecht"]}
    at.complete(at.hire("pia", Role.PRIVACY_OFFICER), review.id, raw)
    assert [row.process_key for row in at.open_tasks()] == ["casus"]
    with at.database.reading() as connection:
        assert connection.execute(select(care_case.c.closed_at)).scalar_one() is None


def test_in_an_emergency_anything_goes_with_a_reason_that_is_kept(at: Office) -> None:
    open_case(at, ("deling", FREE))
    wanted = {"ontvanger": "mo", "grondslag": "noodsituatie", "noodreden": "vriest, ligt buiten"}

    fill_in(at, at.hire("anna", Role.ADVISER), wanted)

    (row,) = shared(at)
    assert (row.basis, row.emergency_reason) == ("noodsituatie", "vriest, ligt buiten")
