"""Whatever people post is read or refused, and what was read can be posted again."""

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from engine.feel.convert import Json
from engine.forms.answers import as_posted, read_answer
from engine.forms.components import CHOICES, Component, Kind
from tests.unit.forms.builders import SCOPE, component, form


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_a_moment_survives_being_filled_in_and_posted_again(moment: datetime) -> None:
    moment = moment.replace(second=0, microsecond=0)
    asked = Component(kind=Kind.DATETIME, id="a", key="a")
    again = read_answer(asked, as_posted(moment))
    assert isinstance(again, datetime)
    assert (moment - again).total_seconds() in {0, 3600}  # the hour that comes twice is read once


@given(st.decimals(-(10**9), 10**9, places=4) | st.dates(date(1900, 1, 1)))
def test_a_value_survives_being_filled_in_and_posted_again(value: Decimal | date) -> None:
    kind = Kind.NUMBER if isinstance(value, Decimal) else Kind.DATE
    assert read_answer(Component(kind=kind, id="a", key="a"), as_posted(value)) == value


@given(st.lists(st.text()), st.sampled_from(list(Kind)))
def test_whatever_is_posted_is_read_or_refused(posted: list[str], kind: Kind) -> None:
    if kind in {Kind.SEPARATOR, Kind.SPACER, Kind.TEXT, Kind.GROUP, Kind.BUTTON}:
        return
    subtypes = {"date": "datetime", "time": "datetime"}
    values: Json = [{"value": "x"}] if kind in CHOICES else []
    part = component(subtypes.get(kind, kind), "a", "A", subtype=kind, values=values)
    submission = form(part).submit({"a": posted}, {}, {}, SCOPE)
    assert bool(submission.problems) != bool(submission.values)
