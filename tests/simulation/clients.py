"""Fictitious clients: how each takes what happens, and what befalls them in a year.

A temperament shifts the chances of the answers that people write down after speaking with, or
failing to reach, the client. It knows keys and values of forms, no form and no process: a new form
that asks a known thing is answered in character, an unknown thing evenly.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass

Weights = Mapping[str, Mapping[str, int]]

_ORDINARY: Weights = {}
_SILENT: Weights = {
    "resultaat": {
        "gesproken": 6, "afspraak-gemaakt": 3, "geen-gehoor": 55, "bericht-achtergelaten": 18,
        "nummer-onjuist": 8, "adres-onjuist": 6, "retour": 20, "geen-reactie": 40,
        "beantwoord": 65, "terugbelafspraak": 10, "derde-gesproken": 4, "derde": 4,
    },
    "situatie": {"onbereikbaar": 45, "stabiel": 30, "wankel": 10, "verslechterd": 5},
}  # fmt: skip
_REFUSING: Weights = {
    "wil_zorg": {"nee": 65, "twijfelt": 20, "ja-mits": 8, "ja": 7},
    "resultaat": {"wil-geen-contact": 25, "gesproken": 30, "geen-gehoor": 25, "beantwoord": 65},
    "aanbod_akkoord": {"ja": 20, "ja-mits": 15, "nee-andere-plek": 30, "nee-geen-zorg": 35},
    "situatie": {"stabiel": 60, "verslechterd": 15, "wil-zorg": 8, "wankel": 10},
}
_UNSETTLED: Weights = {
    "situatie": {"stabiel": 30, "wankel": 30, "uitgevallen": 25, "verslechterd": 15},
    "veiligheidsrisico": {"acuut": 15, "mogelijk": 50, "geen": 20, "onbekend": 15},
    "aanvang": {"gestart": 55, "uitgesteld": 25, "gaat-niet-door": 20},
}
_TURNED_AWAY: Weights = {
    "uitkomst": {
        "plek": 5, "wachtlijst": 15, "intake": 15, "afgewezen": 55, "geen-reactie": 10,
        "nieuwe-casus": 97, "onterecht": 3, "oplossing": 35, "vervolg": 35, "vastgelopen": 30,
    },
}  # fmt: skip

TEMPERAMENTS: Mapping[str, tuple[int, Weights]] = {
    "gewoon": (50, _ORDINARY),
    "stil": (16, _SILENT),
    "afwijzend": (12, _REFUSING),
    "wisselvallig": (12, _UNSETTLED),
    "overal geweigerd": (10, _TURNED_AWAY),
}

EVENTS: Mapping[str, int] = {
    "plek-verloren": 26,
    "crisis-gemeld": 18,
    "klacht-ontvangen": 8,
    "casushouder-afwezig": 12,
    "brp-verhuizing": 8,
    "indicatie-vervallen": 4,
    "overleden": 3,
    "toestemming-ingetrokken": 6,
    "toestemming-vragen": 8,
    "opschalen-gevraagd": 8,
    "overbrugging-nodig": 12,
}
"""How often an event is reported, compared with the others; one that is not named counts for 5."""

SELDOM = 5
PER_DAY = 0.004  # the chance that something befalls an open case: about 1.5 times a year
SIGNAL_AGAIN = 0.0006  # the chance per day that a known client is signalled again


def weights_of(temperament: str) -> Weights:
    """Give the chances that a temperament shifts."""
    return TEMPERAMENTS[temperament][1]


@dataclass(frozen=True)
class Fate:
    """Chance that can be told again: the same seed and the same words fall the same way."""

    seed: int

    def dice(self, *about: object) -> random.Random:
        """Give dice that are thrown for this alone, whatever was thrown before."""
        return random.Random(" ".join(map(str, (self.seed, *about))))  # noqa: S311 - no secret

    def temperament(self, client: str) -> str:
        """Give a client's temperament."""
        shares = [share for share, _ in TEMPERAMENTS.values()]
        return self.dice("temperament", client).choices(list(TEMPERAMENTS), shares)[0]
