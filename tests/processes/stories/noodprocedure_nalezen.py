"""Data went out in an emergency: the privacy officer reads whether that was right."""

from tests.processes.casework import Casework, Footprint
from tests.processes.telling import story


@story
def read_over(f: Footprint) -> Casework:
    case = Casework(
        "noodprocedure-nalezen",
        {"nood_ontvanger": "opvang", "nood_reden": "lag buiten in de vorst"},
        message="noodprocedure-gebruikt",
        footprint=f,
    )
    return case.do(
        "noodprocedure-beoordelen",
        nood_oordeel="te-veel",
        nood_toelichting="Besproken met de medewerker",
    )
