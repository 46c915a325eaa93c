"""Activities that repeat: multi-instance (sequential or parallel) and the standard loop.

The token at the activity becomes a container; each round is a token of its own at the same node,
with the item and `loopCounter` (from 0) as local variables. Boundary events hang on the
container, so that an interrupting one ends all rounds. Conditions see Camunda's counters
`nrOfInstances`, `nrOfActiveInstances` and `nrOfCompletedInstances` as well.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

from engine.bpmn.elements import MultiInstance, StandardLoop
from engine.bpmn.scripting import evaluate, holds
from engine.bpmn.step import EventKind
from engine.bpmn.tokens import Facts, Place, Rounds, Token
from engine.errors import ExecutionError, ExpressionError
from engine.feel import Value
from engine.feel.numbers import whole

LOOP_COUNTER = "loopCounter"


class Repeated(Place, Protocol):
    """An activity as far as its rounds need to know it."""

    def start_work(self, token: Token) -> None:
        """Begin one round."""


def begin_rounds(token: Token, activity: Repeated) -> None:
    """Make the token a container and begin the first round, or all of them."""
    loop = activity.element.loop
    token.facts.rounds = _planned(loop, token)
    token.begin()
    if not _goes_on(token, loop):
        token.proceed()
    elif isinstance(loop, MultiInstance) and not loop.sequential:
        for _ in range(token.facts.rounds.total or 0):
            _begin_round(token, activity)
    else:
        _begin_round(token, activity)


def end_round(token: Token, activity: Repeated) -> None:
    """Take a finished round away; begin the next one, or let the container leave."""
    container, rounds = _container_of(token)
    loop = activity.element.loop
    rounds.done += 1
    token.instance.note(EventKind.COMPLETED, token, ronde=token.facts.local[LOOP_COUNTER])
    stops = (
        isinstance(loop, MultiInstance)
        and loop.completion_condition is not None
        and holds(loop.completion_condition, token, _counters(rounds))
    )
    token.scope.remove(token)
    if stops or not _goes_on(container, loop):
        _stop(container)
    elif rounds.begun == rounds.done:
        _begin_round(container, activity)


def _planned(loop: MultiInstance | StandardLoop | None, token: Token) -> Rounds:
    if isinstance(loop, StandardLoop):
        return Rounds(total=_maximum(loop, token))
    assert loop is not None  # noqa: S101 - only repeated activities come here
    if loop.collection is not None:
        items = evaluate(loop.collection, token)
        if not isinstance(items, list):
            raise ExpressionError(f"De verzameling '{loop.collection}' is geen lijst.")
        return Rounds(total=_allowed(len(items), token), items=list(items))
    if loop.cardinality is None:
        raise ExecutionError("De herhaling heeft geen aantal en geen verzameling.")
    return Rounds(total=_allowed(_count(loop.cardinality, token), token))


def _maximum(loop: StandardLoop, token: Token) -> int:
    limit = token.instance.surroundings.limits.rounds
    return limit if loop.maximum is None else _allowed(_count(loop.maximum, token), token)


def _count(text: str, token: Token) -> int:
    value = evaluate(text, token)
    count = whole(value) if isinstance(value, Decimal) else None
    if count is None or count < 0:
        raise ExpressionError(f"Het aantal rondes '{text}' is geen heel getal van 0 of meer.")
    return count


def _allowed(count: int, token: Token) -> int:
    limit = token.instance.surroundings.limits.rounds
    if count > limit:
        raise ExecutionError(f"{count} rondes is te veel: ten hoogste {limit}.")
    return count


def _goes_on(container: Token, loop: MultiInstance | StandardLoop | None) -> bool:
    """Whether another round is still to come or to end."""
    rounds = container.facts.rounds
    assert rounds is not None  # noqa: S101 - containers have rounds
    if rounds.total is not None and rounds.done >= rounds.total:
        return False
    if not isinstance(loop, StandardLoop) or loop.condition is None:
        return True
    if rounds.done == 0 and not loop.test_before:
        return True
    return holds(loop.condition, container, _counters(rounds))


def _begin_round(container: Token, activity: Repeated) -> None:
    rounds = container.facts.rounds
    assert rounds is not None  # noqa: S101 - containers have rounds
    local: dict[str, Value] = {LOOP_COUNTER: Decimal(rounds.begun)}
    loop = activity.element.loop
    if isinstance(loop, MultiInstance) and loop.element_variable and rounds.items is not None:
        local[loop.element_variable] = rounds.items[rounds.begun]
    rounds.begun += 1
    facts = Facts(container=container.id, local=local)
    token = container.scope.put(activity, facts)
    token.instance.note(EventKind.ENTERED, token, ronde=local[LOOP_COUNTER])
    activity.start_work(token)


def _stop(container: Token) -> None:
    for token in container.scope.tokens:
        if token.facts.container == container.id:
            container.scope.cancel(token)
    container.proceed()


def _container_of(token: Token) -> tuple[Token, Rounds]:
    assert token.facts.container is not None  # noqa: S101 - only rounds come here
    container = token.scope.tasks[token.facts.container]
    assert container.facts.rounds is not None  # noqa: S101 - containers have rounds
    return container, container.facts.rounds


def _counters(rounds: Rounds) -> Mapping[str, Value]:
    return {
        "nrOfInstances": Decimal(rounds.begun if rounds.total is None else rounds.total),
        "nrOfActiveInstances": Decimal(rounds.begun - rounds.done),
        "nrOfCompletedInstances": Decimal(rounds.done),
    }
