"""Whole cases, from the opening to watching or closing."""

from tests.processes.casework import Answer, Answers, Casework, Footprint
from tests.processes.stories.bemiddelen import PLAN, place_found, rejected
from tests.processes.stories.casus_afsluiten import CLOSING, closed
from tests.processes.stories.client_bereiken import letter, reached, three_attempts
from tests.processes.stories.laatste_aanbieder_bevragen import provider_answers
from tests.processes.stories.nazorg import aftercare
from tests.processes.stories.opschalen import prepared, solved
from tests.processes.stories.situatie_uitvragen import PARTIES, talked
from tests.processes.stories.zorgweigering_toetsen import CHECKED
from tests.processes.telling import story


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


@story
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


@story
def refusal_watched(f: Footprint) -> Casework:
    return refusal_accepted(f)


@story
def refusal_ends_in_care(f: Footprint) -> Casework:
    case = refusal_accepted(f).wait_for("herhaalcontact-doen")
    case.do(
        "herhaalcontact-doen", kanaal="telefoon", situatie="stabiel", hercontact_wens="over-1-week"
    )
    case.wait_for("herhaalcontact-doen")
    case.do("herhaalcontact-doen", kanaal="telefoon", situatie="wil-zorg", notitie="Wil praten")
    talked(case).do("partijen-vaststellen", **PARTIES).do("bemiddelingsplan", **PLAN)
    return place_found(case)


@story
def urgent_case_in_parallel(f: Footprint) -> Casework:
    case = case_opened(f, urgency="1")
    reached(case)
    return provider_answers(case)


@story
def crisis(f: Footprint) -> Casework:
    case = reached(provider_answers(case_opened(f)))
    talked(case, veiligheidsrisico="acuut")
    return case.do(
        "crisis-afhandelen", crisis_route="112", crisis_geregeld="Opname", vervolg="opschalen"
    )


@story
def new_signal_brings_contact_forward(f: Footprint) -> Casework:
    case = refusal_accepted(f)
    case.hear("signaal-toegevoegd").do(
        "nieuw-signaal-bekijken", contact_nodig="ja", signaal_notitie="Zag hem op straat"
    )
    return case.hear("contact-vervroegen")


@story
def new_signal_without_hurry(f: Footprint) -> Casework:
    case = refusal_accepted(f).hear("signaal-toegevoegd")
    return case.do("nieuw-signaal-bekijken", contact_nodig="nee", signaal_notitie="Dubbel")


@story
def escalated_by_hand(f: Footprint) -> Casework:
    case = refusal_accepted(f).hear("opschalen-gevraagd", aanleiding="twijfel")
    return solved(prepared(case), "bewaken")


@story
def unreachable_then_closed(f: Footprint) -> Casework:
    case = refusal_accepted(f).wait_for("herhaalcontact-doen")
    case.do(
        "herhaalcontact-doen", kanaal="telefoon", situatie="onbereikbaar", notitie="Nummer dood"
    )
    letter(three_attempts(case)).do("reactie-afwachten", resultaat="derde", kanaal="telefoon")
    case.do("onbereikbaar-vervolg", keuze="bewaken", motivering="Wachten")
    solved(prepared(case), "bewaken").wait_for("herhaalcontact-doen")
    case.do(
        "herhaalcontact-doen",
        kanaal="telefoon",
        situatie="afsluiten",
        notitie="Overleden volgens BRP",
    )
    case.do("afsluiten-voorstellen", voorstel="open-houden", vervolg_na_voorstel="bewaken")
    case.wait_for("herhaalcontact-doen")
    case.do("herhaalcontact-doen", kanaal="telefoon", situatie="afsluiten", notitie="Zeker")
    deceased: Answers = {**CLOSING, "afsluitgrond": "overleden", "bewijs": "BRP"}
    del deceased["brief_versturen"]
    case.do("afsluiten-voorstellen", **deceased)
    case.do("afsluiten-bevestigen", akkoord="nee", reden_afkeur="Bewijs ontbreekt")
    case.do("afsluiten-voorstellen", **deceased)
    return case.do("afsluiten-bevestigen", akkoord="ja")


@story
def solved_at_the_table(f: Footprint) -> Casework:
    return solved(prepared(stuck(f)))
