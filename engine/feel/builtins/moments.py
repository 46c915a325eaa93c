"""Functions about dates: day of week and so on (DMN 1.5, clause 10.3.4.6 and 10.3.4.8)."""

from datetime import date, datetime
from decimal import Decimal

from engine.feel.arithmetic import days_in_month
from engine.feel.library import builtin
from engine.feel.run import Run
from engine.feel.values import Value, YearMonthDuration

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@builtin("day of year", "date: date")
def day_of_year(_run: Run, day: date) -> Value:
    """Return the number of the day in its year."""
    return Decimal(day.timetuple().tm_yday)


@builtin("day of week", "date: date")
def day_of_week(_run: Run, day: date) -> Value:
    """Return the English name of the day."""
    return _DAYS[day.weekday()]


@builtin("month of year", "date: date")
def month_of_year(_run: Run, day: date) -> Value:
    """Return the English name of the month."""
    return _MONTHS[day.month - 1]


@builtin("week of year", "date: date")
def week_of_year(_run: Run, day: date) -> Value:
    """Return the number of the week by ISO 8601."""
    return Decimal(day.isocalendar().week)


@builtin("last day of month", "date: date")
def last_day_of_month(_run: Run, day: date) -> Value:
    """Return the last day of the month as a number."""
    return Decimal(days_in_month(day.year, day.month))


@builtin("years and months duration", "from: date, to: date")
def years_and_months_duration(_run: Run, start: date, end: date) -> Value:
    """Return the whole months between two days; clocks and zones do not count."""
    first, last = sorted((_day(start), _day(end)))
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    return YearMonthDuration(months if first == _day(start) else -months)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value
