"""The parts of values: `datum.year`, `duur.hours`, `bereik.start included`, `casus.urgentie`.

DMN 1.5, clause 10.3.2.3.1-8 and table 65. On a list the part is taken from every element.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from engine.feel.run import Run
from engine.feel.temporal import offset_of, zone_text
from engine.feel.values import Range, Value, YearMonthDuration, kind_of


def part_of(run: Run, value: Value, name: str) -> Value:
    """Take the part `name` of a value; null with a reason when there is none."""
    if isinstance(value, list):
        run.charge_list(len(value))
        return [part_of(run, item, name) for item in value]
    if isinstance(value, Mapping):
        if name in value:
            return value[name]
        return run.null(f"de context heeft geen onderdeel '{name}'")
    if value is None:
        return run.null(f"'{name}' van een lege waarde (null)")
    reader = _readers(value).get(name)
    if reader is None:
        return run.null(f"{kind_of(value)} heeft geen onderdeel '{name}'")
    return reader()


def _readers(value: Value) -> dict[str, Callable[[], Value]]:
    readers = _READERS.get(type(value))
    return readers(value) if readers else {}


def _of_datetime(value: datetime) -> dict[str, Callable[[], Value]]:
    return {**_of_date(value), **_of_time(value)}


def _of_date(value: date) -> dict[str, Callable[[], Value]]:
    return {
        "year": lambda: Decimal(value.year),
        "month": lambda: Decimal(value.month),
        "day": lambda: Decimal(value.day),
        "weekday": lambda: Decimal(value.isoweekday()),
    }


def _of_time(value: time | datetime) -> dict[str, Callable[[], Value]]:
    return {
        "hour": lambda: Decimal(value.hour),
        "minute": lambda: Decimal(value.minute),
        "second": lambda: Decimal(value.second),
        "time offset": lambda: offset_of(value),
        "timezone": lambda: zone_text(value.tzinfo).removeprefix("@") or None,
    }


def _of_days_duration(value: timedelta) -> dict[str, Callable[[], Value]]:
    sign = -1 if value < timedelta() else 1
    seconds = abs(value) // timedelta(seconds=1)
    return {
        "days": lambda: Decimal(sign * (seconds // 86400)),
        "hours": lambda: Decimal(sign * (seconds // 3600 % 24)),
        "minutes": lambda: Decimal(sign * (seconds // 60 % 60)),
        "seconds": lambda: Decimal(sign * (seconds % 60)),
    }


def _of_months_duration(value: YearMonthDuration) -> dict[str, Callable[[], Value]]:
    sign = -1 if value.months < 0 else 1
    return {
        "years": lambda: Decimal(sign * (abs(value.months) // 12)),
        "months": lambda: Decimal(sign * (abs(value.months) % 12)),
    }


def _of_range(value: Range) -> dict[str, Callable[[], Value]]:
    return {
        "start": lambda: value.low,
        "end": lambda: value.high,
        "start included": lambda: value.low_closed,
        "end included": lambda: value.high_closed,
    }


_READERS: dict[type, Callable[..., dict[str, Callable[[], Value]]]] = {
    datetime: _of_datetime,
    date: _of_date,
    time: _of_time,
    timedelta: _of_days_duration,
    YearMonthDuration: _of_months_duration,
    Range: _of_range,
}
