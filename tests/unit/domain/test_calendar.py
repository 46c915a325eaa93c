"""The working days of a Dutch office."""

from datetime import date

from engine.domain.calendar import dutch_calendar
from tests.rows import every_row

CALENDAR = dutch_calendar()


PUBLIC_HOLIDAYS = [
    *("2026-01-01", "2026-04-06", "2026-04-27", "2026-05-14", "2026-05-25", "2026-12-25"),
    *("2025-05-05", "2030-05-05", "2027-05-17", "2028-04-17", "2028-05-25", "2026-12-26"),
]


@every_row("day", PUBLIC_HOLIDAYS)
def test_offices_are_closed_on_public_holidays(day: str) -> None:
    assert not CALENDAR.is_workday(date.fromisoformat(day))


@every_row("day", ["2026-04-03", "2026-05-05", "2027-05-05", "2026-05-15"])
def test_good_friday_and_most_liberation_days_are_worked(day: str) -> None:
    assert CALENDAR.is_workday(date.fromisoformat(day))


def test_kings_day_moves_to_saturday_when_it_would_be_a_sunday() -> None:
    assert CALENDAR.is_workday(date(2025, 4, 28))


def test_a_region_adds_its_own_closing_days() -> None:
    calendar = dutch_calendar([date(2026, 4, 3)])
    assert calendar.add_workdays(date(2026, 4, 2), 1) == date(2026, 4, 7)


def test_working_days_are_counted_back_too() -> None:
    assert CALENDAR.add_workdays(date(2026, 11, 23), -1) == date(2026, 11, 20)
    assert CALENDAR.workdays_between(date(2026, 11, 23), date(2026, 11, 16)) == -5
