"""Checking whether no care is a conscious choice."""

from tests.processes.casework import Answer, Answers, Casework, Footprint
from tests.processes.telling import INVOLVED, story, within

CHECKED: Answers = {
    "persoonlijk_gesproken": "ja",
    "recht_uitgelegd": "ja",
    "gevolgen_uitgelegd": "ja",
    "oco_aangeboden": "ja",
    "alternatieven_besproken": ["thuis"],
    "vangnet": "woning-en-mantelzorg",
    "signaal_wilsbekwaamheid": "geen",
    "signaal_ernstig_nadeel": "nee",
    "conclusie": "bewuste-keuze",
    "motivering": "Wil het zelf doen.",
    **INVOLVED,
}


def checked(f: Footprint, **different: Answer) -> Casework:
    case = within("zorgweigering-toetsen", f, vertegenwoordiging="geen")
    return case.do("keuze-toetsen", **{**CHECKED, **different})


@story
def refusal_without_net(f: Footprint) -> Casework:
    case = checked(f, vangnet="geen").do("keuze-bevestigen", akkoord="ja")
    case.do("bevestigingsbrief-controleren", adres="Dorpsstraat 1")
    return case.do(
        "bemoeizorg-aanvragen",
        gemeente="Utrecht",
        gevraagd=["bemoeizorg"],
        grondslag="toestemming",
        gedeelde_velden="Naam en kenmerk",
    )


@story
def serious_harm(f: Footprint) -> Casework:
    case = checked(f, signaal_ernstig_nadeel="ja")
    return case.do("onvrijwillige-zorg-overdragen", route="gemeente", overgedragen_aan="Meldpunt")


@story
def doubt(f: Footprint) -> Casework:
    return checked(f, conclusie="twijfel")


@story
def wants_care_after_all(f: Footprint) -> Casework:
    return checked(f, conclusie="wil-zorg")


@story
def not_spoken_in_person(f: Footprint) -> Casework:
    return checked(f, persoonlijk_gesproken="nee")
