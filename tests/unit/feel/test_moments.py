from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.rows import every_row
from tests.unit.feel.asking import feel, outcome

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@every_row(
    ("text", "expected"),
    [
        ('date("2026-06-01")', '@"2026-06-01"'),
        ("date(2026, 6, 1)", '@"2026-06-01"'),
        ("date(year: 2026, month: 6, day: 1)", '@"2026-06-01"'),
        ('date(date and time("2026-06-01T10:00:00Z"))', '@"2026-06-01"'),
        ('date("2026-02-30")', "null"),
        ('date("1-1-2026")', "null"),
        ('time("10:30:00")', '@"10:30:00"'),
        ('time(10, 30, 0, duration("PT2H"))', '@"10:30:00+02:00"'),
        ("time(10, 30, 0.5)", '@"10:30:00.5"'),
        ('time("10:30:00@Asia/Tokyo")', '@"10:30:00@Asia/Tokyo"'),
        ('time("25:00:00")', "null"),
        ('time(date and time("2026-06-01T10:00:00Z"))', '@"10:00:00Z"'),
        ('date and time("2026-06-01")', '@"2026-06-01T00:00:00"'),
        ('date and time("2026-06-01T24:00:00")', '@"2026-06-02T00:00:00"'),
        (
            'date and time(date("2026-06-01"), time("10:00:00Z"))',
            '@"2026-06-01T10:00:00Z"',
        ),
        ("date and time(2026, 6, 1, 10, 0, 0)", '@"2026-06-01T10:00:00"'),
        ('date and time("2026-06-01T10:00:00@Nergens/Land")', "null"),
        ('duration("P1Y2M")', '@"P14M"'),
        ('duration("P1DT25H")', '@"P2DT1H"'),
        ('duration("P1M1D")', "null"),
        ('duration("P")', "null"),
        (
            'years and months duration(date("2011-12-22"), date("2013-08-24"))',
            '@"P1Y8M"',
        ),
        (
            'years and months duration(@"2026-03-10T23:00:00", @"2027-03-10T01:00:00+05:00")',
            '@"P1Y"',
        ),
        (
            'years and months duration(date("2013-08-24"), date("2011-12-25"))',
            '-@"P1Y7M"',
        ),
        ('date("2026-01-31") + duration("P1M")', '@"2026-02-28"'),
        ('date("2026-03-31") - duration("P1M")', '@"2026-02-28"'),
        ('date("2026-06-01") + duration("P1D")', '@"2026-06-02"'),
        ('duration("P1D") + date("2026-06-01")', '@"2026-06-02"'),
        ('date("2026-06-01") - date("2026-05-31")', '@"P1D"'),
        ('@"2021-01-02" - @"2021-01-01T10:10:10+11:00"', '@"P1DT49M50S"'),
        ('@"2021-01-02" - @"2021-01-01T10:10:10"', "null"),
        ('@"2021-01-02" - @"PT1H"', '@"2021-01-01"'),
        ('time("23:00:00") + duration("PT2H")', '@"01:00:00"'),
        ('time("10:00:00") - time("08:30:00")', '@"PT1H30M"'),
        ('date("9999-12-31") + duration("P1D")', "null"),
        ('date("2026-06-01").weekday', "1"),
        ('date("2026-06-01").year', "2026"),
        ('date and time("2026-06-01T10:00:00+02:00").time offset', '@"PT2H"'),
        ('date and time("2026-06-01T10:00:00@Europe/Paris").timezone', '"Europe/Paris"'),
        ('time("10:20:30").minute', "20"),
        ('duration("P2DT20H14M").hours', "20"),
        ('duration("-P2DT20H").days', "-2"),
        ('duration("P1Y").months', "0"),
        ('duration("P1Y").days', "null"),
        ("day of year(date(2019, 9, 17))", "260"),
        ("day of week(date(2019, 9, 17))", '"Tuesday"'),
        ("month of year(date(2019, 9, 17))", '"September"'),
        ("week of year(date(2005, 1, 1))", "53"),
        ("last day of month(date(2024, 2, 1))", "29"),
        ('is(date("2012-12-25"), time("23:00:50"))', "false"),
        ('is(@"23:00:50@Australia/Melbourne", @"23:00:50+10:00")', "true"),
        ('is(@"20:00:50+00:00", @"21:00:50+01:00")', "false"),
        ('time("10:30:00@Europe/Paris") = time("10:30:00@Asia/Dhaka")', "false"),
        ('time("10:30:00@Europe/Paris") = time("10:30:00+01:00")', "true"),
        ('duration("PT0.S")', '@"PT0S"'),
        ('is(time("23:00:50Z"), time("23:00:50+00:00"))', "true"),
        ('is(time("23:00:50z"), time("23:00:50"))', "false"),
    ],
)
def test_dates_times_and_durations(text: str, expected: str) -> None:
    assert feel(text) == feel(expected)


def test_today_and_now_are_those_of_amsterdam() -> None:
    assert feel("vandaag()") == feel("today()") == date(2026, 6, 1)
    assert feel("nu()") == feel("now()") == datetime(2026, 6, 1, 10, 30, tzinfo=AMSTERDAM)


def test_a_term_counts_working_days_from_a_date() -> None:
    friday_before_ascension_week = date(2026, 5, 8)
    assert feel("start + werkdagen(4)", start=friday_before_ascension_week) == date(2026, 5, 15)


def test_a_named_term_is_the_one_of_the_region() -> None:
    assert feel('vandaag() + termijn("eerste contact")') == date(2026, 6, 4)
    assert feel('string(termijn("eerste contact"))') == "3 werkdagen"


def test_an_unknown_term_is_null_with_its_name() -> None:
    assert outcome('termijn("bestaat niet")').reasons == ("de termijn 'bestaat niet' bestaat niet",)


def test_a_term_keeps_the_time_on_the_wall_when_the_clocks_change() -> None:
    before = datetime(2026, 10, 24, 9, 0, tzinfo=AMSTERDAM)
    after = feel('start + termijn("nazorg")', start=before)
    assert after == datetime(2027, 1, 24 + 1, 9, 0, tzinfo=AMSTERDAM) - timedelta(days=1)


def test_a_duration_counts_real_time_when_the_clocks_change() -> None:
    before = datetime(2026, 10, 24, 9, 0, tzinfo=AMSTERDAM)
    assert feel('start + duration("PT24H")', start=before) == datetime(
        2026, 10, 25, 8, 0, tzinfo=AMSTERDAM
    )


def test_moments_of_one_zone_compare_by_instant() -> None:
    early = datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM, fold=0)
    late = datetime(2026, 10, 25, 2, 10, tzinfo=AMSTERDAM, fold=1)
    assert feel("early < late", early=early, late=late) is True
