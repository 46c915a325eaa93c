"""A process instance as bytes and back.

Only state is stored, never the specification: the diagram's versions are bound to the instance,
and a `Bundle` makes the nodes again. The state is ordered JSON, compressed: the order of tokens
is the order in which they arrived, and who arrived first is served first. Store it as bytes.

Values keep their type (`engine.bpmn.packing`).

A state carries a version. `UPGRADES` turns each older version into the next one, one step at a
time; add a step whenever the shape changes, and a stored example of the old shape to the tests.
"""

import json
import zlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from engine.bpmn.library import Bundle
from engine.bpmn.packing import Json, pack, unpack
from engine.bpmn.step import Snapshot
from engine.bpmn.timers import Alarm
from engine.bpmn.tokens import Facts, InnerScope, InstanceScope, Place, Rounds, Scope, Token
from engine.domain.ids import TaskId
from engine.domain.terms import Term
from engine.errors import ExecutionError
from engine.feel import Value

__all__ = ["STATE_VERSION", "UPGRADES", "Json", "load", "pack", "save", "unpack", "upgraded"]

_State: TypeAlias = dict[str, Json]

STATE_VERSION = 1
UPGRADES: Mapping[int, Callable[[_State], _State]] = {}
_ENOUGH = 6
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def save(scope: InstanceScope) -> Snapshot:
    """Write down an instance at rest."""
    state: _State = {
        "tokens": [_token(token) for token in scope.tokens],
        "inner": [
            [owner.hex, inner.spec.name, [_token(token) for token in inner.tokens]]
            for owner, inner in scope.subprocesses.items()
        ],
    }
    return Snapshot(
        state=zlib.compress(_write(state).encode(), _ENOUGH),
        version=STATE_VERSION,
        variables=dict(scope.variables),
    )


def load(bundle: Bundle, snapshot: Snapshot) -> InstanceScope:
    """Make the instance again. Raises `ExecutionError` when the state does not fit the bundle."""
    scope = InstanceScope(bundle.main, bundle.blueprints, snapshot.variables)
    try:
        state = upgraded(json.loads(zlib.decompress(snapshot.state)), snapshot.version)
        _fill(scope, state["tokens"])
        for owner_id, blueprint, tokens in _rows(state["inner"]):
            inner = InnerScope(bundle.blueprints[str(blueprint)], _owner(scope, owner_id))
            scope.subprocesses[inner.parent_task_id] = inner
            _fill(inner, tokens)
    except (KeyError, ValueError, TypeError, zlib.error) as error:
        raise ExecutionError(
            "De opgeslagen stand hoort niet bij deze versie van het diagram."
        ) from error
    return scope


def upgraded(
    state: _State,
    version: int,
    upgrades: Mapping[int, Callable[[_State], _State]] = UPGRADES,
    target: int = STATE_VERSION,
) -> _State:
    """Bring a state of an older version up to the present one, step by step."""
    if version > target:
        raise ExecutionError("De opgeslagen stand is van een nieuwere versie van dit programma.")
    for step in range(version, target):
        state = upgrades[step](state)
    return state


def _token(token: Token) -> Json:
    return [token.id.hex, token.place.name, token.status, _facts(token.facts)]


def _facts(facts: Facts) -> Json:
    written: dict[str, Json] = {}
    for name in ("host", "container", "race"):
        task_id: TaskId | None = getattr(facts, name)
        if task_id is not None:
            written[name] = task_id.hex
    for name in ("local", "inputs", "noted"):
        values: dict[str, Value] = getattr(facts, name)
        if values:
            written[name] = {key: pack(value) for key, value in values.items()}
    if facts.via is not None:
        written["via"] = facts.via
    if facts.background:
        written["background"] = True
    if facts.alarm is not None:
        written["alarm"] = _alarm(facts.alarm)
    if facts.rounds is not None:
        written["rounds"] = _rounds(facts.rounds)
    return written


def _alarm(alarm: Alarm) -> Json:
    moments = [alarm.due.isoformat(), alarm.anchor.isoformat()]
    return [*moments, _period(alarm.period), alarm.first, alarm.index, alarm.last]


def _period(term: Term | None) -> Json:
    return None if term is None else [term.months, term.days, term.workdays, term.seconds]


def _rounds(rounds: Rounds) -> Json:
    items = None if rounds.items is None else [pack(item) for item in rounds.items]
    return [rounds.total, items, rounds.begun, rounds.done]


def _fill(scope: Scope, tokens: Json) -> None:
    for task_id, name, state, facts in _rows(tokens):
        if not isinstance(state, int) or not isinstance(facts, dict):
            raise TypeError(name)
        place: Place = scope.spec.place(str(name))
        Token(scope, place, _read_facts(facts), _task_id(task_id), state)


def _read_facts(written: dict[str, Json]) -> Facts:
    ids = {
        name: _task_id(written[name]) for name in ("host", "container", "race") if name in written
    }
    values = {
        name: {key: unpack(item) for key, item in packed.items()}
        for name in ("local", "inputs", "noted")
        if isinstance(packed := written.get(name), dict)
    }
    via = written.get("via")
    return Facts(
        via=None if via is None else str(via),
        host=ids.get("host"),
        container=ids.get("container"),
        race=ids.get("race"),
        background=bool(written.get("background", False)),
        alarm=_read_alarm(written.get("alarm")),
        rounds=_read_rounds(written.get("rounds")),
        local=values.get("local", {}),
        inputs=values.get("inputs", {}),
        noted=values.get("noted", {}),
    )


def _read_alarm(written: Json) -> Alarm | None:
    match written:
        case [str() as due, str() as anchor, period, int() as first, int() as index, last]:
            return Alarm(
                due=datetime.fromisoformat(due),
                anchor=datetime.fromisoformat(anchor),
                period=_read_period(period),
                first=first,
                index=index,
                last=last if isinstance(last, int) else None,
            )
        case _:
            return None


def _read_period(written: Json) -> Term | None:
    match written:
        case [int() as months, int() as days, int() as workdays, int() as seconds]:
            return Term(months=months, days=days, workdays=workdays, seconds=seconds)
        case _:
            return None


def _read_rounds(written: Json) -> Rounds | None:
    match written:
        case [total, items, int() as begun, int() as done]:
            return Rounds(
                total=total if isinstance(total, int) else None,
                items=[unpack(item) for item in items] if isinstance(items, list) else None,
                begun=begun,
                done=done,
            )
        case _:
            return None


def _owner(scope: InstanceScope, written: Json) -> Token:
    owner = scope.token(_task_id(written))
    if owner is None:
        raise KeyError(written)
    return owner


def _rows(written: Json) -> list[list[Json]]:
    if not isinstance(written, list):
        raise TypeError(written)
    return [row for row in written if isinstance(row, list)]


def _task_id(written: Json) -> TaskId:
    return TaskId(UUID(str(written)))
