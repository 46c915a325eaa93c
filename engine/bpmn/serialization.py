"""A process instance as bytes and back.

Only state is stored, never the specification: the diagram's versions are bound to the instance,
and a `Bundle` makes the nodes again. The state is ordered JSON, compressed: the order of tokens
is the order in which they arrived, and who arrived first is served first. Store it as bytes.

Values keep their type: 1.50 comes back as that number, a day as a day, a term as a term. A value
that JSON lacks is written as `{"$": kind, "v": …}`; a context with a key `$` of its own is written
as kind `context`, so that no name is reserved.

A state carries a version. `UPGRADES` turns each older version into the next one, one step at a
time; add a step whenever the shape changes, and a stored example of the old shape to the tests.
"""

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeAlias, Union
from uuid import UUID
from zoneinfo import ZoneInfo

from engine.bpmn.library import Bundle
from engine.bpmn.step import Snapshot
from engine.bpmn.timers import Alarm
from engine.bpmn.tokens import Facts, InnerScope, InstanceScope, Place, Rounds, Scope, Token
from engine.domain.ids import TaskId
from engine.domain.terms import Term
from engine.errors import ExecutionError
from engine.feel import Value
from engine.feel.values import Range, YearMonthDuration

Json: TypeAlias = Union[  # noqa: UP007 - a recursive alias cannot use the | of a string
    bool, int, float, str, list["Json"], dict[str, "Json"], None
]
_State: TypeAlias = dict[str, Json]

STATE_VERSION = 1
UPGRADES: Mapping[int, Callable[[_State], _State]] = {}
_KIND, _VALUE = "$", "v"
_ENOUGH = 6
_MOST_PARTS = 100_000
_TEXT_PER_PART = 64
_DEEPEST = 100


def save(scope: InstanceScope) -> Snapshot:
    """Write down an instance at rest."""
    state: _State = {
        "tokens": [_token(token) for token in scope.tokens],
        "inner": [
            [owner.hex, inner.spec.name, [_token(token) for token in inner.tokens]]
            for owner, inner in scope.subprocesses.items()
        ],
    }
    text = json.dumps(state, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Snapshot(
        state=zlib.compress(text.encode(), _ENOUGH),
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


def pack(value: Value) -> Json:
    """Make JSON of a value, with its type.

    Raises `ExecutionError` when it is nested too deep or too large: a list that holds another
    many times is small in memory and endless on paper.
    """
    return _Packing().pack(value, 0)


@dataclass
class _Packing:
    """Packs one value and counts what it costs."""

    left: int = _MOST_PARTS

    def pack(self, value: Value, depth: int) -> Json:
        self.left -= 1 + (len(value) // _TEXT_PER_PART if isinstance(value, str) else 0)
        if self.left < 0 or depth > _DEEPEST:
            raise ExecutionError("Een variabele is te groot of te diep om te bewaren.")
        match value:
            case None | bool() | str() | int():
                return value
            case list() | tuple():
                return [self.pack(item, depth + 1) for item in value]
            case Mapping():
                packed = {key: self.pack(item, depth + 1) for key, item in value.items()}
                return {_KIND: "context", _VALUE: packed} if _KIND in packed else packed
            case _:
                kind, plain = _typed(value)
                return {_KIND: kind, _VALUE: plain}


def unpack(packed: Json) -> Value:
    """Make a value of the JSON that `pack` made."""
    if isinstance(packed, list):
        return [unpack(item) for item in packed]
    if isinstance(packed, dict):
        if _KIND in packed:
            return _untyped(str(packed[_KIND]), packed[_VALUE])
        return {key: unpack(item) for key, item in packed.items()}
    if isinstance(packed, int) and not isinstance(packed, bool):
        return Decimal(packed)
    return packed  # type: ignore[return-value]  # floats are never written


def _typed(value: Value) -> tuple[str, Json]:  # noqa: PLR0911 - one line per type reads best
    match value:
        case Decimal():
            return "number", str(value)
        case datetime():
            return "moment", _moment_text(value)
        case date():
            return "day", value.isoformat()
        case time():
            zone = value.tzinfo
            key = zone.key if isinstance(zone, ZoneInfo) else None
            return "time", [value.replace(tzinfo=None if key else zone).isoformat(), key]
        case timedelta():
            return "duration", value // timedelta(microseconds=1)
        case YearMonthDuration():
            return "months", value.months
        case Term():
            return "term", [value.months, value.days, value.workdays, value.seconds]
        case Range():
            ends = [pack(value.low), pack(value.high)]
            return "range", [*ends, value.low_closed, value.high_closed]
        case _:
            raise ExecutionError("Een functie kan niet in een variabele worden bewaard.")


def _untyped(kind: str, plain: Json) -> Value:  # noqa: PLR0911 - one line per type reads best
    match kind, plain:
        case "number", str():
            return Decimal(plain)
        case "moment", [str() as text, zone]:
            moment = datetime.fromisoformat(text)
            return moment.astimezone(ZoneInfo(str(zone))) if zone else moment
        case "day", str():
            return date.fromisoformat(plain)
        case "time", [str() as text, zone]:
            clock = time.fromisoformat(text)
            return clock.replace(tzinfo=ZoneInfo(str(zone))) if zone else clock
        case "duration", int():
            return timedelta(microseconds=plain)
        case "months", int():
            return YearMonthDuration(plain)
        case "term", [int() as months, int() as days, int() as workdays, int() as seconds]:
            return Term(months=months, days=days, workdays=workdays, seconds=seconds)
        case "range", [low, high, bool() as low_closed, bool() as high_closed]:
            return Range(unpack(low), unpack(high), low_closed, high_closed)
        case "context", dict():
            return {key: unpack(item) for key, item in plain.items()}
        case _:
            raise ValueError(kind)


def _moment_text(value: datetime) -> Json:
    zone = value.tzinfo
    if isinstance(zone, ZoneInfo):
        return [value.astimezone(UTC).isoformat(), zone.key]
    return [value.isoformat(), None]


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
    period = None if alarm.period is None else _typed(alarm.period)[1]
    moments = [alarm.due.isoformat(), alarm.anchor.isoformat()]
    return [*moments, period, alarm.first, alarm.index, alarm.last]


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
            term = _untyped("term", period) if period is not None else None
            return Alarm(
                due=datetime.fromisoformat(due),
                anchor=datetime.fromisoformat(anchor),
                period=term if isinstance(term, Term) else None,
                first=first,
                index=index,
                last=last if isinstance(last, int) else None,
            )
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
