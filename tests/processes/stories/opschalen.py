"""Tables: prepared, scheduled, decided, one level up."""

from tests.processes.casework import Casework, Footprint
from tests.processes.telling import INVOLVED, story, within


def prepared(case: Casework) -> Casework:
    """Prepare and schedule a table, and wait for its day."""
    case.do(
        "opschaling-voorbereiden",
        vraag_aan_tafel="Wie biedt een plek?",
        instapchecklist=["geen-crisis"],
        deelnemers=["gemeente"],
        grondslag="anoniem",
        **INVOLVED,
    )
    return scheduled(case)


def scheduled(case: Casework) -> Casework:
    """Schedule a table two weeks on, and wait for its day."""
    day = f"{case.now.date().replace(day=28):%Y-%m-%d}"
    case.do("agenderen", tafel="taskforcetafel", tafel_datum=day, tafel_email="tafel@voorbeeld.nl")
    return case.wait_for("besluit-vastleggen")


def decided(case: Casework, outcome: str, **more: str) -> Casework:
    """Record what the table decided."""
    return case.do(
        "besluit-vastleggen",
        uitkomst=outcome,
        besluit="Zo doen we het.",
        regiehouder="Zorgkantoor",
        **more,
    )


def solved(case: Casework, next_step: str = "bemiddelen") -> Casework:
    """The table finds a solution and its actions are done."""
    decided(case, "oplossing", acties="De Linde maakt plek", vervolg_na_tafel=next_step)
    return case.do("tafelactie-uitvoeren", acties_gedaan="ja", actie_resultaat="Gelukt")


@story
def long_way_up(f: Footprint) -> Casework:
    case = prepared(within("opschalen", f, herhalingsteller=2))
    scheduled(decided(case, "vervolg"))
    decided(case, "vastgelopen")
    case.do(
        "bestuurlijk-escaleren",
        kanaal="bestuur",
        akkoord_directie="ja",
        vraag="Help",
        reactie_voor="2026-06-01",
    )
    scheduled(case.wait_for("agenderen"))
    decided(case, "oplossing", acties="Plek maken", vervolg_na_tafel="bemiddelen")
    case.do("tafelactie-uitvoeren", acties_gedaan="bezig", actie_resultaat="Loopt")
    case.do("tafelactie-uitvoeren", acties_gedaan="nee", actie_resultaat="Lukt niet")
    return solved(scheduled(case), "gesprek")


@story
def one_level_up(f: Footprint) -> Casework:
    return decided(prepared(within("opschalen", f, aanleiding="twijfel")), "vastgelopen")
