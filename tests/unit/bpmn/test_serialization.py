"""An instance at rest loses nothing: no type, no order, no name."""

import json
import zlib
from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from engine.bpmn.library import compile_bundle
from engine.bpmn.runtime import Instance
from engine.bpmn.serialization import STATE_VERSION, Json, pack, unpack, upgraded
from engine.bpmn.step import Snapshot
from engine.errors import ExecutionError
from engine.feel import Function, Value
from tests.drawing import diagram, end, flows, start, user
from tests.processes.constructs import over
from tests.processes.plays import at, open_task, waiting
from tests.rows import every_row

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def through_json(value: Value) -> Value:
    written: Json = json.loads(json.dumps(pack(value), allow_nan=False))
    return unpack(written)


def test_a_time_keeps_its_zone() -> None:
    for zone in (None, UTC, AMSTERDAM):
        assert through_json(time(9, 30, tzinfo=zone)) == time(9, 30, tzinfo=zone)


def test_both_hours_of_the_night_the_clocks_go_back_stay_apart() -> None:
    for fold in (0, 1):
        moment = datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM, fold=fold)
        again = through_json(moment)
        assert isinstance(again, datetime)
        assert again.astimezone(UTC) == moment.astimezone(UTC)


def test_a_function_cannot_be_kept() -> None:
    with pytest.raises(ExecutionError):
        pack([Function("f", ())])


def test_a_value_that_explodes_on_paper_is_refused() -> None:
    exploding: Value = "x" * 1000
    for _ in range(8):
        exploding = [exploding] * 100
    deep: Value = []
    for _ in range(10_000):
        deep = [deep]
    for value in (exploding, deep):
        with pytest.raises(ExecutionError, match="te groot of te diep"):
            pack(value)


@every_row("state", [b"", b"x", zlib.compress(b"{"), zlib.compress(b'{"tokens": 1}')])
def test_a_damaged_state_is_refused(state: bytes) -> None:
    bundle = compile_bundle(diagram(start(), user("a"), end(), flows("begin > a > einde")), {})
    with pytest.raises(ExecutionError):
        Instance.restore(bundle, Snapshot(state=state, version=STATE_VERSION, variables={}))


def test_an_instance_restored_has_the_same_snapshot() -> None:
    drawn = diagram(start(), user("a", over("namen", "naam")), end(), flows("begin > a > einde"))
    bundle = compile_bundle(drawn, {})
    variables = {"namen": ["x", {"$": 1}], "bedrag": Decimal("1.50"), "dag": date(2026, 2, 28)}
    snapshot = Instance.start(bundle, variables, at()).snapshot()
    assert Instance.restore(bundle, snapshot).snapshot() == snapshot
    assert str(snapshot.variables["bedrag"]) == "1.50"


def test_an_instance_at_rest_is_independent_of_the_running_one() -> None:
    bundle = compile_bundle(diagram(start(), user("a"), end(), flows("begin > a > einde")), {})
    instance = Instance.start(bundle, {"x": 1}, at())
    snapshot = instance.snapshot()
    instance.complete_task(open_task(instance, "a"), {"x": 2}, at())
    assert snapshot.variables == {"x": 1}
    assert waiting(Instance.restore(bundle, snapshot)) == ["a"]


def test_a_state_that_does_not_fit_the_diagram_is_refused() -> None:
    with_a = compile_bundle(diagram(start(), user("a"), end(), flows("begin > a > einde")), {})
    with_b = compile_bundle(diagram(start(), user("b"), end(), flows("begin > b > einde")), {})
    snapshot = Instance.start(with_a, {}, at()).snapshot()
    with pytest.raises(ExecutionError, match="deze versie van het diagram"):
        Instance.restore(with_b, snapshot)


def test_a_state_is_brought_up_to_date_one_version_at_a_time() -> None:
    def first(state: dict[str, Json]) -> dict[str, Json]:
        return {**state, "eerst": True}

    def then(state: dict[str, Json]) -> dict[str, Json]:
        assert state["eerst"]
        return {**state, "daarna": True}

    assert upgraded({}, 1, {1: first, 2: then}, 3) == {"eerst": True, "daarna": True}


def test_a_state_of_a_newer_program_is_refused() -> None:
    bundle = compile_bundle(diagram(start(), user("a"), end(), flows("begin > a > einde")), {})
    state = Instance.start(bundle, {}, at()).snapshot()
    newer = Snapshot(state=state.state, version=STATE_VERSION + 1, variables={})
    with pytest.raises(ExecutionError, match="nieuwere versie"):
        Instance.restore(bundle, newer)


def test_a_state_stored_by_the_first_version_can_still_be_read() -> None:
    """The example of version 1. Do not change it: instances in databases look like this."""
    stored: Json = {
        "tokens": [
            ["019cad8fac007d3c867482a0da59f282", "a", 16, {"via": "begin--a"}],
            [
                "019cad8fac007d3c867482a0da59f283",
                "t",
                8,
                {
                    "host": "019cad8fac007d3c867482a0da59f282",
                    "alarm": [
                        "2026-03-09T08:00:00+00:00",
                        "2026-03-02T08:00:00+00:00",
                        [0, 7, 0, 0],
                        1,
                        1,
                        3,
                    ],
                },
            ],
        ],
        "inner": [],
    }
    drawn = diagram(
        start(),
        user("a"),
        '<boundaryEvent id="t" attachedToRef="a" cancelActivity="false"><timerEventDefinition>'
        "<timeCycle>R3/P1W</timeCycle></timerEventDefinition></boundaryEvent>",
        end(),
        flows("begin > a > einde", "t > einde"),
    )
    state = zlib.compress(json.dumps(stored).encode())
    snapshot = Snapshot(state=state, version=1, variables={})
    instance = Instance.restore(compile_bundle(drawn, {}), snapshot)
    assert waiting(instance) == ["@t", "a"]
    assert instance.timers()[0].due_at == datetime(2026, 3, 9, 8, tzinfo=UTC)
