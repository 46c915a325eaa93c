"""Fictitious clients and the signals about them.

BSNs begin with 9999, which are given to nobody, and pass the 11-proef. Streets do not exist, e-mail
addresses end in `.invalid`.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from engine.commands.signals import NewClient, NewSignal
from engine.demo.courses import CHANCE, Course
from engine.domain.client import Address, Bsn, PersonName, is_bsn
from engine.domain.region import CareRegion
from engine.domain.signal import Ethos, SafetyRisk, SignalKind, SignalSource, SuppressionReason

T = TypeVar("T")

_FIRST = (
    *("Abdel", "Agnes", "Ali", "Anja", "Ayse", "Bart", "Carlos", "Chantal", "Cor", "Daniela"),
    *("Dirk", "Emine", "Erik", "Fatima", "Frank", "Gerda", "Hans", "Ibrahim", "Ingrid", "Jamal"),
    *("Jan", "Johanna", "Karel", "Khadija", "Leroy", "Linda", "Marco", "Maria", "Mehmet", "Nadia"),
    *(
        "Omar",
        "Patricia",
        "Peter",
        "Rachid",
        "Ria",
        "Robert",
        "Sandra",
        "Sjoerd",
        "Stanley",
        "Tineke",
    ),
    *("Umit", "Vera", "Willem", "Xandra", "Yusuf", "Zohra"),
)
_LAST = (
    *("Aydin", "Baars", "Berg", "Boer", "Brink", "Dijk", "Doorn", "El Idrissi", "Fransen", "Groot"),
    *(
        "Haan",
        "Heuvel",
        "Hoek",
        "Janssens",
        "Kaya",
        "Kramer",
        "Kuipers",
        "Laan",
        "Leeuwen",
        "Linden",
    ),
    *(
        "Martina",
        "Meer",
        "Molenaar",
        "Nguyen",
        "Osei",
        "Pol",
        "Postma",
        "Rijn",
        "Rosario",
        "Schouten",
    ),
    *("Sluis", "Tromp", "Veen", "Verhoef", "Vink", "Wal", "Willems", "Yilmaz", "Zand", "Zwart"),
)
_PREFIXES = {
    "de": ("Boer", "Groot", "Haan"),
    "van": ("Dijk", "Doorn", "Leeuwen", "Rijn"),
    "van den": ("Berg", "Brink", "Heuvel"),
    "van der": ("Linden", "Meer", "Sluis", "Veen", "Wal"),
}
_PREFIXED = {name: prefix for prefix, names in _PREFIXES.items() for name in names}
_STREETS = (
    "Loopplankkade",
    "Meerpaalstraat",
    "Valreepweg",
    "Steigerhof",
    "Bolderpad",
    "Trosgracht",
)
_PLACES = {
    "5515": (("Amsterdam", "10"), ("Diemen", "11")),
    "5521": (
        ("Rotterdam", "30"),
        ("Capelle aan den IJssel", "29"),
        ("Krimpen aan den IJssel", "29"),
    ),
    "5505": (("Enschede", "75"), ("Almelo", "76"), ("Hengelo", "75"), ("Oldenzaal", "75")),
}
_PROVIDERS = (
    ("De Voorbeeldzorg", "98000001"),
    ("Stichting Meerpaal", "98000002"),
    ("Woonzorg De Sluis", "98000003"),
    ("GGZ Het Anker (fictief)", "98000004"),
    ("Thuis in Zorg (fictief)", "98000005"),
)
_PACKAGES = ("880", "882", "884", "886", "888", "810", "812")
_SOURCES = {
    SignalSource.IWLZ: 60, SignalSource.MUNICIPALITY: 10, SignalSource.SHELTER: 12,
    SignalSource.PROVIDER: 8, SignalSource.RELATIVE: 5, SignalSource.SAFETY_HOUSE: 3,
    SignalSource.CLIENT: 2,
}  # fmt: skip
_KINDS = {
    SignalKind.NO_ALLOCATION: 25, SignalKind.NO_DELIVERY: 20, SignalKind.DELIVERY_ENDED: 25,
    SignalKind.NO_FILE_HOLDER: 8, SignalKind.IN_SHELTER: 12, SignalKind.DISCHARGE: 5,
    SignalKind.ENDING_ANNOUNCED: 5, SignalKind.DETENTION: 4,
}  # fmt: skip
_ETHOS = {
    Ethos.PUBLIC_SPACE: 10, Ethos.NIGHT_SHELTER: 15, Ethos.TEMPORARY_SHELTER: 15,
    Ethos.INSTITUTION: 8, Ethos.WITH_OTHERS: 20, Ethos.EVICTION: 7, Ethos.UNKNOWN: 20,
    Ethos.NOT_HOMELESS: 5,
}  # fmt: skip
_RISKS = {SafetyRisk.NONE: 45, SafetyRisk.UNKNOWN: 35, SafetyRisk.POSSIBLE: 15, SafetyRisk.ACUTE: 5}


def numbers() -> Iterator[Bsn]:
    """Give test numbers without end."""
    return (Bsn(str(n)) for n in range(999_900_000, 1_000_000_000) if is_bsn(str(n)))


class Population:
    """Makes clients and signals; the same seed makes the same ones."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._numbers = numbers()

    def signal(self, region: CareRegion, on: date, course: Course = CHANCE) -> NewSignal:
        """Make a signal about somebody new, given a few days before it comes in."""
        client = self._client(region)
        if course.secret:
            client = replace(client, secret_address=True)
        provider, agb = self._dice.choice(_PROVIDERS)
        known = self._in(85)
        facts = {
            "gemeente": client.address.city if client.address else region.name,
            "zzp_code": client.care_package,
            "aanbieder_bekend": "ja" if known else "nee",
        }
        if known:
            ended = on - timedelta(days=self._dice.randint(5, 90))
            facts |= {"aanbieder_naam": provider, "aanbieder_agb": agb}
            facts |= {"einddatum_zorg": ended.isoformat()}
        held = self._in(4) and course is CHANCE
        return NewSignal(
            source=self._one_of(_SOURCES),
            kind=course.signal or self._one_of(_KINDS),
            signal_date=on - timedelta(days=self._dice.randint(0, 4)),
            client=client,
            ethos=self._one_of(_ETHOS),
            safety_risk=self._one_of(_RISKS),
            facts=facts,
            suppressed=SuppressionReason.PERSONAL_BUDGET if held else None,
        )

    def _client(self, region: CareRegion) -> NewClient:
        dice = self._dice
        surname = dice.choice(_LAST)
        first = dice.choice(_FIRST)
        return NewClient(
            name=PersonName(surname=surname, prefix=_PREFIXED.get(surname, ""), first_names=first),
            bsn=next(self._numbers) if self._in(95) else None,
            birth_date=date(dice.randint(1948, 2004), dice.randint(1, 12), dice.randint(1, 28)),
            salutation=dice.choice(("Geachte heer", "Geachte mevrouw", "Beste")),
            secret_address=self._in(3),
            address=self._address(region) if self._in(85) else None,
            phone=f"06 0{dice.randint(1_000_000, 9_999_999)}" if self._in(70) else "",
            email=f"{first.lower()}@voorbeeld.invalid" if self._in(40) else "",
            care_package=dice.choice(_PACKAGES),
            decision_number=str(dice.randint(100_000_000, 999_999_999)),
            indicated_from=date(dice.randint(2021, 2025), dice.randint(1, 12), 1),
        )

    def _address(self, region: CareRegion) -> Address:
        city, digits = self._dice.choice(_PLACES[region.code])
        letters = "".join(self._dice.choices("ABCDEGHJKLMN", k=2))
        return Address(
            street=self._dice.choice(_STREETS),
            house_number=str(self._dice.randint(1, 240)),
            postcode=f"{digits}{self._dice.randint(10, 99)} {letters}",
            city=city,
        )

    def _in(self, percent: int) -> bool:
        """Tell whether this is one of so many in a hundred."""
        return self._dice.random() * 100 < percent

    def _one_of(self, weighted: dict[T, int]) -> T:
        return self._dice.choices(list(weighted), list(weighted.values()))[0]
