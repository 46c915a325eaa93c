"""What was filled in, read leniently: forms differ between regions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from engine.domain.calendar import AMSTERDAM
from engine.feel import Value

_YES_NO = {"ja": True, "true": True, "nee": False, "false": False}
_DATE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The answers of a form, or the variables of a process, by name."""

    values: Mapping[str, Value]

    def text(self, *names: str, most: int | None = None) -> str:
        """Give the first of these fields that is filled in, as text of at most that length."""
        found = next((self.values[n] for n in names if _is_filled(self.values.get(n))), "")
        said = ", ".join(map(str, found)) if isinstance(found, list) else str(found)
        return said if most is None else said[:most]

    def listed(self, *names: str) -> list[str]:
        """Give the first of these fields that is filled in, as a list of texts."""
        found = next((self.values[n] for n in names if _is_filled(self.values.get(n))), [])
        return [str(item) for item in found] if isinstance(found, list) else [str(found)]

    def moment(self, *names: str) -> datetime | None:
        """Give a field as a moment; a day counts from its beginning in Amsterdam."""
        for name in names:
            value = self.values.get(name)
            if isinstance(value, datetime):
                return value.astimezone(UTC)
            if isinstance(value, date):
                return datetime.combine(value, time(), AMSTERDAM).astimezone(UTC)
        return None

    def day(self, *names: str) -> date | None:
        """Give a field as a day."""
        moment = self.moment(*names)
        return None if moment is None else moment.astimezone(AMSTERDAM).date()

    def number(self, *names: str) -> int | None:
        """Give a field as a whole number."""
        said = self.text(*names)
        return int(said) if said.isdecimal() else None

    def agrees(self, *names: str) -> bool | None:
        """Give a yes or no; None when it was not asked."""
        return _YES_NO.get(self.text(*names).lower())

    def agreed(self, *names: str) -> bool:
        """Tell whether there is a yes."""
        return self.agrees(*names) is True


def read_day(text: str) -> date | None:
    """Find the first day that a text names: "30-6-2026" or "2026-06-30"."""
    for word in text.replace(",", " ").split():
        try:
            return date.fromisoformat(word)
        except ValueError:
            continue
    found = _DATE.search(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def rows_of(value: Value | None) -> Sequence[Mapping[str, Value]]:
    """Give a list of contexts as rows; a text counts as a row per line with its key "wat"."""
    if isinstance(value, Mapping):
        return [value]
    if isinstance(value, list):
        return [row for item in value for row in rows_of(item)]
    lines = str(value or "").splitlines()
    return [{"wat": line.strip(" -•\t")} for line in lines if line.strip(" -•\t")]


def _is_filled(value: Value | None) -> bool:
    return value is not None and value not in ("", [])
