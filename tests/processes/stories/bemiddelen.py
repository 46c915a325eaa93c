"""Mediation: a plan, providers asked, an offer, care begins."""

from tests.processes.casework import Answers, Casework, Footprint
from tests.processes.telling import INVOLVED, story, within

PLAN: Answers = {
    "wachtstatus": "actief-plaatsen",
    "streefdatum": "2026-06-01",
    "te_benaderen": "De Linde",
    "contra_indicaties": ["geen"],
    "overbrugging_nodig": "nee",
    "wens_client_gevolgd": "ja",
    **INVOLVED,
}


ALLOCATION: Answers = {
    "bemiddelingspecificatie": "BS-1",
    "leveringsvorm": "verblijf",
    "zzp_code": "3GGZ-W",
    "toewijzing_ingangsdatum": "2026-05-01",
    "terugkoppeling_gemeente": "verzonden",
}


def asked(case: Casework, outcome: str, **more: str) -> Casework:
    """Ask a provider for a place."""
    return case.do(
        "aanbieder-om-plek-vragen", instelling="De Linde", agb="12345678", uitkomst=outcome, **more
    )


def rejected(case: Casework) -> Casework:
    """A provider says no."""
    return asked(case, "afgewezen", reden_afwijzing="geen-capaciteit")


def place_found(case: Casework) -> Casework:
    """A provider offers a place, the client takes it, care begins."""
    asked(case, "plek")
    case.do("aanbod-bespreken", aanbod_akkoord="ja", **INVOLVED)
    case.do("toewijzing-registreren", **ALLOCATION)
    return case.wait_for("aanvang-navragen").do(
        "aanvang-navragen", aanvang="gestart", aanvangsdatum="2026-05-01"
    )


@story
def place_after_waiting_and_delay(f: Footprint) -> Casework:
    case = within("bemiddelen", f).do("bemiddelingsplan", **PLAN)
    asked(case, "wachtlijst", verwachte_wachttijd="Drie weken")
    asked(case.wait_for("aanbieder-om-plek-vragen"), "plek")
    case.do("aanbod-bespreken", aanbod_akkoord="nee-andere-plek", reden_nee="Te ver", **INVOLVED)
    asked(case, "plek").do("aanbod-bespreken", aanbod_akkoord="ja", **INVOLVED)
    case.do("toewijzing-registreren", **ALLOCATION).wait_for("aanvang-navragen")
    case.do("aanvang-navragen", aanvang="uitgesteld", uitgesteld_tot="2026-06-01")
    case.wait_for("aanvang-navragen")
    case.do("aanvang-navragen", aanvang="gaat-niet-door", reden_geen_aanvang="Plek vervallen")
    return place_found(case)


@story
def mediation_stuck(f: Footprint) -> Casework:
    case = within("bemiddelen", f).do("bemiddelingsplan", **PLAN)
    rejected(rejected(case))
    return asked(case, "geen-reactie")


@story
def client_declines_care(f: Footprint) -> Casework:
    case = asked(within("bemiddelen", f).do("bemiddelingsplan", **PLAN), "plek")
    return case.do(
        "aanbod-bespreken", aanbod_akkoord="nee-geen-zorg", reden_nee="Wil niet", **INVOLVED
    )
