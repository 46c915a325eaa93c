"""How a value of a form is said in a document: a date in words, a code as people say it.

A text of a person becomes paragraphs and lists: an empty line begins a new paragraph, a line that
begins with a dash is an item. Nothing else in it means anything.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from engine.service_tasks import JsonValue
from handlers.letters.masking import without_bsn

Part = Mapping[str, JsonValue]

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
LONGEST_TEXT: Final = 8_000
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\S*")
_CODE = re.compile(r"[a-z]+(-[a-z]+)+")
_ITEM = re.compile(r"\s*[-•*]\s+(.*)")


def said(value: JsonValue, words: Mapping[str, str]) -> str:
    """Say a value: empty for null, words for a code, a list with commas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, str):
        return _said_text(value, words)
    if isinstance(value, Mapping):
        return ", ".join(said(part, words) for part in value.values() if part is not None)
    if isinstance(value, Sequence):
        return ", ".join(said(item, words) for item in value)
    return str(value).replace(".", ",")


def paragraphs(text: str) -> tuple[Part, ...]:
    """Divide a text into paragraphs and lists."""
    parts: list[tuple[str, list[str]]] = []
    is_new = True
    for line in without_bsn(text[:LONGEST_TEXT].replace("\r", "")).split("\n"):
        item = _ITEM.fullmatch(line)
        kind = "lijst" if item else "alinea"
        if not line.strip():
            is_new = True
        elif is_new or parts[-1][0] != kind:
            parts.append((kind, [item[1] if item else line.strip()]))
            is_new = False
        else:
            parts[-1][1].append(item[1] if item else line.strip())
    return tuple({"soort": kind, "regels": lines} for kind, lines in parts)


def in_words(moment: datetime) -> str:
    """Say a day: 3 juni 2026."""
    local = moment.astimezone(AMSTERDAM)
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"


def _said_text(text: str, words: Mapping[str, str]) -> str:
    if _DAY.fullmatch(text):
        return _said_day(text) or text
    if _MOMENT.fullmatch(text):
        return _said_moment(text) or text
    known = words.get(text)
    if known is not None:
        return known
    return text.replace("-", " ") if _CODE.fullmatch(text) else without_bsn(text[:LONGEST_TEXT])


def _said_day(text: str) -> str:
    try:
        return in_words(datetime.fromisoformat(f"{text}T12:00:00+00:00"))
    except ValueError:
        return ""


def _said_moment(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)
    return f"{in_words(aware)} om {aware.astimezone(AMSTERDAM):%H.%M} uur"
