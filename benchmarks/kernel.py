"""What one step of a process instance costs, without database and web.

    .venv/bin/python benchmarks/kernel.py [--rounds 1000]

Runs the shipped process `client-bereiken`: every contact attempt is a task completed and a timer
fired. Each step restores the instance, moves it, lists what waits, and takes a snapshot. Times are
medians; the machine's load shows in the spread, so compare columns of one run only.
"""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from engine.bpmn.library import Bundle, compile_bundle
from engine.bpmn.model import parse_diagram
from engine.bpmn.parsing import blueprints
from engine.bpmn.runtime import DecisionCall, DecisionOutcome, Instance, Surroundings
from engine.bpmn.step import Snapshot
from engine.commands.values import encode
from engine.domain.calendar import dutch_calendar
from engine.domain.terms import Term
from engine.feel import Scope, Value

PROCESSES = Path(__file__).parent.parent / "processes"
START = datetime(2026, 3, 2, 8, tzinfo=UTC)
CALENDAR = dutch_calendar()
MILLI = 1_000
WARM = 50


def _no_decisions(call: DecisionCall, variables: object) -> DecisionOutcome:
    raise LookupError(call.decision_ref, variables)


def at(moment: datetime) -> Surroundings:
    """Every term is three working days."""
    scope = Scope(now=moment, terms=lambda _: Term(workdays=3), calendar=CALENDAR)
    return Surroundings(now=moment, scope=scope, decide=_no_decisions)


class Case:
    """One instance that goes round: an attempt, a wait, an attempt."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.now = START
        instance = Instance.start(bundle, {}, at(START))
        instance.complete_task(instance.tasks()[0].id, {}, at(START))
        self.snapshot: Snapshot = instance.snapshot()

    def attempt(self) -> None:
        """Complete the contact attempt without success."""
        answer: dict[str, Value] = {"kanaal": "telefoon", "resultaat": "geen-gehoor"}
        self._step(lambda one: one.complete_task(one.tasks()[0].id, answer, at(self.now)))

    def wait(self) -> None:
        """Let the term between two attempts pass."""
        instance = Instance.restore(self.bundle, self.snapshot)
        self.now = instance.timers()[0].due_at
        self._step(lambda one: one.fire_timer(one.timers()[0].task_id, at(self.now)))

    def _step(self, move: Callable[[Instance], None]) -> None:
        instance = Instance.restore(self.bundle, self.snapshot)
        move(instance)
        _ = instance.tasks(), instance.timers(), instance.services(), instance.subscriptions()
        _ = instance.take_events(), instance.take_thrown()
        self.snapshot = instance.snapshot()


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that one run takes."""
    began = perf_counter()
    work()
    return MILLI * (perf_counter() - began)


def typical(work: Callable[[], object], times: int = 200) -> float:
    """Take the median of many runs, in milliseconds."""
    return median(timed(work) for _ in range(times))


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=1_000)
    rounds: int = parser.parse_args().rounds
    source = (PROCESSES / "client-bereiken.bpmn").read_bytes()
    bundle = compile_bundle(source, {})
    process = parse_diagram(source).executable
    case = Case(bundle)
    case.attempt()
    first = case.snapshot
    case.wait()
    attempts, waits = [], []
    for _ in range(rounds):
        attempts.append(timed(case.attempt))
        waits.append(timed(case.wait))
    last = case.snapshot
    at_rest = Instance.restore(bundle, first)
    rows = (
        ("read and check XML, build nodes", typical(lambda: parse_diagram(source), 50)),
        ("build nodes", typical(lambda: list(blueprints(process, ".", process.id)), 50)),
        ("find a bundle in the cache", typical(lambda: compile_bundle(source, {}))),
        ("restore", typical(lambda: Instance.restore(bundle, first))),
        ("snapshot", typical(at_rest.snapshot)),
        (f"complete a task, attempt {WARM}", median(attempts[:WARM])),
        (f"complete a task, attempt {rounds}", median(attempts[-WARM:])),
        (f"fire a timer, attempt {WARM}", median(waits[:WARM])),
        (f"fire a timer, attempt {rounds}", median(waits[-WARM:])),
    )
    for label, value in rows:
        print(f"{label:<44}{value:>9.3f} ms")
    print(f"{'timers per second, one thread':<44}{MILLI / median(waits[:WARM]):>9.0f}")
    for label, snapshot in (("first", first), (f"attempt {rounds}", last)):
        size = len(snapshot.state), len(encode(snapshot.variables))
        print(f"{f'state and variables, {label}':<44}{size[0]:>9} {size[1]} bytes")


if __name__ == "__main__":
    main()
