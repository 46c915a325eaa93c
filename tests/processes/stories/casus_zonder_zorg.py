"""Whole cases, from the opening to watching or closing."""

from tests.processes.casework import Answer, Answers, Casework, Footprint
from tests.processes.stories.bemiddelen import PLAN, place_found, rejected
from tests.processes.stories.casus_afsluiten import DECEASED, HANDED_OVER, closed
from tests.processes.stories.client_bereiken import letter, reached, three_attempts
from tests.processes.stories.laatste_aanbieder_bevragen import provider_answers
from tests.processes.stories.nazorg import aftercare
from tests.processes.stories.opschalen import prepared, solved
from tests.processes.stories.overbruggen import ARRANGED
from tests.processes.stories.overdracht_zorgkantoor import prepared_to_hand_over
from tests.processes.stories.situatie_uitvragen import PARTIES, talked
from tests.processes.stories.toestemming_regelen import ASKED, consented
from tests.processes.stories.zorgbeeindiging_toetsen import CAREFUL
from tests.processes.stories.zorgweigering_toetsen import CHECKED
from tests.processes.telling import INVOLVED, story


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
        "crisis-afhandelen",
        crisis_soort="psychisch",
        crisis_route="112",
        crisis_geregeld="Opname",
        vervolg="opschalen",
    )


def signal_seen(footprint: Footprint, means: str) -> Casework:
    """A new signal about a client who is watched, and what it asks of the case."""
    case = refusal_accepted(footprint).hear("signaal-toegevoegd")
    return case.do(
        "nieuw-signaal-bekijken", signaal_vervolg=means, signaal_notitie="Zag hem op straat"
    )


@story
def new_signal_brings_contact_forward(f: Footprint) -> Casework:
    return signal_seen(f, "contact")


@story
def new_signal_without_hurry(f: Footprint) -> Casework:
    return signal_seen(f, "niets")


@story
def new_signal_says_the_place_is_lost(f: Footprint) -> Casework:
    return signal_seen(f, "plek-verloren")


@story
def new_signal_says_the_provider_stops(f: Footprint) -> Casework:
    return signal_seen(f, "beeindiging").do("zorgvuldigheid-toetsen", **CAREFUL)


@story
def bridged_beside_the_course(f: Footprint) -> Casework:
    case = refusal_accepted(f).hear("overbrugging-nodig")
    case.do("overbrugging-regelen", **ARRANGED)
    case.hear("overbrugging-veranderd", overbrugging_melding="vertrokken")
    case.do("overbrugging-voortgang")
    return case.do("overbrugging-afronden", besluit="uitgevallen", motivering="Weggelopen")


@story
def new_signal_says_homelessness_threatens(f: Footprint) -> Casework:
    return signal_seen(f, "dreiging")


@story
def prevention_comes_first(f: Footprint) -> Casework:
    case = Casework(
        "casus-zonder-zorg",
        {"ethos": "4", "signaalsoort": "ontslag-zonder-plek", "casusnummer": "2026-0001"},
        message="casus-geopend",
        footprint=f,
    )
    case.do("casus-aannemen", casushouder="anna", aanbieder_bekend="nee")
    return case.do("dreiging-beoordelen", dreiging="nee", vervolg="bewaken", **INVOLVED)


@story
def place_lost_twice(f: Footprint) -> Casework:
    case = refusal_accepted(f).hear("plek-verloren").do("bemiddelingsplan", **PLAN)
    return case.hear("plek-verloren")


@story
def crisis_beside_the_course(f: Footprint) -> Casework:
    case = refusal_accepted(f).hear("crisis-gemeld", crisis_soort="psychisch")
    case.do("crisis-opvangen-regelen", crisis_route="crisisdienst", crisis_geregeld="Opname")
    case.hear("crisis-gemeld", crisis_soort="veiligheid")
    return case.do(
        "crisis-opvangen-regelen",
        crisis_route="112",
        crisis_geregeld="Politie was er",
        crisis_vervolg="opschalen",
    )


@story
def crisis_before_anybody_has_the_case(f: Footprint) -> Casework:
    case = Casework("casus-zonder-zorg", {"ethos": "6"}, message="casus-geopend", footprint=f).hear(
        "crisis-gemeld", crisis_soort="dakloos"
    )
    case.do(
        "crisis-opvangen-regelen",
        crisis_route="wlz-crisis",
        crisis_geregeld="Bed voor vannacht",
        crisis_vervolg="bemiddelen",
    )
    return case.do("casus-aannemen", casushouder="anna", aanbieder_bekend="nee")


@story
def complaint_and_absent_holder(f: Footprint) -> Casework:
    case = refusal_accepted(f)
    case.hear("klacht-ontvangen", klacht_van="client", klacht_over="zorgkantoor", klacht_inhoud="")
    case.hear("casushouder-afwezig").do(
        "casus-herverdelen", casushouder="bram", herverdeling_soort="blijvend"
    )
    return case.do(
        "klacht-behandelen",
        klacht_route="zelf-opgelost",
        klacht_uitkomst="Excuses",
        klager_geinformeerd="ja",
    )


def told_of_the_end(footprint: Footprint, message: str, task: str, sure: str) -> Casework:
    """Somebody reports that the ground fell away; a person looks whether it is so."""
    proof: Answers = {"einde_bewijs": "Register"} if sure == "ja" else {}
    if sure == "ja" and message == "indicatie-vervallen":
        proof = {**proof, "einde_reden": "Herindicatie", "gemeente_geinformeerd": "nvt"}
    case = refusal_accepted(footprint).hear(message)
    return case.do(task, einde_bevestigd=sure, **proof)


@story
def deceased(f: Footprint) -> Casework:
    case = told_of_the_end(f, "overleden", "overlijden-bevestigen", "ja")
    case.do("afsluiten-voorstellen", voorstel="afsluiten", **DECEASED)
    return case.do("afsluiten-bevestigen", akkoord="ja")


MESSAGES_BESIDE = (
    "signaal-toegevoegd",
    "crisis-gemeld",
    "klacht-ontvangen",
    "casushouder-afwezig",
    "opschalen-gevraagd",
    "beeindiging-toetsen",
    "toestemming-vragen",
    "toestemming-ingetrokken",
    "brp-verhuizing",
    "indicatie-vervallen",
)
"""What can come between; each opens a task beside the ordinary course."""


def busy_beside(footprint: Footprint) -> Casework:
    """A case in which everything runs that can run beside the ordinary course."""
    case = refusal_accepted(footprint).hear("overbrugging-nodig")
    case.do("overbrugging-regelen", **ARRANGED)
    consented(case.hear("toestemming-vragen", ontvangers=["gemeente"]))
    for message in MESSAGES_BESIDE:
        case.hear(message, aanleiding="twijfel", crisis_soort="psychisch")
    return case


def death_confirmed(case: Casework) -> Casework:
    """Somebody reports a death, and a person confirms it."""
    case.hear("overleden")
    return case.do("overlijden-bevestigen", einde_bevestigd="ja", einde_bewijs="BRP")


def closing_refused(case: Casework, onward: str = "bewaken") -> Casework:
    """The second person says that the case must go on."""
    case.do("afsluiten-voorstellen", voorstel="afsluiten", **DECEASED)
    return case.do(
        "afsluiten-bevestigen",
        akkoord="nee",
        reden_afkeur="Naamgenoot",
        na_afkeur="casus-gaat-door",
        vervolg_na_voorstel=onward,
    )


@story
def another_with_the_same_name_had_died(f: Footprint) -> Casework:
    return closing_refused(death_confirmed(busy_beside(f)))


@story
def two_deaths_reported_and_both_mistaken(f: Footprint) -> Casework:
    case = refusal_accepted(f).hear("overleden")
    case = case.hear("indicatie-vervallen").hear("overleden")
    case.do(
        "indicatie-vervallen-bevestigen",
        einde_bevestigd="ja",
        einde_bewijs="Register",
        einde_reden="Herindicatie",
        gemeente_geinformeerd="nvt",
    )
    return case.do("afsluiten-voorstellen", voorstel="open-houden", vervolg_na_voorstel="bewaken")


@story
def not_deceased(f: Footprint) -> Casework:
    return told_of_the_end(f, "overleden", "overlijden-bevestigen", "nee")


@story
def indication_lapsed(f: Footprint) -> Casework:
    return told_of_the_end(f, "indicatie-vervallen", "indicatie-vervallen-bevestigen", "ja")


@story
def indication_still_there(f: Footprint) -> Casework:
    return told_of_the_end(f, "indicatie-vervallen", "indicatie-vervallen-bevestigen", "nee")


@story
def consent_given_used_up_and_asked_again(f: Footprint) -> Casework:
    case = refusal_accepted(f).hear("toestemming-vragen", ontvangers=["gemeente"])
    consented(case).fire("toestemming-verloopt")
    return case.do("toestemming-vragen", **ASKED, wijze="mondeling").do(
        "toestemming-vastleggen", resultaat="geweigerd"
    )


@story
def consent_withdrawn(f: Footprint) -> Casework:
    case = refusal_accepted(f).hear("toestemming-vragen", ontvangers=["gemeente"])
    consented(case).hear("toestemming-ingetrokken")
    case.do("partijen-herzien", geinformeerd=["gemeente"])
    return case.fire("toestemming-verloopt")


@story
def moved_and_handed_over(f: Footprint) -> Casework:
    case = prepared_to_hand_over(refusal_accepted(f).hear("brp-verhuizing"))
    case.do("overdracht-afwachten", overdracht_bevestigd="ja", bevestigd_door="Zorgkantoor 5521")
    case.do("afsluiten-voorstellen", voorstel="afsluiten", **HANDED_OVER)
    return case.do("afsluiten-bevestigen", akkoord="ja")


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
    case.do("onbereikbaar-vervolg", keuze="opschalen", motivering="Twee rondes gezocht")
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
    case.do("afsluiten-voorstellen", voorstel="afsluiten", **DECEASED)
    case.do("afsluiten-bevestigen", akkoord="nee", reden_afkeur="Bewijs ontbreekt")
    case.do("afsluiten-voorstellen", voorstel="afsluiten", **DECEASED)
    return case.do("afsluiten-bevestigen", akkoord="ja")


@story
def solved_at_the_table(f: Footprint) -> Casework:
    return solved(prepared(stuck(f)))
