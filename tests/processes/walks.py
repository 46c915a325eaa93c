"""Walks through the procedure: each plays one client's story from a signal or a step on.

Every walk is a function of a footprint, so that the tests can check how a story ends and, over all
of them together, which flows of the diagrams were taken.
"""

from tests.processes.casework import Answer, Answers, Casework, Footprint

INVOLVED: Answers = {"client_betrokken": "ja"}
TALK: Answers = {
    "gesproken_met": ["client"],
    "hoe_gaat_het": "Het gaat redelijk.",
    "prof_zorg_nu": "nee",
    "mantelzorg": "geen",
    "woonruimte": "geen",
    "ethos": "3",
    "veiligheidsrisico": "geen",
    "bijkomend": ["schulden"],
    "wil_zorg": "ja",
    "in_mo": "nee",
    "oco_aangeboden": "ja",
    "oco_gewenst": "nee",
    "toestemming_besproken": "ja",
    "vertegenwoordiging": "geen",
}
PARTIES: Answers = {
    "partijen": ["dossierhouder", "gemeente"],
    "verantwoordelijkheden": "Aanbieder: zorg. Gemeente: briefadres.",
    "regiehouder": "Zorgkantoor",
    "delen_toegestaan": "ja",
}
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
CHECKED: Answers = {
    "persoonlijk_gesproken": "ja",
    "recht_uitgelegd": "ja",
    "gevolgen_uitgelegd": "ja",
    "oco_aangeboden": "ja",
    "alternatieven_besproken": ["thuis"],
    "vangnet": "woning-en-mantelzorg",
    "signaal_wilsbekwaamheid": "geen",
    "signaal_ernstig_nadeel": "nee",
    "conclusie": "bewuste-keuze",
    "motivering": "Wil het zelf doen.",
    **INVOLVED,
}
CLOSING: Answers = {
    "voorstel": "afsluiten",
    "afsluitgrond": "in-zorg",
    "bewijs": "Toewijzing en drie contacten",
    "partijen_geinformeerd": ["client"],
    "geleerde_les_soort": "geen",
    "brief_versturen": "ja",
}


def signal(footprint: Footprint, **known: object) -> Casework:
    """A signal that was just taken in."""
    facts: dict[str, object] = {
        "signaalbron": "iwlz",
        "signaalsoort": "geen-toewijzing",
        "signaaldatum": None,
    }
    facts |= {"ethos": "3", "veiligheidsrisico": "geen", "open_casus": False}
    return Casework("signaal-verwerken", {**facts, **known}, footprint=footprint)


def judged(case: Casework, outcome: str, **more: str) -> Casework:
    """Judge the signal that is open."""
    return case.do("signaal-beoordelen", signaaldatum="2026-02-20", uitkomst=outcome, **more)


def case_opened(footprint: Footprint, urgency: str = "3", **known: object) -> Casework:
    """A case that somebody has accepted."""
    facts = {"ethos": "6" if urgency == "3" else "1", "casusnummer": "2026-0001"}
    case = Casework(
        "casus-zonder-zorg", {**facts, **known}, message="casus-geopend", footprint=footprint
    )
    provider: Answers = {
        "aanbieder_bekend": "ja",
        "aanbieder_naam": "De Linde",
        "aanbieder_agb": "12345678",
    }
    return case.do("casus-aannemen", casushouder="anna", **provider)


def provider_answers(case: Casework) -> Casework:
    """The last provider answers at the first call."""
    case.do("aanbieder-benaderen", kanaal="telefoon", resultaat="beantwoord")
    return case.do("antwoord-vastleggen", **answer())


def answer() -> Answers:
    """What a provider tells."""
    return {
        "reden_geen_zorg": "weggelopen-vrijwillig",
        "aanbieder_blijft_dossierhouder": "ja",
        "iets_misgegaan": "ja",
        "bijsturing": "Andere begeleider",
        "ethos": "6",
        "zorg_nu_geregeld": "Niet",
        "vertegenwoordiging": "geen",
        "veiligheidsrisico": "geen",
    }


def three_attempts(case: Casework) -> Casework:
    """Three attempts by two channels; then the letter is due."""
    case.do("contactgegevens-verzamelen", bronnen_geraadpleegd=["iwlz"])
    for channel in ("telefoon", "huisbezoek", "telefoon"):
        case.wait_for("contactpoging-doen")
        case.do("contactpoging-doen", kanaal=channel, resultaat="geen-gehoor")
    return case


def letter(case: Casework) -> Casework:
    """Send the letter to the last known address."""
    return case.do(
        "brief-voorbereiden", adres="Dorpsstraat 1\n3511 AA Utrecht", verzendwijze="post"
    )


def reached(case: Casework) -> Casework:
    """Reach the client at the first attempt."""
    case.do("contactgegevens-verzamelen", bronnen_geraadpleegd=["iwlz"])
    return case.do("contactpoging-doen", kanaal="telefoon", resultaat="gesproken")


def talked(case: Casework, **different: Answer) -> Casework:
    """Have the conversation."""
    return case.do("gesprek-voeren", **{**TALK, **different})


def place_found(case: Casework) -> Casework:
    """A provider offers a place, the client takes it, care begins."""
    asked(case, "plek")
    case.do("aanbod-bespreken", aanbod_akkoord="ja", **INVOLVED)
    case.do("toewijzing-registreren", **ALLOCATION)
    return case.wait_for("aanvang-navragen").do(
        "aanvang-navragen", aanvang="gestart", aanvangsdatum="2026-05-01"
    )


def asked(case: Casework, outcome: str, **more: str) -> Casework:
    """Ask a provider for a place."""
    return case.do(
        "aanbieder-om-plek-vragen", instelling="De Linde", agb="12345678", uitkomst=outcome, **more
    )


def rejected(case: Casework) -> Casework:
    """A provider says no."""
    return asked(case, "afgewezen", reden_afwijzing="geen-capaciteit")


def aftercare(case: Casework, situation: str = "stabiel", **more: str) -> Casework:
    """One aftercare contact."""
    case.wait_for("nazorgcontact-doen")
    return case.do("nazorgcontact-doen", kanaal="telefoon", situatie=situation, **more)


def closed(case: Casework) -> Casework:
    """Close by two people."""
    case.do("afsluiten-voorstellen", **CLOSING)
    return case.do("afsluiten-bevestigen", akkoord="ja")


def settled(footprint: Footprint) -> Casework:
    """Signal, provider, three attempts, letter, reached, mediation, aftercare, closed."""
    case = letter(three_attempts(provider_answers(case_opened(footprint))))
    case.do("reactie-afwachten", resultaat="gesproken", kanaal="telefoon")
    talked(case).do("partijen-vaststellen", **PARTIES).do("bemiddelingsplan", **PLAN)
    place_found(case)
    for _ in range(3):
        aftercare(case)
    return closed(case)


def refusing(footprint: Footprint, **checked: Answer) -> Casework:
    """A client who wants no care, up to the check."""
    case = reached(provider_answers(case_opened(footprint)))
    talked(
        case,
        wil_zorg="nee",
        mantelzorg="voldoende",
        woonruimte="instabiel",
        prof_zorg_nu="ja",
        door_wie="Wijkteam",
        bijkomend=["geen"],
    )
    case.do("partijen-vaststellen", **PARTIES)
    return case.do("keuze-toetsen", **{**CHECKED, **checked})


def refusal_accepted(footprint: Footprint, **checked: Answer) -> Casework:
    """A conscious refusal, confirmed by somebody else, and now watched."""
    case = refusing(footprint, **checked)
    case.do("keuze-bevestigen", akkoord="nee", reden_afkeur="Meer uitleg").do(
        "keuze-toetsen", **{**CHECKED, **checked}
    )
    case.do("keuze-bevestigen", akkoord="ja")
    return case.do("bevestigingsbrief-controleren", adres="Dorpsstraat 1")


def stuck(footprint: Footprint) -> Casework:
    """Three rejections bring the case to a table."""
    case = reached(provider_answers(case_opened(footprint)))
    talked(case).do("partijen-vaststellen", **PARTIES).do("bemiddelingsplan", **PLAN)
    for _ in range(3):
        rejected(case)
    return case


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
