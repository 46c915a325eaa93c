"""Plays a diagram from a script and checks, after every step, what waits.

    start            -> a @t           starting makes task a open and arms timer t
    a nog = true     -> b              completing a with a variable ends the timer and opens b
    b                -> .              nothing waits: ended

Before the arrow: `start`, a task's id, `@timer`, `!service`, `?message`, `~signal`; a service may
end in an error with `!service # CODE`. Variables are FEEL. Behind the arrow: what waits then, in
any order and with the same signs, `.` when the instance ended, and what was thrown in that step
(`^message`, `^^signal`, `^!escalation`). What waits more than once is named more than once; if
one of several is meant, the one that came first is taken.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from engine.bpmn.library import Bundle, compile_bundle
from engine.bpmn.runtime import DecisionCall, DecisionOutcome, Instance, RunLimits, Surroundings
from engine.bpmn.step import Snapshot, SubscriptionKind, ThrownKind
from engine.domain.calendar import dutch_calendar
from engine.domain.ids import TaskId
from engine.domain.terms import Term
from engine.feel import Scope, Value, compile_expression

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
CALENDAR = dutch_calendar()
TERMS = {"reactie": Term.parse("3 werkdagen")}
_STEP = re.compile(r"\s*(\S+)\s*(?:#\s*(\S+)|(.*?))\s*->\s*(.*?)\s*")
_SIGNS = {ThrownKind.MESSAGE: "^", ThrownKind.SIGNAL: "^^", ThrownKind.ESCALATION: "^!"}

Rest = Callable[[Snapshot], Snapshot]
"""Puts an instance away after a step, and takes it out again."""


def at(moment: datetime = MONDAY, limits: RunLimits | None = None) -> Surroundings:
    """The surroundings of a step at a moment; decisions double the variable `x`."""
    scope = Scope(now=moment, terms=TERMS.get, calendar=CALENDAR)
    return Surroundings(now=moment, scope=scope, decide=_decide, limits=limits or RunLimits())


@dataclass(frozen=True)
class Outcome:
    """What a decision came to, in tests."""

    value: Value
    rule_numbers: tuple[int, ...] = (1,)
    inputs: Mapping[str, Value] = field(default_factory=dict)
    why: Mapping[str, Value] = field(default_factory=dict)


def _decide(call: DecisionCall, variables: Mapping[str, Value]) -> DecisionOutcome:
    return Outcome(evaluated(call.decision_ref, variables))


def evaluated(text: str, variables: Mapping[str, Value]) -> Value:
    """Evaluate FEEL, as a person would fill in a form."""
    return compile_expression(text).evaluate(variables, at().scope).value


@dataclass(frozen=True, kw_only=True)
class Construct:
    """One small diagram and its expected path."""

    name: str
    drawn: bytes
    play: str
    called: Mapping[str, bytes] = field(default_factory=dict)
    variables: Mapping[str, object] = field(default_factory=dict)
    then: Mapping[str, str] = field(default_factory=dict)
    """Variables at the end, as FEEL."""

    @property
    def bundle(self) -> Bundle:
        return compile_bundle(self.drawn, self.called)


@dataclass
class Player:
    """Takes the steps of a play, and rests between them."""

    construct: Construct
    rest: Rest | None = None
    now: datetime = MONDAY
    instance: Instance | None = None
    thrown: list[str] = field(default_factory=list)

    def play(self) -> Instance:
        """Play to the end; every step must leave waiting what the script says."""
        for number, line in enumerate(self._lines(), start=1):
            match = _STEP.fullmatch(line)
            assert match, f"this is no step: {line}"
            what, code, variables, expected = match.groups()
            self.now += timedelta(minutes=1)
            self._take(what, code, variables or "")
            assert self.instance is not None
            found = sorted([*waiting(self.instance), *self.thrown])
            ended, *rest = expected.split() if expected.startswith(".") else ("", *expected.split())
            assert found == sorted(rest), f"{self.construct.name}, step {number}: {line.strip()}"
            assert self.instance.ended == bool(ended), line
            self._put_away()
        assert self.instance is not None
        return self.instance

    def _lines(self) -> Iterator[str]:
        return (line for line in self.construct.play.splitlines() if line.strip())

    def _put_away(self) -> None:
        if self.rest is None:
            return
        assert self.instance is not None
        snapshot = self.rest(self.instance.snapshot())
        self.instance = Instance.restore(self.construct.bundle, snapshot)

    def _take(self, what: str, code: str | None, text: str) -> None:
        sign, name = (what[0], what[1:]) if what[0] in "@!?~" else ("", what)
        if name == "start":
            self.instance = self._started(sign, text)
        else:
            assert self.instance is not None
            self._move(self.instance, sign, name, code, text)
        assert self.instance is not None
        self.thrown = [_SIGNS[one.kind] + one.name for one in self.instance.take_thrown()]

    def _started(self, sign: str, text: str) -> Instance:
        variables = self.construct.variables
        return Instance.start(
            self.construct.bundle,
            variables,
            at(self.now),
            message=text if sign == "?" else None,
            signal=text if sign == "~" else None,
        )

    def _move(self, instance: Instance, sign: str, name: str, code: str | None, text: str) -> None:
        variables = _assigned(text, instance.variables)
        match sign:
            case "@":
                timer = next(timer for timer in instance.timers() if timer.element_id == name)
                self.now = max(self.now, timer.due_at)
                instance.fire_timer(timer.task_id, at(self.now))
            case "!":
                waiting_for = (one for one in instance.services() if one.element_id == name)
                service = next(waiting_for)
                if code:
                    instance.fail_service(service.task_id, code, "mislukt", at(self.now))
                else:
                    instance.complete_service(service.task_id, variables, at(self.now))
            case "?":
                assert instance.receive_message(name, variables, at(self.now)), "nobody waited"
            case "~":
                assert instance.receive_signal(name, variables, at(self.now)), "nobody waited"
            case _:
                instance.complete_task(open_task(instance, name), variables, at(self.now))


def open_task(instance: Instance, element_id: str) -> TaskId:
    """The first open task at an element."""
    return next(task.id for task in instance.tasks() if task.element_id == element_id)


def waiting(instance: Instance) -> list[str]:
    """Everything that waits, with its sign."""
    signs = {SubscriptionKind.MESSAGE: "?", SubscriptionKind.SIGNAL: "~"}
    return sorted(
        [
            *(task.element_id for task in instance.tasks()),
            *(f"@{timer.element_id}" for timer in instance.timers()),
            *(f"!{service.element_id}" for service in instance.services()),
            *(f"{signs[one.kind]}{one.name}" for one in instance.subscriptions()),
        ]
    )


def _assigned(text: str, variables: Mapping[str, Value]) -> dict[str, Value]:
    parts = [part.partition("=") for part in text.split(";") if part.strip()]
    return {name.strip(): evaluated(value, variables) for name, _, value in parts}
