"""Throwing events, and who catches what is thrown inside an instance.

An error or escalation rises from its scope outward. On each level it is offered first to the
event sub-processes of the scope, then to the boundary events of the activity that owns the scope;
one that names the code goes before one that takes any code. An error that nobody catches stops
the step (an incident), because a case would otherwise go on as if nothing happened. An escalation
that nobody catches is reported and the token goes on (BPMN 2.0 §10.5.1).

A signal goes to everything that waits for it in the instance and outside it, a message only
outside: the caller brings it to whom it is meant for.
"""

from collections.abc import Iterable, Iterator

from engine.bpmn.catching import awaits, code_of, let_happen, waiting_at
from engine.bpmn.elements import EventKind
from engine.bpmn.scripting import text_or_value
from engine.bpmn.step import Thrown, ThrownKind
from engine.bpmn.tokens import Scope, Token
from engine.errors import ExecutionError


def throw_message(token: Token, name: str | None) -> None:
    """Send a message with the inputs of the element as its variables."""
    _throw(token, ThrownKind.MESSAGE, name, caught=False)


def throw_signal(token: Token, name: str | None) -> None:
    """Broadcast a signal: to everything that waits in this instance, and to the outside."""
    caught = receive_signal(tuple(token.instance.all_tokens()), name or "")
    _throw(token, ThrownKind.SIGNAL, name, caught=caught)


def receive_signal(tokens: Iterable[Token], name: str) -> bool:
    """Let every token go on that waits for this signal; tell whether there was one."""
    waiting = [token for token in tokens if awaits(token, EventKind.SIGNAL, name)]
    for token in waiting:
        if token.is_alive:
            let_happen(token)
    return bool(waiting)


def throw_escalation(token: Token, code: str | None) -> None:
    """Let an escalation rise; report it outside, and whether it was caught."""
    caught = _catcher_above(token.scope, EventKind.ESCALATION, code)
    _throw(token, ThrownKind.ESCALATION, code, caught=caught is not None)
    if caught is not None:
        let_happen(caught)


def throw_error(token: Token, code: str | None, message: str) -> None:
    """Let an error rise from a token. Raises `ExecutionError` when nobody catches it."""
    caught = _fitting(boundary_tokens(token), EventKind.ERROR, code)
    caught = caught or _catcher_above(token.scope, EventKind.ERROR, code)
    catcher = waiting_at(caught) if caught else None
    if caught is None or catcher is None or catcher.awaited is None:
        raise ExecutionError(
            f"De fout '{code or 'zonder code'}' wordt nergens opgevangen."
            + (f" {message}" if message else ""),
            element_id=token.place.name,
        )
    if catcher.awaited.code_variable:
        caught.write(catcher.awaited.code_variable, code)
    if catcher.awaited.message_variable:
        caught.write(catcher.awaited.message_variable, message)
    catcher.catch(caught)


def boundary_tokens(token: Token) -> Iterator[Token]:
    """Find the armed boundary events of the activity that a token is at, or is a round of."""
    host = token.facts.container or token.id
    return (other for other in token.scope.tokens if other.facts.host == host)


def _catcher_above(scope: Scope, kind: EventKind, code: str | None) -> Token | None:
    """Find the token that catches what rises in a scope, from the inside out."""
    inside: Scope | None = scope
    while inside is not None:
        background = (token for token in inside.tokens if token.facts.background)
        owner = inside.owner
        caught = _fitting(background, kind, code)
        if caught is None and owner is not None:
            caught = _fitting(boundary_tokens(owner), kind, code)
        if caught is not None:
            return caught
        inside = owner.scope if owner is not None else None
    return None


def _fitting(tokens: Iterable[Token], kind: EventKind, code: str | None) -> Token | None:
    """Choose the token that waits for this code, else the one that takes any."""
    waiting = [token for token in tokens if awaits(token, kind)]
    for wanted in (code, None):
        for token in waiting:
            catcher = waiting_at(token)
            if catcher is not None and code_of(catcher.awaited) == wanted:
                return token
    return None


def _throw(token: Token, kind: ThrownKind, name: str | None, *, caught: bool) -> None:
    inputs = token.place.element.camunda.inputs
    token.instance.thrown.append(
        Thrown(
            kind=kind,
            name=name or "",
            element_id=token.place.name,
            process_key=token.place.process_key,
            variables={key: text_or_value(text, token) for key, text in inputs.items()},
            caught=caught,
        )
    )
