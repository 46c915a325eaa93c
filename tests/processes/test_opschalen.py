"""P9: a stuck case comes to a table, and higher when that does not help (regels 140-156)."""

from engine.domain.calendar import AMSTERDAM, dutch_calendar
from engine.feel import Scope
from tests.processes.casework import MONDAY, OUTBOX, Answers, Casework, Footprint, form, terms
from tests.processes.stories import casus_zonder_zorg, opschalen
from tests.processes.telling import within

SCOPE = Scope(now=MONDAY, terms=terms().get, calendar=dutch_calendar())


def table(f: Footprint | None = None, **known: object) -> Casework:
    """A case that comes to a table because providers say no."""
    return within("opschalen", f or Footprint(), aanleiding="afwijzingen", **known)


def options(case: Casework, field: str, answers: Answers) -> list[str]:
    page = case.page("opschaling-voorbereiden", answers)
    return [option.value for shown in page if shown.key == field for option in shown.options]


def test_three_rejections_bring_the_case_to_a_table() -> None:
    case = casus_zonder_zorg.stuck(Footprint())
    assert case.open == ["opschaling-voorbereiden"]
    assert case.value("niveau_advies") == 2


def test_the_decision_waits_for_the_day_of_the_table() -> None:
    case = opschalen.prepared(casus_zonder_zorg.stuck(Footprint()))
    assert f"{case.now.astimezone(AMSTERDAM):%Y-%m-%d}" == "2026-03-28"
    assert "besluit-vastleggen" in case.open


def test_the_table_is_invited_without_personal_data() -> None:
    opschalen.prepared(casus_zonder_zorg.stuck(Footprint()))
    mails = [mail.read_text() for mail in OUTBOX.glob("*.eml")]
    assert any("Casus 2026-0001 op de agenda" in mail for mail in mails)
    assert not any("Voorbeeld " in mail.split("\n\n", 1)[1] for mail in mails)


def test_a_person_may_go_higher_than_the_table_says_but_never_lower() -> None:
    why = {"niveau_motivering": "Bestuur is al betrokken"}
    higher = opschalen.asked(table(), niveau_gekozen="3", **why)
    lower = opschalen.asked(table(), niveau_gekozen="0", **why)
    assert [higher.value("niveau"), lower.value("niveau")] == [3, 2]


def test_above_level_two_a_case_is_only_discussed_anonymously() -> None:
    """D5, regel 11: also when the form asked nothing, or somebody chose otherwise before."""
    case = table(herhalingsteller=2, anonimiseren="nee")
    asked = case.page("opschaling-voorbereiden", {"niveau_gekozen": "3"})
    assert "anonimiseren" not in [field.key for field in asked]
    assert opschalen.asked(case).value("anonimiseren") == "ja"


def test_the_anonymous_description_goes_to_every_table() -> None:
    case = opschalen.asked(table())
    assert [letter.kind for letter in case.letters] == ["casusbeschrijving-anoniem"]


def test_each_participant_outside_the_chain_needs_a_ground() -> None:
    by_name: Answers = {"anonimiseren": "nee", "deelnemers": ["gemeente", "dossierhouder"]}
    asked = [field.key for field in table().page("opschaling-voorbereiden", by_name)]
    assert "grondslag_gemeente" in asked
    assert "grondslag_mo" not in asked


def test_consent_is_a_ground_only_for_whom_it_was_given_to() -> None:
    """Regels 161-163: without a basis by table D5 the form does not offer it."""
    both: Answers = {"anonimiseren": "nee", "deelnemers": ["gemeente", "mo"]}
    allowed = [{"voor": "gemeente", "grondslag": "toestemming"}]
    case = table(deelgrondslagen=allowed)
    assert "toestemming" in options(case, "grondslag_gemeente", both)
    assert "toestemming" not in options(case, "grondslag_mo", both)
    nobody: list[object] = []
    assert "toestemming" not in options(table(deelgrondslagen=nobody), "grondslag_gemeente", both)


def test_an_emergency_needs_a_reason() -> None:
    named: Answers = {"anonimiseren": "nee", "deelnemers": ["gemeente"]}
    page = table().page("opschaling-voorbereiden", {**named, "grondslag_gemeente": "noodsituatie"})
    assert "noodreden" in [field.key for field in page]


def test_every_action_of_the_table_is_a_task_with_its_own_day() -> None:
    second = {"actie_2": "Bellen", "actie_2_wie": "Anna", "actie_2_op": "2026-05-01"}
    case = opschalen.agreed(opschalen.prepared(table()), **second)
    assert case.open == ["tafelactie-uitvoeren"] * 2
    assert case.waiting == ["actie-te-laat"] * 2


def test_a_late_action_comes_back_on_the_agenda_two_working_days_later() -> None:
    case = opschalen.agreed(opschalen.prepared(table())).fire("actie-te-laat")
    assert f"{case.now.astimezone(AMSTERDAM):%d-%m}" == "03-06"
    assert case.open == ["agenderen"]
    assert case.value("acties_open") == ["De Linde maakt plek"]


def test_the_decision_and_its_actions_become_a_document() -> None:
    case = opschalen.agreed(opschalen.prepared(table()))
    assert [letter.kind for letter in case.letters][-1] == "tafelbesluit"


def test_a_solution_leads_to_the_step_that_the_table_chose() -> None:
    assert casus_zonder_zorg.solved_at_the_table(Footprint()).open == ["bemiddelingsplan"]


def test_a_table_that_is_stuck_leads_one_level_up() -> None:
    assert opschalen.one_level_up(Footprint()).value("niveau_advies") == 2


def test_after_four_weeks_at_one_level_a_person_decides_and_nothing_moves_by_itself() -> None:
    case = opschalen.taking_too_long(Footprint())
    assert case.open == ["agenderen", "hoger-niveau-overwegen"]
    assert case.value("niveau") == 1
    assert opschalen.somebody_decides_to_go_higher(Footprint()).value("niveau_advies") == 2


def test_who_stays_at_a_level_keeps_the_table_that_is_planned_and_is_asked_again() -> None:
    case = _planned_for_long()
    case.do("hoger-niveau-overwegen", tafel_uitkomst="vervolg", niveau_toelichting="Tafel volgt")
    assert case.open == []
    assert case.waiting == ["nog-een-termijn", "wachten-op-tafel"]
    assert case.fire("nog-een-termijn").open == ["hoger-niveau-overwegen"]


def test_with_the_outcome_of_a_table_lapses_the_question_whether_it_takes_too_long() -> None:
    case = opschalen.agreed(_planned_for_long().fire("wachten-op-tafel"))
    assert case.open == ["tafelactie-uitvoeren"]
    assert case.waiting == ["actie-te-laat"]


def _planned_for_long() -> Casework:
    """The table meets next month; the question whether to go higher lies open."""
    case = opschalen.asked(table())
    case.do("agenderen", tafel="taskforcetafel", tafel_datum="2026-05-20", tafel_email="")
    return case.fire("niveau-duurt-te-lang")


def test_above_the_taskforce_come_the_board_and_the_state() -> None:
    case = opschalen.all_the_way_up(Footprint())
    assert case.value("niveau") == 5
    assert case.ended


def test_a_new_escalation_does_not_remember_how_high_the_last_one_went() -> None:
    case = table(niveau=4, tafel_uitkomst="oplossing")
    assert case.value("niveau_advies") == 2


def test_what_happens_beside_the_table_does_not_change_its_outcome() -> None:
    """All steps share their variables: a provider's answer meanwhile is no decision."""
    case = opschalen.agreed(opschalen.prepared(table(situatie="stabiel")))
    assert case.value("tafel_uitkomst") == "oplossing"
    assert case.value("situatie") == "stabiel"


def test_each_action_goes_to_the_group_that_the_table_chose() -> None:
    """UT30, regel 152: not everything is for the specialists."""
    case = opschalen.agreed(opschalen.prepared(table()), actie_1_groep="zk-zorginkoper")
    assert case.task("tafelactie-uitvoeren").candidate_groups == ("zk-zorginkoper",)


def test_a_client_who_keeps_losing_places_brings_the_centre_of_expertise_to_the_table() -> None:
    """T22, regel 110: a suggestion, nobody is invited by itself."""
    case = within("opschalen", Footprint(), aanleiding="herhaling", herhalingsteller=2)
    assert {"client", "reclassering"} <= set(options(case, "deelnemers", {}))
    filled_in = form("opschaling-voorbereiden").page(None, {"aanleiding": "herhaling"}, {}, SCOPE)
    assert [field.chosen for field in filled_in.answers() if field.key == "deelnemers"] == [
        ("cce",)
    ]
