"""Every story that the process tests tell; each is one walk, and all together cover the diagrams.

A story starts where it needs to: at a signal, at a case, or in the process that it is about.
"""

from collections.abc import Callable

from tests.processes import walks as w
from tests.processes.casework import Answer, Answers, Casework, Footprint

Story = Callable[[Footprint], Casework]
STORIES: dict[str, Story] = {}


def story(tell: Story) -> Story:
    """Count a story among those that must cover the diagrams."""
    STORIES[tell.__name__] = tell
    return tell


def _in(key: str, footprint: Footprint, **known: object) -> Casework:
    return Casework(key, {"urgentie": "3", "casusnummer": "1", **known}, footprint=footprint)


# --- signaal-verwerken


@story
def new_case(f: Footprint) -> Casework:
    return w.judged(w.signal(f), "nieuwe-casus")


@story
def joined_case(f: Footprint) -> Casework:
    return w.judged(w.signal(f, open_casus=True), "toevoegen")


@story
def unfounded_after_second_look(f: Footprint) -> Casework:
    reason = {"reden_onterecht": "dubbel", "bewijsbron": "iWlz", "toelichting": "x" * 20}
    case = w.judged(w.signal(f), "onterecht", **reason)
    case.do("onterecht-bevestigen", akkoord="nee", reden_afkeur="Niet dubbel")
    return w.judged(case, "onterecht", **reason).do("onterecht-bevestigen", akkoord="ja")


@story
def other_region(f: Footprint) -> Casework:
    case = w.judged(
        w.signal(f, eigen_regio=False), "andere-regio", toelichting="Woont elders, volgens de BRP"
    )
    handed = {"ontvangend_zorgkantoor": "5521", "overdracht_notitie": "Gebeld"}
    case.do("signaal-overdragen", **handed).do("overdracht-bevestigen", overname="geen-antwoord")
    case.do("signaal-overdragen", **handed)
    return case.do("overdracht-bevestigen", overname="bevestigd", bevestigd_door="Zorgkantoor 5521")


@story
def other_region_gives_it_back(f: Footprint) -> Casework:
    case = w.judged(w.signal(f), "andere-regio", toelichting="Woont elders, volgens de BRP")
    case.do("signaal-overdragen", ontvangend_zorgkantoor="5521", overdracht_notitie="Gebeld")
    return case.do("overdracht-bevestigen", overname="geweigerd")


# --- laatste-aanbieder-bevragen


@story
def no_provider_known(f: Footprint) -> Casework:
    return _in("laatste-aanbieder-bevragen", f, aanbieder_bekend="nee")


def provider(f: Footprint, result: str = "geen-gehoor") -> Casework:
    case = _in(
        "laatste-aanbieder-bevragen",
        f,
        aanbieder_bekend="ja",
        aanbieder_naam="De Linde",
        aanbieder_agb="12345678",
    )
    return case.do("aanbieder-benaderen", kanaal="telefoon", resultaat=result)


@story
def provider_calls_back(f: Footprint) -> Casework:
    case = provider(f).fire("antwoordtermijn-verstreken")
    return case.do("antwoord-afwachten", antwoord_kanaal="telefoon").do(
        "antwoord-vastleggen", **w.answer()
    )


@story
def provider_stays_silent(f: Footprint) -> Casework:
    case = provider(f)
    for _ in range(3):
        case.fire("antwoordtermijn-verstreken")
    return case


@story
def silent_provider_gets_everything(f: Footprint) -> Casework:
    case = provider_stays_silent(f)
    case.do("aanbieder-reageert-niet", keuze="formele-brief", motivering="Nog eens")
    case.fire("antwoordtermijn-verstreken")
    case.do("aanbieder-reageert-niet", keuze="via-zorginkoper", motivering="Contract")
    case.do("inkoper-vraagt-na", kanaal="telefoon", resultaat="toegezegd")
    case.fire("antwoordtermijn-verstreken")
    case.do("aanbieder-reageert-niet", keuze="nogmaals-benaderen", motivering="Ander nummer")
    case.do("aanbieder-benaderen", kanaal="telefoon", resultaat="weigert-info")
    return case.do("aanbieder-reageert-niet", keuze="doorgaan", motivering="Genoeg geprobeerd")


# --- client-bereiken


@story
def reached_at_once(f: Footprint) -> Casework:
    return w.reached(_in("client-bereiken", f))


def attempts(f: Footprint, **known: object) -> Casework:
    return w.three_attempts(_in("client-bereiken", f, **known))


@story
def reached_by_letter(f: Footprint) -> Casework:
    case = w.letter(attempts(f))
    return case.do("reactie-afwachten", resultaat="gesproken", kanaal="telefoon")


def unreachable(f: Footprint, **known: object) -> Casework:
    case = w.letter(attempts(f, **known))
    return case.fire("reactietermijn-verstreken").fire("reactietermijn-verstreken")


@story
def unreachable_and_watched(f: Footprint) -> Casework:
    case = unreachable(f, niveau=1)
    case.do("onbereikbaar-vervolg", keuze="tweede-brief", motivering="Nieuw adres")
    w.letter(case).do("reactie-afwachten", resultaat="retour", kanaal="post")
    case.do("onbereikbaar-vervolg", keuze="nieuwe-gegevens", motivering="BRP")
    case.do("contactgegevens-verzamelen", bronnen_geraadpleegd=["brp"])
    case.do("contactpoging-doen", kanaal="telefoon", resultaat="nummer-onjuist")
    w.letter(case).do("reactie-afwachten", resultaat="retour", kanaal="post")
    case.do(
        "onbereikbaar-vervolg",
        keuze="hulp-van-buiten",
        gemeente="Utrecht",
        grondslag="toestemming",
        motivering="Zorgen",
    )
    case.fire("wachten-op-terugkoppeling")
    case.do("contactgegevens-verzamelen", bronnen_geraadpleegd=["brp"])
    case.do("contactpoging-doen", kanaal="huisbezoek", resultaat="adres-onjuist")
    w.letter(case).do("reactie-afwachten", resultaat="derde", kanaal="telefoon")
    return case.do("onbereikbaar-vervolg", keuze="bewaken", motivering="Blijven kijken")


@story
def unreachable_and_never_discussed(f: Footprint) -> Casework:
    return unreachable(f).do("onbereikbaar-vervolg", keuze="bewaken", motivering="Wachten")


# --- the case


@story
def settled(f: Footprint) -> Casework:
    return w.settled(f)


@story
def refusal_watched(f: Footprint) -> Casework:
    return w.refusal_accepted(f)


@story
def refusal_ends_in_care(f: Footprint) -> Casework:
    case = w.refusal_accepted(f).wait_for("herhaalcontact-doen")
    case.do(
        "herhaalcontact-doen", kanaal="telefoon", situatie="stabiel", hercontact_wens="over-1-week"
    )
    case.wait_for("herhaalcontact-doen")
    case.do("herhaalcontact-doen", kanaal="telefoon", situatie="wil-zorg", notitie="Wil praten")
    w.talked(case).do("partijen-vaststellen", **w.PARTIES).do("bemiddelingsplan", **w.PLAN)
    return w.place_found(case)


@story
def urgent_case_in_parallel(f: Footprint) -> Casework:
    case = w.case_opened(f, urgency="1")
    w.reached(case)
    return w.provider_answers(case)


@story
def crisis(f: Footprint) -> Casework:
    case = w.reached(w.provider_answers(w.case_opened(f)))
    w.talked(case, veiligheidsrisico="acuut")
    return case.do(
        "crisis-afhandelen", crisis_route="112", crisis_geregeld="Opname", vervolg="opschalen"
    )


@story
def new_signal_brings_contact_forward(f: Footprint) -> Casework:
    case = w.refusal_accepted(f)
    case.hear("signaal-toegevoegd").do(
        "nieuw-signaal-bekijken", contact_nodig="ja", signaal_notitie="Zag hem op straat"
    )
    return case.hear("contact-vervroegen")


@story
def new_signal_without_hurry(f: Footprint) -> Casework:
    case = w.refusal_accepted(f).hear("signaal-toegevoegd")
    return case.do("nieuw-signaal-bekijken", contact_nodig="nee", signaal_notitie="Dubbel")


@story
def escalated_by_hand(f: Footprint) -> Casework:
    case = w.refusal_accepted(f).hear("opschalen-gevraagd", aanleiding="twijfel")
    return w.solved(w.prepared(case), "bewaken")


@story
def unreachable_then_closed(f: Footprint) -> Casework:
    case = w.refusal_accepted(f).wait_for("herhaalcontact-doen")
    case.do(
        "herhaalcontact-doen", kanaal="telefoon", situatie="onbereikbaar", notitie="Nummer dood"
    )
    w.letter(w.three_attempts(case)).do("reactie-afwachten", resultaat="derde", kanaal="telefoon")
    case.do("onbereikbaar-vervolg", keuze="bewaken", motivering="Wachten")
    w.solved(w.prepared(case), "bewaken").wait_for("herhaalcontact-doen")
    case.do(
        "herhaalcontact-doen",
        kanaal="telefoon",
        situatie="afsluiten",
        notitie="Overleden volgens BRP",
    )
    case.do("afsluiten-voorstellen", voorstel="open-houden", vervolg_na_voorstel="bewaken")
    case.wait_for("herhaalcontact-doen")
    case.do("herhaalcontact-doen", kanaal="telefoon", situatie="afsluiten", notitie="Zeker")
    deceased: Answers = {**w.CLOSING, "afsluitgrond": "overleden", "bewijs": "BRP"}
    del deceased["brief_versturen"]
    case.do("afsluiten-voorstellen", **deceased)
    case.do("afsluiten-bevestigen", akkoord="nee", reden_afkeur="Bewijs ontbreekt")
    case.do("afsluiten-voorstellen", **deceased)
    return case.do("afsluiten-bevestigen", akkoord="ja")


@story
def closed_only_on_solid_ground(f: Footprint) -> Casework:
    case = _in("casus-afsluiten", f, nazorg_nummer=2, situatie="stabiel")
    return case.do("afsluiten-voorstellen", **w.CLOSING)


# --- situatie-uitvragen


@story
def safety_net(f: Footprint) -> Casework:
    return w.talked(_in("situatie-uitvragen", f), **SAFETY_NET_TALK)


SAFETY_NET_TALK: Answers = {
    "wil_zorg": "nee",
    "mantelzorg": "voldoende",
    "woonruimte": "stabiel",
    "prof_zorg_nu": "nee",
    "bijkomend": ["geen"],
}


# --- bemiddelen


@story
def place_after_waiting_and_delay(f: Footprint) -> Casework:
    case = _in("bemiddelen", f).do("bemiddelingsplan", **w.PLAN)
    w.asked(case, "wachtlijst", verwachte_wachttijd="Drie weken")
    w.asked(case.wait_for("aanbieder-om-plek-vragen"), "plek")
    case.do("aanbod-bespreken", aanbod_akkoord="nee-andere-plek", reden_nee="Te ver", **w.INVOLVED)
    w.asked(case, "plek").do("aanbod-bespreken", aanbod_akkoord="ja", **w.INVOLVED)
    case.do("toewijzing-registreren", **w.ALLOCATION).wait_for("aanvang-navragen")
    case.do("aanvang-navragen", aanvang="uitgesteld", uitgesteld_tot="2026-06-01")
    case.wait_for("aanvang-navragen")
    case.do("aanvang-navragen", aanvang="gaat-niet-door", reden_geen_aanvang="Plek vervallen")
    return w.place_found(case)


@story
def mediation_stuck(f: Footprint) -> Casework:
    case = _in("bemiddelen", f).do("bemiddelingsplan", **w.PLAN)
    w.rejected(w.rejected(case))
    return w.asked(case, "geen-reactie")


@story
def client_declines_care(f: Footprint) -> Casework:
    case = w.asked(_in("bemiddelen", f).do("bemiddelingsplan", **w.PLAN), "plek")
    return case.do(
        "aanbod-bespreken", aanbod_akkoord="nee-geen-zorg", reden_nee="Wil niet", **w.INVOLVED
    )


# --- nazorg


@story
def shaky(f: Footprint) -> Casework:
    return w.aftercare(_in("nazorg", f, nazorg_nummer=1), "wankel", notitie="Onrust")


@story
def place_lost(f: Footprint) -> Casework:
    return w.aftercare(_in("nazorg", f, nazorg_nummer=1), "uitgevallen", notitie="Weg")


@story
def place_lost_again(f: Footprint) -> Casework:
    case = _in("nazorg", f, nazorg_nummer=1, herhalingsteller=1)
    return w.aftercare(case, "uitgevallen", notitie="Weg")


# --- zorgweigering-toetsen


def checked(f: Footprint, **different: Answer) -> Casework:
    case = _in("zorgweigering-toetsen", f, vertegenwoordiging="geen")
    return case.do("keuze-toetsen", **{**w.CHECKED, **different})


@story
def refusal_without_net(f: Footprint) -> Casework:
    case = checked(f, vangnet="geen").do("keuze-bevestigen", akkoord="ja")
    case.do("bevestigingsbrief-controleren", adres="Dorpsstraat 1")
    return case.do(
        "bemoeizorg-aanvragen",
        gemeente="Utrecht",
        gevraagd=["bemoeizorg"],
        grondslag="toestemming",
        gedeelde_velden="Naam en kenmerk",
    )


@story
def serious_harm(f: Footprint) -> Casework:
    case = checked(f, signaal_ernstig_nadeel="ja")
    return case.do("onvrijwillige-zorg-overdragen", route="gemeente", overgedragen_aan="Meldpunt")


@story
def doubt(f: Footprint) -> Casework:
    return checked(f, conclusie="twijfel")


@story
def wants_care_after_all(f: Footprint) -> Casework:
    return checked(f, conclusie="wil-zorg")


@story
def not_spoken_in_person(f: Footprint) -> Casework:
    return checked(f, persoonlijk_gesproken="nee")


# --- opschalen


@story
def solved_at_the_table(f: Footprint) -> Casework:
    return w.solved(w.prepared(w.stuck(f)))


@story
def long_way_up(f: Footprint) -> Casework:
    case = w.prepared(_in("opschalen", f, herhalingsteller=2))
    w.scheduled(w.decided(case, "vervolg"))
    w.decided(case, "vastgelopen")
    case.do(
        "bestuurlijk-escaleren",
        kanaal="bestuur",
        akkoord_directie="ja",
        vraag="Help",
        reactie_voor="2026-06-01",
    )
    w.scheduled(case.wait_for("agenderen"))
    w.decided(case, "oplossing", acties="Plek maken", vervolg_na_tafel="bemiddelen")
    case.do("tafelactie-uitvoeren", acties_gedaan="bezig", actie_resultaat="Loopt")
    case.do("tafelactie-uitvoeren", acties_gedaan="nee", actie_resultaat="Lukt niet")
    return w.solved(w.scheduled(case), "gesprek")


@story
def one_level_up(f: Footprint) -> Casework:
    return w.decided(w.prepared(_in("opschalen", f, aanleiding="twijfel")), "vastgelopen")
