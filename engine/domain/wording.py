"""How messages say when something was: in Dutch, by the clock on the wall."""

from datetime import datetime

from engine.domain.calendar import AMSTERDAM

_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def said_when(moment: datetime | None) -> str:
    """Give " op 3 juni 2026 om 09:15", to go behind a sentence; nothing when not known."""
    if moment is None:
        return ""
    local = moment.astimezone(AMSTERDAM)
    return f" op {local.day} {_MONTHS[local.month - 1]} {local.year} om {local:%H:%M}"
