"""The 31 zorgkantoorregio's, by UZOVI code (domain.md §3.1, to be checked before go-live).

Region 5519 has the name it bears on the map of Statistics Netherlands (CBS, 2025): since it took in
Nieuwe Waterweg Noord, Delft Westland Oostland is called Westland Schieland Delfland.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class CareRegion:
    """One region and the care office that holds its concession."""

    code: str
    name: str
    care_office: str


CARE_REGIONS: tuple[CareRegion, ...] = (
    CareRegion("5501", "Groningen", "Menzis"),
    CareRegion("5502", "Friesland", "Zorgkantoor Friesland"),
    CareRegion("5503", "Drenthe", "Zilveren Kruis"),
    CareRegion("5504", "Zwolle", "Zilveren Kruis"),
    CareRegion("5505", "Twente", "Menzis"),
    CareRegion("5506", "Apeldoorn, Zutphen e.o.", "Zilveren Kruis"),
    CareRegion("5507", "Arnhem", "Menzis"),
    CareRegion("5508", "Nijmegen", "VGZ"),
    CareRegion("5509", "Utrecht", "Zilveren Kruis"),
    CareRegion("5510", "Flevoland", "Zilveren Kruis"),
    CareRegion("5511", "'t Gooi", "Zilveren Kruis"),
    CareRegion("5512", "Noord-Holland Noord", "VGZ"),
    CareRegion("5513", "Kennemerland", "Zilveren Kruis"),
    CareRegion("5514", "Zaanstreek/Waterland", "Zilveren Kruis"),
    CareRegion("5515", "Amsterdam", "Zilveren Kruis"),
    CareRegion("5516", "Amstelland en De Meerlanden", "Zorg en Zekerheid"),
    CareRegion("5517", "Zuid-Holland Noord", "Zorg en Zekerheid"),
    CareRegion("5518", "Haaglanden", "CZ"),
    CareRegion("5519", "Westland Schieland Delfland", "DSW"),
    CareRegion("5520", "Midden-Holland", "VGZ"),
    CareRegion("5521", "Rotterdam", "Zilveren Kruis"),
    CareRegion("5523", "Zuid-Hollandse Eilanden", "CZ"),
    CareRegion("5524", "Waardenland", "VGZ"),
    CareRegion("5525", "Zeeland", "CZ"),
    CareRegion("5526", "West-Brabant", "CZ"),
    CareRegion("5527", "Midden-Brabant", "VGZ"),
    CareRegion("5528", "Noordoost-Brabant", "VGZ"),
    CareRegion("5529", "Zuidoost-Brabant", "CZ"),
    CareRegion("5530", "Noord- en Midden-Limburg", "VGZ"),
    CareRegion("5531", "Zuid-Limburg", "CZ"),
    CareRegion("5532", "Midden-IJssel", "Salland"),
)

_BY_CODE = {region.code: region for region in CARE_REGIONS} | {"5533": CARE_REGIONS[1]}


def care_region(code: str) -> CareRegion | None:
    """Find a region by its code; Friesland has two."""
    return _BY_CODE.get(code)
