"""Logging in and out, and who may do what."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from engine.commands.accounts import (
    CreateUser,
    GrantRole,
    KeepSession,
    LogIn,
    LogOut,
    RevokeRole,
    Session,
)
from engine.commands.terms import SetTerm
from engine.domain.access import SYSTEM, Role
from engine.errors import Invalid, NotFound, TooManyAttempts
from engine.persistence.tables import role_grant, user_account, web_session
from tests.integration.office import MONDAY, PASSWORD, REGION, Office

WRONG = PASSWORD + "!"


def log_in(at: Office, password: str = PASSWORD, minutes: int = 0) -> Session:
    moment = MONDAY + timedelta(minutes=minutes)
    return at.door.execute(SYSTEM, LogIn(username="anna", password=password, at=moment))


def test_a_session_keeps_the_hash_of_its_token_only(at: Office) -> None:
    anna = at.hire("anna", Role.ADVISER)
    session = log_in(at)

    with at.database.reading() as connection:
        row = connection.execute(select(web_session)).one()
    assert (row.user_id, session.user_id) == (anna.user_id, anna.user_id)
    assert session.token not in str(row)
    assert session.token not in repr(session)


def test_a_session_that_ended_is_ended(at: Office) -> None:
    at.hire("anna", Role.ADVISER)
    session = log_in(at)
    at.run(KeepSession(token=session.token, at=MONDAY + timedelta(minutes=5)))
    at.run(LogOut(token=session.token, at=MONDAY + timedelta(hours=1)))
    at.run(LogOut(token=session.token, at=MONDAY + timedelta(hours=2)))

    with at.database.reading() as connection:
        row = connection.execute(select(web_session)).one()
    assert row.revoked_at == MONDAY + timedelta(hours=1)
    assert row.last_seen_at == MONDAY + timedelta(minutes=5)


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(at: Office) -> None:
    at.hire("anna", Role.ADVISER)
    with pytest.raises(Invalid) as wrong_password:
        log_in(at, WRONG)
    with pytest.raises(Invalid) as wrong_name:
        at.run(LogIn(username="niemand", password=PASSWORD, at=MONDAY))

    assert wrong_name.value.message == wrong_password.value.message


def test_after_five_wrong_passwords_the_right_one_waits_too(at: Office) -> None:
    at.hire("anna", Role.ADVISER)
    for minute in range(5):
        with pytest.raises(Invalid):
            log_in(at, WRONG, minute)

    with pytest.raises(TooManyAttempts):
        log_in(at, minutes=5)
    assert log_in(at, minutes=20).token


def test_a_password_is_hashed_and_not_too_short(at: Office) -> None:
    at.hire("anna", Role.ADVISER)
    with at.database.reading() as connection:
        row = connection.execute(select(user_account)).one()
    assert row.password_hash.startswith("$argon2id$")

    with pytest.raises(Invalid, match="minstens 8 tekens"):
        at.run(CreateUser(username="bram", name="Bram", password="kort"))  # noqa: S106 - too short on purpose
    with pytest.raises(Invalid, match="bestaat al"):
        at.run(CreateUser(username="anna", name="Anna", password=PASSWORD))


def test_a_regional_administrator_grants_roles_in_her_region_only(at: Office) -> None:
    anna, bea = at.hire("anna"), at.hire("bea", Role.ADMINISTRATOR)

    at.run(GrantRole(user_id=anna.user_id, role=Role.ADVISER, region=REGION), bea)
    at.run(GrantRole(user_id=anna.user_id, role=Role.ADVISER, region=REGION), bea)
    with pytest.raises(NotFound):
        at.run(GrantRole(user_id=anna.user_id, role=Role.ADVISER, region="5509"), bea)
    with at.database.reading() as connection:
        held = connection.execute(
            select(role_grant).where(role_grant.c.user_id == anna.user_id)
        ).all()
    at.run(RevokeRole(user_id=anna.user_id, role=Role.ADVISER, region=REGION), bea)

    assert len(held) == 1


def test_a_term_is_set_per_region_from_a_day_on(at: Office) -> None:
    # Regel 13: de werkwijze verschilt per regio.
    def set_term(region: str, value: str, year: int) -> None:
        at.run(SetTerm(region=region, name="bellen", value=value, effective_from=date(year, 1, 1)))

    set_term("", "1 week", 2020)
    set_term(REGION, "3 werkdagen", 2026)
    set_term(REGION, "4 werkdagen", 2030)

    with at.database.transaction() as unit:
        assert unit.regions.terms(REGION, date(2025, 1, 1)) == {"bellen": "1 week"}
        assert unit.regions.terms(REGION, date(2026, 1, 1)) == {"bellen": "3 werkdagen"}
        assert unit.regions.terms("5509", date(2026, 1, 1)) == {"bellen": "1 week"}
    with pytest.raises(Invalid):
        set_term(REGION, "een poosje", 2026)
