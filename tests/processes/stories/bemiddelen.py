"""Mediation: a plan, all providers asked at once, an offer, care begins."""

from tests.processes.casework import Answer, Answers, Casework, Footprint
from tests.processes.telling import INVOLVED, story, within

PLAN: Answers = {
    "wachtstatus": "actief-plaatsen",
    "streefdatum": "2026-06-01",
    "te_benaderen": "De Linde 12345678",
    "contra_indicaties": ["geen"],
    "overbrugging_nodig": "nee",
    "wens_client_gevolgd": "ja",
    **INVOLVED,
}
THREE_PROVIDERS = "De Linde 12345678\nDe Beuk, 87654321\r\n\nDe Iep"
REVIEWED: Answers = {**PLAN, "overlegd_met": ["client", "dossierhouder"]}
REFUSED: Answers = {"aanbod_passend": "ja", "reden_nee": "Te ver", **INVOLVED}
ALLOCATION: Answers = {
    "bemiddelingspecificatie": "BS-1",
    "leveringsvorm": "verblijf",
    "zzp_code": "3GGZ-W",
    "toewijzing_ingangsdatum": "2026-05-01",
    "regiehouder_geregistreerd": "ja",
    "terugkoppeling_gemeente": "nvt",
}


def planned(f: Footprint, providers: str = "De Linde 12345678", **known: object) -> Casework:
    """A plan with these providers."""
    case = within("bemiddelen", f, **known)
    return case.do("bemiddelingsplan", **{**PLAN, "te_benaderen": providers})


def asked(case: Casework, outcome: str, **more: str) -> Casework:
    """Ask a provider for a place; make a new plan first when nobody is left to ask."""
    if "aanbieder-om-plek-vragen" not in case.open:
        case.do("bemiddelingsplan", **PLAN)
    return case.do(
        "aanbieder-om-plek-vragen", instelling="De Linde", agb="12345678", uitkomst=outcome, **more
    )


def rejected(case: Casework) -> Casework:
    """A provider says no."""
    return asked(case, "afgewezen", reden_afwijzing="geen-capaciteit")


def refused(case: Casework, **different: Answer) -> Casework:
    """The client does not want the place that is offered."""
    said: Answers = {"aanbod_akkoord": "nee-andere-plek", **REFUSED}
    return asked(case, "plek").do("aanbod-bespreken", **{**said, **different})


def accepted(case: Casework, **allocated: Answer) -> Casework:
    """A provider offers a place, and the client takes it."""
    asked(case, "plek").do("aanbod-bespreken", aanbod_akkoord="ja", **INVOLVED)
    return case.do("toewijzing-registreren", **{**ALLOCATION, **allocated})


def place_found(case: Casework) -> Casework:
    """A provider offers a place, the client takes it, care begins."""
    return (
        accepted(case)
        .wait_for("aanvang-navragen")
        .do("aanvang-navragen", aanvang="gestart", aanvangsdatum="2026-05-01")
    )


@story
def municipality_informed(f: Footprint) -> Casework:
    case = accepted(planned(f), terugkoppeling_gemeente="verzonden")
    return case.do("gemeente-informeren", gemeente="Utrecht")


@story
def place_after_waiting_and_delay(f: Footprint) -> Casework:
    case = planned(f)
    asked(case, "wachtlijst", verwachte_wachttijd="Drie weken")
    refused(case.wait_for("aanbieder-om-plek-vragen"))
    accepted(case, terugkoppeling_gemeente="verzonden").fire("gemeente-niet-geinformeerd")
    case.wait_for("aanvang-navragen")
    case.do("aanvang-navragen", aanvang="uitgesteld", uitgesteld_tot="2026-06-01")
    case.wait_for("aanvang-navragen")
    case.do("aanvang-navragen", aanvang="gaat-niet-door", reden_geen_aanvang="Plek vervallen")
    return place_found(case)


@story
def the_first_place_ends_the_other_questions(f: Footprint) -> Casework:
    return accepted(planned(f, THREE_PROVIDERS))


@story
def third_rejection_while_others_think(f: Footprint) -> Casework:
    case = planned(f, THREE_PROVIDERS + "\nDe Es")
    for _ in range(3):
        rejected(case)
    return case


@story
def mediation_stuck(f: Footprint) -> Casework:
    case = rejected(rejected(planned(f)))
    case.do("bemiddelingsplan", **PLAN).fire("antwoord-blijft-uit")
    return case.fire("geen-antwoord")


@story
def mediation_takes_too_long(f: Footprint) -> Casework:
    case = planned(f)
    while "aanbod-in-de-regio" not in case.open:
        asked(case, "wachtlijst", verwachte_wachttijd="Onbekend")
        case.wait_for("aanbieder-om-plek-vragen")
    return case.do(
        "aanbod-in-de-regio", aanbod_besproken_met=["aanbieders"], aanbod_resultaat="Andere locatie"
    )


@story
def bridging_beside_mediation(f: Footprint) -> Casework:
    return within("bemiddelen", f).do("bemiddelingsplan", **{**PLAN, "overbrugging_nodig": "ja"})


@story
def client_declines_care(f: Footprint) -> Casework:
    return refused(planned(f), aanbod_akkoord="nee-geen-zorg")
