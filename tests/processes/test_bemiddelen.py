"""P5: a place is sought with all providers at once, taken, and checked (regels 64-88)."""

import pytest

from engine.domain.calendar import AMSTERDAM, dutch_calendar
from engine.feel import Scope
from engine.forms.known import SHARING
from tests.processes.casework import MONDAY, Casework, Footprint, form, terms
from tests.processes.stories import bemiddelen as told
from tests.processes.telling import Story

SCOPE = Scope(now=MONDAY, terms=terms().get, calendar=dutch_calendar())


def day(case: Casework) -> str:
    return f"{case.now.astimezone(AMSTERDAM):%Y-%m-%d}"


def thrown(case: Casework) -> list[tuple[str, object]]:
    return [(message.name, message.variables.get("aanleiding")) for message in case.thrown]


@pytest.mark.parametrize(
    ("tell", "next_step"),
    [
        (told.place_after_waiting_and_delay, "nazorg"),
        (told.mediation_stuck, "opschalen"),
        (told.client_declines_care, "weigering"),
    ],
)
def test_each_outcome_names_the_next_step_of_the_case(tell: Story, next_step: str) -> None:
    case = tell(Footprint())
    assert case.ended
    assert case.value("vervolg") == next_step


def test_every_provider_of_the_plan_becomes_a_task_with_its_name_filled_in() -> None:
    case = told.planned(Footprint(), told.THREE_PROVIDERS)
    assert case.open == ["aanbieder-om-plek-vragen"] * 3
    assert case.value("al_benaderd") == ["De Linde", "De Beuk", "De Iep"]
    assert case.task("aanbieder-om-plek-vragen").local["agb"] == "12345678"
    assert [letter.kind for letter in case.letters] == ["plaatsingsvraag"] * 3


def test_an_accepted_place_ends_the_other_questions() -> None:
    case = told.the_first_place_ends_the_other_questions(Footprint())
    assert (case.open, case.waiting) == ([], ["wachten-op-aanvang"])
    assert case.value("plek_aanbieder") == "De Linde"


def test_a_refused_place_leaves_the_other_questions_open() -> None:
    case = told.refused(told.planned(Footprint(), told.THREE_PROVIDERS))
    assert case.open == ["aanbieder-om-plek-vragen"] * 2


def test_the_answer_of_one_provider_is_not_the_answer_of_another() -> None:
    case = told.rejected(told.planned(Footprint(), told.THREE_PROVIDERS))
    assert case.task("aanbieder-om-plek-vragen").local["reden_afwijzing"] is None
    assert case.value("reden_afwijzing") is None


def test_no_answer_counts_as_a_rejection_after_one_reminder() -> None:
    case = told.planned(Footprint(), "De Linde").fire("antwoord-blijft-uit")
    assert day(case) == "2026-03-09"
    assert case.letters[-1].kind == "herinnering-aanbieder"
    assert case.fire("geen-antwoord").value("afwijzingen") == 1
    assert day(case) == "2026-03-16"


def test_three_rejections_ask_for_a_table_while_others_still_think() -> None:
    case = told.third_rejection_while_others_think(Footprint())
    assert thrown(case) == [("opschalen-gevraagd", "afwijzingen")]
    assert case.open == ["aanbieder-om-plek-vragen"]


def test_a_mediation_that_asked_for_a_table_goes_on_with_a_new_plan() -> None:
    case = told.rejected(told.third_rejection_while_others_think(Footprint()))
    assert case.open == ["bemiddelingsplan"]


@pytest.mark.parametrize(
    ("known", "weeks"), [({}, 6), ({"urgentie": "2"}, 2), ({"ethos": "1"}, 2), ({"ethos": "3"}, 6)]
)
def test_a_long_mediation_asks_for_a_table_and_goes_on(known: dict[str, str], weeks: int) -> None:
    case = told.planned(Footprint(), **known)
    start = case.now.date()
    case.fire("bemiddeling-te-lang")
    assert round((case.now.date() - start).days / 7) == weeks
    assert thrown(case) == [("opschalen-gevraagd", "bemiddelingsduur")]
    assert case.open == ["aanbieder-om-plek-vragen", "aanbod-in-de-regio"]


@pytest.mark.parametrize(
    ("status", "when"),
    [
        ("urgent-plaatsen", "2026-03-09"),
        ("actief-plaatsen", "2026-03-16"),
        ("wacht-op-voorkeur", "2026-06-02"),
    ],
)
def test_progress_is_asked_in_the_rhythm_of_the_waiting_status(status: str, when: str) -> None:
    plan = {**told.PLAN, "wachtstatus": status}
    case = Casework("bemiddelen", {"urgentie": "3"}).do("bemiddelingsplan", **plan)
    told.asked(case, "wachtlijst", verwachte_wachttijd="Onbekend").fire("voortgang-bemiddeling")
    assert day(case) == when


def test_after_an_intake_the_provider_is_asked_on_the_next_working_day() -> None:
    case = told.asked(told.planned(Footprint()), "intake", intake_op="2026-03-20")
    assert day(case.fire("voortgang-bemiddeling")) == "2026-03-23"


def test_a_second_refusal_of_a_fitting_offer_reviews_the_status_together() -> None:
    case = told.refused(told.refused(told.planned(Footprint())))
    assert case.value("weigering_nr") == 2
    fields = {field.key for field in case.page("bemiddelingsplan", {})}
    assert "overlegd_met" in fields
    assert case.do("bemiddelingsplan", **told.REVIEWED).open == ["aanbieder-om-plek-vragen"]


def test_refusing_an_offer_that_did_not_fit_does_not_count() -> None:
    case = told.refused(told.planned(Footprint()), aanbod_passend="nee")
    assert case.value("weigering_nr") == 0


def test_bridging_is_asked_for_once() -> None:
    case = told.bridging_beside_mediation(Footprint())
    assert thrown(case) == [("overbrugging-nodig", None)]
    again = told.planned(Footprint(), overbrugging_loopt="ja", overbrugging_nodig="ja")
    assert thrown(again) == []


def test_the_municipality_hears_that_care_is_arranged_with_consent() -> None:
    case = told.municipality_informed(Footprint())
    assert case.letters[-1].kind == "terugkoppeling-gemeente"


def test_without_consent_the_form_does_not_offer_to_tell_the_municipality() -> None:
    """Regel 11: what table D5 does not allow is not offered."""
    page = form("toewijzing").page(None, {SHARING: []}, {}, SCOPE)
    fields = {field.key: field for field in page.answers()}
    offered = [choice.value for choice in fields["terugkoppeling_gemeente"].options]
    assert offered == ["geen-toestemming", "nvt"]


def test_whether_care_began_is_asked_after_its_starting_day() -> None:
    case = told.accepted(told.planned(Footprint()), toewijzing_ingangsdatum="2026-05-01")
    assert day(case.wait_for("aanvang-navragen")) == "2026-05-08"


def test_whether_delayed_care_began_is_asked_after_the_day_it_was_delayed_to() -> None:
    case = told.accepted(told.planned(Footprint()), toewijzing_ingangsdatum="2026-03-01")
    case.wait_for("aanvang-navragen")
    case.do("aanvang-navragen", aanvang="uitgesteld", uitgesteld_tot="2026-06-01")
    assert day(case.wait_for("aanvang-navragen")) == "2026-06-08"


def test_a_new_place_is_asked_about_after_its_own_starting_day() -> None:
    case = told.accepted(told.planned(Footprint()), toewijzing_ingangsdatum="2026-03-01")
    case.wait_for("aanvang-navragen")
    case.do("aanvang-navragen", aanvang="uitgesteld", uitgesteld_tot="2026-09-01")
    case.wait_for("aanvang-navragen")
    case.do("aanvang-navragen", aanvang="gaat-niet-door", reden_geen_aanvang="Plek vervallen")
    told.accepted(case, toewijzing_ingangsdatum="2026-09-14").wait_for("aanvang-navragen")
    assert day(case) == "2026-09-21"


def test_care_that_began_ends_a_bridge_that_still_stands() -> None:
    case = told.place_found(told.planned(Footprint()))
    assert thrown(case) == [("zorg-gestart", None)]


def test_the_progress_form_says_when_each_party_was_last_spoken_to() -> None:
    """Regel 76: contact is kept with the shelter, relatives, OCO, ZVH and reclassering."""
    case = Casework("bemiddelen", {"partijen": ["oco", "reclassering", "gemeente"]})
    case.do("bemiddelingsplan", **{**told.PLAN, "contact_met": ["oco"]})
    known = {"partijen": case.value("partijen"), "gesprekken": case.value("gesprekken")}
    for name in ("plaatsingsvraag", "bemiddelingsplan"):
        page = form(name).page(None, known, {}, SCOPE)
        (said,) = [field.label for field in page.fields if "Houd contact" in field.label]
        assert "Cliëntondersteuner: gesproken op 2-3-2026" in said
        assert "Reclassering: nog niet gesproken" in said
        assert "emeente" not in said
