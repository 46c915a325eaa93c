"""How the cases of the demo go: a course is a client's answers, its pace and what befalls it.

Most clients are drawn by chance and came in lately. The courses see to it that every state that a
case can be in stands in the demo, in each region: closed on different grounds, out of reach, in
aftercare, in the hands of a table. They know keys and values of forms, no form and no process.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.demo.answering import Weights
from engine.domain.signal import SignalKind


@dataclass(frozen=True, kw_only=True)
class Befalls:
    """An event that somebody reports so many days after the case was opened."""

    message: str
    after: int
    answers: Weights = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Course:
    """How one case goes. `came` is how many days ago the signal came in: at most, at least."""

    came: tuple[int, int]
    pace: float
    """The chance per working day that somebody does an open task of this case."""
    answers: Weights = field(default_factory=dict)
    befalls: Befalls | None = None
    signal: SignalKind | None = None
    """The kind of the signal, when it matters."""
    secret: bool = False


_CASE: Weights = {"uitkomst": {"nieuwe-casus": 1, "plek": 1, "oplossing": 1}}
_REACHED: Weights = {
    **_CASE,
    "resultaat": {"gesproken": 1, "beantwoord": 1},
    "veiligheidsrisico": {"geen": 1},
    "reden_geen_zorg": {"geen-passend-aanbod": 1},
    "parallel_bereiken": {"nee": 1},
}
_PLACED: Weights = {
    **_REACHED,
    "wil_zorg": {"ja": 1},
    "in_mo": {"nee": 1},
    "aanbod_akkoord": {"ja": 1},
    "aanbod_passend": {"ja": 1},
    "overbrugging_nodig": {"nee": 1},
    "aanvang": {"gestart": 1},
    "situatie": {"stabiel": 1},
    "voorstel": {"afsluiten": 1},
    "afsluitgrond": {"in-zorg": 1},
    "akkoord": {"ja": 1},
}
_REFUSES: Weights = {
    **_REACHED,
    "wil_zorg": {"nee": 1},
    "gesproken_met": {"client": 1},
    "persoonlijk_gesproken": {"ja": 1},
    "recht_uitgelegd": {"ja": 1},
    "gevolgen_uitgelegd": {"ja": 1},
    "oco_aangeboden": {"ja": 1},
    "alternatieven_besproken": {"andere-aanbieder": 1, "thuis": 1, "laagdrempelig": 1},
    "aanbieder_houdt_contact": {"ja": 1},
    "vertegenwoordiger_geraadpleegd": {"ja": 1},
    "signaal_wilsbekwaamheid": {"geen": 1},
    "signaal_ernstig_nadeel": {"nee": 1},
    "conclusie": {"bewuste-keuze": 1},
    "vangnet": {"deels": 1},
    "akkoord": {"ja": 1},
    "situatie": {"stabiel": 1},
}
_SILENT: Weights = {
    **_CASE,
    "resultaat": {"geen-gehoor": 6, "bericht-achtergelaten": 3, "retour": 1, "geen-reactie": 1},
    "parallel_bereiken": {"nee": 1},
    "reden_geen_zorg": {"onbekend": 1},
    "keuze": {"bewaken": 1},
    "vervolg_na_tafel": {"bewaken": 1},
    "situatie": {"onbereikbaar": 1},
}
_ENDED: Weights = {
    **_REACHED,
    "einde_bevestigd": {"ja": 1},
    "voorstel": {"afsluiten": 1},
    "akkoord": {"ja": 1},
}
_MOVED: Weights = {
    **_ENDED,
    "overdragen": {"ja": 1},
    "overname": {"bevestigd": 1},
    "overdracht_bevestigd": {"ja": 1},
    "afsluitgrond": {"overgedragen": 1},
}
_TURNED_AWAY: Weights = {
    **_PLACED,
    "uitkomst": {"nieuwe-casus": 1, "afgewezen": 1, "vervolg": 1},
}
_BRIDGED: Weights = {
    **_PLACED,
    "uitkomst": {"nieuwe-casus": 1, "wachtlijst": 1},
    "overbrugging_nodig": {"ja": 1},
    "vorm": {"overbruggingsplek": 1},
    "stand": {"nog-hier": 1},
}
_THREATENED: Weights = {
    **_REACHED,
    "dreiging": {"ja": 1},
    "plek_voor_einddatum": {"in-zicht": 1, "geen": 1},
    "datum_verschoven": {"nee": 1},
}
_NO_LONGER_INSURED: Weights = {
    **_REFUSES,
    **_ENDED,
    "vangnet": {"geen": 1},
    "situatie": {"afsluiten": 1},
    "afsluitgrond": {"niet-verzekerd": 1},
}
_AWAY: Weights = {"herverdeling_soort": {"tijdelijk": 1}}

COURSES: Mapping[str, tuple[int, Course]] = {
    "in zorg": (3, Course(came=(208, 185), pace=0.5, answers=_PLACED)),
    "nazorg": (2, Course(came=(85, 70), pace=0.4, answers=_PLACED)),
    "overleden": (
        2,
        Course(
            came=(150, 60),
            pace=0.45,
            answers=_ENDED,
            befalls=Befalls(message="overleden", after=14),
        ),
    ),
    "indicatie vervallen": (
        2,
        Course(
            came=(150, 60),
            pace=0.45,
            answers=_ENDED,
            befalls=Befalls(message="indicatie-vervallen", after=12),
        ),
    ),
    "verhuisd": (
        2,
        Course(
            came=(140, 60),
            pace=0.35,
            answers=_MOVED,
            befalls=Befalls(message="brp-verhuizing", after=10),
        ),
    ),
    "verhuist nu": (
        1,
        Course(
            came=(21, 18),
            pace=0.25,
            answers=_MOVED,
            befalls=Befalls(message="brp-verhuizing", after=12),
        ),
    ),
    "niet meer verzekerd": (1, Course(came=(160, 130), pace=0.4, answers=_NO_LONGER_INSURED)),
    "onbereikbaar": (3, Course(came=(125, 75), pace=0.45, answers=_SILENT)),
    "bewuste keuze": (2, Course(came=(110, 70), pace=0.35, answers=_REFUSES)),
    "in opvang": (
        2,
        Course(came=(80, 60), pace=0.35, answers={**_REFUSES, "in_mo": {"ja": 1}}),
    ),
    "overbrugging": (2, Course(came=(45, 30), pace=0.35, answers=_BRIDGED)),
    "aan tafel": (2, Course(came=(34, 26), pace=0.3, answers=_TURNED_AWAY)),
    "detentie": (
        1,
        Course(came=(40, 25), pace=0.3, answers=_THREATENED, signal=SignalKind.DETENTION),
    ),
    "zorg eindigt": (
        1,
        Course(came=(30, 20), pace=0.3, answers=_THREATENED, signal=SignalKind.ENDING_ANNOUNCED),
    ),
    "crisis": (
        1,
        Course(
            came=(24, 20),
            pace=0.15,
            answers=_REACHED,
            befalls=Befalls(message="crisis-gemeld", after=18),
        ),
    ),
    "casushouder weg": (
        3,
        Course(
            came=(20, 12),
            pace=0.06,
            answers=_AWAY,
            befalls=Befalls(message="casushouder-afwezig", after=4),
        ),
    ),
    "geheim adres": (1, Course(came=(50, 30), pace=0.2, answers=_REACHED, secret=True)),
}
"""By name: how many in each region, and how each goes."""

CHANCE = Course(came=(28, 1), pace=0.0)
"""Of most clients: everything is drawn."""
