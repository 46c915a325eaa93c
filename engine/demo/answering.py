"""How the demo's staff fills in a form: what is asked, with answers that keep cases moving.

Answers are drawn from what the form offers; a few keys have weights, so that most cases take the
usual road and some the rare ones. What the form refuses is answered again.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from engine.domain.calendar import AMSTERDAM
from engine.forms import Kind
from engine.forms.page import Field
from engine.web.task_form import TaskForm

_TRIES = 8

_WEIGHTS: Mapping[str, Mapping[str, int]] = {
    "uitkomst": {
        "nieuwe-casus": 90,
        "heropenen": 0,
        "toevoegen": 0,
        "andere-regio": 3,
        "onterecht": 7,
        "plek": 25,
        "wachtlijst": 20,
        "intake": 25,
        "afgewezen": 20,
        "geen-reactie": 10,
        "oplossing": 60,
        "vervolg": 25,
        "vastgelopen": 15,
    },
    "resultaat": {
        "beantwoord": 65,
        "geen-gehoor": 20,
        "terugbelafspraak": 10,
        "weigert-info": 2,
        "kent-client-niet": 3,
        "gesproken": 40,
        "afspraak-gemaakt": 15,
        "bericht-achtergelaten": 20,
        "nummer-onjuist": 6,
        "adres-onjuist": 4,
        "derde": 10,
        "wil-geen-contact": 5,
        "derde-gesproken": 8,
        "retour": 10,
        "toegezegd": 30,
    },
    "wil_zorg": {"ja": 45, "ja-mits": 25, "twijfelt": 10, "nee": 17, "onbekend": 3},
    "keuze": {"bewaken": 20, "opschalen": 25, "nieuwe-gegevens": 25, "doorgaan": 50},
    "conclusie": {"bewuste-keuze": 60, "twijfel": 15, "wil-zorg": 25},
    "tafel_uitkomst": {"vervolg": 70, "vastgelopen": 30},
    "aanbod_akkoord": {"ja": 60, "ja-mits": 20, "nee-andere-plek": 14, "nee-geen-zorg": 6},
    "aanvang": {"gestart": 75, "uitgesteld": 18, "gaat-niet-door": 7},
    "situatie": {"stabiel": 78, "wankel": 14, "uitgevallen": 4, "verslechterd": 6, "wil-zorg": 8},
    "akkoord": {"ja": 90, "nee": 10},
    "akkoord_directie": {"ja": 90, "nee": 10},
    "overname": {"bevestigd": 80, "geen-antwoord": 15, "geweigerd": 5},
    "acties_gedaan": {"ja": 75, "bezig": 15, "nee": 10},
    "gedaan": {"ja": 80, "nee": 20},
    "voorstel": {"afsluiten": 85, "open-houden": 15},
    "afsluitgrond": {"in-zorg": 90, "indicatie-vervallen": 5, "overleden": 5},
    "reden_geen_zorg": {
        "geen-passend-aanbod": 30,
        "weggelopen-vrijwillig": 20,
        "eenzijdig-beeindigd": 12,
        "weigert-zorg": 12,
        "in-overleg-beeindigd": 8,
        "detentie": 4,
        "verhuisd": 3,
        "overleden": 1,
        "onbekend": 5,
    },
    "einde_bevestigd": {"ja": 60, "nee": 40},
    "overdracht_bevestigd": {"ja": 80, "nee": 20},
    "signaal_vervolg": {"niets": 75, "contact": 20, "plek-verloren": 5},
    "iets_misgegaan": {"ja": 20, "nee": 80},
    "recht_uitgelegd": {"ja": 97, "nee": 3},
    "gevolgen_uitgelegd": {"ja": 97, "nee": 3},
    "oco_aangeboden": {"ja": 97, "nee": 3},
    "persoonlijk_gesproken": {"ja": 95, "nee": 5},
    "signaal_wilsbekwaamheid": {"geen": 92, "twijfel": 8},
    "signaal_ernstig_nadeel": {"nee": 95, "ja": 5},
    "veiligheidsrisico": {"geen": 60, "mogelijk": 20, "onbekend": 17, "acuut": 3},
    "client_betrokken": {"ja": 90, "nee": 5, "nvt": 5},
    "hercontact_wens": {"volgens-afspraak": 80, "over-4-weken": 15, "over-3-maanden": 5},
    "parallel_bereiken": {"nee": 75, "ja": 25},
}
_SENTENCES: Mapping[str, Sequence[str]] = {
    "notitie": (
        "Voicemail ingesproken met het verzoek terug te bellen.",
        "Vertelt dat het redelijk gaat; wil graag een eigen plek.",
        "Spreekt liever in de ochtend af, bij de inloop.",
    ),
    "hoe_gaat_het": (
        "Slaapt slecht, mist een vaste plek. Staat open voor hulp.",
        "Het gaat wisselend. Heeft contact met een zus.",
        "Redt zich overdag, 's nachts is het onrustig.",
    ),
    "motivering": (
        "Alle stappen zijn gezet; dit past nu het best bij de situatie.",
        "In overleg met de collega's van het team besloten.",
    ),
    "toelichting": ("Besproken in het team en nagekeken in het register.",),
    "bewijsbron": ("Register, stand van vandaag",),
    "contactpersoon": ("Afdeling cliëntzaken",),
    "aanbieder_naam": ("De Voorbeeldzorg",),
    "instelling": ("Stichting Meerpaal", "Woonzorg De Sluis"),
    "te_benaderen": ("Stichting Meerpaal\nWoonzorg De Sluis",),
    "adres": ("Meerpaalstraat 12\n1000 AA Voorbeeldstad",),
    "gemeente": ("Voorbeeldstad",),
    "gemeente_verblijf": ("Voorbeeldstad",),
    "zzp_code": ("884",),
    "regiehouder": ("Zorgkantoor", "Gemeente"),
    "dossierhouder": ("Stichting Meerpaal",),
    "ontvangend_zorgkantoor": ("5509",),
    "bemiddelingspecificatie": ("BS-2026-0001",),
}
_NOTHING: "Weights" = {}
_COMMON = "Vastgelegd na overleg; alleen wat nodig is voor deze stap."


Weights = Mapping[str, Mapping[str, int]]


def fill_in(
    form: TaskForm, now: datetime, dice: random.Random, shifted: Weights = _NOTHING
) -> dict[str, list[str]] | None:
    """Fill in a form completely; None when no right answers were found.

    `shifted` gives other chances for some keys: those of one client's character.
    """
    weights = {**_WEIGHTS, **shifted}
    page = form.blank()
    answers = {field.key: list(field.chosen) for field in page.answers() if field.chosen}
    for _ in range(_TRIES):
        asked = [field for field in page.answers() if not field.read_only]
        wanted = [field for field in asked if field.required and not answers.get(field.key)]
        if not wanted:
            problems = form.problems_of(answers)
            if not problems:
                return answers
            wanted = [field for field in asked if field.key in problems]
        for field in wanted:
            answers[field.key] = _answer(field, now, dice, weights)
        page = form.filled(answers)
    return None


def _answer(field: Field, now: datetime, dice: random.Random, weights: Weights) -> list[str]:
    local = now.astimezone(AMSTERDAM)
    match field.kind:
        case Kind.RADIO | Kind.SELECT | Kind.CHECKLIST | Kind.TAGLIST | Kind.FILES:
            answer = _choice(field, dice, weights)
        case Kind.CHECKBOX:
            answer = "true"
        case Kind.NUMBER:
            answer = str(field.minimum or 1)
        case Kind.DATE:
            answer = (local + timedelta(days=dice.choice((0, 1, 3, 7, 14)))).date().isoformat()
        case Kind.TIME:
            answer = "10:30"
        case Kind.DATETIME:
            answer = f"{local:%Y-%m-%dT%H:%M}"
        case _:
            answer = _text(field, dice)
    return [answer] if answer else []


def _choice(field: Field, dice: random.Random, shifted: Weights) -> str:
    weights = shifted.get(field.key, {})
    values = [option.value for option in field.options]
    if not values:
        return ""
    chances = [weights.get(value, 0 if weights else 1) for value in values]
    return dice.choices(values, chances if any(chances) else None)[0]


def _text(field: Field, dice: random.Random) -> str:
    if field.form == "email":
        return "team@voorbeeld.invalid"
    if "agb" in field.key:
        return "98000002"
    sentence = dice.choice(_SENTENCES.get(field.key, (_COMMON,)))
    return sentence[: field.max_length or len(sentence)]
