"""The parts of values: `datum.year`, `duur.hours`, `bereik.start included`, `casus.urgentie`.

DMN 1.5, clause 10.3.2.3.1-8 and table 65. On a list the part is taken from every element.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from engine.feel.run import Run
from engine.feel.temporal import zone_text
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
    match value:
        case datetime():
            return {**_of_date(value), **_of_time(value.timetz(), value)}
        case date():
            return _of_date(value)
        case time():
            return _of_time(value, value)
        case timedelta():
            return _of_days_duration(value)
        case YearMonthDuration():
            return _of_months_duration(value)
        case Range():
            return _of_range(value)
        case _:
            return {}


def _of_date(value: date) -> dict[str, Callable[[], Value]]:
    return {
        "year": lambda: Decimal(value.year),
        "month": lambda: Decimal(value.month),
        "day": lambda: Decimal(value.day),
        "weekday": lambda: Decimal(value.isoweekday()),
    }


def _of_time(value: time, moment: time | datetime) -> dict[str, Callable[[], Value]]:
    return {
        "hour": lambda: Decimal(value.hour),
        "minute": lambda: Decimal(value.minute),
        "second": lambda: Decimal(value.second),
        "time offset": moment.utcoffset,
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
