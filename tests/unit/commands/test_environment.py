"""Ids that rise within one moment."""

from datetime import UTC, datetime, timedelta

from engine.commands.environment import RisingIds

MOMENT = datetime(2026, 6, 1, 8, tzinfo=UTC)


def test_ids_of_one_moment_rise_in_the_order_in_which_they_were_made() -> None:
    ids = RisingIds()

    made = [ids(MOMENT) for _ in range(1_000)]

    assert made == sorted(set(made))


def test_ids_of_a_later_moment_come_after_those_of_an_earlier_one() -> None:
    ids = RisingIds()

    assert ids(MOMENT) < ids(MOMENT + timedelta(milliseconds=1))
