"""Standing processes run once in every place, round after round."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from engine.commands.standing import EnsureStanding, SetMunicipalities
from engine.commands.values import decode
from engine.domain.access import SYSTEM, Role
from engine.domain.calendar import AMSTERDAM
from engine.errors import Invalid, NotAllowed
from engine.jobs.standing import Roundsman
from tests.integration.office import REGION, MovableClock, Office, opened_office
from tests.integration.standing import set_up_watchdog

STANDING = """
<bpmn:process id="staat" name="Staat" isExecutable="true">
<bpmn:extensionElements><camunda:properties><camunda:property name="staand" value="{kind}"/>
</camunda:properties></bpmn:extensionElements>
<bpmn:startEvent id="begin"/><bpmn:scriptTask id="tel" scriptFormat="feel"><bpmn:script>
ronde = (if ronde = null then 0 else ronde) + {step}</bpmn:script></bpmn:scriptTask>
<bpmn:intermediateCatchEvent id="wacht"><bpmn:timerEventDefinition id="t">
<bpmn:timeDuration>termijn("wacht")</bpmn:timeDuration></bpmn:timerEventDefinition>
</bpmn:intermediateCatchEvent><bpmn:endEvent id="einde"/>
<bpmn:sequenceFlow id="x" sourceRef="begin" targetRef="tel"/>
<bpmn:sequenceFlow id="y" sourceRef="tel" targetRef="wacht"/>
<bpmn:sequenceFlow id="z" sourceRef="wacht" targetRef="einde"/></bpmn:process>"""


def stand(at: Office, kind: str = "regio", step: int = 1) -> None:
    at.term("wacht", "1 week")
    at.deploy(STANDING.format(kind=kind, step=step))


def ensure(at: Office) -> int:
    return at.door.execute(SYSTEM, EnsureStanding(region=REGION))


def keys(at: Office) -> list[str]:
    return sorted(str(row.business_key) for row in at.instances())


def test_one_round_runs_in_a_region_however_often_it_is_asked_for(at: Office) -> None:
    stand(at)
    assert [ensure(at), ensure(at)] == [1, 0]
    assert keys(at) == [REGION]


def test_two_workers_at_once_start_one_round(at: Office, database_url: str) -> None:
    stand(at)
    other = opened_office(database_url, MovableClock())
    with ThreadPoolExecutor(2) as pool:
        begun = list(pool.map(ensure, (at, other)))
    other.database.close()
    assert sorted(begun) == [0, 1]
    assert keys(at) == [REGION]


def test_the_next_round_begins_where_the_last_one_ended_and_knows_what_it_left(at: Office) -> None:
    stand(at)
    ensure(at)
    for _ in range(3):
        at.clock.forward(timedelta(weeks=1))
        at.worker.drain()
    assert len(at.instances("ended")) == 3
    (running,) = at.instances()
    assert decode(str(running.variables))["ronde"] == 4


def test_a_new_version_holds_from_the_next_round_on(at: Office) -> None:
    stand(at)
    ensure(at)
    stand(at, step=100)
    assert ensure(at) == 0
    at.clock.forward(timedelta(weeks=1))
    at.worker.drain()
    (running,) = at.instances()
    assert decode(str(running.variables))["ronde"] == 101


def test_each_centrumgemeente_has_its_own_round(at: Office) -> None:
    stand(at, "centrumgemeente")
    assert ensure(at) == 0
    named = {"Amsterdam": ["Diemen"], "Haarlem": []}
    at.run(SetMunicipalities(region=REGION, municipalities=named))
    assert ensure(at) == 2
    assert keys(at) == [f"{REGION}:Amsterdam", f"{REGION}:Haarlem"]


def test_a_centrumgemeente_that_is_dropped_has_no_next_round(at: Office) -> None:
    stand(at, "centrumgemeente")
    at.run(SetMunicipalities(region=REGION, municipalities={"Amsterdam": [], "Haarlem": []}))
    ensure(at)
    at.run(SetMunicipalities(region=REGION, municipalities={"Amsterdam": []}))
    at.clock.forward(timedelta(weeks=1))
    at.worker.drain()
    assert keys(at) == [f"{REGION}:Amsterdam"]


def test_a_municipality_belongs_to_one_centrumgemeente(at: Office) -> None:
    twice = {"Amsterdam": ["Diemen"], "Haarlem": ["diemen"]}
    with pytest.raises(Invalid, match="twee centrumgemeenten"):
        at.run(SetMunicipalities(region=REGION, municipalities=twice))


def test_only_who_manages_terms_says_which_municipalities_there_are(at: Office) -> None:
    mediator = at.hire("anna", Role.CARE_ADVISER)
    with pytest.raises(NotAllowed):
        at.run(SetMunicipalities(region=REGION, municipalities={"Amsterdam": []}), mediator)


def test_the_worker_looks_at_its_start_and_after_six_hours(at: Office) -> None:
    rounds = Roundsman(at.door)
    rounds.go_round()
    stand(at)
    rounds.go_round()
    assert keys(at) == []
    at.clock.forward(timedelta(hours=6))
    rounds.go_round()
    assert keys(at) == [REGION]


@pytest.mark.parametrize("day", ["2026-03-27", "2026-03-28", "2026-10-23", "2026-10-24"])
def test_the_watchdog_wakes_at_half_past_six_whatever_the_clocks_do(at: Office, day: str) -> None:
    at.clock.at = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC)
    set_up_watchdog(at)
    for _ in range(3):
        (job,) = at.jobs()
        assert f"{job.due_at.astimezone(AMSTERDAM):%H:%M}" == "06:30"
        at.clock.at = job.due_at
        at.worker.drain()
