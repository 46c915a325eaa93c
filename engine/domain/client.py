"""The client: a person with a Wlz indication, known by a BSN or (for a while) only by a name.

A BSN is personal: it prints masked, so that it cannot slip into a log or a message by accident.
"""

import re
from dataclasses import dataclass
from datetime import date

from engine.errors import Invalid

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_OF_AGE = 18
_OLDEST_BAND = 90
_SEPARATORS = re.compile(r"[\s.\-]")


@dataclass(frozen=True, repr=False)
class Bsn:
    """A burgerservicenummer of nine digits that passes the 11-proef."""

    digits: str

    def __post_init__(self) -> None:
        if not is_bsn(self.digits):
            raise Invalid("Dit is geen geldig BSN: het voldoet niet aan de 11-proef.")

    @classmethod
    def parse(cls, text: str) -> "Bsn":
        """Read a BSN as people write it: with dots or spaces, or without the leading zero."""
        digits = _SEPARATORS.sub("", text)
        return cls(digits.zfill(9) if len(digits) == 8 else digits)  # noqa: PLR2004 - BSN length

    @property
    def masked(self) -> str:
        """The last four digits, as shown on pages and in messages."""
        return "•••••" + self.digits[-4:]

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return f"Bsn({self.masked})"


def is_bsn(digits: str) -> bool:
    """Tell whether nine digits pass the 11-proef: Σ dᵢ·wᵢ mod 11 = 0, w = 9 … 2, -1."""
    if not re.fullmatch(r"[0-9]{9}", digits) or digits == "000000000":
        return False
    return sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=True)) % 11 == 0


@dataclass(frozen=True, kw_only=True)
class PersonName:
    """A name in its Dutch parts; the prefix ("van der") is not part of the surname."""

    surname: str
    prefix: str = ""
    first_names: str = ""

    @property
    def full(self) -> str:
        """As in a letter or heading: "Fatima van der Berg"."""
        return " ".join(part for part in (self.first_names, self.prefix, self.surname) if part)

    @property
    def sorted_form(self) -> str:
        """As in a list: "Berg, Fatima van der"."""
        rest = " ".join(part for part in (self.first_names, self.prefix) if part)
        return f"{self.surname}, {rest}" if rest else self.surname


@dataclass(frozen=True, kw_only=True)
class Address:
    """A Dutch address; every part may be missing for somebody without a house."""

    street: str = ""
    house_number: str = ""
    postcode: str = ""
    city: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The address as on an envelope, without empty lines."""
        first = " ".join(part for part in (self.street, self.house_number) if part)
        second = "  ".join(part for part in (self.postcode, self.city) if part)
        return tuple(line for line in (first, second) if line)

    @property
    def is_complete(self) -> bool:
        """Whether a letter can be sent here."""
        return all((self.street, self.house_number, self.postcode, self.city))


def age_band(born: date, today: date) -> str:
    """Say an age in tens, for whom a birth date would say too much: "30 tot en met 39 jaar"."""
    had_birthday = (today.month, today.day) >= (born.month, born.day)
    age = today.year - born.year - (not had_birthday)
    if age < _OF_AGE:
        return "jonger dan 18 jaar"
    if age >= _OLDEST_BAND:
        return "90 jaar of ouder"
    first = max(age // 10 * 10, _OF_AGE)
    return f"{first} tot en met {age // 10 * 10 + 9} jaar"


def is_plausible_birth_date(born: date, today: date) -> bool:
    """Tell whether somebody living today can be born on this day."""
    return born <= today and today.year - born.year <= 120  # noqa: PLR2004 - the oldest people
