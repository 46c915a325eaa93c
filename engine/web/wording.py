"""Dates, spans and reasons in plain Dutch: what a row of the worklist or a timeline says."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from engine.domain.case import CaseState, ClosingGround
from engine.domain.reminder import FOR_REGION_MANAGER, FOR_TEAM_LEADER
from engine.domain.signal import Ethos, SignalKind, SignalSource
from engine.queries.supervision import Stuck, Trouble
from engine.queries.worklist import WorklistRow

ZONE = ZoneInfo("Europe/Amsterdam")
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_SPELLED = {"client": "cliënt"}
"""Words that a code cannot spell."""

CONTACTS = {"client": "cliënt", "provider": "aanbieder", "conversation": "gesprek"}
URGENCIES = {1: "Direct", 2: "Hoog", 3: "Gewoon", 4: "Laag"}
_STAYS: Mapping[str, str] = {
    Ethos.PUBLIC_SPACE: "slaapt buiten",
    Ethos.NIGHT_SHELTER: "slaapt in de noodopvang",
    Ethos.TEMPORARY_SHELTER: "zit in tijdelijke opvang",
    Ethos.INSTITUTION: "moet uit een instelling",
    Ethos.EVICTION: "raakt misschien de woning kwijt",
}
_WEEK = 7
_SOURCE = r"(?:UT[\w/-]+|[TDE]\d+|[Vv]ierogen|[Rr]egels? \d[\d, -]*(?: en \d[\d-]*)?)"
_SOURCES = rf"{_SOURCE}(?:(?:,| en) {_SOURCE})*"
_RULES = re.compile(rf"^{_SOURCES}\s*[.:]\s*|\s*\({_SOURCES}\)|(?<=\.) {_SOURCES}\.$")
_ISO_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])")
_ISO_MOMENT = re.compile(_ISO_DAY.pattern + r"T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|\+00:00)")
_CODE = re.compile(r"[a-z]+(-[a-z]+)+")
_PARAGRAPHS = re.compile(r"\n\s*\n")


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


def appointment_text(moment: datetime) -> str:
    """Write when something was agreed: of an appointment for a day no time is known."""
    return day_text(moment) if clock_text(moment) == "00:00" else moment_text(moment)


def clock_text(moment: datetime) -> str:
    """Write the time of day: "14:05"."""
    return f"{moment.astimezone(ZONE):%H:%M}"


def short_day(moment: datetime | date, today: date) -> str:
    """Write a day as briefly as its distance allows: "vandaag", "vrijdag 5 juni", "5 juni 2027"."""
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
    """Write how a task stands against its term: "2 dagen te laat", "vandaag", "3 juni"."""
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
    parts = [
        _late_part(row, now),
        _stay_part(row),
        "" if row.case_id else "nieuw signaal, nog geen casus",
        _follow_up_part(row, now),
        also_with(row.reminder_level),
    ]
    return " · ".join(part for part in parts if part)


def also_with(reminder_level: int) -> str:
    """Say who can do a task too, now that it is this late."""
    if reminder_level >= FOR_REGION_MANAGER:
        return "ook bij de teamleider en de regiomanager"
    return "ook bij de teamleider" if reminder_level >= FOR_TEAM_LEADER else ""


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


def signal_kind(code: str | None) -> str:
    """Name what a signal says."""
    return SignalKind.label_of(code or "")


def signal_source(code: str | None) -> str:
    """Name who gave a signal."""
    return SignalSource.label_of(code or "")


def instruction(documentation: str) -> str:
    """Give what a task's documentation asks, without the numbers of its sources."""
    text = _RULES.sub("", documentation)
    return text[:1].upper() + text[1:]


def paragraphs(text: str) -> Markup:
    """Write a longer text as paragraphs; a blank line begins the next."""
    parts = (part.strip().lstrip("# ") for part in _PARAGRAPHS.split(text))
    return Markup("").join(Markup("<p>{}</p>").format(part) for part in parts if part)


def said(value: str | float) -> str:
    """Write a fact; a date or moment as people write it."""
    text = str(value)
    if _ISO_DAY.fullmatch(text):
        return day_text(date.fromisoformat(text))
    return moment_text(datetime.fromisoformat(text)) if _ISO_MOMENT.fullmatch(text) else text


def contact_with(kind: str, recipient: str) -> str:
    """Name whom a contact was with."""
    named = CONTACTS.get(recipient, recipient)
    return in_words(named) if named else CONTACTS.get(kind, kind)


def in_words(code: str) -> str:
    """Write a code as words: "geen-gehoor" becomes "geen gehoor"; other text stays."""
    if not _CODE.fullmatch(code):
        return _SPELLED.get(code, code)
    return " ".join(_SPELLED.get(word, word) for word in code.split("-"))


def utc_text(moment: datetime) -> str:
    """Write a moment for machines, in `<time datetime>`."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _late_part(row: WorklistRow, now: datetime) -> str:
    if row.due_at is not None and row.due_at < now:
        return f"had {on_day(row.due_at, day_of(now))} klaar moeten zijn"
    return f"ligt hier sinds {short_day(row.created_at, day_of(now))}"


def _stay_part(row: WorklistRow) -> str:
    return _STAYS.get(row.ethos or "", "")


def _follow_up_part(row: WorklistRow, now: datetime) -> str:
    if row.follow_up_at is not None and row.follow_up_at > now:
        return f"oppakken vanaf {short_day(row.follow_up_at, day_of(now))}"
    return ""


def why_stuck(stuck: Stuck, now: datetime) -> str:
    """Say in one sentence why something is on the supervisor's page."""
    today = day_of(now)
    where = f"ligt bij {stuck.assignee}" if stuck.assignee else "is door niemand opgepakt"
    days = days_text((today - day_of(stuck.since)).days)
    match stuck.trouble:
        case Trouble.LATE:
            also = also_with(stuck.reminder_level)
            where = f"{where}; {also}" if also else where
            return f"“{stuck.step}” had {on_day(stuck.since, today)} klaar moeten zijn en {where}."
        case Trouble.INCIDENT:
            tries = f"{stuck.attempts} keer geprobeerd" if stuck.attempts else "niet gelukt"
            return (
                f"“{stuck.step}” is {on_day(stuck.since, today)} gestopt ({tries}): {stuck.message}"
            )
        case Trouble.SLOW if stuck.waits_until is not None:
            until = on_day(stuck.waits_until, today)
            return f"Wacht al {days} op “{stuck.step}”; volgt vanzelf {until}."
        case Trouble.SLOW:
            return f"“{stuck.step}” staat al {days} open en {where}."
        case Trouble.STRANDED if stuck.message:
            return f"{stuck.message}, sinds {day_text(stuck.since)}."
        case Trouble.STRANDED:
            return (
                f"Open sinds {day_text(stuck.since)}, maar er is geen taak en niets volgt vanzelf."
            )
