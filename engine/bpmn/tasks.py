"""Activities: what people, handlers, decisions, scripts and processes inside do.

On arrival the boundary events are armed, the inputs are evaluated, and the work starts:

    user, manual, plain task     READY until a person completes it
    service task                 STARTED until a handler's result comes in
    receive task                 WAITING for its message
    send, script, decision       done at once
    sub-process, call activity   STARTED until the scope inside is empty
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from engine.bpmn.catching import Catcher
from engine.bpmn.elements import EventDefinition, EventKind, FlowNode
from engine.bpmn.events import BoundaryEvent, arm_boundary_events
from engine.bpmn.scripting import assignments, evaluate, text_or_value, timed_value, visible
from engine.bpmn.specs import Node, Route
from engine.bpmn.step import EventKind as Happening
from engine.bpmn.surroundings import DecisionCall, DecisionOutcome
from engine.bpmn.tasks_rounds import begin_rounds, end_round
from engine.bpmn.throwing import throw_message
from engine.bpmn.timers import moment_of
from engine.bpmn.tokens import Blueprint, Token
from engine.errors import ExpressionError
from engine.feel import Value
from engine.feel.numbers import whole

MEDIUM_PRIORITY = 50

DUE = "due"
FOLLOW_UP = "follow_up"
PRIORITY = "priority"
ASSIGNEE = "assignee"
GROUPS = "groups"
USERS = "users"


class Activity(Node):
    """An activity: it can repeat, carry boundary events, and has inputs and outputs."""

    def __init__(self, blueprint: Blueprint, element: FlowNode, routes: Sequence[Route]) -> None:
        super().__init__(blueprint, element, routes)
        self.boundary_events: list[BoundaryEvent] = []

    def arrive(self, token: Token) -> None:
        """Arm the boundary events and begin."""
        token.instance.note(Happening.ENTERED, token)
        arm_boundary_events(token, self.boundary_events)
        if self.element.loop is None:
            self.start_work(token)
        else:
            begin_rounds(token, self)

    def start_work(self, token: Token) -> None:
        """Evaluate the inputs and begin the work, once for every round."""
        inputs = self.element.camunda.inputs
        token.facts.inputs = {name: text_or_value(text, token) for name, text in inputs.items()}
        self.work(token)

    def work(self, token: Token) -> None:
        """Begin the work: by default it is done by the engine itself."""
        token.ready()

    def execute(self, token: Token) -> bool:
        """Do the work of the engine; a container of rounds has none."""
        if token.facts.rounds is None:
            self.perform(token)
        return True

    def perform(self, token: Token) -> None:
        """Do the engine's own work."""

    def leave(self, token: Token) -> None:
        """Write the outputs, and end the round or the activity."""
        for name, text in self.element.camunda.outputs.items():
            if token.facts.rounds is None:
                token.write(name, text_or_value(text, token))
        if token.facts.container is not None:
            end_round(token, self)
        else:
            super().leave(token)


class HumanTask(Activity):
    """A user task, a manual task or a task without a type: a person says when it is done."""

    def __init__(self, blueprint: Blueprint, element: FlowNode, routes: Sequence[Route]) -> None:
        super().__init__(blueprint, element, routes)
        self.manual = True

    def work(self, token: Token) -> None:
        """Work out for whom the task is and when it is due, and leave it to them."""
        token.facts.noted = dict(self._noted(token))
        self._check_somebody(token.facts.noted)
        token.ready()

    def _check_somebody(self, noted: Mapping[str, Value]) -> None:
        """Refuse a task that names its people and finds nobody: it would lie where no one looks."""
        wanted = self.element.camunda
        is_named = wanted.assignee or wanted.candidate_groups or wanted.candidate_users
        if is_named and not any(noted.get(who) for who in (ASSIGNEE, GROUPS, USERS)):
            raise ExpressionError(f"De taak '{self.element.label}' is voor niemand bestemd.")

    def _noted(self, token: Token) -> Iterator[tuple[str, Value]]:
        wanted = self.element.camunda
        if wanted.due_date:
            yield DUE, self._moment(wanted.due_date, token, day_ends=True)
        if wanted.follow_up_date:
            yield FOLLOW_UP, self._moment(wanted.follow_up_date, token, day_ends=False)
        if wanted.priority:
            yield PRIORITY, _priority(wanted.priority, token)
        if wanted.assignee:
            yield ASSIGNEE, text_or_value(wanted.assignee, token)
        if wanted.candidate_groups:
            yield GROUPS, _names(wanted.candidate_groups, token)
        if wanted.candidate_users:
            yield USERS, _names(wanted.candidate_users, token)

    def _moment(self, text: str, token: Token, *, day_ends: bool) -> Value:
        value = timed_value(text, token)
        if value is None:
            return None
        moment = moment_of(value, token.instance.surroundings.moment, day_ends=day_ends)
        if moment is None:
            raise ExpressionError(f"De datum '{text}' van de taak is geen datum of termijn.")
        return moment


class ServiceTask(Activity):
    """A handler does it: reaching it makes a job, and its result comes in later."""

    def work(self, token: Token) -> None:
        """Leave it to a handler."""
        token.begin()


class SendTask(Activity):
    """Sends a message; its inputs are the message's variables."""

    def perform(self, token: Token) -> None:
        """Send it."""
        throw_message(token, self.element.message_name)


class ReceiveTask(Activity, Catcher):
    """Waits for a message."""

    def __init__(self, blueprint: Blueprint, element: FlowNode, routes: Sequence[Route]) -> None:
        super().__init__(blueprint, element, routes)
        self.awaited = EventDefinition(
            kind=EventKind.MESSAGE, ref=element.message_ref, name=element.message_name
        )

    def work(self, token: Token) -> None:
        """Wait for it."""
        self.listen(token)


class ScriptTask(Activity):
    """Sets variables: lines of `naam = uitdrukking`, each seeing those before it."""

    def perform(self, token: Token) -> None:
        """Evaluate line by line; or the whole script as one expression for a result variable."""
        script = self.element.script or ""
        if self.element.result_variable:
            token.write(self.element.result_variable, evaluate(script, token))
            return
        for assignment in assignments(script):
            token.write(assignment.name, evaluate(assignment.expression, token))


class BusinessRuleTask(Activity):
    """Asks a decision, and keeps its outcome as Camunda's result mapping says."""

    def perform(self, token: Token) -> None:
        """Decide, and write down by which rules."""
        wanted = self.element.camunda
        call = DecisionCall(
            decision_ref=wanted.decision_ref or "",
            element_id=self.name,
            process_key=self.process_key,
            binding=wanted.decision_ref_binding,
            version=wanted.decision_version,
        )
        outcome = token.instance.surroundings.decide(call, visible(token, token.facts.inputs))
        self._note(token, call, outcome)
        result = _mapped(wanted.map_decision_result or "", outcome.value)
        if wanted.result_variable:
            token.write(wanted.result_variable, result)
        elif isinstance(result, Mapping):
            for name, value in result.items():
                token.write(name, value)
        elif result is not None:
            raise ExpressionError(
                "De beslissing heeft een uitkomst, maar de taak zegt niet in welke variabele."
            )

    def _note(self, token: Token, call: DecisionCall, outcome: DecisionOutcome) -> None:
        token.instance.note(
            Happening.DECIDED,
            token,
            beslissing=call.decision_ref,
            regels=[Decimal(number) for number in outcome.rule_numbers],
            invoer=dict(outcome.inputs),
            uitkomst=outcome.value,
            **outcome.why,
        )


def _mapped(mapping: str, value: Value) -> Value:
    """Shape an outcome (Camunda 7: mapDecisionResult).

    A decision gives a context for one matched rule, a list for several, null for none; one with
    a single output gives the bare value. What is left unsaid, and `singleResult`, is kept as the
    decision gave it.
    """
    if mapping == "singleEntry" and isinstance(value, Mapping):
        if len(value) > 1:
            raise ExpressionError("De beslissing heeft meer dan één uitkomst (singleEntry).")
        return next(iter(value.values()), None)
    if mapping in ("collectEntries", "resultList") and not isinstance(value, list):
        found: list[Value] = [] if value is None else [value]
        return _mapped(mapping, found)
    if mapping == "collectEntries" and isinstance(value, list):
        return [_mapped("singleEntry", item) for item in value]
    return value


def _priority(text: str, token: Token) -> Value:
    value = evaluate(text, token)
    if value is None:
        return Decimal(MEDIUM_PRIORITY)
    if not isinstance(value, Decimal) or whole(value) is None:
        raise ExpressionError(f"De prioriteit '{text}' is geen heel getal.")
    return value


def _names(texts: Sequence[str], token: Token) -> list[Value]:
    names: list[Value] = []
    for text in texts:
        value = text_or_value(text, token)
        names.extend(value if isinstance(value, list) else [value])
    return [name for name in names if name is not None]
