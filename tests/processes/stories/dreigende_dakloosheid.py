"""Homelessness that threatens: seen in time, planned, checked more and more often, or escalated."""

from tests.processes.casework import Answer, Answers, Casework, Footprint
from tests.processes.telling import INVOLVED, story, within

_THREAT: Answers = {
    "dreiging": "ja",
    "oorzaak": "voornemen-beeindiging",
    "datum_dreiging": "2026-06-01",
    "oplossing_aanbieder": "geen",
    "hulp_nodig": ["gemeente"],
    **INVOLVED,
}
_DETENTION: Answers = {
    "oorzaak": "detentie",
    "instelling_soort": "gevangenis",
    "contact_reclassering": "Reclassering Utrecht, 030 000 00 00",
}
_PLAN: Answers = {
    "plan": "De Linde zoekt een andere locatie.",
    "plan_partijen": ["aanbieder", "gemeente"],
    "plek_voor_einddatum": "in-zicht",
    **INVOLVED,
}


def threatened(f: Footprint, **different: Answer) -> Casework:
    """A provider means to stop the care on 1 June."""
    case = within("dreigende-dakloosheid", f, signaalsoort="voornemen-beeindiging")
    return case.do("dreiging-beoordelen", **{**_THREAT, **different})


def planned(case: Casework, **different: Answer) -> Casework:
    """Make the plan."""
    return case.do("plan-maken", **{**_PLAN, **different})


def imprisoned(f: Footprint, released_on: str | None) -> Casework:
    """Somebody's detention ends; perhaps nobody knows yet when."""
    case = within("dreigende-dakloosheid", f, signaalsoort="detentie")
    known: Answers = {"datum_bekend": "nee"}
    if released_on is not None:
        known = {"datum_bekend": "ja", "datum_dreiging": released_on}
    answers = {name: said for name, said in _THREAT.items() if name != "datum_dreiging"}
    return case.do("dreiging-beoordelen", **{**answers, **_DETENTION, **known})


@story
def no_threat_after_all(f: Footprint) -> Casework:
    case = within("dreigende-dakloosheid", f)
    return case.do("dreiging-beoordelen", dreiging="nee", vervolg="bewaken", **INVOLVED)


@story
def place_found_in_time(f: Footprint) -> Casework:
    case = planned(threatened(f)).wait_for("voortgang-nagaan")
    case.do("voortgang-nagaan", plek_voor_einddatum="geen").wait_for("voortgang-nagaan")
    return case.do("voortgang-nagaan", plek_voor_einddatum="geregeld", vervolg="bewaken")


@story
def the_date_moves(f: Footprint) -> Casework:
    case = planned(threatened(f)).wait_for("voortgang-nagaan")
    moved: Answers = {"datum_verschoven": "ja", "datum_dreiging": "2026-08-01"}
    return case.do("voortgang-nagaan", plek_voor_einddatum="geen", **moved)


@story
def no_place_on_the_last_day(f: Footprint) -> Casework:
    return planned(threatened(f)).fire("laatste-moment")


@story
def released_with_a_place(f: Footprint) -> Casework:
    case = imprisoned(f, None).wait_for("einddatum-navragen")
    case.do("einddatum-navragen", datum_bekend="ja", datum_dreiging="2026-09-01")
    for _ in range(2):
        case.wait_for("einddatum-navragen").do("einddatum-navragen")
    planned(case, overlap="ja")
    case.wait_for("voortgang-nagaan")
    return case.do("voortgang-nagaan", plek_voor_einddatum="geregeld", vervolg="bewaken")
