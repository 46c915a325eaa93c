"""Dates, spans and reasons in plain Dutch: what a row of the worklist or a timeline says."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from engine.domain.case import CaseState, ClosingGround
from engine.domain.signal import Ethos
from engine.queries.worklist import WorklistRow

ZONE = ZoneInfo("Europe/Amsterdam")
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
URGENCIES = {1: "Direct", 2: "Hoog", 3: "Gewoon", 4: "Laag"}
_WEEK = 7


def day_of(moment: datetime | date) -> date:
    """Give the day in the Netherlands of a moment, or the day itself."""
    if isinstance(moment, datetime):
        return moment.astimezone(ZONE).date()
    return moment


def day_text(moment: datetime | date | None) -> str:
    """Write a day: "3 juni 2026"."""
    if moment is None:
        return ""
    day = day_of(moment)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moment_text(moment: datetime | None) -> str:
    """Write a moment: "3 juni 2026, 14:05"."""
    if moment is None:
        return ""
    return f"{day_text(moment)}, {clock_text(moment)}"


def clock_text(moment: datetime) -> str:
    """Write the time of day: "14:05"."""
    return f"{moment.astimezone(ZONE):%H:%M}"


def short_day(moment: datetime | date, today: date) -> str:
    """Write a day as briefly as its distance allows: "vandaag", "donderdag 5 juni", "3 juni 2027"."""
    day = day_of(moment)
    away = (day - today).days
    near = {-1: "gisteren", 0: "vandaag", 1: "morgen"}
    if away in near:
        return near[away]
    written = f"{day.day} {MONTHS[day.month - 1]}"
    if abs(away) <= _WEEK:
        return f"{DAYS[day.weekday()]} {written}"
    return written if day.year == today.year else f"{written} {day.year}"


def on_day(moment: datetime | date, today: date) -> str:
    """Write when something happens, after a verb: "vandaag", "op 3 juni"."""
    written = short_day(moment, today)
    return written if written in {"gisteren", "vandaag", "morgen"} else f"op {written}"


def days_text(number: int) -> str:
    """Write a number of days: "1 dag", "12 dagen"."""
    return f"{number} dag" if number == 1 else f"{number} dagen"


def distance(moment: datetime | date, today: date) -> str:
    """Write how far away a day is: "3 dagen geleden", "vandaag", "over 2 dagen"."""
    away = (day_of(moment) - today).days
    if away == 0:
        return "vandaag"
    return f"over {days_text(away)}" if away > 0 else f"{days_text(-away)} geleden"


def due_text(due: datetime | None, now: datetime) -> str:
    """Write how a task stands against its term: "2 dagen te laat", "vandaag", "uiterlijk 3 juni"."""
    if due is None:
        return "geen termijn"
    today = day_of(now)
    late = (today - day_of(due)).days
    if late > 0:
        return f"{days_text(late)} te laat"
    if due < now:
        return f"sinds {clock_text(due)} te laat"
    return short_day(due, today)


def lane_of(row: WorklistRow, now: datetime) -> str:
    """Name the part of the list in which a task stands."""
    if row.due_at is None:
        return "Zonder termijn"
    away = (day_of(row.due_at) - day_of(now)).days
    if row.due_at < now:
        return "Te laat"
    if away == 0:
        return "Vandaag"
    return "Komende week" if away <= _WEEK else "Later"


def reason_of(row: WorklistRow, now: datetime) -> str:
    """Say in one line why this task asks for attention now."""
    if row.kind == "repair":
        return "Een automatische stap is mislukt; zonder jou gaat deze casus niet verder."
    parts = [_late_part(row, now), _urgency_part(row), _state_part(row), _follow_up_part(row, now)]
    return " · ".join(part for part in parts if part)


def urgency_label(urgency: int | None) -> str:
    """Name an urgency."""
    return URGENCIES.get(urgency or 0, "Onbekend")


def case_state(code: str | None) -> str:
    """Name the state of a case."""
    return CaseState.label_of(code or "")


def ethos_label(code: str | None) -> str:
    """Name where somebody sleeps."""
    return Ethos.label_of(code) if code else "Onbekend"


def closing_ground(code: str | None) -> str:
    """Name why a case was closed."""
    return ClosingGround.label_of(code or "")


def utc_text(moment: datetime) -> str:
    """Write a moment for machines, in `<time datetime>`."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _late_part(row: WorklistRow, now: datetime) -> str:
    if row.due_at is not None and row.due_at < now:
        return f"had {on_day(row.due_at, day_of(now))} klaar moeten zijn"
    return f"ligt hier sinds {short_day(row.created_at, day_of(now))}"


def _urgency_part(row: WorklistRow) -> str:
    return {1: "kan niet wachten", 2: "hoge urgentie"}.get(row.urgency or 0, "")


def _state_part(row: WorklistRow) -> str:
    if row.case_state:
        return f"fase: {CaseState.label_of(row.case_state).lower()}"
    return "nieuw signaal, nog geen casus" if row.signal_number else ""


def _follow_up_part(row: WorklistRow, now: datetime) -> str:
    if row.follow_up_at is not None and row.follow_up_at > now:
        return f"oppakken vanaf {short_day(row.follow_up_at, day_of(now))}"
    return ""
