"""Keeping an eye on who has no care (yet)."""

from tests.processes.casework import Answer, Casework, Footprint
from tests.processes.telling import story, within


def watched(f: Footprint, reason: str = "herhaalafspraak", **known: object) -> Casework:
    """Watch a client, until the next contact is due."""
    return within("bewaken", f, bewaken_om=reason, **known).wait_for("herhaalcontact-doen")


def contacted(case: Casework, situation: str, **more: Answer) -> Casework:
    """Have the next contact."""
    return case.do("herhaalcontact-doen", kanaal="telefoon", situatie=situation, **more)


@story
def contact_on_a_chosen_day(f: Footprint) -> Casework:
    case = watched(f)
    contacted(case, "stabiel", hercontact_wens="op-datum", volgend_contact_op="2026-06-15")
    return case.wait_for("herhaalcontact-doen")


@story
def place_lost_while_watched(f: Footprint) -> Casework:
    return contacted(watched(f), "plek-verloren", notitie="Weggestuurd")


@story
def contact_comes_earlier(f: Footprint) -> Casework:
    case = within("bewaken", f, bewaken_om="herhaalafspraak").hear("contact-vervroegen")
    return contacted(case, "verslechterd", notitie="Slaapt slecht")
