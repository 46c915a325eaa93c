"""The conversation, and who is involved."""

from tests.processes.casework import Answer, Answers, Casework, Footprint
from tests.processes.telling import INVOLVED, story, within

TALK: Answers = {
    "gesproken_met": ["client"],
    "hoe_gaat_het": "Het gaat redelijk.",
    "prof_zorg_nu": "nee",
    "mantelzorg": "geen",
    "woonruimte": "geen",
    "ethos": "3",
    "veiligheidsrisico": "geen",
    "bijkomend": ["schulden"],
    "wil_zorg": "ja",
    "in_mo": "nee",
    "oco_aangeboden": "ja",
    "oco_gewenst": "nee",
    "toestemming_besproken": "ja",
    "vertegenwoordiging": "geen",
}


PARTIES: Answers = {
    "partijen": ["dossierhouder", "gemeente"],
    "partij_dossierhouder": "De Linde",
    "partij_dossierhouder_taak": "Zorg en een plek",
    "partij_gemeente": "Utrecht",
    "partij_gemeente_taak": "Briefadres",
    "regiehouder": "Zorgkantoor",
    "delen_toegestaan": "nee",
    **INVOLVED,
}


SHARED: Answers = {"delen_toegestaan": "ja", "delen_met": ["gemeente"]}


SAFETY_NET_TALK: Answers = {
    "wil_zorg": "nee",
    "mantelzorg": "voldoende",
    "woonruimte": "stabiel",
    "prof_zorg_nu": "nee",
    "bijkomend": ["geen"],
}


def talked(case: Casework, **different: Answer) -> Casework:
    """Have the conversation."""
    return case.do("gesprek-voeren", **{**TALK, **different})


@story
def safety_net(f: Footprint) -> Casework:
    return talked(within("situatie-uitvragen", f), **SAFETY_NET_TALK)


@story
def consent_asked_beside_the_course(f: Footprint) -> Casework:
    case = talked(within("situatie-uitvragen", f))
    return case.do("partijen-vaststellen", **{**PARTIES, **SHARED})
