"""Reaching a client by attempts, by letter, or not yet."""

from datetime import timedelta

from tests.processes.casework import Casework, Footprint
from tests.processes.telling import story, within


def three_attempts(case: Casework) -> Casework:
    """Three attempts by two channels; then the letter is due."""
    case.do("contactgegevens-verzamelen", bronnen_geraadpleegd=["iwlz"])
    for channel in ("telefoon", "huisbezoek", "telefoon"):
        case.wait_for("contactpoging-doen")
        case.do("contactpoging-doen", kanaal=channel, resultaat="geen-gehoor")
    return case


def letter(case: Casework) -> Casework:
    """Send the letter to the last known address."""
    return case.do(
        "brief-voorbereiden", adres="Dorpsstraat 1\n3511 AA Utrecht", verzendwijze="post"
    )


def reached(case: Casework) -> Casework:
    """Reach the client at the first attempt."""
    case.do("contactgegevens-verzamelen", bronnen_geraadpleegd=["iwlz"])
    return case.do("contactpoging-doen", kanaal="telefoon", resultaat="gesproken")


@story
def reached_at_once(f: Footprint) -> Casework:
    return reached(within("client-bereiken", f))


def attempts(f: Footprint, **known: object) -> Casework:
    return three_attempts(within("client-bereiken", f, **known))


@story
def reached_by_letter(f: Footprint) -> Casework:
    case = letter(attempts(f))
    return case.do("reactie-afwachten", resultaat="gesproken", kanaal="telefoon")


def unreachable(f: Footprint, **known: object) -> Casework:
    case = letter(attempts(f, **known))
    return case.fire("reactietermijn-verstreken").fire("reactietermijn-verstreken")


def asked_for_help(case: Casework, whom: str) -> Casework:
    """Ask somebody outside to help looking."""
    case.do("onbereikbaar-vervolg", keuze=whom, motivering="Zorgen")
    case.do(
        "hulp-vragen",
        grondslag="toestemming",
        gedeelde_gegevens=["contact"],
        gedeelde_velden="Naam en kenmerk",
    )
    return case


@story
def somebody_else_knows_where_to_look(f: Footprint) -> Casework:
    case = asked_for_help(unreachable(f), "navraag-mo")
    return case.do("terugkoppeling-afwachten", resultaat="aanwijzing", notitie="Slaapt er soms")


@story
def unreachable_and_watched(f: Footprint) -> Casework:
    case = unreachable(f, niveau=1)
    case.do("onbereikbaar-vervolg", keuze="tweede-brief", motivering="Nieuw adres")
    letter(case).do("reactie-afwachten", resultaat="retour", kanaal="post")
    case.do("onbereikbaar-vervolg", keuze="nieuwe-gegevens", motivering="BRP")
    case.do("contactgegevens-verzamelen", bronnen_geraadpleegd=["brp"])
    case.do("contactpoging-doen", kanaal="telefoon", resultaat="nummer-onjuist")
    letter(case).do("reactie-afwachten", resultaat="retour", kanaal="post")
    asked_for_help(case, "bemoeizorg").fire("terugkoppeling-blijft-uit")
    case.do("contactgegevens-verzamelen", bronnen_geraadpleegd=["brp"])
    case.do("contactpoging-doen", kanaal="huisbezoek", resultaat="adres-onjuist")
    letter(case).do("reactie-afwachten", resultaat="derde", kanaal="telefoon")
    return watched(case)


def watched(case: Casework) -> Casework:
    """Decide to keep an eye on somebody who cannot be reached."""
    day = f"{case.now.date() + timedelta(days=28)}"
    return case.do(
        "onbereikbaar-vervolg",
        keuze="bewaken",
        volgende_actie_op=day,
        motivering="Blijven kijken",
    )


@story
def unreachable_and_never_discussed(f: Footprint) -> Casework:
    return watched(unreachable(f))
