"""Handing a case over to another care office, which has to confirm."""

from tests.processes.casework import Answer, Answers, Casework, Footprint
from tests.processes.telling import INVOLVED, story, within

REGISTERED: Answers = {
    "inschrijving": "brp",
    "gemeente_brp": "Rotterdam",
    "brp_regio": "5521",
    "verhuisdatum": "2026-02-01",
}


def registered(case: Casework, **different: Answer) -> Casework:
    """Look up in the BRP where the client is registered."""
    return case.do("verhuizing-nagaan", **{**REGISTERED, **different})


def prepared_to_hand_over(case: Casework) -> Casework:
    """Look up where the client is registered, write down what runs, and plan a warm hand-over."""
    return registered(case).do(
        "overdracht-voorbereiden",
        overdragen="ja",
        warme_overdracht_op="2026-03-09",
        lopende_acties="Plek gezocht bij De Linde",
        **INVOLVED,
    )


def unconfirmed(footprint: Footprint) -> Casework:
    """Three terms pass without an answer."""
    case = prepared_to_hand_over(within("overdracht-zorgkantoor", footprint))
    for _ in range(3):
        case.fire("bevestiging-blijft-uit")
    return case


@story
def taken_back(f: Footprint) -> Casework:
    case = unconfirmed(f)
    case.do("overdracht-niet-bevestigd", overdracht_keuze="nogmaals", motivering="Ander nummer")
    case.do("overdracht-afwachten", overdracht_bevestigd="nee")
    return case.do("overdracht-niet-bevestigd", overdracht_keuze="terugnemen", motivering="Nee")


@story
def waits_here_for_a_place(f: Footprint) -> Casework:
    case = registered(within("overdracht-zorgkantoor", f))
    return case.do("overdracht-voorbereiden", overdragen="nee")


@story
def nothing_is_known_and_the_team_leader_decides(f: Footprint) -> Casework:
    case = within("overdracht-zorgkantoor", f)
    case.do("verhuizing-nagaan", inschrijving="geen", verhuisdatum="2026-02-01")
    return case.do(
        "verantwoordelijkheid-beslissen", verantwoordelijk_besluit="wij", motivering="Hier gemeld"
    )
