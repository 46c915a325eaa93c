import pytest

from engine.feel import Value
from tests.unit.feel.asking import feel


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("before(1, 10)", True),
        ("before(10, 1)", False),
        ("before(1, [1..10])", False),
        ("before(1, (1..10])", True),
        ("before([1..10], 15)", True),
        ("before([1..10), [10..20])", True),
        ("before([1..10], [10..20])", False),
        ("after(10, 5)", True),
        ("after([10..20], [1..10))", True),
        ("meets([1..5], [5..10])", True),
        ("meets([1..5), [5..10])", False),
        ("met by([5..10], [1..5])", True),
        ("overlaps([1..5], [3..8])", True),
        ("overlaps([1..5), [5..8])", False),
        ("overlaps before([1..5], [3..8])", True),
        ("overlaps before([1..5], [5..8])", True),
        ("overlaps before([1..5), [5..8])", False),
        ("overlaps after([3..8], [1..5])", True),
        ("overlaps after([5..8], [1..5))", False),
        ("finishes(10, [1..10])", True),
        ("finishes(10, [1..10))", False),
        ("finishes([5..10], [1..10])", True),
        ("finished by([1..10], 10)", True),
        ("includes([1..10], 5)", True),
        ("includes([1..10), 10)", False),
        ("includes([1..10], [4..6])", True),
        ("includes((1..10], [1..5])", False),
        ("during(5, [1..10])", True),
        ("during([4..6], [1..10))", True),
        ("starts(1, [1..10])", True),
        ("starts((1..5], [1..5])", False),
        ("started by([1..10], [1..5])", True),
        ("coincides(5, 5)", True),
        ("coincides([1..5], (1..5])", False),
        ("coincides(3, 4)", False),
        ('before(1, "a")', None),
        ("before(point: 1, range: [2..3])", True),
        ("before(null, 1)", None),
        ('includes([date("2026-06-01")..date("2026-06-30")], vandaag())', True),
        ("[1..5].start = 1 and [1..5).end included = false", True),
        ("(< 5).end = 5", True),
        ("4 in (< 5)", True),
        ('range("[1..3)") = [1..3)', True),
        ('range("[1..")', None),
    ],
)
def test_range_functions(text: str, expected: Value) -> None:
    assert feel(text) is expected
