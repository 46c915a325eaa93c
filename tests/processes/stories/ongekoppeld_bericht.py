"""A message that belongs to no step comes to a person."""

from tests.processes.casework import Casework, Footprint
from tests.processes.telling import story


@story
def looked_at(f: Footprint) -> Casework:
    case = Casework(
        "ongekoppeld-bericht", {"bericht": "nieuws"}, message="ongekoppeld-bericht", footprint=f
    )
    return case.do(
        "ongekoppeld-bericht-bekijken",
        bericht_afhandeling="gekoppeld",
        bericht_toelichting="Hoorde bij een andere stap",
    )
