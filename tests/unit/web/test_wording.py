"""Dates, spans and reasons read as people say them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from engine.queries.supervision import Stuck, Trouble
from engine.queries.worklist import WorklistRow
from engine.web import wording
from tests.rows import every_row

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
TODAY = date(2026, 6, 1)

ROW = WorklistRow(
    task_id=uuid4(),
    name="Contactpoging doen",
    documentation="",
    kind="bpmn",
    region="5521",
    region_name="Rotterdam",
    case_id=uuid4(),
    case_number="ROT-1",
    case_state="client-bereiken",
    urgency=2,
    ethos="0",
    signal_number=None,
    client="Berg, Fatima van der",
    assignee=None,
    is_mine=False,
    priority=50,
    due_at=NOW + timedelta(days=2),
    follow_up_at=None,
    created_at=NOW - timedelta(days=1),
    draft_at=None,
)

STUCK = Stuck(
    trouble=Trouble.LATE,
    case_id=None,
    case_number=None,
    signal_number=None,
    client="Berg",
    region="5521",
    region_name="Rotterdam",
    urgency=None,
    step="Bellen",
    since=NOW - timedelta(days=1),
)


@every_row(
    ("day", "said"),
    [
        (date(2026, 5, 31), "gisteren"),
        (date(2026, 6, 1), "vandaag"),
        (date(2026, 6, 2), "morgen"),
        (date(2026, 6, 5), "vrijdag 5 juni"),
        (date(2026, 6, 30), "30 juni"),
        (date(2027, 6, 5), "5 juni 2027"),
    ],
)
def test_a_day_is_said_as_briefly_as_its_distance_allows(day: date, said: str) -> None:
    assert wording.short_day(day, TODAY) == said


def test_a_moment_late_at_night_belongs_to_the_dutch_day() -> None:
    assert wording.day_text(datetime(2026, 6, 1, 22, 30, tzinfo=UTC)) == "2 juni 2026"


@every_row(
    ("due", "said"),
    [
        (None, "geen termijn"),
        (NOW - timedelta(days=1), "1 dag te laat"),
        (NOW - timedelta(days=3), "3 dagen te laat"),
        (NOW - timedelta(minutes=5), "sinds 11:55 te laat"),
        (NOW + timedelta(hours=1), "vandaag"),
        (NOW + timedelta(days=1), "morgen"),
    ],
)
def test_a_term_says_how_the_task_stands(due: datetime | None, said: str) -> None:
    assert wording.due_text(due, NOW) == said


@every_row(
    ("due", "lane"),
    [
        (None, "Zonder termijn"),
        (NOW - timedelta(minutes=1), "Te laat"),
        (NOW + timedelta(hours=1), "Vandaag"),
        (NOW + timedelta(days=7), "Komende week"),
        (NOW + timedelta(days=8), "Later"),
    ],
)
def test_the_list_is_parted_by_how_much_time_is_left(due: datetime | None, lane: str) -> None:
    assert wording.lane_of(replace(ROW, due_at=due), NOW) == lane


def test_a_reason_tells_where_somebody_sleeps_when_that_presses() -> None:
    outside = replace(ROW, ethos="1", due_at=NOW - timedelta(days=1))

    assert wording.reason_of(outside, NOW) == "had gisteren klaar moeten zijn · slaapt buiten"
    assert wording.reason_of(ROW, NOW) == "ligt hier sinds gisteren"


def test_a_repair_task_says_that_the_case_waits_for_it() -> None:
    assert "gaat deze casus niet verder" in wording.reason_of(replace(ROW, kind="repair"), NOW)


def test_a_follow_up_date_ahead_is_part_of_the_reason() -> None:
    later = replace(ROW, follow_up_at=NOW + timedelta(days=3))

    assert wording.reason_of(later, NOW).endswith("oppakken vanaf donderdag 4 juni")


@every_row(
    ("documentation", "asked"),
    [
        ("UT01, regels 6, 18-30 en 35. Kijk of het klopt.", "Kijk of het klopt."),
        ("UT02, regel 6: niemand valt buiten beeld.", "Niemand valt buiten beeld."),
        ("Regels 31 en 32: bel het zorgkantoor.", "Bel het zorgkantoor."),
        ("UT14, regels 73 en 84-87. Bel de aanbieder.", "Bel de aanbieder."),
        ("UT20, T08, vierogen: een ander kijkt mee. Regels 91 en 92.", "Een ander kijkt mee."),
        ("Delen mag alleen met een grondslag (D5).", "Delen mag alleen met een grondslag."),
        ("Bel de cliënt.", "Bel de cliënt."),
        ("", ""),
    ],
)
def test_rule_numbers_are_for_designers_and_left_out(documentation: str, asked: str) -> None:
    assert wording.instruction(documentation) == asked


def test_text_of_a_form_is_never_markup() -> None:
    assert wording.paragraphs("<b>a</b>\n\nb") == "<p>&lt;b&gt;a&lt;/b&gt;</p><p>b</p>"


@every_row(
    ("stuck", "said"),
    [
        (STUCK, "“Bellen” had gisteren klaar moeten zijn en is door niemand opgepakt."),
        (
            replace(STUCK, assignee="Anna"),
            "“Bellen” had gisteren klaar moeten zijn en ligt bij Anna.",
        ),
        (
            replace(STUCK, trouble=Trouble.INCIDENT, attempts=5, message="Geen verbinding."),
            "“Bellen” is gisteren gestopt (5 keer geprobeerd): Geen verbinding.",
        ),
        (
            replace(STUCK, trouble=Trouble.SLOW),
            "“Bellen” staat al 1 dag open en is door niemand opgepakt.",
        ),
        (
            replace(STUCK, trouble=Trouble.SLOW, waits_until=NOW + timedelta(days=9)),
            "Wacht al 1 dag op “Bellen”; volgt vanzelf op 10 juni.",
        ),
        (
            replace(STUCK, trouble=Trouble.STRANDED),
            "Open sinds 31 mei 2026, maar er is geen taak en niets volgt vanzelf.",
        ),
    ],
)
def test_every_trouble_has_its_reason_in_one_sentence(stuck: Stuck, said: str) -> None:
    assert wording.why_stuck(stuck, NOW) == said


@every_row(
    ("fact", "read"),
    [
        ("2026-10-01", "1 oktober 2026"),
        ("2026-11-13T08:37:00Z", "13 november 2026, 09:37"),
        ("2026-99-99", "2026-99-99"),
        ("gewoon tekst", "gewoon tekst"),
    ],
)
def test_a_date_among_the_facts_is_written_as_people_do(fact: str, read: str) -> None:
    assert wording.said(fact) == read


@every_row(
    ("kind", "recipient", "who"),
    [
        ("client", "client", "cliënt"),
        ("provider", "", "aanbieder"),
        ("client", "mw. De Vries", "mw. De Vries"),
        ("client", "wettelijk-vertegenwoordiger", "wettelijk vertegenwoordiger"),
    ],
)
def test_a_contact_names_whom_it_was_with(kind: str, recipient: str, who: str) -> None:
    assert wording.contact_with(kind, recipient) == who


def test_a_task_that_was_reminded_of_says_who_can_do_it_too() -> None:
    late, later = replace(ROW, reminder_level=2), replace(ROW, reminder_level=3)

    assert wording.reason_of(late, NOW).endswith("ook bij de teamleider")
    assert wording.reason_of(later, NOW).endswith("ook bij de teamleider en de regiomanager")
    assert "ook bij" not in wording.reason_of(replace(ROW, reminder_level=1), NOW)


def test_a_code_is_spelled_as_people_spell_it() -> None:
    assert wording.in_words("client") == "cliënt"
    assert wording.in_words("client-bereiken") == "cliënt bereiken"
    assert wording.in_words("Bij de client thuis") == "Bij de client thuis"


def test_an_appointment_for_a_day_has_no_time() -> None:
    assert wording.appointment_text(datetime(2026, 11, 25, 23, tzinfo=UTC)) == "26 november 2026"
    assert wording.appointment_text(NOW) == "1 juni 2026, 12:00"
