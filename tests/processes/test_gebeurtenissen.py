"""What can come between at any moment (domein §2.1, event subprocesses on P1)."""

from datetime import timedelta

import pytest

from tests.processes.casework import Answers, Casework, Footprint
from tests.processes.stories import casus_zonder_zorg as stories
from tests.processes.stories.casus_afsluiten import DECEASED
from tests.processes.stories.laatste_aanbieder_bevragen import answer
from tests.processes.stories.overbruggen import ARRANGED
from tests.processes.stories.overdracht_zorgkantoor import prepared_to_hand_over
from tests.processes.stories.toestemming_regelen import ASKED, consented
from tests.processes.stories.zorgweigering_toetsen import CHECKED


def watched() -> Casework:
    """A case in which nobody has a task now: the next contact is a timer."""
    return stories.refusal_accepted(Footprint())


def test_a_lost_place_starts_mediation_again_and_is_counted() -> None:
    """Regel 80 and 81: the same steps again; repetition is expected."""
    case = watched().hear("plek-verloren")
    assert case.open == ["bemiddelingsplan"]
    assert "tijd-voor-contact" not in case.waiting
    assert case.value("herhalingsteller") == 1


def test_a_second_lost_place_within_a_year_goes_to_a_table() -> None:
    """T22: 2 in 12 months."""
    assert stories.place_lost_twice(Footprint()).open == ["opschaling-voorbereiden"]


def test_a_crisis_makes_the_case_urgent_at_once_and_stops_nothing() -> None:
    """Regel 35: in acute situations people act quickly."""
    case = watched().hear("crisis-gemeld", crisis_soort="psychisch")
    assert case.value("urgentie") == "1"
    assert (case.open, case.waiting) == (["crisis-opvangen-regelen"], ["tijd-voor-contact"])


def test_after_a_crisis_a_person_may_choose_another_step() -> None:
    case = stories.crisis_beside_the_course(Footprint())
    assert (case.open, case.waiting) == (["opschaling-voorbereiden"], [])


def test_a_complaint_and_an_absent_case_holder_are_work_for_the_team_leader() -> None:
    """Regel 34: a case always has somebody who is responsible for it."""
    case = watched().hear("klacht-ontvangen").hear("casushouder-afwezig")
    roles = {case.task(task).candidate_groups for task in case.open}
    assert roles == {("zk-teamleider",)}
    assert stories.complaint_and_absent_holder(Footprint()).value("casushouder") == "bram"


def test_a_reported_death_stops_nothing_until_somebody_has_looked() -> None:
    """Regel 6: nobody falls out of sight by a message that may be wrong."""
    case = watched().hear("overleden")
    assert (case.open, case.waiting) == (["overlijden-bevestigen"], ["tijd-voor-contact"])
    assert stories.not_deceased(Footprint()).waiting == ["tijd-voor-contact"]


def test_a_confirmed_death_stops_the_course_and_proposes_to_close() -> None:
    case = stories.told_of_the_end(Footprint(), "overleden", "overlijden-bevestigen", "ja")
    assert (case.open, case.waiting) == (["afsluiten-voorstellen"], [])
    assert case.value("afsluitgrond") == "overleden"


def test_an_indication_that_lapsed_leads_to_the_closing_proposal_only() -> None:
    case = stories.indication_lapsed(Footprint())
    assert (case.open, case.ended) == (["afsluiten-voorstellen"], False)


def test_a_case_that_moves_stays_ours_until_the_other_office_confirms() -> None:
    """Regel 9, 31 and 34: no gap between two care offices (E4, T24)."""
    case = prepared_to_hand_over(watched().hear("brp-verhuizing"))
    assert (case.open, case.ended) == (["overdracht-afwachten"], False)
    case.do("overdracht-afwachten", overdracht_bevestigd="nee")
    assert case.open == ["overdracht-niet-bevestigd"]
    assert "tijd-voor-contact" in case.waiting


def test_a_confirmed_hand_over_still_takes_two_people_to_close() -> None:
    assert stories.moved_and_handed_over(Footprint()).ended


def test_a_closed_case_leaves_no_work_beside_it() -> None:
    case = watched().hear("klacht-ontvangen").hear("overleden")
    case.do("overlijden-bevestigen", einde_bevestigd="ja", einde_bewijs="BRP")
    case.do("afsluiten-voorstellen", voorstel="afsluiten", **DECEASED)
    case.do("afsluiten-bevestigen", akkoord="ja")
    assert (case.ended, case.open) == (True, [])


@pytest.mark.parametrize(
    ("message", "task", "more"),
    [
        ("overleden", "overlijden-bevestigen", {}),
        (
            "indicatie-vervallen",
            "indicatie-vervallen-bevestigen",
            {"einde_reden": "Herindicatie", "gemeente_geinformeerd": "nvt"},
        ),
    ],
)
def test_a_confirmed_end_leaves_nothing_open_but_the_closing(
    message: str, task: str, more: Answers
) -> None:
    """§2.1: it interrupts all call activities except the closing proposal."""
    case = stories.busy_beside(Footprint())
    case = case if message == "indicatie-vervallen" else case.hear(message)
    assert len(case.open) > len(stories.MESSAGES_BESIDE) - 1
    case.do(task, einde_bevestigd="ja", einde_bewijs="Register", **more)
    assert (case.open, case.waiting) == (["afsluiten-voorstellen"], [])


def test_a_closing_that_is_refused_brings_back_what_the_death_stopped() -> None:
    """Regel 6: nobody is lost by a mistake."""
    before = stories.busy_beside(Footprint())
    tasks, timers = before.open, before.waiting
    after = stories.closing_refused(stories.death_confirmed(before))
    assert after.open == tasks
    assert after.waiting == timers


def test_the_limit_of_a_bridging_place_is_guarded_again_without_a_new_agreement() -> None:
    """Regel 121: three months from its first day, whatever happened between."""
    case = stories.refusal_accepted(Footprint()).hear("overbrugging-nodig")
    case.do("overbrugging-regelen", **ARRANGED)
    limit, letters = case.value("uiterste_einddatum"), len(case.letters)
    stories.closing_refused(stories.death_confirmed(case))
    assert "overbrugging-regelen" not in case.open
    assert "besluit-nodig" in case.waiting
    assert (case.value("uiterste_einddatum"), len(case.letters)) == (limit, letters)
    assert case.fire("besluit-nodig").open == ["einde-beslissen"]


def test_a_limit_that_passed_meanwhile_comes_to_the_manager_at_once() -> None:
    """Regel 121: a place never ends by itself, and a decision never waits for a clock."""
    case = stories.refusal_accepted(Footprint()).hear("overbrugging-nodig")
    case.do("overbrugging-regelen", **ARRANGED)
    stories.death_confirmed(case)
    case.now += timedelta(days=120)
    stories.closing_refused(case).wait_for("einde-beslissen", within=timedelta(days=8))


def test_a_second_confirmed_end_forgets_nothing_of_the_first() -> None:
    case = stories.refusal_accepted(Footprint()).hear("klacht-ontvangen")
    stories.death_confirmed(case).hear("indicatie-vervallen")
    case.do(
        "indicatie-vervallen-bevestigen",
        einde_bevestigd="ja",
        einde_bewijs="Register",
        einde_reden="Herindicatie",
        gemeente_geinformeerd="nvt",
    )
    assert case.open == ["afsluiten-voorstellen"]
    assert stories.closing_refused(case).open == ["klacht-behandelen"]


def test_what_came_back_once_does_not_come_back_at_the_next_refusal() -> None:
    case = stories.refusal_accepted(Footprint()).hear("klacht-ontvangen")
    stories.closing_refused(stories.death_confirmed(case))
    case.do(
        "klacht-behandelen",
        klacht_route="zelf-opgelost",
        klacht_uitkomst="Excuses",
        klager_geinformeerd="ja",
    )
    case.wait_for("herhaalcontact-doen")
    case.do("herhaalcontact-doen", kanaal="telefoon", situatie="afsluiten", notitie="Vraagt erom")
    assert stories.closing_refused(case).open == []


def test_two_complaints_come_back_as_two() -> None:
    case = stories.refusal_accepted(Footprint())
    case.hear("klacht-ontvangen").hear("klacht-ontvangen")
    stories.closing_refused(stories.death_confirmed(case))
    assert case.open == ["klacht-behandelen"] * 2


def test_a_case_that_nobody_had_yet_gets_a_holder_after_a_mistake() -> None:
    """Regel 34: a case always has somebody who is responsible for it."""
    case = Casework("casus-zonder-zorg", {"ethos": "6"}, message="casus-geopend")
    stories.closing_refused(stories.death_confirmed(case))
    assert case.open == ["casus-herverdelen"]


def test_a_closing_without_proof_goes_back_to_the_proposer_and_stops_nothing_else() -> None:
    """Guarantee 5: only a person who says so lets the case go on."""
    case = stories.death_confirmed(stories.refusal_accepted(Footprint()))
    case.do("afsluiten-voorstellen", voorstel="afsluiten", **DECEASED)
    case.do("afsluiten-bevestigen", akkoord="nee", reden_afkeur="Bewijs ontbreekt")
    assert (case.open, case.waiting) == (["afsluiten-voorstellen"], [])


def test_what_comes_in_while_a_death_waits_to_be_closed_still_reaches_somebody() -> None:
    """Regel 6 and 24: perhaps it says that the client is alive."""
    case = stories.death_confirmed(stories.refusal_accepted(Footprint()))
    assert case.hear("signaal-toegevoegd").open == [
        "afsluiten-voorstellen",
        "nieuw-signaal-bekijken",
    ]


def test_refusing_consent_never_stops_the_case() -> None:
    """Regel 11 and 161: without consent nothing is shared; the case goes on."""
    case = watched().hear("toestemming-vragen", ontvangers=["gemeente"])
    case.do("toestemming-vragen", **ASKED, wijze="mondeling")
    case.do("toestemming-vastleggen", resultaat="geweigerd")
    assert case.value("toestemming_gegeven") == "nee"
    assert case.waiting == ["tijd-voor-contact"]


def test_consent_ends_after_a_year_and_is_asked_again() -> None:
    """T19: meanwhile nothing is shared."""
    case = consented(watched().hear("toestemming-vragen", ontvangers=["gemeente"]))
    assert (case.value("toestemming_gegeven"), f"{case.value('geldig_tot')}") == (
        "ja",
        "2027-03-02",
    )
    case.fire("toestemming-verloopt")
    assert case.value("toestemming_gegeven") == "verlopen"
    assert case.open == ["toestemming-vragen"]


def test_consent_that_is_withdrawn_stops_sharing_at_once() -> None:
    case = consented(watched().hear("toestemming-vragen", ontvangers=["gemeente"]))
    case.hear("toestemming-ingetrokken")
    assert case.value("toestemming_gegeven") == "ingetrokken"
    assert case.open == ["partijen-herzien"]


def test_a_client_who_is_not_homeless_yet_is_helped_before_it_happens() -> None:
    """Regel 5: two ways in, of which one prevents (P13)."""
    case = Casework(
        "casus-zonder-zorg",
        {"ethos": "4", "signaalsoort": "ontslag-zonder-plek"},
        message="casus-geopend",
    )
    case.do("casus-aannemen", casushouder="anna", aanbieder_bekend="nee")
    assert case.open == ["dreiging-beoordelen"]


def test_somebody_on_the_street_goes_the_urgent_way_whatever_the_signal_says() -> None:
    case = Casework(
        "casus-zonder-zorg", {"ethos": "1", "signaalsoort": "detentie"}, message="casus-geopend"
    )
    case.do("casus-aannemen", casushouder="anna", aanbieder_bekend="nee")
    assert case.open == ["contactgegevens-verzamelen"]


def test_what_the_provider_tells_comes_beside_the_course() -> None:
    """Regel 60 and 111: a provider that stops by itself is checked."""
    case = stories.case_opened(Footprint())
    case.do("aanbieder-benaderen", kanaal="telefoon", resultaat="beantwoord")
    told = {**answer(), "reden_geen_zorg": "eenzijdig-beeindigd"}
    case.do("antwoord-vastleggen", **told, stukken_beeindiging="Brief")
    assert case.open == ["contactgegevens-verzamelen", "zorgvuldigheid-toetsen"]


def test_a_chosen_refusal_is_checked_again_every_year() -> None:
    """T08: every year two people look whether it still is a conscious choice."""
    case = watched()
    for _ in range(3):
        case.wait_for("herhaalcontact-doen")
        case.do("herhaalcontact-doen", kanaal="telefoon", situatie="stabiel")
        if "keuze-toetsen" in case.open:
            break
    case.do("keuze-toetsen", **CHECKED)
    assert case.open == ["keuze-bevestigen"]


def test_what_a_new_signal_says_is_proposed_and_a_person_decides() -> None:
    """Regel 10: nobody types a thing twice."""
    case = watched().hear("signaal-toegevoegd", toegevoegd_signaalsoort="plek-verloren")
    case.do("nieuw-signaal-bekijken", signaal_notitie="Klopt")
    assert case.open == ["bemiddelingsplan"]


def test_a_case_has_a_holder_before_anything_else_even_after_a_crisis() -> None:
    """Regel 34: then it goes on at the step that was chosen."""
    case = stories.crisis_before_anybody_has_the_case(Footprint())
    assert (case.value("casushouder"), case.open) == ("anna", ["bemiddelingsplan"])


def test_a_death_before_anybody_has_the_case_leads_to_the_closing_proposal() -> None:
    case = Casework("casus-zonder-zorg", {"ethos": "6"}, message="casus-geopend").hear("overleden")
    case.do("overlijden-bevestigen", einde_bevestigd="ja", einde_bewijs="BRP")
    assert case.open == ["afsluiten-voorstellen"]


def test_who_is_involved_is_proposed_when_consent_is_asked() -> None:
    """Regel 10 and 163: the parties are known by then."""
    case = Casework("toestemming-regelen", {"partijen": ["aanbieder", "gemeente", "mo"]})
    case.do("toestemming-vragen", gegevenscategorieen=["contact"], wijze="mondeling")
    assert case.value("ontvangers") == ["gemeente", "mo"]
