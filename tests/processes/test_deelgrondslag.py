"""Table D5 row by row, with facts missing, and the same as the rule in the code."""

from collections.abc import Mapping
from datetime import date
from itertools import product

import pytest

from engine.domain.calendar import dutch_calendar
from engine.domain.sharing import Agreed, Category, Recipient, allowance
from engine.feel import Scope, Value, to_feel
from tests.processes.casework import MONDAY, decision, terms

Facts = Mapping[str, object]
TODAY = date(2026, 6, 1)


def decided(facts: Facts) -> tuple[Value, Value]:
    """Give the basis, and how much may be shared."""
    scope = Scope(now=MONDAY, terms=terms().get, calendar=dutch_calendar())
    known = {name: to_feel(value) for name, value in facts.items()}
    model = decision("deelgrondslag")
    found = [model.evaluate(key, known, scope).value for key in ("deelgrondslag", "deelruimte")]
    return found[0], found[1]


@pytest.mark.parametrize(
    ("facts", "basis", "room"),
    [
        ({"ontvanger": "zorgaanbieder"}, "wlz-keten", 3),
        ({"ontvanger": "ciz", "toestemming": "nee"}, "wlz-keten", 3),
        ({"ontvanger": "vertegenwoordiger"}, "vertegenwoordiging", 3),
        ({"ontvanger": "gemeente", "toestemming": "ja"}, "toestemming", 2),
        ({"ontvanger": "gemeente", "toestemming": "nee"}, "anoniem", 1),
        ({"ontvanger": "mo", "toestemming": "nee"}, "geen", 0),
        ({"ontvanger": "mo", "toestemming": "ja"}, "toestemming", 2),
        ({"ontvanger": "rijk", "toestemming": "ja"}, "anoniem", 1),
        ({"ontvanger": "buurman", "toestemming": "ja"}, "geen", 0),
        ({"ontvanger": "zorgaanbieder", "niveau": 3}, "anoniem", 1),
        ({"ontvanger": "gemeente", "toestemming": "ja", "niveau": 2}, "toestemming", 2),
        ({"ontvanger": "gemeente", "toestemming": "ja", "niveau": 3}, "anoniem", 1),
        ({"ontvanger": "mo", "niveau": 3}, "geen", 0),
        ({"ontvanger": "mo", "noodsituatie": "ja"}, "noodsituatie", 0),
    ],
)
def test_d5_gives_the_most_restrictive_basis(facts: Facts, basis: str, room: int) -> None:
    assert decided(facts) == (basis, room)


@pytest.mark.parametrize(
    "facts", [{}, {"toestemming": "ja"}, {"niveau": 1}, {"ontvanger": "mo"}, {"ontvanger": "oco"}]
)
def test_d5_shares_nothing_on_what_is_not_known(facts: Facts) -> None:
    assert decided(facts) == ("geen", 0)


def test_d5_never_gives_a_municipality_a_name_without_consent() -> None:
    assert decided({"ontvanger": "gemeente"}) == ("anoniem", 1)


def test_the_table_and_the_rule_in_the_code_agree() -> None:
    everyone = [*Recipient, "iemand"]
    for recipient, agreed, level in product(everyone, (True, False), (None, 0, 2, 3, 5)):
        consent = Agreed(
            recipients=frozenset({recipient}) if agreed else frozenset(),
            categories=frozenset({Category.CONTACT}),
            from_day=TODAY,
            to_day=TODAY,
        )
        expected = allowance(recipient, [consent], TODAY, level)
        said = {"ontvanger": str(recipient), "toestemming": "ja" if agreed else "nee"}
        found = decided(said if level is None else {**said, "niveau": level})

        assert found == (expected.basis, int(expected.room)), (recipient, agreed, level)
