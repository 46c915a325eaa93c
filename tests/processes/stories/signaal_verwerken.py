"""Signals: judged, joined, unfounded, or for another region."""

from tests.processes.casework import Casework, Footprint
from tests.processes.telling import story


def signal(footprint: Footprint, **known: object) -> Casework:
    """A signal that was just taken in."""
    facts: dict[str, object] = {
        "signaalbron": "iwlz",
        "signaalsoort": "geen-toewijzing",
        "signaaldatum": None,
    }
    facts |= {"ethos": "3", "veiligheidsrisico": "geen", "open_casus": False}
    return Casework("signaal-verwerken", {**facts, **known}, footprint=footprint)


def judged(case: Casework, outcome: str, **more: str) -> Casework:
    """Judge the signal that is open."""
    return case.do("signaal-beoordelen", signaaldatum="2026-02-20", uitkomst=outcome, **more)


@story
def new_case(f: Footprint) -> Casework:
    return judged(signal(f), "nieuwe-casus")


@story
def joined_case(f: Footprint) -> Casework:
    return judged(signal(f, open_casus=True), "toevoegen")


@story
def unfounded_after_second_look(f: Footprint) -> Casework:
    reason = {"reden_onterecht": "dubbel", "bewijsbron": "iWlz", "toelichting": "x" * 20}
    case = judged(signal(f), "onterecht", **reason)
    case.do("onterecht-bevestigen", akkoord="nee", reden_afkeur="Niet dubbel")
    return judged(case, "onterecht", **reason).do("onterecht-bevestigen", akkoord="ja")


@story
def other_region(f: Footprint) -> Casework:
    case = judged(
        signal(f, eigen_regio=False), "andere-regio", toelichting="Woont elders, volgens de BRP"
    )
    handed = {"ontvangend_zorgkantoor": "5521", "overdracht_notitie": "Gebeld"}
    case.do("signaal-overdragen", **handed).do("overdracht-bevestigen", overname="geen-antwoord")
    case.do("signaal-overdragen", **handed)
    return case.do("overdracht-bevestigen", overname="bevestigd", bevestigd_door="Zorgkantoor 5521")


@story
def other_region_gives_it_back(f: Footprint) -> Casework:
    case = judged(signal(f), "andere-regio", toelichting="Woont elders, volgens de BRP")
    case.do("signaal-overdragen", ontvangend_zorgkantoor="5521", overdracht_notitie="Gebeld")
    return case.do("overdracht-bevestigen", overname="geweigerd")
