"""Terms counted from any moment."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from engine.domain.calendar import AMSTERDAM, dutch_calendar
from engine.domain.terms import Term

CALENDAR = dutch_calendar()


MOMENTS = st.datetimes(
    min_value=datetime(2020, 1, 1), max_value=datetime(2060, 1, 1), timezones=st.just(UTC)
)


@given(MOMENTS, st.integers(0, 400))
def test_days_keep_the_clock_on_the_wall_except_in_the_skipped_hour(
    start: datetime, days: int
) -> None:
    local = start.astimezone(AMSTERDAM)
    due = Term(days=days).after(start, CALENDAR).astimezone(AMSTERDAM)
    skipped = timedelta(hours=due.hour - local.hour)
    assert due.date() == local.date() + timedelta(days=days)
    assert skipped in {timedelta(0), timedelta(hours=1)}
    assert (due.minute, due.second) == (local.minute, local.second)


@given(MOMENTS, st.integers(0, 60))
def test_months_land_on_the_same_day_or_on_the_last_of_the_month(
    start: datetime, months: int
) -> None:
    local = start.astimezone(AMSTERDAM)
    due = Term(months=months).after(start, CALENDAR).astimezone(AMSTERDAM)
    passed = (due.year - local.year) * 12 + due.month - local.month
    last_of_month = (due.date() + timedelta(days=1)).month != due.month
    assert passed == months
    assert due.day == local.day or (due.day < local.day and last_of_month)


@given(MOMENTS, st.integers(0, 10_000_000))
def test_hours_count_real_time(start: datetime, seconds: int) -> None:
    assert Term(seconds=seconds).after(start, CALENDAR) - start == timedelta(seconds=seconds)


@given(MOMENTS, st.integers(1, 250))
def test_a_working_day_term_ends_on_a_working_day(start: datetime, count: int) -> None:
    due = Term(workdays=count).after(start, CALENDAR).astimezone(AMSTERDAM).date()
    begun = start.astimezone(AMSTERDAM).date()
    assert CALENDAR.is_workday(due)
    assert CALENDAR.workdays_between(begun, due) == count


@given(MOMENTS, st.sampled_from(["3 werkdagen", "2 weken", "P3M", "PT2H", "10 dagen"]))
def test_a_start_a_day_later_on_the_wall_clock_is_never_due_earlier(
    start: datetime, text: str
) -> None:
    term, local = Term.parse(text), start.astimezone(AMSTERDAM)
    a_day_later = (local + timedelta(days=1)).astimezone(UTC)
    assert term.after(start, CALENDAR) <= term.after(a_day_later, CALENDAR)


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(0, 3_000))
def test_days_counted_back_from_the_end_return_to_the_start(start: date, days: int) -> None:
    term = Term(days=days)
    assert term.before_date(term.after_date(start, CALENDAR), CALENDAR) == start


@given(
    st.builds(
        Term,
        months=st.integers(0, 1_200),
        days=st.integers(0, 36_600),
        workdays=st.just(0),
        seconds=st.integers(0, 1_000_000),
    )
)
def test_a_term_that_is_said_is_never_empty(term: Term) -> None:
    assert str(term)[0].isdigit()
