"""Handing a case over to another care office, which has to confirm."""

from tests.processes.casework import Casework, Footprint
from tests.processes.telling import story, within


def prepared_to_hand_over(case: Casework) -> Casework:
    """Write down what runs, and plan a warm hand-over."""
    return case.do(
        "overdracht-voorbereiden",
        overdragen="ja",
        ontvangend_zorgkantoor="5521",
        verhuisdatum="2026-02-01",
        warme_overdracht_op="2026-03-09",
        lopende_acties="Plek gezocht bij De Linde",
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
    return within("overdracht-zorgkantoor", f).do("overdracht-voorbereiden", overdragen="nee")
