"""P12: every month a meeting with each centrumgemeente (T20, regels 12, 131-139)."""

from datetime import date

from engine.domain.calendar import AMSTERDAM, dutch_calendar
from engine.feel import Scope
from tests.processes.casework import Footprint, form, terms
from tests.processes.stories import periodiek_overleg_gemeente as told
from tests.processes.telling import within


def test_the_list_comes_a_month_after_the_last_meeting() -> None:
    case = told.listed(Footprint())
    assert f"{case.now.astimezone(AMSTERDAM):%d-%m}" == "02-04"
    assert case.open == ["overleg-voorbereiden"]


def test_each_client_who_agreed_is_discussed_one_after_the_other() -> None:
    case = told.planned(told.listed(Footprint()))
    assert case.open == ["uitkomst-vastleggen"]
    assert case.task("uitkomst-vastleggen").local["item"] == {
        "casusnummer": "5509-2026-00001",
        "weken": 9,
    }
    assert told.discussed(case).open == ["uitkomst-vastleggen"]


def test_the_list_is_made_again_on_the_day_itself() -> None:
    """Regel 161: consent that was withdrawn in between counts."""
    case = told.listed(Footprint())
    case.engine["overleg.voorbereiden"] = {"casussen": [], "aantal_zonder_toestemming": "0"}
    assert told.planned(case).ended


def test_an_agreement_goes_to_its_case() -> None:
    (thrown,) = told.held(Footprint()).thrown
    assert thrown.name == "overleg-actie"
    assert thrown.variables["casusnummer"] == "5509-2026-00001"
    assert thrown.variables["afspraak"] == "Samen naar de intake"


def test_the_next_month_counts_from_the_meeting() -> None:
    last = told.held(Footprint()).value("vorig_overleg")
    case = within("periodiek-overleg-gemeente", Footprint(), vorig_overleg=last)
    case.fire("maand-voorbij")
    assert f"{case.now.astimezone(AMSTERDAM):%d-%m}" == "14-05"


def test_a_meeting_that_is_skipped_once_comes_back_next_month() -> None:
    case = told.skipped_once(Footprint())
    assert case.ended
    assert case.value("overgeslagen") == 1


def test_a_meeting_that_is_skipped_twice_comes_to_the_region_manager() -> None:
    """Regel 137: they do not always work together."""
    case = told.passed_over(Footprint(), overgeslagen=1)
    assert case.task("overleg-op-gang-brengen").candidate_groups == ("zk-regiomanager",)


def test_a_meeting_that_is_held_starts_the_count_again() -> None:
    assert told.held(Footprint()).value("overgeslagen") == 0


def test_an_agreement_that_fails_brings_the_case_to_a_table() -> None:
    (thrown,) = told.agreement_failed(Footprint()).thrown
    assert thrown.name == "opschalen-gevraagd"
    assert thrown.variables["aanleiding"] == "overleg"


def preparation(**known: object) -> str:
    case = told.listed(Footprint(), **known)
    scope = Scope(now=case.now, terms=terms().get, calendar=dutch_calendar())
    context = {"centrumgemeente": "Utrecht", "casussen": [], **known}
    page = form("overleg-voorbereiden").page(None, context, {}, scope)
    return " ".join(field.label for field in page.fields)


def test_the_preparation_says_when_working_together_is_to_be_evaluated() -> None:
    """Regel 139: on the agreed day and after it, until a new date is agreed."""
    assert "Evalueer nu" not in preparation()
    assert "Evalueer nu" not in preparation(evaluatie_gepland=date(2026, 4, 3))
    assert "afgesproken voor 2-4-2026" in preparation(evaluatie_gepland=date(2026, 4, 2))


def test_each_meeting_agrees_when_the_next_evaluation_is() -> None:
    """Regel 139."""
    assert told.held(Footprint()).value("evaluatie_gepland") == date(2027, 4, 2)
