from tests.rows import every_row
from tests.unit.feel.asking import feel, outcome


@every_row(
    ("text", "expected"),
    [
        ("[1, 2, 3][1]", "1"),
        ("[1, 2, 3][-1]", "3"),
        ("[1, 2, 3][0]", "null"),
        ("[1, 2, 3][4]", "null"),
        ("[1, 2, 3][1.5]", "null"),
        ("[1, 2, 3][1 + 1]", "2"),
        ("[][1]", "null"),
        ("[1, 2, 3][item >= 2]", "[2, 3]"),
        ("[1, 2, 3][false]", "[]"),
        ("[1, 2, 3][null]", "[]"),
        ("5[1]", "5"),
        ("5[item = 5]", "[5]"),
        ("null[1]", "null"),
        ('[{a: 1, b: "x"}, {a: 2, b: "y"}][a > 1].b', '["y"]'),
        ("[{a: 1}, {a: 2}].a", "[1, 2]"),
        ("[{a: {b: 1}}, {a: {b: 2}}].a.b", "[1, 2]"),
        ("[{item: 1}, {item: 2}][item > 1]", "[{item: 2}]"),
        ("[[1, 2], [3]][count(item) = 1]", "[[3]]"),
    ],
)
def test_lists_are_filtered_and_projected(text: str, expected: str) -> None:
    assert feel(text) == feel(expected)


@every_row(
    ("text", "expected"),
    [
        ("for x in [1, 2] return x * 2", "[2, 4]"),
        ("for x in 1..3 return x", "[1, 2, 3]"),
        ("for x in 3..1 return x", "[3, 2, 1]"),
        ("for x in [1..3] return x", "[1, 2, 3]"),
        ("for x in [1..3) return x", "[1, 2]"),
        ("for x in [1, 2], y in [x, 3] return x * y", "[1, 3, 4, 6]"),
        ("for i in 1..5 return if i < 3 then 1 else partial[-1] + partial[-2]", "[1, 1, 2, 3, 5]"),
        ("for x in [] return x", "[]"),
        ("for x in 5 return x", "[5]"),
        ("for x in null return x", "null"),
        (
            'for d in @"2026-02-28"..@"2026-03-01" return d.day',
            "[28, 1]",
        ),
        ("some x in [1, 2] satisfies x > 1", "true"),
        ("some x in [] satisfies x > 1", "false"),
        ("every x in [1, 2] satisfies x > 1", "false"),
        ("every x in [] satisfies x > 1", "true"),
        ("some x in [1, null] satisfies x > 1", "null"),
        ("some x in [null, 2] satisfies x > 1", "true"),
        ("every x in [2, null] satisfies x > 1", "null"),
        ("some x in [1, 2], y in [2, 3] satisfies x = y", "true"),
    ],
)
def test_lists_are_repeated_over(text: str, expected: str) -> None:
    assert feel(text) == feel(expected)


@every_row(
    ("text", "expected"),
    [
        ("list contains([1, null], null)", "true"),
        ('list contains(["a"], "b")', "false"),
        ("count([1, null])", "2"),
        ("count(5)", "1"),
        ("min([3, 1, 2])", "1"),
        ("min(3, 1, 2)", "1"),
        ('max("a", "c", "b")', '"c"'),
        ("min([])", "null"),
        ('max(1, "a")', "null"),
        ("sum([1, 2.5])", "3.5"),
        ("sum(1, 2)", "3"),
        ("sum([])", "null"),
        ('sum([1, "a"])', "null"),
        ("mean([1, 2, 3, 4])", "2.5"),
        ("product([2, 3, 4])", "24"),
        ("median([8, 2, 5, 3, 4])", "4"),
        ("median([6, 1, 2, 3])", "2.5"),
        ("stddev([2, 4, 7, 5])", "2.081665999466132735282297706979931"),
        ("stddev([2])", "null"),
        ("mode([6, 3, 9, 6, 6])", "[6]"),
        ("mode([6, 1, 9, 6, 1])", "[1, 6]"),
        ("mode([])", "[]"),
        ("all([true, true])", "true"),
        ("all([true, null])", "null"),
        ("all([false, null])", "false"),
        ("all([])", "true"),
        ("any([true, null])", "true"),
        ("any([false, null])", "null"),
        ("any([])", "false"),
        ("sublist([4, 5, 6], 1, 2)", "[4, 5]"),
        ("sublist([4, 5, 6], -2)", "[5, 6]"),
        ("sublist([4, 5, 6], 0)", "null"),
        ("append([1], 2, 3)", "[1, 2, 3]"),
        ("append([1], [2])", "[1, [2]]"),
        ("concatenate([1, 2], [3])", "[1, 2, 3]"),
        ("insert before([1, 3], 1, 2)", "[2, 1, 3]"),
        ("remove([1, 2, 3], 2)", "[1, 3]"),
        ("list replace([2, 4, 7, 8], 3, 6)", "[2, 4, 6, 8]"),
        ("list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)", "[5, 5, 7, 8]"),
        ("list replace([2, 4], function(item) item = 2, 5)", "null"),
        ("list replace([2, 4], function(item, newItem) newItem, 5)", "null"),
        ("reverse([1, 2, 3])", "[3, 2, 1]"),
        ("index of([1, 2, 3, 2], 2)", "[2, 4]"),
        ("union([1, 2], [2, 3])", "[1, 2, 3]"),
        ("distinct values([1, 2, 3, 2, 1])", "[1, 2, 3]"),
        ("flatten([[1, 2], [[3]], 4])", "[1, 2, 3, 4]"),
        ("sort([3, 1, 4], function(x, y) x < y)", "[1, 3, 4]"),
        ("sort(list: [3, 1, 4], precedes: function(x, y) x > y)", "[4, 3, 1]"),
        ("list contains(list: [1], element: 1)", "true"),
    ],
)
def test_list_functions(text: str, expected: str) -> None:
    assert feel(text) == feel(expected)


def test_a_list_of_contexts_is_sorted_by_a_part() -> None:
    assert feel("sort(xs, function(a, b) a.n < b.n).n", xs=[{"n": 2}, {"n": 1}]) == feel("[1, 2]")


def test_a_wrong_argument_is_named_in_the_reason() -> None:
    value, reasons = outcome('sublist([1], "a")')
    assert value is None
    assert reasons == ("sublist: 'start position' moet een getal zijn en is een tekst",)
