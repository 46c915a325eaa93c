"""Variables keep their types on their way to the database and back."""

from datetime import UTC, date, datetime
from decimal import Decimal

from engine.commands.values import decode, encode
from engine.domain.terms import Term
from engine.feel import Value


def test_every_type_comes_back_as_it_went() -> None:
    variables: dict[str, Value] = {
        "bedrag": Decimal("1.50"),
        "dag": date(2026, 2, 28),
        "moment": datetime(2026, 6, 1, 8, tzinfo=UTC),
        "termijn": Term.parse("3 werkdagen"),
        "lijst": [Decimal(1), None, True, {"$": "eigen sleutel"}],
    }

    assert decode(encode(variables)) == variables


def test_the_order_of_names_is_kept() -> None:
    assert list(decode(encode({"z": None, "a": None}))) == ["z", "a"]
