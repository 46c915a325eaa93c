"""A repeating timer stays in step however late it fires."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from engine.bpmn.elements import TimerKind
from engine.bpmn.timers import Alarm, Moment, arm
from engine.domain.calendar import dutch_calendar

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


CALENDAR = dutch_calendar()


def wall(text: str) -> datetime:
    """A moment on the wall clock in Amsterdam."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM).astimezone(UTC)


def moment(now: str) -> Moment:
    return Moment(now=wall(now), zone=AMSTERDAM, calendar=CALENDAR)


def cycle(text: str, start: str = "2026-01-31T09:00") -> Alarm:
    return arm(TimerKind.CYCLE, text, moment(start))


@given(
    days=st.integers(1, 400),
    late=st.timedeltas(min_value=timedelta(), max_value=timedelta(days=2000)),
)
def test_the_next_firing_always_lies_ahead_and_in_step(days: int, late: timedelta) -> None:
    alarm = cycle(f"R/P{days}D", "2026-03-02T09:00")
    now = alarm.due + late
    after = alarm.following(now, CALENDAR)
    assert after is not None
    assert now < after.due <= now + timedelta(days=days, hours=1)
    assert (after.due.astimezone(AMSTERDAM).date() - date(2026, 3, 2)).days % days == 0
