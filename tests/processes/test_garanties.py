"""No case ends silently (domein §2.2): each guarantee holds in the delivered diagrams."""

import re
from collections.abc import Callable

import pytest

from engine.bpmn.elements import EventKind, FlowNode, NodeKind
from tests.processes.casework import Casework, Footprint, diagram_sources, process, scopes
from tests.processes.stories import laatste_aanbieder_bevragen, overdracht_zorgkantoor
from tests.processes.telling import within

DIAGRAMS = sorted(diagram_sources())
CLOSING = "casus-afsluiten"
STATES = {
    "bewuste-keuze": {"bewaken_om": "bewuste-keuze", "vangnet": "woning-en-mantelzorg"},
    "onbereikbaar": {"bewaken_om": "onbereikbaar"},
    "stabiel": {"bewaken_om": "herhaalafspraak"},
    "in-opvang": {"bewaken_om": "herhaalafspraak", "in_mo": "ja"},
}


def nodes(key: str) -> list[FlowNode]:
    return [node for scope in scopes(process(key)) for node in scope.nodes.values()]


def scripts(key: str) -> str:
    return "\n".join(node.script or "" for node in nodes(key))


@pytest.mark.parametrize("key", DIAGRAMS)
def test_every_task_of_a_person_has_a_term(key: str) -> None:
    """Guarantee 2: who is late is reminded, and the team leader sees it."""
    tasks = [node for node in nodes(key) if node.kind is NodeKind.USER_TASK]
    assert [task.id for task in tasks if not task.camunda.due_date] == []


def test_only_closing_says_that_a_case_is_closed() -> None:
    """Guarantee 5: there is one way out."""
    saying = [key for key in DIAGRAMS if re.search(r"afgesloten = true", scripts(key))]
    assert saying == [CLOSING]


def test_the_case_ends_only_behind_that_word() -> None:
    hub = process("casus-zonder-zorg")
    frame = next(node.body for node in hub.nodes.values() if node.body is not None)
    inner = next(node.body for node in frame.nodes.values() if node.body is not None)
    ends = [node for node in inner.nodes.values() if node.kind is NodeKind.END_EVENT]
    ways = [inner.flows[flow].condition for end in ends for flow in end.incoming]
    assert ways == ["afgesloten = true"]


def test_closing_takes_a_second_person_and_no_timer() -> None:
    """Guarantee 4 and 5: no clock closes a case, and nobody does so alone."""
    found = nodes(CLOSING)
    assert not any(node.event_kind is EventKind.TIMER for node in found)
    confirming = next(node for node in found if node.id == "afsluiten-bevestigen")
    assert confirming.camunda.properties["vierogen"] == "afsluiten-voorstellen"


def test_the_end_of_work_beside_the_course_is_not_the_end_of_the_case() -> None:
    """What runs beside stops when the course is through, and then the case is closed."""
    hub = process("casus-zonder-zorg")
    frame = hub.nodes["casus-loopt"].body
    assert frame is not None
    terminating = [n.id for n in frame.nodes.values() if n.event_kind is EventKind.TERMINATE]
    assert terminating == ["begeleid"]
    assert [frame.flows[flow].source for flow in frame.nodes["begeleid"].incoming] == ["begeleiden"]
    assert [hub.flows[flow].source for flow in hub.nodes["casus-afgesloten"].incoming] == [
        "casus-loopt"
    ]


def test_all_work_that_a_confirmed_death_can_stop_has_a_way_back() -> None:
    """Regel 6: who draws an event on the rim also says how its work is resumed."""
    frame = process("casus-zonder-zorg").nodes["casus-loopt"].body
    assert frame is not None
    waiting = {NodeKind.CALL_ACTIVITY, NodeKind.USER_TASK, NodeKind.SUB_PROCESS}
    stopped = {node.id for node in frame.nodes.values() if node.kind in waiting}
    ways = " ".join(flow.condition or "" for flow in process("werk-hervatten").flows.values())
    assert set(re.findall(r'werk = "([a-z-]+)"', ways)) == stopped


@pytest.mark.parametrize("state", STATES)
def test_a_watched_state_waits_for_its_next_contact(state: str) -> None:
    """Guarantee 6: B1 to B4 are watched, however often the contact changes nothing."""
    case = Casework("bewaken", {"urgentie": "3", **STATES[state]})
    for _ in range(3):
        assert (case.open, case.waiting, case.ended) == ([], ["tijd-voor-contact"], False)
        case.fire("tijd-voor-contact").do(
            "herhaalcontact-doen", kanaal="telefoon", situatie="stabiel"
        )


def provider_is_silent() -> Casework:
    return laatste_aanbieder_bevragen.provider(Footprint())


def office_is_silent() -> Casework:
    moved = within("overdracht-zorgkantoor", Footprint())
    return overdracht_zorgkantoor.prepared_to_hand_over(moved)


@pytest.mark.parametrize(
    ("begin", "timer", "decides"),
    [
        (provider_is_silent, "antwoordtermijn-verstreken", "aanbieder-reageert-niet"),
        (office_is_silent, "bevestiging-blijft-uit", "overdracht-niet-bevestigd"),
    ],
)
def test_after_some_repeats_a_person_decides(
    begin: Callable[[], Casework], timer: str, decides: str
) -> None:
    """Guarantee 4: silence is never an outcome."""
    case = begin()
    for _ in range(3):
        case.fire(timer)
    assert case.open == [decides]


def test_two_rounds_without_contact_leave_no_choice_but_a_table() -> None:
    """Guarantee 4 and D8: unreachable is never an end."""
    case = Casework("client-bereiken", {"urgentie": "3", "rondes": 1})
    case.do("contactgegevens-verzamelen", bronnen_geraadpleegd=["brp"])
    case.do("contactpoging-doen", kanaal="telefoon", resultaat="nummer-onjuist")
    case.do("brief-voorbereiden", adres="Dorpsstraat 1", verzendwijze="post")
    case.do("reactie-afwachten", resultaat="retour", kanaal="post")
    offered = next(f for f in case.page("onbereikbaar-vervolg", {}) if f.key == "keuze")
    assert [option.value for option in offered.options] == ["opschalen"]


@pytest.mark.parametrize("holder", ["anna", None])
def test_closing_is_proposed_by_the_case_holder(holder: str | None) -> None:
    """UT41, regel 34: and by a colleague when there is none."""
    task = within(CLOSING, Footprint(), casushouder=holder).task("afsluiten-voorstellen")
    assert task.assignee == holder
    assert task.candidate_groups == ("zk-klantadviseur", "zk-zorginhoudelijk")
