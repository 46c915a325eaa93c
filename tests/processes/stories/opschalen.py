"""Tables: prepared, scheduled, decided, acted on; a level up when that does not help."""

from tests.processes.casework import Answer, Answers, Casework, Footprint
from tests.processes.telling import INVOLVED, story, within

_QUESTION: Answers = {
    "vraag_aan_tafel": "Wie biedt een plek?",
    "casus_situatie": "Slaapt buiten.",
    "genomen_stappen": "Drie aanbieders gevraagd.",
    "instapchecklist": ["geen-crisis"],
    "deelnemers": ["dossierhouder"],
    **INVOLVED,
}
_ACTION = {
    "actie_1": "De Linde maakt plek",
    "actie_1_wie": "De Linde",
    "actie_1_op": "2026-06-01",
}


def asked(case: Casework, **different: Answer) -> Casework:
    """Prepare the question to the table."""
    return case.do("opschaling-voorbereiden", **{**_QUESTION, **different})


def prepared(case: Casework) -> Casework:
    """Prepare and schedule a table, and wait for its day."""
    return scheduled(asked(case))


def scheduled(case: Casework) -> Casework:
    """Schedule a table in this month, and wait for its day."""
    day = f"{case.now.date().replace(day=28):%Y-%m-%d}"
    case.do("agenderen", tafel="taskforcetafel", tafel_datum=day, tafel_email="tafel@voorbeeld.nl")
    return case.fire("wachten-op-tafel")


def decided(case: Casework, outcome: str, **more: Answer) -> Casework:
    """Record what the table decided."""
    return case.do(
        "besluit-vastleggen",
        uitkomst=outcome,
        besluit="Zo doen we het.",
        regiehouder="Zorgkantoor",
        **more,
        **INVOLVED,
    )


def agreed(case: Casework, next_step: str = "bemiddelen", **more: str) -> Casework:
    """The table finds a solution; its actions wait for who does them."""
    return decided(case, "oplossing", vervolg_na_tafel=next_step, **{**_ACTION, **more})


def solved(case: Casework, next_step: str = "bemiddelen") -> Casework:
    """The table finds a solution and its actions are done."""
    return acted(agreed(case, next_step), "ja")


def acted(case: Casework, done: str, **more: str) -> Casework:
    """Say of the first open action whether it is done."""
    return case.do("tafelactie-uitvoeren", gedaan=done, resultaat="Gebeld", **more)


@story
def solved_after_two_meetings(f: Footprint) -> Casework:
    case = prepared(within("opschalen", f, aanleiding="afwijzingen"))
    decided(case, "vervolg", volgende_bespreking="2026-04-10")
    return solved(scheduled(case), "gesprek")


@story
def an_action_fails_and_another_is_late(f: Footprint) -> Casework:
    case = prepared(within("opschalen", f, aanleiding="afwijzingen"))
    agreed(case, actie_2="Gemeente zoekt", actie_2_wie="Gemeente", actie_2_op="2026-06-03")
    acted(case, "nee", nieuwe_datum="2026-07-01").fire("actie-te-laat")
    return solved(scheduled(case))


@story
def all_the_way_up(f: Footprint) -> Casework:
    case = prepared(within("opschalen", f, herhalingsteller=2))
    asked(decided(case, "vastgelopen"), vraag_aan_tafel="Wie hakt de knoop door?")
    case.do("bestuurlijk-escaleren", **_BOARD).fire("reactie-bestuur")
    asked(decided(scheduled(case), "vastgelopen"))
    case.do("landelijk-escaleren", **_STATE).fire("reactie-rijk")
    return solved(scheduled(case))


_BOARD: Answers = {
    "aan": ["bestuur-gemeente"],
    "vraag": "Beslis wie de plek maakt.",
    "reactie_voor": "2026-04-20",
    **INVOLVED,
}
_STATE: Answers = {
    "kanaal_landelijk": "vws",
    "geanonimiseerde_casus": "ja",
    "akkoord_directie": "ja",
    "vraag": "Welke regel helpt hier?",
    "terugkoppeling_op": "2026-06-20",
    **INVOLVED,
}


@story
def one_level_up(f: Footprint) -> Casework:
    return decided(prepared(within("opschalen", f, aanleiding="twijfel")), "vastgelopen")


def taking_too_long(f: Footprint) -> Casework:
    """Four weeks pass at one level without a decision."""
    return asked(within("opschalen", f, aanleiding="twijfel")).fire("niveau-duurt-te-lang")


@story
def somebody_decides_to_go_higher(f: Footprint) -> Casework:
    why = {"niveau_toelichting": "Agenda's lukken niet"}
    case = taking_too_long(f).do("hoger-niveau-overwegen", tafel_uitkomst="vervolg", **why)
    case.fire("nog-een-termijn")
    return case.do("hoger-niveau-overwegen", tafel_uitkomst="vastgelopen", **why)
