"""The demo's regions, and the people who work there: one or two for every role."""

from dataclasses import dataclass

from engine.domain.access import Role
from engine.domain.region import CareRegion, care_region

PASSWORD = "loopplank-demo"  # noqa: S105 - printed on the screen, on purpose
ADMINISTRATOR = "beheer"

_CODES = ("5515", "5521", "5505")
REGIONS: tuple[CareRegion, ...] = tuple(
    region for code in _CODES if (region := care_region(code)) is not None
)


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who can log in."""

    username: str
    name: str
    roles: tuple[Role, ...]
    region: str


POSTS: tuple[tuple[str, tuple[Role, ...]], ...] = (
    ("signalering", (Role.SIGNALLING,)),
    ("adviseur", (Role.ADVISER,)),
    ("adviseur2", (Role.ADVISER, Role.SIGNALLING)),
    ("zorginhoudelijk", (Role.CARE_ADVISER,)),
    ("zorginhoudelijk2", (Role.CARE_ADVISER, Role.TABLE_SECRETARY)),
    ("inkoper", (Role.PURCHASER,)),
    ("teamleider", (Role.TEAM_LEADER,)),
    ("teamleider2", (Role.TEAM_LEADER,)),
    ("regiomanager", (Role.REGION_MANAGER,)),
    ("privacy", (Role.PRIVACY_OFFICER,)),
    ("auditor", (Role.AUDITOR,)),
    ("beheer", (Role.ADMINISTRATOR,)),
    ("tafel", (Role.TABLE_SECRETARY,)),
    ("ontwerper", (Role.PROCESS_DESIGNER,)),
)
_NAMES = {
    "5515": (
        *("Samira Haddad", "Joris Meijer", "Noor de Wit", "Femke Visser", "Ruben Kok"),
        *("Ilse Brouwer", "Karim Bouzid", "Anneke Post", "Maarten Vos", "Priya Sharma"),
        *("Wout Peters", "Lotte Hendriks", "Daan Mulder", "Yara Smit"),
    ),
    "5521": (
        *("Esra Yildiz", "Tom Jacobs", "Lisa van Vliet", "Sem Bakker", "Naomi Pinas"),
        *("Pieter Maas", "Marleen Groen", "Jeroen Dekker", "Carla Bos", "Hassan Amrani"),
        *("Eva Kuiper", "Bram Scholten", "Mila Koster", "Thijs Prins"),
    ),
    "5505": (
        *("Anouk Wolters", "Gijs Nijhuis", "Fleur Hofman", "Merel Oude Kotte", "Stijn Lammers"),
        *("Rianne Kamp", "Harm Veldhuis", "Jolanda Evers", "Frits Bolks", "Amina Said"),
        *("Koen Rietveld", "Sanne ter Horst", "Luuk Wessels", "Roos Heerink"),
    ),
}


def short_name(region: CareRegion) -> str:
    """Give the part of a username that tells the region."""
    return region.name.lower()


def staff() -> tuple[Person, ...]:
    """Give everybody, region by region."""
    return tuple(
        Person(
            username=f"{post}.{short_name(region)}",
            name=name,
            roles=roles,
            region=region.code,
        )
        for region in REGIONS
        for (post, roles), name in zip(POSTS, _NAMES[region.code], strict=True)
    )
