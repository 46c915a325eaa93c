from datetime import timedelta
from decimal import Decimal

from engine.feel import Value, YearMonthDuration
from tests.rows import every_row
from tests.unit.feel.asking import feel, outcome


@every_row(
    ("text", "expected"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 2 - 3", "5"),
        ("0.1 + 0.2", "0.3"),
        ("10 / 4", "2.5"),
        ("2 ** 3 ** 2", "64"),
        ("-2 ** 2", "4"),
        ("2 ** -1", "0.5"),
        ("--3", "3"),
        ("1.2E3 + .5", "1200.5"),
    ],
)
def test_numbers_follow_the_precedence_of_the_standard(text: str, expected: str) -> None:
    assert feel(text) == Decimal(expected)


def test_numbers_have_34_digits() -> None:
    assert feel("1 / 3") == Decimal("0." + "3" * 34)


@every_row(
    ("text", "reason"),
    [
        ("1 / 0", "delen door nul"),
        ("1 + null", "lege waarde"),
        ('1 + "a"', "een getal en een tekst"),
        ("10 ** 10000", "geen getal dat FEEL kan weergeven"),
        ("true + true", "ja/nee"),
    ],
)
def test_impossible_arithmetic_is_null_with_a_reason(text: str, reason: str) -> None:
    value, reasons = outcome(text)
    assert value is None
    assert reason in reasons[0]


def test_texts_are_joined_with_plus() -> None:
    assert feel('"geen" + "-" + "zorg"') == "geen-zorg"


@every_row(
    ("text", "expected"),
    [
        ('duration("P1D") + duration("PT12H")', timedelta(days=1, hours=12)),
        ('duration("P1D") * 2', timedelta(days=2)),
        ('2 * duration("P1D")', timedelta(days=2)),
        ('duration("P3D") / 2', timedelta(days=1, hours=12)),
        ('duration("P3D") / duration("P1D")', Decimal(3)),
        ('-duration("P1D")', timedelta(days=-1)),
        ('duration("P1Y") + duration("P2M")', YearMonthDuration(14)),
        ('duration("P1Y") - duration("P2M")', YearMonthDuration(10)),
        ('duration("P1Y") / 2', YearMonthDuration(6)),
        ('duration("P1Y") / duration("P1M")', Decimal(12)),
        ('duration("P1Y") * 1.5', YearMonthDuration(18)),
    ],
)
def test_durations_are_added_and_scaled(text: str, expected: Value) -> None:
    assert feel(text) == expected


def test_the_two_kinds_of_duration_do_not_mix() -> None:
    assert feel('duration("P1Y") + duration("P1D")') is None
