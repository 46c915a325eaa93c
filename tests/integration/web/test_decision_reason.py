""" "Waarom urgentie 1?" has an answer on the case page."""

from datetime import UTC, datetime
from pathlib import Path

from engine.decisions import DecisionOutcome, parse_decisions
from engine.domain.access import Role
from engine.domain.calendar import dutch_calendar
from engine.feel import Scope, from_feel
from engine.persistence.types import Json
from tests.drawing import diagram, end, flows, start, user
from tests.integration.web.site import Site

TABLE = Path("processes/urgentie.dmn")
DRAWN = diagram(start(), user("bel"), end(), flows("begin > bel > einde"), key="casus-zonder-zorg")
SCOPE = Scope(
    now=datetime(2026, 6, 1, tzinfo=UTC), terms=lambda _name: None, calendar=dutch_calendar()
)


def kept(outcome: DecisionOutcome) -> dict[str, Json]:
    """Give what the engine writes in the history of a decision."""
    detail = {
        "regels": list(outcome.rule_numbers),
        "invoer": outcome.inputs,
        "uitkomst": outcome.value,
        **outcome.why,
    }
    return {"beslissing": "urgentie", **{key: from_feel(detail[key]) for key in detail}}  # type: ignore[arg-type]  # all are FEEL values


def test_the_page_says_by_which_rule_and_on_what_a_case_is_urgent(small_site: Site) -> None:
    facts = {"ethos": "2", "vangnet": "deels"}
    outcome = parse_decisions(TABLE.read_bytes()).evaluate("urgentie", facts, SCOPE)
    rows = small_site.rows
    case_id = rows.case(rows.client("Berg", "Fatima"), "ROT-1", urgency=1)
    instance = rows.instance(rows.process(DRAWN), case_id)
    rows.event(instance, case_id, "Urgentie bepalen", kind="decided", detail=kept(outcome))

    page = small_site.person("anna", Role.ADVISER).page(f"/casussen/{case_id}")

    assert "Waarom deze urgentie? De tabel kwam uit op 1 (direct)" in page
    assert "Regel 2: Leeft op straat of in noodopvang." in page
    assert "Waar slaapt de cliënt? (ETHOS) In noodopvang gaf de doorslag" in page
    assert "Vangnet deels" in page
    assert "Veiligheidsrisico niet bekend" in page


def test_an_urgency_that_was_changed_later_says_so(small_site: Site) -> None:
    outcome = parse_decisions(TABLE.read_bytes()).evaluate("urgentie", {"ethos": "2"}, SCOPE)
    rows = small_site.rows
    case_id = rows.case(rows.client("Berg", "Fatima"), "ROT-1", urgency=3)
    instance = rows.instance(rows.process(DRAWN), case_id)
    rows.event(instance, case_id, "Urgentie bepalen", kind="decided", detail=kept(outcome))

    page = small_site.person("anna", Role.ADVISER).page(f"/casussen/{case_id}")

    assert "Daarna heeft iemand of een melding dit veranderd" in page


def test_a_case_of_which_no_table_decided_has_no_question(small_site: Site) -> None:
    rows = small_site.rows
    case_id = rows.case(rows.client("Berg", "Fatima"), "ROT-1")
    page = small_site.person("anna", Role.ADVISER).page(f"/casussen/{case_id}")
    assert "Waarom deze urgentie?" not in page
