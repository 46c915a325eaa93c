"""When timers are due: on the clock on the wall, also when that clock is moved."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine.bpmn.elements import TimerKind
from engine.bpmn.timers import Alarm, Moment, arm, is_literal, moment_of
from engine.domain.calendar import dutch_calendar
from engine.domain.terms import Term
from engine.errors import ExpressionError
from engine.feel import Value, YearMonthDuration
from tests.rows import every_row

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CALENDAR = dutch_calendar()


def wall(text: str) -> datetime:
    """A moment on the wall clock in Amsterdam."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM).astimezone(UTC)


def moment(now: str) -> Moment:
    return Moment(now=wall(now), zone=AMSTERDAM, calendar=CALENDAR)


DUE = (
    # one day over the night the clocks go forward (29 March) or back (25 October) keeps its hour
    ("2026-03-28T09:00", "P1D", "2026-03-29T09:00"),
    ("2026-10-24T09:00", "P1D", "2026-10-25T09:00"),
    ("2026-10-24T09:00", "P1W", "2026-10-31T09:00"),
    ("2026-03-25T09:00", "P7D", "2026-04-01T09:00"),
    # an hour that does not exist moves up; hours count real time
    ("2026-03-28T02:30", "P1D", "2026-03-29T03:30"),
    ("2026-03-28T23:00", "PT4H", "2026-03-29T04:00"),
    ("2026-10-24T23:00", "PT6H", "2026-10-25T04:00"),
    # the end of a month stays the end of a month
    ("2026-01-31T09:00", "P1M", "2026-02-28T09:00"),
    ("2028-01-31T09:00", "P1M", "2028-02-29T09:00"),
    ("2026-03-31T09:00", "P1M", "2026-04-30T09:00"),
    ("2026-10-31T09:00", "P3M", "2027-01-31T09:00"),
    ("2028-02-29T09:00", "P1Y", "2029-02-28T09:00"),
    ("2028-02-29T09:00", "P4Y", "2032-02-29T09:00"),
    # working days: over a weekend, Koningsdag (27 April), Ascension Day, New Year
    ("2026-03-06T09:00", "1 werkdag", "2026-03-09T09:00"),
    ("2026-04-24T09:00", "1 werkdag", "2026-04-28T09:00"),
    ("2026-04-22T09:00", "3 werkdagen", "2026-04-28T09:00"),
    ("2026-05-13T09:00", "1 werkdag", "2026-05-15T09:00"),
    ("2026-12-31T09:00", "1 werkdag", "2027-01-04T09:00"),
    ("2026-03-07T09:00", "1 werkdag", "2026-03-09T09:00"),
    ("2026-03-02T09:00", "2 weken", "2026-03-16T09:00"),
    # the same over other years and both directions
    ("2027-03-27T02:15", "P1D", "2027-03-28T03:15"),
    ("2027-03-27T01:59", "P1D", "2027-03-28T01:59"),
    ("2027-03-27T03:00", "P1D", "2027-03-28T03:00"),
    ("2027-10-30T02:30", "P1D", "2027-10-31T02:30"),
    ("2027-10-31T01:30", "PT1H", "2027-10-31T02:30"),
    ("2027-03-28T01:30", "PT1H", "2027-03-28T03:30"),
    ("2026-10-24T12:00", "PT24H", "2026-10-25T11:00"),
    ("2026-03-28T12:00", "PT24H", "2026-03-29T13:00"),
    ("2026-01-29T09:00", "P1M", "2026-02-28T09:00"),
    ("2026-01-30T09:00", "P1M", "2026-02-28T09:00"),
    ("2026-12-31T09:00", "P2M", "2027-02-28T09:00"),
    ("2027-12-31T09:00", "P2M", "2028-02-29T09:00"),
    ("2026-08-31T09:00", "P6M", "2027-02-28T09:00"),
    ("2028-02-29T09:00", "P12M", "2029-02-28T09:00"),
    ("2028-02-28T09:00", "P1D", "2028-02-29T09:00"),
    ("2027-02-28T09:00", "P1D", "2027-03-01T09:00"),
    ("2026-12-31T23:59", "P1D", "2027-01-01T23:59"),
    ("2026-12-24T16:00", "2 werkdagen", "2026-12-29T16:00"),
    ("2026-04-02T16:00", "2 werkdagen", "2026-04-07T16:00"),
    ("2026-05-22T09:00", "1 werkdag", "2026-05-26T09:00"),
)


@every_row(("start", "term", "due"), DUE)
def test_a_duration_is_counted_on_the_wall_clock(start: str, term: str, due: str) -> None:
    alarm = arm(TimerKind.DURATION, term, moment(start))
    assert alarm.due == wall(due)


def test_none_of_the_table_is_off() -> None:
    off = [
        row for row in DUE if arm(TimerKind.DURATION, row[1], moment(row[0])).due != wall(row[2])
    ]
    print(f"\ncalendar table: {len(DUE)} cases of clock changes, month ends, leap days, {off} off")
    assert len(DUE) >= 40
    assert not off


DATES: tuple[tuple[Value, str], ...] = (
    ("2026-06-01T09:00:00+02:00", "2026-06-01T09:00"),
    ("2026-06-01T09:00:00", "2026-06-01T09:00"),
    ("2026-12-01T09:00:00", "2026-12-01T09:00"),
    ("2026-07-01", "2026-07-01T00:00"),
    (date(2026, 1, 1), "2026-01-01T00:00"),
    (datetime(2026, 7, 1, 9), "2026-07-01T09:00"),
    (datetime(2026, 7, 1, 7, tzinfo=UTC), "2026-07-01T09:00"),
)


@every_row(("value", "due"), DATES)
def test_a_date_without_a_zone_is_in_amsterdam(value: Value, due: str) -> None:
    assert arm(TimerKind.DATE, value, moment("2026-01-01T09:00")).due == wall(due)


FEEL_DURATIONS: tuple[tuple[Value, str], ...] = (
    (timedelta(days=1), "2026-03-29T09:00"),
    (timedelta(days=1, hours=2), "2026-03-29T11:00"),
    (YearMonthDuration(1), "2026-04-28T09:00"),
    (Term(workdays=1), "2026-03-30T09:00"),
    (timedelta(days=-1), "2026-03-28T09:00"),
)


@every_row(("value", "due"), FEEL_DURATIONS)
def test_a_duration_of_feel_counts_as_it_is_written(value: Value, due: str) -> None:
    assert arm(TimerKind.DURATION, value, moment("2026-03-28T09:00")).due == wall(due)


@every_row("value", [None, True, "morgen", "", ["P1D"], "P-1D", "P999999999Y"])
def test_what_is_no_time_is_refused(value: Value) -> None:
    with pytest.raises(ExpressionError):
        arm(TimerKind.DURATION, value, moment("2026-03-28T09:00"))


@every_row("text", ["R/PT0S", "R0/P1D", "R3", "R3/", "P1D3", "R3/vandaag/P1D", None])
def test_what_is_no_repetition_is_refused(text: str | None) -> None:
    with pytest.raises(ExpressionError):
        arm(TimerKind.CYCLE, text, moment("2026-03-28T09:00"))


def cycle(text: str, start: str = "2026-01-31T09:00") -> Alarm:
    return arm(TimerKind.CYCLE, text, moment(start))


def firings(alarm: Alarm | None) -> list[datetime]:
    """Every moment at which it fires when nobody is late (at most ten)."""
    found: list[datetime] = []
    while alarm is not None and len(found) < 10:
        found.append(alarm.due)
        alarm = alarm.following(alarm.due, CALENDAR)
    return found


def test_a_monthly_cycle_from_the_last_day_stays_at_the_end_of_the_month() -> None:
    months = ("2026-02-28T09:00", "2026-03-31T09:00", "2026-04-30T09:00", "2026-05-31T09:00")
    assert firings(cycle("R4/P1M")) == [wall(month) for month in months]


def test_a_weekly_cycle_keeps_its_hour_when_the_clocks_change() -> None:
    found = firings(cycle("R3/P1W", "2026-03-16T09:00"))
    assert [one.astimezone(AMSTERDAM).hour for one in found] == [9, 9, 9]


def test_a_cycle_with_a_start_fires_then_first() -> None:
    found = firings(cycle("R3/2026-06-01T09:00:00/P1D"))
    assert found == [wall(f"2026-06-0{day}T09:00") for day in (1, 2, 3)]


def test_a_cycle_without_a_number_goes_on() -> None:
    assert len(firings(cycle("R/P1D"))) == 10


def test_firings_missed_during_downtime_are_taken_together() -> None:
    alarm = cycle("R/P1D", "2026-03-02T09:00")
    after = alarm.following(wall("2026-03-12T10:00"), CALENDAR)
    assert after is not None
    assert after.due == wall("2026-03-13T09:00")
    assert after.occurrence == 10


def test_a_counted_cycle_ends_when_its_last_firing_is_past() -> None:
    alarm = cycle("R3/P1D", "2026-03-02T09:00")
    assert alarm.following(wall("2026-03-05T09:00"), CALENDAR) is None


def test_a_timer_that_fires_a_little_early_does_not_fire_the_same_turn_again() -> None:
    alarm = cycle("R/P1D", "2026-03-02T09:00")
    after = alarm.following(alarm.due - timedelta(seconds=5), CALENDAR)
    assert after is not None
    assert after.due == wall("2026-03-04T09:00")


@every_row("seconds", [-5, 0, 5])
def test_a_timer_fired_around_its_moment_counts_once(seconds: int) -> None:
    alarm = cycle("R3/P1D", "2026-03-02T09:00")
    after = alarm.following(alarm.due + timedelta(seconds=seconds), CALENDAR)
    assert after is not None
    assert (after.occurrence, after.due) == (1, wall("2026-03-04T09:00"))


def test_a_deadline_on_a_day_lasts_until_the_end_of_that_day() -> None:
    found = moment_of(date(2026, 6, 1), moment("2026-01-01T09:00"), day_ends=True)
    assert found == wall("2026-06-01T23:59:59")


def test_literals_are_told_from_feel() -> None:
    literals = ["P3D", "PT2H", "R3/P1W", "R/P1D", "2026-06-01", "2026-06-01T09:00:00Z"]
    assert all(is_literal(text) for text in literals)
    assert not any(is_literal(text) for text in ["Plan", "R", 'termijn("x")', "P + Q", "2026-1"])
