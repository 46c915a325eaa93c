"""Clients: the 11-proef, masking, and Dutch names."""

from datetime import date

import pytest

from engine.domain.client import Address, Bsn, PersonName, is_bsn, is_plausible_birth_date
from engine.errors import Invalid
from tests.rows import every_row

TEST_NUMBERS = ["999990019", "999990020", "999990032", "999990044", "123456782", "111222333"]


@every_row("digits", TEST_NUMBERS)
def test_test_numbers_pass_the_11_proef(digits: str) -> None:
    assert is_bsn(digits)


@every_row("text", ["", "000000000", "12345678a", "1234567890", "٩٩٩٩٩٠٠١٩"])
def test_what_is_no_bsn_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        Bsn.parse(text)
    assert not text or text not in refused.value.message


def test_a_bsn_is_read_with_dots_spaces_or_a_lost_zero() -> None:
    assert Bsn.parse("1234.56.782") == Bsn("123456782")
    assert Bsn.parse("10000008").digits == "010000008"


def test_a_bsn_prints_masked() -> None:
    bsn = Bsn("123456782")
    assert f"{bsn} {bsn!r} {[bsn]}" == "•••••6782 Bsn(•••••6782) [Bsn(•••••6782)]"


def test_a_name_is_said_in_order_and_listed_by_surname() -> None:
    name = PersonName(surname="Berg", prefix="van der", first_names="Fatima")
    assert name.full == "Fatima van der Berg"
    assert name.sorted_form == "Berg, Fatima van der"
    assert PersonName(surname="Jansen").sorted_form == "Jansen"


def test_an_address_without_house_still_has_a_city() -> None:
    address = Address(city="Almelo")
    assert address.lines == ("Almelo",)
    assert not address.is_complete


def test_nobody_is_born_tomorrow_or_before_the_oldest() -> None:
    today = date(2026, 11, 22)
    assert is_plausible_birth_date(today, today)
    assert not is_plausible_birth_date(date(2026, 11, 23), today)
    assert not is_plausible_birth_date(date(1890, 1, 1), today)
