import pytest

from engine.bpmn.model import EventKind, MultiInstance, NodeKind, TimerKind, parse_diagram
from engine.errors import DefinitionRefused
from tests.drawing import diagram, end, flow, flows, node, refers, rim, start, sub, timer, user, xor
from tests.rows import every_row

PROPERTIES = (
    "<extensionElements><camunda:properties>"
    '<camunda:property name="vastleggen" value="gesprek"/></camunda:properties>'
    '<camunda:inputOutput><camunda:inputParameter name="naam">= x</camunda:inputParameter>'
    "</camunda:inputOutput></extensionElements>"
)


def test_a_user_task_keeps_its_camunda_attributes() -> None:
    drawn = diagram(
        start(),
        user(
            "a",
            PROPERTIES,
            name="Bellen",
            camunda_candidateGroups="zk-klantadviseur, zk-teamleider",
            camunda_dueDate='termijn("reactie")',
        ),
        end(),
        flows("begin > a > einde"),
    )

    task = parse_diagram(drawn).executable.nodes["a"]

    assert (task.kind, task.name) == (NodeKind.USER_TASK, "Bellen")
    assert task.camunda.candidate_groups == ("zk-klantadviseur", "zk-teamleider")
    assert task.camunda.due_date == 'termijn("reactie")'
    assert task.camunda.properties == {"vastleggen": "gesprek"}
    assert task.camunda.inputs == {"naam": "= x"}
    assert task.camunda.leftovers == ()


@every_row("text", ["= lijst", "${a, b}"])
def test_groups_that_are_an_expression_are_not_split(text: str) -> None:
    drawn = diagram(user("a", camunda_candidateGroups=text))

    assert parse_diagram(drawn).executable.nodes["a"].camunda.candidate_groups == (text,)


def test_flows_keep_their_condition_order_and_default() -> None:
    drawn = diagram(
        start(),
        xor("g", default="g--b"),
        user("a"),
        user("b"),
        flow("g", "a", "= urgentie > 1"),
        flow("g", "b"),
    )

    process = parse_diagram(drawn).executable

    assert process.nodes["g"].outgoing == ("g--a", "g--b")
    assert process.nodes["g"].default_flow == "g--b"
    assert process.flows["g--a"].condition == "= urgentie > 1"
    assert process.nodes["b"].incoming == ("g--b",)


def test_a_boundary_event_knows_its_host_its_kind_and_its_time() -> None:
    drawn = diagram(user("a"), rim("t", "a", timer("R3/P1D", "timeCycle"), interrupting=False))

    event = parse_diagram(drawn).executable.nodes["t"]

    assert event.attached_to == "a"
    assert not event.cancel_activity
    assert event.event is not None
    assert event.event.timer_kind is TimerKind.CYCLE
    assert event.event.expression == "R3/P1D"


def test_an_event_knows_what_its_reference_stands_for() -> None:
    drawn = diagram(
        node("endEvent", "e", refers("error", "fout")),
        extra='<error id="fout" name="Weg" errorCode="WEG"/>',
    )

    event = parse_diagram(drawn).executable.nodes["e"].event

    assert event is not None
    assert (event.kind, event.ref, event.name, event.code) == (
        EventKind.ERROR,
        "fout",
        "Weg",
        "WEG",
    )


def test_a_repetition_reads_its_list_and_its_item() -> None:
    loop = (
        '<multiInstanceLoopCharacteristics isSequential="true" camunda:collection="= partijen"'
        ' camunda:elementVariable="partij"/>'
    )

    repeated = parse_diagram(diagram(user("a", loop))).executable.nodes["a"].loop

    assert isinstance(repeated, MultiInstance)
    assert repeated.sequential
    assert (repeated.collection, repeated.element_variable) == ("= partijen", "partij")


def test_what_is_inside_a_sub_process_is_a_scope_of_its_own() -> None:
    drawn = diagram(sub("s", start("b"), user("t"), flows("b > t")), user("u"))

    process = parse_diagram(drawn).executable

    assert [node.id for node in process.all_nodes()] == ["s", "b", "t", "u"]
    assert process.nodes["s"].body is not None
    assert set(process.nodes["s"].body.flows) == {"b--t"}


def test_a_lane_gives_its_name_to_its_tasks() -> None:
    lanes = '<laneSet id="l"><lane id="m" name="Team"><flowNodeRef>a</flowNodeRef></lane></laneSet>'

    assert parse_diagram(diagram(lanes, user("a"))).executable.nodes["a"].lane == "Team"


def test_every_structural_fault_is_listed_at_once() -> None:
    drawn = diagram(user("a"), "<userTask/>", flows("a > weg"), rim("t", "ook-weg", timer("P1D")))

    with pytest.raises(DefinitionRefused) as refusal:
        parse_diagram(drawn)

    rules = {getattr(finding, "rule", None) for finding in refusal.value.findings}
    assert rules == {"zonder-id", "losse-stroom", "losse-randgebeurtenis"}
