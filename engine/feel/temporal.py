"""Dates, times and durations as text (DMN 1.5, clauses 10.3.2.3.4-10.3.2.3.8; XML Schema part 2).

A time or date-time is local (no zone), has an offset (`+02:00`, `Z`) or a zone (`@Europe/Paris`).
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, available_timezones

from engine.feel.values import YearMonthDuration

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_TIME = re.compile(
    r"(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|z|[+-]\d\d:\d\d(?::\d\d)?|@[A-Za-z][\w+/-]*)?",
    re.ASCII,
)
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)(?::(\d\d))?", re.ASCII)
_DURATION = re.compile(
    r"(-)?P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})D)?"
    r"(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,12})(?:\.(\d{0,9}))?S)?)?",
    re.ASCII,
)
_MAX_OFFSET = 14 * 3600
_ZONES = frozenset(available_timezones())

Temporal = date | time | datetime | timedelta | YearMonthDuration


def parse_date(text: str) -> date | None:
    """Read `2026-06-01`; None when it is not a date."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def parse_time(text: str) -> time | None:
    """Read `09:30:00`, with optional fraction and offset or zone; None when it is not a time."""
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hour, minute, second, fraction, zone = match.groups()
    try:
        moment = time(int(hour), int(minute), int(second), _micros(fraction))
        return moment.replace(tzinfo=parse_zone(zone)) if zone else moment
    except ValueError:
        return None


def parse_datetime(text: str) -> datetime | None:
    """Read `2026-06-01T09:30:00`, or a date alone (midnight); None when it is neither."""
    day_text, separator, time_text = text.partition("T")
    day = parse_date(day_text)
    if day is None or not separator:
        return datetime.combine(day, time()) if day else None
    moment = _end_of_day(time_text) or parse_time(time_text)
    if moment is None:
        return None
    if time_text.startswith("24:"):
        return datetime.combine(day, moment) + timedelta(days=1)
    return datetime.combine(day, moment)


def _end_of_day(text: str) -> time | None:
    """Read 24:00:00, which XML Schema allows as the end of a day."""
    return parse_time("00" + text[2:]) if text.startswith("24:00:00") else None


def parse_zone(text: str) -> tzinfo:
    """Read `Z`, `+02:00` or `@Europe/Paris`. Raises ValueError."""
    if text in {"Z", "z"}:
        return UTC
    if text.startswith("@"):
        return zone_named(text[1:])
    match = _OFFSET.fullmatch(text)
    if match is None:
        raise ValueError(text)
    sign, hours, minutes, seconds = match.groups()
    total = int(hours) * 3600 + int(minutes) * 60 + int(seconds or 0)
    if int(minutes) > 59 or total > _MAX_OFFSET:  # noqa: PLR2004 -- minutes of an hour
        raise ValueError(text)
    return timezone(timedelta(seconds=-total if sign == "-" else total))


def zone_named(name: str) -> ZoneInfo:
    """Find a zone of the IANA database by name. Raises ValueError."""
    if name not in _ZONES:
        raise ValueError(name)
    return ZoneInfo(name)


def parse_duration(text: str) -> timedelta | YearMonthDuration | None:
    """Read `P1Y2M` or `P3DT4H`; None when it is neither, or mixes the two."""
    match = _DURATION.fullmatch(text)
    if match is None or text.endswith(("P", "T")):
        return None
    sign, years, months, days, hours, minutes, seconds, fraction = match.groups()
    is_months = years is not None or months is not None
    is_days = any(part is not None for part in (days, hours, minutes, seconds))
    if is_months == is_days:
        return None
    factor = -1 if sign else 1
    if is_months:
        return YearMonthDuration(factor * (int(years or 0) * 12 + int(months or 0)))
    try:
        return factor * timedelta(
            days=int(days or 0),
            hours=int(hours or 0),
            minutes=int(minutes or 0),
            seconds=int(seconds or 0),
            microseconds=_micros(fraction),
        )
    except OverflowError:
        return None


def _micros(fraction: str | None) -> int:
    return int(fraction[:6].ljust(6, "0")) if fraction else 0


def offset_of(moment: time | datetime) -> timedelta | None:
    """Return the distance to UTC; None for a local time.

    A time without a date in a zone has the zone's standard offset, without summer time.
    """
    if isinstance(moment, time) and isinstance(moment.tzinfo, ZoneInfo):
        winter = datetime(2000, 1, 1, tzinfo=moment.tzinfo)
        return (winter.utcoffset() or timedelta()) - (winter.dst() or timedelta())
    return moment.utcoffset()


def text_of(value: Temporal) -> str:
    """Write a value as FEEL's `string` does."""
    if isinstance(value, datetime):
        return f"{value.date().isoformat()}T{_time_text(value.timetz())}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return _time_text(value)
    if isinstance(value, timedelta):
        return _duration_text(value)
    return str(value)


def _time_text(moment: time) -> str:
    local = moment.replace(tzinfo=None).isoformat()
    if "." in local:
        local = local.rstrip("0")
    return local + zone_text(moment.tzinfo)


def zone_text(zone: tzinfo | None) -> str:
    """Write the zone or offset behind a time: `Z`, `+02:00`, `@Europe/Paris` or nothing."""
    if zone is None:
        return ""
    if isinstance(zone, ZoneInfo):
        return f"@{zone.key}"
    total = int((zone.utcoffset(None) or timedelta()).total_seconds())
    if not total:
        return "Z"
    hours, rest = divmod(abs(total), 3600)
    minutes, seconds = divmod(rest, 60)
    tail = f":{seconds:02}" if seconds else ""
    return f"{'-' if total < 0 else '+'}{hours:02}:{minutes:02}{tail}"


def _duration_text(value: timedelta) -> str:
    micros = abs(value) // timedelta(microseconds=1)
    seconds, fraction = divmod(micros, 1_000_000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    tail = f".{fraction:06}".rstrip("0") if fraction else ""
    parts = [f"{hours}H" if hours else "", f"{minutes}M" if minutes else ""]
    parts.append(f"{seconds}{tail}S" if seconds or tail else "")
    clock = "".join(parts)
    text = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
    return ("-" if value < timedelta() else "") + "P" + (text or "T0S")
