"""Terms as people agree on them, counted over clock changes, month ends and leap days."""

from datetime import UTC, datetime

import pytest

from engine.domain.calendar import AMSTERDAM, dutch_calendar
from engine.domain.terms import Term
from engine.errors import Invalid
from tests.rows import every_row

CALENDAR = dutch_calendar()

# start on the wall, term, due on the wall; +1 and +2 are the offsets of winter and summer time
TABLE = [
    # into summer time: 29 March 2026, 2:00 becomes 3:00
    ("2026-03-28T09:00+01:00", "1 dag", "2026-03-29T09:00+02:00"),
    ("2026-03-28T02:30+01:00", "1 dag", "2026-03-29T03:30+02:00"),
    ("2026-03-28T02:00+01:00", "P1D", "2026-03-29T03:00+02:00"),
    ("2026-03-28T23:59+01:00", "P1D", "2026-03-29T23:59+02:00"),
    ("2026-03-29T00:30+01:00", "PT2H", "2026-03-29T03:30+02:00"),
    ("2026-03-29T01:59+01:00", "PT1M", "2026-03-29T03:00+02:00"),
    ("2026-03-22T02:30+01:00", "1 week", "2026-03-29T03:30+02:00"),
    ("2026-03-27T16:00+01:00", "1 werkdag", "2026-03-30T16:00+02:00"),
    ("2026-02-28T02:30+01:00", "1 maand", "2026-03-28T02:30+01:00"),
    ("2026-02-28T12:00+01:00", "PT720H", "2026-03-30T13:00+02:00"),
    ("2025-12-29T09:00+01:00", "3 maanden", "2026-03-29T09:00+02:00"),
    # out of summer time: 25 October 2026, 3:00 becomes 2:00
    ("2026-10-24T09:00+02:00", "1 dag", "2026-10-25T09:00+01:00"),
    ("2026-10-24T02:30+02:00", "1 dag", "2026-10-25T02:30+02:00"),
    ("2026-10-24T03:00+02:00", "P1D", "2026-10-25T03:00+01:00"),
    ("2026-10-25T01:30+02:00", "PT1H", "2026-10-25T02:30+02:00"),
    ("2026-10-25T01:30+02:00", "PT2H", "2026-10-25T02:30+01:00"),
    ("2026-10-25T02:30+01:00", "P1D", "2026-10-26T02:30+01:00"),
    ("2026-10-25T02:30+01:00", "0 dagen", "2026-10-25T02:30+01:00"),
    ("2026-10-25T02:30+02:00", "PT30M", "2026-10-25T02:00+01:00"),
    ("2026-10-23T17:00+02:00", "1 werkdag", "2026-10-26T17:00+01:00"),
    ("2026-07-25T09:00+02:00", "P3M", "2026-10-25T09:00+01:00"),
    # month ends
    ("2026-01-31T10:00+01:00", "1 maand", "2026-02-28T10:00+01:00"),
    ("2026-01-30T10:00+01:00", "P1M", "2026-02-28T10:00+01:00"),
    ("2026-01-29T10:00+01:00", "P1M", "2026-02-28T10:00+01:00"),
    ("2026-01-28T10:00+01:00", "P1M", "2026-02-28T10:00+01:00"),
    ("2026-03-31T10:00+02:00", "P1M", "2026-04-30T10:00+02:00"),
    ("2026-08-31T10:00+02:00", "6 maanden", "2027-02-28T10:00+01:00"),
    ("2026-11-30T10:00+01:00", "3 maanden", "2027-02-28T10:00+01:00"),
    ("2026-12-31T23:30+01:00", "P2M", "2027-02-28T23:30+01:00"),
    ("2026-12-31T23:30+01:00", "1 dag", "2027-01-01T23:30+01:00"),
    ("2026-10-31T00:30+01:00", "P1M", "2026-11-30T00:30+01:00"),
    ("2026-05-31T10:00+02:00", "P1M1D", "2026-07-01T10:00+02:00"),
    # leap days
    ("2024-02-29T08:00+01:00", "1 jaar", "2025-02-28T08:00+01:00"),
    ("2024-02-29T08:00+01:00", "P4Y", "2028-02-29T08:00+01:00"),
    ("2024-02-28T08:00+01:00", "P1D", "2024-02-29T08:00+01:00"),
    ("2025-02-28T08:00+01:00", "P1D", "2025-03-01T08:00+01:00"),
    ("2024-01-31T08:00+01:00", "P1M", "2024-02-29T08:00+01:00"),
    ("2023-08-31T08:00+02:00", "P6M", "2024-02-29T08:00+01:00"),
    ("2028-02-22T08:00+01:00", "1 week", "2028-02-29T08:00+01:00"),
    ("2027-02-28T08:00+01:00", "P1Y", "2028-02-28T08:00+01:00"),
    ("2028-02-28T08:00+01:00", "2 werkdagen", "2028-03-01T08:00+01:00"),
    # working days around public holidays
    ("2026-04-02T10:00+02:00", "3 werkdagen", "2026-04-08T10:00+02:00"),
    ("2026-04-24T10:00+02:00", "1 werkdag", "2026-04-28T10:00+02:00"),
    ("2025-04-25T10:00+02:00", "1 werkdag", "2025-04-28T10:00+02:00"),
    ("2025-05-02T10:00+02:00", "1 werkdag", "2025-05-06T10:00+02:00"),
    ("2026-05-04T10:00+02:00", "1 werkdag", "2026-05-05T10:00+02:00"),
    ("2026-12-24T10:00+01:00", "1 werkdag", "2026-12-28T10:00+01:00"),
    ("2026-12-31T10:00+01:00", "1 werkdag", "2027-01-04T10:00+01:00"),
    ("2026-11-21T10:00+01:00", "1 werkdag", "2026-11-23T10:00+01:00"),
    ("2026-11-22T10:00+01:00", "10 werkdagen", "2026-12-04T10:00+01:00"),
]


def test_terms_hold_over_clock_changes_month_ends_and_leap_days(
    capsys: pytest.CaptureFixture[str],
) -> None:
    off = [
        (start, term, due, str(got.astimezone(AMSTERDAM)))
        for start, term, due in TABLE
        if (got := Term.parse(term).after(datetime.fromisoformat(start), CALENDAR))
        != datetime.fromisoformat(due)
    ]
    with capsys.disabled():
        print(f"\n[fault 9] DST, month end, leap day: {len(TABLE)} cases, {len(off)} off")
    assert len(TABLE) >= 40
    assert off == []


@every_row(
    ("written", "said"),
    [
        ("3 werkdagen", "3 werkdagen"),
        ("1 werkdag", "1 werkdag"),
        ("  2  Weken ", "2 weken"),
        ("P14D", "2 weken"),
        ("10 dagen", "10 dagen"),
        ("P3M", "3 maanden"),
        ("1 jaar", "1 jaar"),
        ("P1Y2M", "14 maanden"),
        ("PT2H", "2 uur"),
        ("pt90m", "1 uur en 30 minuten"),
        ("P1W", "1 week"),
        ("P1M3DT5S", "1 maand en 3 dagen en 5 seconden"),
        ("0 dagen", "0 dagen"),
    ],
)
def test_a_term_is_read_as_people_write_it_and_said_in_dutch(written: str, said: str) -> None:
    assert str(Term.parse(written)) == said


@every_row(
    "written",
    ["", "drie dagen", "3", "3 dagdelen", "P", "PT", "P3", "-P3D", "3 dagen extra", "P1.5D"],
)
def test_what_is_no_term_is_refused_with_examples(written: str) -> None:
    with pytest.raises(Invalid, match=r"is geen termijn.*werkdagen"):
        Term.parse(written)


@every_row("written", ["101 jaar", "P99999D", "9999 werkdagen"])
def test_an_absurdly_long_term_is_refused(written: str) -> None:
    with pytest.raises(Invalid, match="te lang"):
        Term.parse(written)


def test_a_term_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(Invalid, match="buiten de kalender"):
        Term(months=1_200).after(datetime(9950, 1, 1, tzinfo=UTC), CALENDAR)


def test_a_moment_counts_back_over_the_clock_change() -> None:
    end = datetime(2026, 3, 30, 9, tzinfo=AMSTERDAM)
    begin = Term.parse("1 week").before(end, CALENDAR)
    assert begin == datetime(2026, 3, 23, 9, tzinfo=AMSTERDAM)
