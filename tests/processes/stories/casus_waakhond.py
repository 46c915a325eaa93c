"""The watchdog's round, and what the team leader does with a case that nobody moves on."""

from tests.processes.casework import Casework, Footprint
from tests.processes.telling import story, within


@story
def an_ordinary_morning(f: Footprint) -> Casework:
    return within("casus-waakhond", f).fire("half-zeven")


def reported(f: Footprint) -> Casework:
    """The watchdog found a case without a next step."""
    found = {"casusnummer": "2026-0001", "oorzaak_tekst": "Geen open taak"}
    return Casework("casus-waakhond", found, message="casus-zonder-vervolgstap", footprint=f)


@story
def put_back_at_the_second_try(f: Footprint) -> Casework:
    case = reported(f)
    case.engine["waakhond.herstellen"] = {"hersteld": "nee"}
    repair = {"herstelactie": "terugzetten", "herstel_toelichting": "Een rij ontbrak"}
    case.do("vervolgstap-herstellen", **repair)
    case.engine["waakhond.herstellen"] = {"hersteld": "ja"}
    return case.do("vervolgstap-herstellen", **repair)


@story
def solved_by_hand(f: Footprint) -> Casework:
    return reported(f).do(
        "vervolgstap-herstellen", herstelactie="zelf", herstel_toelichting="Taak opnieuw gemaakt"
    )
