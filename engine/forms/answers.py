"""Between what a browser posts and what a process stores: text in, a typed value out, and back.

    posted ["22-11-2026"]  ──read_answer──▶  date(2026, 11, 22)  ──as_posted──▶  ["2026-11-22"]

Times of day are wall-clock times in Europe/Amsterdam; what is stored is UTC. People may write
numbers and dates in the Dutch way; browsers send them in the international one.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal

from engine.domain.calendar import AMSTERDAM
from engine.feel import Value
from engine.forms.components import Component, Kind

_NUMBER = re.compile(r"-?\d{1,20}(?:[.,]\d{1,10})?")
_DUTCH_DATE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2})?")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_YES = frozenset({"true", "on", "ja", "1"})


class UnreadableError(ValueError):
    """The answer is not of the kind that the field asks for; `args[0]` names what is."""


def read_answer(component: Component, posted: Sequence[str]) -> Value:
    """Read one posted answer; None (or an empty list, or False) when it was left open.

    Of files these are the ids: which files they are is for `engine.forms.files` to tell.
    Raises `UnreadableError`.
    """
    if component.takes_several or component.kind is Kind.FILES:
        return [text.strip() for text in posted if text.strip()]
    text = _clean(posted[-1]) if posted else ""
    if component.kind is Kind.CHECKBOX:
        return text.lower() in _YES
    return _READERS.get(component.kind, _text)(text) if text else None


def as_posted(value: object) -> tuple[str, ...]:
    """Write a stored value as a browser would post it, to fill in a field."""
    match value:
        case None | False | Mapping():
            return ()
        case list() | tuple():
            return tuple(text for item in value for text in as_posted(item))
        case True:
            text = "true"
        case Decimal():
            text = f"{value:f}"
        case datetime():
            text = f"{value.astimezone(AMSTERDAM):%Y-%m-%dT%H:%M}"
        case time():
            text = f"{value:%H:%M}"
        case _:
            text = str(value)
    return (text,)


def _clean(text: str) -> str:
    if _FORBIDDEN.search(text):
        raise UnreadableError("leesbare tekens")
    return text.replace("\r\n", "\n").strip()


def _text(text: str) -> Value:
    return text


def _number(text: str) -> Value:
    if not _NUMBER.fullmatch(text):
        raise UnreadableError("een getal, bijvoorbeeld 12 of 2,5")
    return Decimal(text.replace(",", "."))


def _date(text: str) -> date:
    dutch = _DUTCH_DATE.fullmatch(text)
    try:
        if dutch:
            return date(int(dutch[3]), int(dutch[2]), int(dutch[1]))
        return date.fromisoformat(text)
    except ValueError:
        raise UnreadableError("een bestaande datum, bijvoorbeeld 31-12-2026") from None


def _time(text: str) -> time:
    match = _TIME.fullmatch(text)
    try:
        return time(int(match[1]), int(match[2])) if match else _no_time()
    except ValueError:
        return _no_time()


def _no_time() -> time:
    raise UnreadableError("een tijd, bijvoorbeeld 14:30")


def _moment(text: str) -> datetime:
    day, _, hour = text.replace("T", " ").rpartition(" ")
    if not day:
        raise UnreadableError("een datum en tijd, bijvoorbeeld 31-12-2026 14:30")
    return datetime.combine(_date(day.strip()), _time(hour), AMSTERDAM).astimezone(UTC)


_READERS: Mapping[Kind, Callable[[str], Value]] = {
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.DATETIME: _moment,
}
