"""The meeting with a municipality: held, skipped, and what was agreed there about a client."""

from tests.processes.casework import Answer, Answers, Casework, Footprint
from tests.processes.telling import INVOLVED, story, within

_CASES = [
    {"casusnummer": "5509-2026-00001", "weken": 9},
    {"casusnummer": "5509-2026-00002", "weken": 2},
]
_AGREED: Answers = {
    "actie_nodig": "ja",
    "afspraak": "Samen naar de intake",
    "actiehouder": "Gemeente",
    "actiedatum": "2026-05-01",
    **INVOLVED,
}


def listed(f: Footprint, **known: object) -> Casework:
    """A month later: two clients agreed to be discussed."""
    case = within("periodiek-overleg-gemeente", f, centrumgemeente="Utrecht", **known)
    case.engine["overleg.voorbereiden"] = {
        "casussen": _CASES,
        "aantal_met_toestemming": 2,
        "aantal_zonder_toestemming": "minder dan 5",
    }
    return case.fire("maand-voorbij")


def planned(case: Casework) -> Casework:
    """The meeting takes place."""
    case.do(
        "overleg-voorbereiden",
        doorgegaan="ja",
        gehouden_op="2026-04-14",
        deelnemers=["centrumgemeente", "opvang"],
    )
    return case.fire("dag-van-overleg")


def discussed(case: Casework, **agreed: Answer) -> Casework:
    """Talk about the next client."""
    answers: Answers = {"status": "in-opvang", "actie_nodig": "nee", **agreed}
    return case.do("uitkomst-vastleggen", **answers)


@story
def held(f: Footprint) -> Casework:
    return discussed(discussed(planned(listed(f)), **_AGREED))


def passed_over(f: Footprint, **known: object) -> Casework:
    """The meeting does not take place."""
    answers = {"doorgegaan": "nee", "toelichting": "Gemeente had geen tijd"}
    return listed(f, **known).do("overleg-voorbereiden", **answers)


@story
def skipped_once(f: Footprint) -> Casework:
    return passed_over(f)


@story
def skipped_twice(f: Footprint) -> Casework:
    case = passed_over(f, overgeslagen=1)
    talked = {"aangesproken": "bestuurlijk", "afspraak_overleg": "Voortaan elke eerste dinsdag"}
    return case.do("overleg-op-gang-brengen", **talked)


def agreed_about_a_client(f: Footprint) -> Casework:
    """An agreement that came to its case."""
    known = {"centrumgemeente": "Utrecht", "afspraak": "Samen naar de intake"}
    known |= {"actiehouder": "Gemeente", "casusnummer": "5509-2026-00001"}
    return Casework("periodiek-overleg-gemeente", known, message="overleg-actie", footprint=f)


@story
def agreement_kept(f: Footprint) -> Casework:
    answers = {"afspraak_gelukt": "ja", "afspraak_resultaat": "Intake gedaan"}
    return agreed_about_a_client(f).do("afspraak-uitvoeren", **answers)


@story
def agreement_failed(f: Footprint) -> Casework:
    answers = {"afspraak_gelukt": "nee", "afspraak_resultaat": "Gemeente reageert niet"}
    return agreed_about_a_client(f).do("afspraak-uitvoeren", **answers)
