"""What the runtime refuses, and what it promises whoever calls it."""

import pytest

from engine.bpmn.library import compile_bundle
from engine.bpmn.runtime import Instance, RunLimits
from engine.bpmn.step import EventKind
from engine.errors import (
    DefinitionRefused,
    ExecutionError,
    ExpressionError,
    StepBudgetExceeded,
    TaskNotOpen,
)
from tests.drawing import (
    both,
    call,
    diagram,
    end,
    flow,
    flows,
    node,
    refers,
    rim,
    script,
    service,
    start,
    sub,
    timer,
    user,
    xor,
)
from tests.processes.constructs import MESSAGES, over
from tests.processes.plays import MONDAY, at, open_task, waiting


def started(*parts: str, extra: str = "", **variables: object) -> Instance:
    bundle = compile_bundle(diagram(*parts, extra=extra), {})
    return Instance.start(bundle, variables, at())


def one_task(**attributes: str) -> Instance:
    return started(start(), user("a", **attributes), end(), flows("begin > a > einde"))


def choice(condition: str) -> tuple[str, ...]:
    return (
        start(),
        xor("g"),
        user("a"),
        end(),
        flow("g", "a", condition),
        flows("begin > g", "a > einde"),
    )


def test_a_task_can_be_completed_once() -> None:
    instance = one_task()
    task = open_task(instance, "a")
    instance.complete_task(task, {}, at())
    with pytest.raises(TaskNotOpen):
        instance.complete_task(task, {}, at())


def test_a_timer_or_service_is_not_a_task() -> None:
    parts = (start(), service("s"), rim("t", "s", timer("P1D")), end())
    instance = started(*parts, flows("begin > s > einde", "t > einde"))
    for found in (instance.timers()[0].task_id, instance.services()[0].task_id):
        with pytest.raises(TaskNotOpen):
            instance.complete_task(found, {}, at())
    with pytest.raises(TaskNotOpen):
        instance.fire_timer(instance.services()[0].task_id, at())
    with pytest.raises(TaskNotOpen):
        instance.complete_service(instance.timers()[0].task_id, {}, at())


def test_a_timer_of_a_finished_task_cannot_fire() -> None:
    parts = (start(), user("a"), rim("t", "a", timer("P1D")), user("b"), end())
    instance = started(*parts, flows("begin > a > b > einde", "t > einde"))
    fired = instance.timers()[0].task_id
    instance.complete_task(open_task(instance, "a"), {}, at())
    with pytest.raises(TaskNotOpen):
        instance.fire_timer(fired, at())


def test_a_condition_that_is_null_stops_the_step_at_its_gateway() -> None:
    with pytest.raises(ExpressionError) as caught:
        started(*choice("bereikt"))
    assert caught.value.element_id == "g"


def test_a_condition_that_is_no_truth_value_stops_the_step() -> None:
    with pytest.raises(ExpressionError, match="een getal"):
        started(*choice("1 + 1"))


def test_a_timer_without_a_time_stops_the_step_and_says_why() -> None:
    parts = (start(), user("a"), rim("t", "a", timer('termijn("onbekend")')), end())
    with pytest.raises(ExpressionError, match="onbekend") as caught:
        started(*parts, flows("begin > a > einde", "t > einde"))
    assert caught.value.element_id == "t"


def test_a_completion_condition_sees_the_round_that_ended() -> None:
    marker = over("namen", "naam", until='loopCounter = 1 and naam = "y"')
    parts = (start(), user("a", marker), user("b"), end())
    instance = started(*parts, flows("begin > a > b > einde"), namen=["x", "y", "z"])
    instance.complete_task(instance.tasks()[2].id, {}, at())
    assert waiting(instance) == ["a", "a"]
    instance.complete_task(instance.tasks()[1].id, {}, at())
    assert waiting(instance) == ["b"]


def test_a_gateway_without_a_way_out_stops_the_step() -> None:
    with pytest.raises(ExecutionError, match="geen enkele voorwaarde") as caught:
        started(*choice("1 > 2"))
    assert caught.value.element_id == "g"


def test_a_condition_behind_the_first_that_holds_is_not_looked_at() -> None:
    parts = choice("1 = 1")
    instance = started(*parts, user("b"), flow("g", "b", "onbekend"), flows("b > einde"))
    assert waiting(instance) == ["a"]


def test_an_error_that_nobody_catches_stops_the_step() -> None:
    parts = (start(), user("a"), end("einde", refers("error", "e-weg")))
    instance = started(*parts, flows("begin > a > einde"), extra=MESSAGES)
    with pytest.raises(ExecutionError, match="nergens opgevangen") as caught:
        instance.complete_task(open_task(instance, "a"), {}, at())
    assert caught.value.element_id == "einde"


def test_a_handler_error_that_nobody_catches_stops_the_step() -> None:
    instance = started(start(), service("s"), end(), flows("begin > s > einde"))
    with pytest.raises(ExecutionError, match="ADRES"):
        instance.fail_service(instance.services()[0].task_id, "ADRES", "", at())


def test_a_handler_error_leaves_its_code_and_message_in_variables() -> None:
    event = (
        '<errorEventDefinition errorRef="e-weg" camunda:errorCodeVariable="code"'
        ' camunda:errorMessageVariable="uitleg"/>'
    )
    parts = (start(), service("s"), rim("r", "s", event), user("a"), end())
    instance = started(*parts, flows("begin > s > einde", "r > a > einde"), extra=MESSAGES)
    instance.fail_service(instance.services()[0].task_id, "WEG", "geen adres", at())
    assert instance.variables["code"] == "WEG"
    assert instance.variables["uitleg"] == "geen adres"


@pytest.mark.parametrize(
    "parts",
    [
        (xor("m"), xor("g"), flows("begin > m > g > m")),
        (xor("m"), both("f"), flows("begin > m > f > m", "f > einde")),
    ],
    ids=["loop", "fork"],
)
def test_a_process_that_goes_on_for_ever_is_stopped(parts: tuple[str, ...]) -> None:
    bundle = compile_bundle(diagram(start(), *parts, end()), {})
    with pytest.raises(StepBudgetExceeded):
        Instance.start(bundle, {}, at(limits=RunLimits(steps=500)))


def test_a_process_that_calls_itself_is_stopped() -> None:
    called = diagram(start(), call("r", "deel"), end(), flows("begin > r > einde"), key="deel")
    bundle = compile_bundle(called, {"deel": called})
    with pytest.raises(ExecutionError, match="te veel processen in elkaar"):
        Instance.start(bundle, {}, at())


def test_a_repetition_has_a_limit() -> None:
    bundle = compile_bundle(
        diagram(start(), user("a", over("lijst", "x")), end(), flows("begin > a > einde")), {}
    )
    with pytest.raises(ExecutionError, match="4 rondes is te veel"):
        Instance.start(bundle, {"lijst": [1, 2, 3, 4]}, at(limits=RunLimits(rounds=3)))


def test_a_repetition_over_what_is_no_list_stops_the_step() -> None:
    with pytest.raises(ExpressionError, match="geen lijst"):
        started(start(), user("a", over("lijst", "x")), end(), flows("begin > a > einde"))


def test_a_called_process_that_is_not_bound_stops_the_step() -> None:
    with pytest.raises(ExecutionError, match="'deel' is niet gevonden") as caught:
        started(start(), call("r", "deel"), end(), flows("begin > r > einde"))
    assert caught.value.element_id == "r"


def test_a_task_for_nobody_stops_the_step() -> None:
    with pytest.raises(ExpressionError, match="voor niemand"):
        one_task(camunda_candidateGroups="=rol")


def test_a_message_for_which_nobody_waits_changes_nothing() -> None:
    instance = one_task()
    before = instance.snapshot()
    assert not instance.receive_message("nieuws", {"x": 1}, at())
    assert not instance.receive_signal("alarm", {"x": 1}, at())
    assert instance.snapshot() == before


def test_a_message_goes_to_whoever_waited_longest() -> None:
    parts = (start(), both("f"), end())
    receivers = [node("receiveTask", name, messageRef="m-nieuws") for name in ("eerst", "later")]
    instance = started(
        *parts, *receivers, flows("begin > f > eerst > einde", "f > later > einde"), extra=MESSAGES
    )
    instance.receive_message("nieuws", {}, at())
    assert [one.element_id for one in instance.subscriptions()] == ["later"]


def test_a_message_can_be_aimed_at_one_token() -> None:
    parts = (start(), both("f"), end())
    receivers = [node("receiveTask", name, messageRef="m-nieuws") for name in ("eerst", "later")]
    instance = started(
        *parts, *receivers, flows("begin > f > eerst > einde", "f > later > einde"), extra=MESSAGES
    )
    aimed = instance.subscriptions()[1].task_id
    assert instance.receive_message("nieuws", {}, at(), task_id=aimed)
    assert [one.element_id for one in instance.subscriptions()] == ["eerst"]


def test_a_process_without_a_plain_start_says_so() -> None:
    parts = (start("m", refers("message", "m-nieuws")), end())
    with pytest.raises(ExecutionError, match="geen passende startgebeurtenis"):
        started(*parts, flows("m > einde"), extra=MESSAGES)


def test_branches_share_their_variables() -> None:
    parts = (start(), both("f"), user("a"), user("b"), both("j"), user("c"), end())
    instance = started(*parts, flows("begin > f > a > j > c > einde", "f > b > j"), stand="nieuw")
    instance.complete_task(open_task(instance, "a"), {"stand": "gezien"}, at())
    instance.complete_task(open_task(instance, "b"), {"andere": [1]}, at())
    assert instance.variables["stand"] == "gezien"


def test_a_round_has_its_own_item_and_shares_the_rest() -> None:
    parts = (start(), user("a", over("namen", "naam")), user("b"), end())
    instance = started(*parts, flows("begin > a > b > einde"), namen=["x", "y"])
    tasks = instance.tasks()
    assert [task.local["naam"] for task in tasks] == ["x", "y"]
    instance.complete_task(tasks[0].id, {"naam": "anders", "samen": 1}, at())
    assert instance.tasks()[0].local["naam"] == "y"
    assert "naam" not in instance.variables
    assert instance.variables["samen"] == 1


def test_the_inputs_of_a_called_process_are_local_to_it() -> None:
    mapped = (
        "<extensionElements><camunda:inputOutput>"
        '<camunda:inputParameter name="soort">brief</camunda:inputParameter>'
        "</camunda:inputOutput></extensionElements>"
    )
    inner = diagram(start(), script("s", "gezien = soort"), end(), flows("begin > s > einde"))
    outer = diagram(start(), call("r", "deel", mapped), end(), flows("begin > r > einde"))
    instance = Instance.start(compile_bundle(outer, {"deel": inner}), {}, at())
    assert instance.variables == {"gezien": "brief"}


def test_a_task_knows_what_was_drawn_and_when_it_is_due() -> None:
    instance = one_task(
        name="Bellen",
        camunda_dueDate="P3D",
        camunda_followUpDate='date("2026-03-03")',
        camunda_priority="60 + 1",
        camunda_assignee="=wie",
        camunda_candidateGroups="zk-signalering, zk-teamleider",
    )
    task = instance.tasks()[0]
    assert (task.name, task.priority) == ("Bellen", 61)
    assert task.due_at is not None
    assert (task.due_at - MONDAY).days == 3
    assert task.candidate_groups == ("zk-signalering", "zk-teamleider")
    assert task.assignee is None


def test_a_task_without_a_date_where_one_is_expected_has_no_deadline() -> None:
    assert one_task(camunda_dueDate="onbekend").tasks()[0].due_at is None


@pytest.mark.parametrize(
    ("attribute", "text"),
    [("camunda_dueDate", '"ooit"'), ("camunda_priority", '"hoog"'), ("camunda_priority", "1.5")],
)
def test_a_deadline_or_priority_that_is_none_stops_the_step(attribute: str, text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        one_task(**{attribute: text})
    assert caught.value.element_id == "a"


def test_a_task_without_a_priority_has_the_middle_one() -> None:
    assert one_task(camunda_priority="onbekend").tasks()[0].priority == 50


def test_groups_may_come_from_an_expression() -> None:
    task = one_task(camunda_candidateGroups='=["zk-signalering", null, "zk-teamleider"]').tasks()[0]
    assert task.candidate_groups == ("zk-signalering", "zk-teamleider")


def decided(text: str, **attributes: str) -> Instance:
    rule = node("businessRuleTask", "r", camunda_decisionRef=text, **attributes)
    return started(start(), rule, end(), flows("begin > r > einde"))


def test_the_entries_of_a_decision_become_variables_when_no_result_variable_is_named() -> None:
    assert decided("{soort: 1, hoe: 2}").variables == {"soort": 1, "hoe": 2}


@pytest.mark.parametrize(
    ("mapping", "outcome", "kept"),
    [
        ("singleEntry", "{soort: 1}", 1),
        ("singleEntry", "7", 7),
        ("singleEntry", "null", None),
        ("singleResult", "{soort: 1, hoe: 2}", {"soort": 1, "hoe": 2}),
        ("collectEntries", "[{soort: 1}, {soort: 2}]", [1, 2]),
        ("collectEntries", "null", []),
        ("resultList", "{soort: 1}", [{"soort": 1}]),
    ],
)
def test_a_decision_is_kept_in_the_wanted_shape(mapping: str, outcome: str, kept: object) -> None:
    instance = decided(
        outcome, camunda_resultVariable="uitkomst", camunda_mapDecisionResult=mapping
    )
    assert instance.variables["uitkomst"] == kept


def test_a_decision_of_the_wrong_shape_stops_the_step() -> None:
    with pytest.raises(ExpressionError, match="meer dan één uitkomst"):
        decided(
            "{soort: 1, hoe: 2}",
            camunda_resultVariable="u",
            camunda_mapDecisionResult="singleEntry",
        )
    with pytest.raises(ExpressionError, match="in welke variabele"):
        decided("7")


def test_a_decision_tells_by_which_rules() -> None:
    instance = decided("7", camunda_resultVariable="u")
    told = [event for event in instance.take_events() if event.kind is EventKind.DECIDED]
    assert [event.detail["regels"] for event in told] == [[1]]


def test_a_script_may_be_one_expression_for_a_result_variable() -> None:
    task = node("scriptTask", "s", "<script>20 + 22</script>", camunda_resultVariable="som")
    instance = started(start(), task, end(), flows("begin > s > einde"))
    assert instance.variables == {"som": 42}


def test_the_outputs_of_a_task_are_written_when_it_is_done() -> None:
    mapped = (
        "<extensionElements><camunda:inputOutput>"
        '<camunda:outputParameter name="dubbel">=x * 2</camunda:outputParameter>'
        "</camunda:inputOutput></extensionElements>"
    )
    instance = started(start(), service("s", mapped), end(), flows("begin > s > einde"))
    instance.complete_service(instance.services()[0].task_id, {"x": 21}, at())
    assert instance.variables["dubbel"] == 42


def test_an_output_that_is_wrong_stops_the_step_at_its_task() -> None:
    mapped = (
        "<extensionElements><camunda:inputOutput>"
        '<camunda:outputParameter name="dubbel">=x *</camunda:outputParameter>'
        "</camunda:inputOutput></extensionElements>"
    )
    instance = started(start(), service("s", mapped), end(), flows("begin > s > einde"))
    with pytest.raises(ExpressionError) as caught:
        instance.complete_service(instance.services()[0].task_id, {}, at())
    assert caught.value.element_id == "s"


def test_a_service_task_knows_its_topic_and_its_evaluated_inputs() -> None:
    mapped = (
        "<extensionElements><camunda:inputOutput>"
        '<camunda:inputParameter name="soort">brief</camunda:inputParameter>'
        '<camunda:inputParameter name="aantal">=x + 1</camunda:inputParameter>'
        "</camunda:inputOutput></extensionElements>"
    )
    parts = (start(), service("s", mapped, camunda_topic="brieven"), end())
    instance = started(*parts, flows("begin > s > einde"), x=1)
    pending = instance.services()[0]
    assert (pending.topic, dict(pending.inputs)) == ("brieven", {"soort": "brief", "aantal": 2})


def test_what_happened_is_told_in_order() -> None:
    parts = (start(), user("a"), rim("t", "a", timer("P1D")), user("b"), end())
    instance = started(*parts, flows("begin > a > einde", "t > b > einde"))
    instance.take_events()
    instance.fire_timer(instance.timers()[0].task_id, at())
    told = [(event.kind, event.element_id) for event in instance.take_events()]
    assert told == [
        (EventKind.FIRED, "t"),
        (EventKind.CANCELLED, "a"),
        (EventKind.COMPLETED, "t"),
        (EventKind.ENTERED, "b"),
    ]
    assert instance.take_events() == ()


def test_a_gateway_tells_which_answer_was_given() -> None:
    instance = started(
        start(),
        xor("g", default="g--einde"),
        user("a"),
        end(),
        flow("g", "a", "x > 1", name="ja"),
        flow("g", "einde", name="nee"),
        flows("begin > g", "a > einde"),
        x=2,
    )
    told = [event.detail for event in instance.take_events() if event.element_id == "g"]
    assert told == [{}, {"antwoord": "ja", "pijlen": "g--a"}]


def test_tokens_are_shown_by_process_and_element() -> None:
    inner = diagram(start(), user("t"), end(), flows("begin > t > einde"), key="deel")
    outer = diagram(
        start(), call("r", "deel"), rim("h", "r", timer("P1D")), end(), flows("begin > r > einde")
    )
    instance = Instance.start(compile_bundle(outer, {"deel": inner}), {}, at())
    assert instance.active_elements() == (("proces", "r"), ("deel", "t"))


def test_an_element_that_cannot_run_is_refused_when_compiled() -> None:
    with pytest.raises(DefinitionRefused):
        compile_bundle(diagram(start(), node("complexGateway", "g"), flows("begin > g")), {})


def test_ids_that_the_library_uses_itself_are_free_for_elements() -> None:
    parts = (start("Start"), sub("Root", start("s"), user("End"), end("e"), flows("s > End > e")))
    instance = started(*parts, end("EndJoin"), flows("Start > Root > EndJoin"))
    assert waiting(instance) == ["End"]
