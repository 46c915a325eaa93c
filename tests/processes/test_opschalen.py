"""P9: a stuck case comes to a table, and higher when that does not help (regels 140-156)."""

from tests.processes.casework import OUTBOX, Footprint
from tests.processes.stories import casus_zonder_zorg, opschalen


def test_three_rejections_bring_the_case_to_a_table() -> None:
    case = casus_zonder_zorg.stuck(Footprint())
    assert case.open == ["opschaling-voorbereiden"]
    assert case.value("niveau") == 2


def test_the_decision_waits_for_the_day_of_the_table() -> None:
    case = casus_zonder_zorg.stuck(Footprint())
    opschalen.prepared(case)
    assert f"{case.now.astimezone():%Y-%m}" == "2026-03"
    assert case.open == ["besluit-vastleggen"]


def test_the_table_is_invited_without_personal_data() -> None:
    opschalen.prepared(casus_zonder_zorg.stuck(Footprint()))
    mails = [mail.read_text() for mail in OUTBOX.glob("*.eml")]
    assert any("Casus 2026-0001 op de agenda" in mail for mail in mails)
    assert not any("Voorbeeld " in mail.split("\n\n", 1)[1] for mail in mails)


def test_a_solution_leads_to_the_step_that_the_table_chose() -> None:
    assert casus_zonder_zorg.solved_at_the_table(Footprint()).open == ["bemiddelingsplan"]


def test_a_table_that_is_stuck_leads_one_level_up() -> None:
    assert opschalen.one_level_up(Footprint()).value("niveau") == 2


def test_above_the_taskforce_the_region_manager_takes_it_further() -> None:
    case = opschalen.long_way_up(Footprint())
    assert case.value("niveau") == 4
    assert case.ended
