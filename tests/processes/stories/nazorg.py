"""Contacts after a placement."""

from datetime import date

from tests.processes.casework import Casework, Footprint
from tests.processes.telling import story, within


def aftercare(case: Casework, situation: str = "stabiel", **more: str) -> Casework:
    """One aftercare contact."""
    case.wait_for("nazorgcontact-doen")
    return case.do("nazorgcontact-doen", kanaal="telefoon", situatie=situation, **more)


@story
def shaky(f: Footprint) -> Casework:
    return aftercare(within("nazorg", f, nazorg_nummer=1), "wankel", notitie="Onrust")


@story
def place_lost(f: Footprint) -> Casework:
    return aftercare(within("nazorg", f, nazorg_nummer=1), "uitgevallen", notitie="Weg")


@story
def place_lost_again(f: Footprint) -> Casework:
    case = within("nazorg", f, nazorg_nummer=1, herhalingsteller=1, plekverlies=[date(2025, 12, 1)])
    return aftercare(case, "uitgevallen", notitie="Weg")


@story
def place_lost_again_after_years(f: Footprint) -> Casework:
    case = within("nazorg", f, nazorg_nummer=1, plekverlies=[date(2024, 1, 1)])
    return aftercare(case, "uitgevallen", notitie="Weg")
