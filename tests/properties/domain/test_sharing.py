"""Whatever the facts are, sharing never widens where a rule narrows (table D5)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from engine.domain.sharing import (
    HIGHEST_NAMED_LEVEL,
    Agreed,
    Allowance,
    Basis,
    Category,
    Recipient,
    Room,
    Wanted,
    allowance,
    judged,
    offered,
)
from engine.errors import Invalid

DAYS = st.dates(date(2025, 1, 1), date(2028, 1, 1))
RECIPIENTS = st.sampled_from([*Recipient, "iemand"])
CATEGORIES = st.frozensets(st.sampled_from(Category))
LEVELS = st.none() | st.integers(0, 5)


@st.composite
def agreements(draw: st.DrawFn) -> Agreed:
    start = draw(DAYS)
    return Agreed(
        recipients=frozenset(draw(st.frozensets(RECIPIENTS, max_size=4))),
        categories=frozenset(draw(CATEGORIES)),
        from_day=start,
        to_day=start + timedelta(days=draw(st.integers(0, 400))),
    )


CONSENTS = st.lists(agreements(), max_size=4)
ROOMS = st.builds(allowance, RECIPIENTS, CONSENTS, DAYS, LEVELS)


@given(RECIPIENTS, CONSENTS, agreements(), DAYS, LEVELS)
def test_another_consent_never_takes_room_away(
    recipient: str, consents: list[Agreed], extra: Agreed, day: date, level: int | None
) -> None:
    before = allowance(recipient, consents, day, level)
    after = allowance(recipient, [*consents, extra], day, level)

    assert after.room >= before.room
    assert set(after.categories) >= set(before.categories)


@given(RECIPIENTS, CONSENTS, DAYS, st.integers(HIGHEST_NAMED_LEVEL + 1, 5))
def test_above_the_second_level_nobody_is_named(
    recipient: str, consents: list[Agreed], day: date, level: int
) -> None:
    assert not allowance(recipient, consents, day, level).is_named


@given(CONSENTS, DAYS, LEVELS)
def test_only_what_was_consented_to_leaves_the_care_chain(
    consents: list[Agreed], day: date, level: int | None
) -> None:
    for room in offered(consents, day, level):
        if room.room is Room.CONSENTED:
            given_away = {
                c for one in consents if one.covers(room.recipient, day) for c in one.categories
            }
            assert set(room.categories) == given_away


@given(ROOMS, CATEGORIES, st.booleans())
def test_what_is_judged_fits_in_the_room_that_there_is(
    room: Allowance,
    categories: frozenset[Category],
    anonymous: bool,  # noqa: FBT001 - a generated fact
) -> None:
    wanted = Wanted(categories=tuple(categories), anonymous=anonymous)
    try:
        basis = judged(wanted, room)
    except Invalid:
        return

    assert room.room is not Room.NOTHING
    assert basis is Basis.ANONYMOUS or categories <= set(room.categories)
    assert basis is not Basis.EMERGENCY
