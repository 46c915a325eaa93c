"""No region and no day makes a bridging place last longer than three months."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.bridging import LONGEST, latest_end
from engine.domain.calendar import dutch_calendar
from engine.domain.limits import check_limit
from engine.domain.terms import Term
from engine.errors import Invalid

CALENDAR = dutch_calendar()
STARTS = st.dates(date(2024, 1, 1), date(2031, 12, 31))
TERMS = st.builds(
    Term,
    months=st.integers(0, 4),
    days=st.integers(0, 120),
    workdays=st.integers(0, 80),
    seconds=st.integers(0, 100_000),
)


@given(STARTS, TERMS)
def test_the_latest_end_is_never_beyond_three_months(start: date, agreed: Term) -> None:
    end = latest_end(start, agreed, CALENDAR)

    assert start <= end <= LONGEST.after_date(start, CALENDAR)


@given(TERMS, STARTS)
def test_a_term_that_may_be_set_never_ends_later_than_three_months(term: Term, start: date) -> None:
    try:
        check_limit("overbruggingsplek", term)
    except Invalid:
        return

    assert term.after_date(start, CALENDAR) <= LONGEST.after_date(start, CALENDAR)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2026, 1, 31), date(2026, 4, 30)),
        (date(2026, 9, 25), date(2026, 12, 25)),
    ],
)
def test_the_end_has_the_same_day_number_or_is_the_last_of_the_month(
    start: date, end: date
) -> None:
    assert latest_end(start, LONGEST, CALENDAR) == end


def test_another_term_has_no_limit() -> None:
    check_limit("contactpoging", Term(months=600))
