"""Checking whether no care is a conscious choice."""

from tests.processes.casework import Answer, Answers, Casework, Footprint
from tests.processes.telling import INVOLVED, story, within

CHECKED: Answers = {
    "persoonlijk_gesproken": "ja",
    "recht_uitgelegd": "ja",
    "gevolgen_uitgelegd": "ja",
    "oco_aangeboden": "ja",
    "alternatieven_besproken": ["thuis"],
    "aanbieder_houdt_contact": "nee",
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


def asking(f: Footprint, **known: object) -> Casework:
    """A conscious choice without a safety net, up to the question to the municipality."""
    case = within("zorgweigering-toetsen", f, vertegenwoordiging="geen", **known)
    case.do("keuze-toetsen", **{**CHECKED, "vangnet": "geen"}).do("keuze-bevestigen", akkoord="ja")
    return case.do("bevestigingsbrief-controleren", adres="Dorpsstraat 1")


def help_asked(f: Footprint) -> Casework:
    """The municipality is asked for help, without names."""
    return asking(f).do(
        "bemoeizorg-aanvragen",
        gevraagde_gemeente="anders",
        gemeente="Utrecht",
        gevraagd=["bemoeizorg"],
        grondslag="anoniem",
        gedeelde_velden="Alleen de leefsituatie",
        **INVOLVED,
    )


def answered(case: Casework, answer: str) -> Casework:
    """The municipality says what it does."""
    return case.do(
        "terugkoppeling-vastleggen", bemoeizorg_antwoord=answer, terugkoppeling_toelichting="Gebeld"
    )


@story
def refusal_with_net(f: Footprint) -> Casework:
    case = checked(f).do("keuze-bevestigen", akkoord="nee", reden_afkeur="Meer uitleg")
    case.do("keuze-toetsen", **CHECKED).do("keuze-bevestigen", akkoord="ja")
    return case.do("bevestigingsbrief-controleren", adres="Dorpsstraat 1")


@story
def refusal_without_net(f: Footprint) -> Casework:
    return answered(help_asked(f).fire("terugkoppeling-blijft-uit"), "gestart")


@story
def municipality_refuses(f: Footprint) -> Casework:
    return answered(help_asked(f), "afgewezen")


@story
def municipality_stays_silent(f: Footprint) -> Casework:
    case = help_asked(f)
    for _ in range(3):
        case.fire("terugkoppeling-blijft-uit")
    return case


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
