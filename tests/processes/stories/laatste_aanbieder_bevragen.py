"""Asking the last known provider, who answers, calls back or stays silent."""

from tests.processes.casework import Answers, Casework, Footprint
from tests.processes.telling import story, within


def answer() -> Answers:
    """What a provider tells."""
    return {
        "reden_geen_zorg": "weggelopen-vrijwillig",
        "aanbieder_blijft_dossierhouder": "ja",
        "iets_misgegaan": "ja",
        "bijsturing": "Andere begeleider",
        "ethos": "6",
        "zorg_nu_geregeld": "Niet",
        "vertegenwoordiging": "geen",
        "veiligheidsrisico": "geen",
    }


def provider_answers(case: Casework) -> Casework:
    """The last provider answers at the first call."""
    case.do("aanbieder-benaderen", kanaal="telefoon", resultaat="beantwoord")
    return case.do("antwoord-vastleggen", **answer())


@story
def no_provider_known(f: Footprint) -> Casework:
    return within("laatste-aanbieder-bevragen", f, aanbieder_bekend="nee")


def provider(f: Footprint, result: str = "geen-gehoor", **more: str) -> Casework:
    case = within(
        "laatste-aanbieder-bevragen",
        f,
        aanbieder_bekend="ja",
        aanbieder_naam="De Linde",
        aanbieder_agb="12345678",
    )
    called = {"kanaal": "telefoon", "resultaat": result, **more}
    return case.do("aanbieder-benaderen", **called)


@story
def provider_calls_back(f: Footprint) -> Casework:
    case = provider(f).fire("antwoordtermijn-verstreken")
    return case.do("antwoord-afwachten", antwoord_kanaal="telefoon").do(
        "antwoord-vastleggen", **answer()
    )


@story
def provider_stays_silent(f: Footprint) -> Casework:
    case = provider(f)
    for _ in range(3):
        case.fire("antwoordtermijn-verstreken")
    return case


@story
def silent_provider_gets_everything(f: Footprint) -> Casework:
    case = provider_stays_silent(f)
    case.do("aanbieder-reageert-niet", keuze="formele-brief", motivering="Nog eens")
    case.fire("antwoordtermijn-verstreken")
    case.do("aanbieder-reageert-niet", keuze="via-zorginkoper", motivering="Contract")
    case.do("inkoper-vraagt-na", kanaal="telefoon", resultaat="toegezegd")
    case.fire("antwoordtermijn-verstreken")
    case.do("aanbieder-reageert-niet", keuze="nogmaals-benaderen", motivering="Ander nummer")
    case.do("aanbieder-benaderen", kanaal="telefoon", resultaat="weigert-info")
    return case.do("aanbieder-reageert-niet", keuze="doorgaan", motivering="Genoeg geprobeerd")


def tells(f: Footprint, reason: str, **more: str) -> Casework:
    """The provider says why there is no care."""
    case = provider(f, "beantwoord")
    return case.do("antwoord-vastleggen", **{**answer(), "reden_geen_zorg": reason, **more})


@story
def provider_ended_the_care(f: Footprint) -> Casework:
    return tells(f, "eenzijdig-beeindigd", stukken_beeindiging="Brief van 3 februari")


@story
def provider_knows_of_detention(f: Footprint) -> Casework:
    return tells(f, "detentie")


@story
def provider_knows_of_a_death(f: Footprint) -> Casework:
    return tells(f, "overleden")


@story
def provider_knows_of_a_move(f: Footprint) -> Casework:
    return tells(f, "verhuisd")
