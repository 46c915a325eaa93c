"""Any value at rest loses nothing: no type, no order, no name."""

import json
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bpmn.serialization import Json, pack, unpack
from engine.domain.terms import Term
from engine.feel import Range, Value, YearMonthDuration

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


ZONES: st.SearchStrategy[tzinfo | None] = st.sampled_from(
    [None, UTC, AMSTERDAM, timezone(timedelta(hours=-3, minutes=-30))]
)


def _in(at: datetime, zone: tzinfo | None) -> datetime:
    """A moment in a zone, with the one of two equal hours told apart where there are two."""
    plain = at.replace(fold=0)
    return plain if zone is None else plain.replace(tzinfo=UTC).astimezone(zone)


NUMBERS = st.decimals(allow_nan=False, allow_infinity=False)


SIMPLE: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.booleans(),
    st.text(),
    NUMBERS,
    st.dates(),
    st.datetimes(datetime(1900, 1, 1)).flatmap(lambda at: ZONES.map(lambda zone: _in(at, zone))),
    st.timedeltas(),
    st.integers(-9999, 9999).map(YearMonthDuration),
    st.builds(Term, months=st.integers(0, 99), workdays=st.integers(0, 99)),
    st.builds(Range, NUMBERS, NUMBERS, st.booleans(), st.booleans()),
)


NAMES = st.one_of(st.sampled_from(["$", "v", "typename", "", "naam"]), st.text(max_size=3))


VALUES = st.recursive(
    SIMPLE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


def through_json(value: Value) -> Value:
    written: Json = json.loads(json.dumps(pack(value), allow_nan=False))
    return unpack(written)


@settings(max_examples=50)
@given(value=VALUES)
def test_every_value_comes_back_as_it_was(value: Value) -> None:
    again = through_json(value)
    assert again == value
    assert type(again) is type(value)
    assert str(again) == str(value)
