"""Closing by two people."""

from tests.processes.casework import Answers, Casework, Footprint
from tests.processes.telling import INVOLVED, story, within

CLOSING: Answers = {
    "voorstel": "afsluiten",
    "afsluitgrond": "in-zorg",
    "bewijs_soort": "aanvang-zorg",
    "bewijs": "Toewijzing en drie contacten",
    **INVOLVED,
    "partijen_geinformeerd": ["client"],
    "geleerde_les_soort": "geen",
    "brief_versturen": "ja",
}


DECEASED: Answers = {
    "afsluitgrond": "overleden",
    "bewijs_soort": "brp",
    "bewijs": "BRP",
    "partijen_geinformeerd": ["aanbieder"],
    "geleerde_les_soort": "geen",
}
HANDED_OVER: Answers = {
    **DECEASED,
    "afsluitgrond": "overgedragen",
    "bewijs_soort": "bevestiging-zorgkantoor",
    "bewijs": "Bericht van zorgkantoor 5521",
    **INVOLVED,
    "brief_versturen": "ja",
}


def closed(case: Casework) -> Casework:
    """Close by two people."""
    case.do("afsluiten-voorstellen", **CLOSING)
    return case.do("afsluiten-bevestigen", akkoord="ja")


@story
def closed_only_on_solid_ground(f: Footprint) -> Casework:
    case = within("casus-afsluiten", f, nazorg_nummer=2, situatie="stabiel")
    return case.do("afsluiten-voorstellen", **CLOSING)
