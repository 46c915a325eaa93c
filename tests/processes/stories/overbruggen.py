"""A bridging place: three months at most, watched, and never ended by the clock."""

from tests.processes.casework import Answer, Answers, Casework, Footprint
from tests.processes.telling import INVOLVED, story, within

ARRANGED: Answers = {
    "vorm": "overbruggingsplek",
    "instelling": "De Brug",
    "agb": "12345678",
    "start": "2026-03-02",
    **INVOLVED,
}
STILL_THERE: Answers = {
    "stand": "nog-hier",
    "beeld_compleet": "nee",
    "vervolgplek": "geen",
    "overbrugging_acties": "Verder zoeken",
}
DEVIATION: Answers = {
    "besluit": "afwijking",
    "akkoord_aanbieder": "ja",
    "akkoord_gemeente": "ja",
    "afwijking_tot": "2026-06-16",
}


def arranged(f: Footprint, **different: Answer) -> Casework:
    """Somebody moves to a bridging place."""
    return within("overbruggen", f).do("overbrugging-regelen", **{**ARRANGED, **different})


def on_the_bridge(f: Footprint, **known: object) -> Casework:
    """Somebody is on a bridging place, in a case that knows this."""
    return within("overbruggen", f, **known).do("overbrugging-regelen", **ARRANGED)


def checked(case: Casework, **different: Answer) -> Casework:
    """The next check: how is it going?"""
    case.fire("dag-van-controle")
    return case.do("overbrugging-voortgang", **{**STILL_THERE, **different})


def must_decide(f: Footprint) -> Casework:
    """Nothing was found, and the end comes near."""
    return arranged(f).fire("besluit-nodig")


def decided(case: Casework, decision: str, **more: str) -> Casework:
    """The regional manager decides."""
    return case.do("einde-beslissen", besluit=decision, motivering="Nodig", **INVOLVED, **more)


@story
def week_eight_without_a_place(f: Footprint) -> Casework:
    return checked(checked(arranged(f))).fire("week-acht-voorbij")


@story
def week_eight_with_a_place_in_sight(f: Footprint) -> Casework:
    return checked(arranged(f), vervolgplek="in-zicht").fire("week-acht-voorbij")


@story
def moved_on(f: Footprint) -> Casework:
    case = checked(arranged(f), vervolgplek="geregeld", beeld_compleet="ja").hear("zorg-gestart")
    return case.do("overbrugging-afronden", besluit="doorgestroomd")


@story
def place_lost(f: Footprint) -> Casework:
    case = arranged(f).hear("overbrugging-veranderd", overbrugging_melding="vertrokken")
    case.do("overbrugging-voortgang")
    return case.do("overbrugging-afronden", besluit="uitgevallen", motivering="Weggelopen")


@story
def another_bridge(f: Footprint) -> Casework:
    case = decided(must_decide(f), "andere-overbrugging")
    return case.do("overbrugging-regelen", **{**ARRANGED, "start": "2026-05-20"})


@story
def deviation_and_taskforce(f: Footprint) -> Casework:
    case = must_decide(f).do("einde-beslissen", motivering="Bijna rond", **DEVIATION, **INVOLVED)
    return decided(case.fire("besluit-nodig"), "taskforce")


@story
def place_arranged_before_the_end(f: Footprint) -> Casework:
    case = checked(arranged(f), vervolgplek="geregeld", beeld_compleet="ja")
    return case.fire("besluit-nodig").fire("besluit-nodig")
